"""Lengths of time: 三天, 一个半小时, 两周, 1年半, 8天20小时; and how they are added to a moment."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from language.moments.found import Grain
from language.moments.numbers import number
from language.moments.stretch import later

_FROM = r"(?:(?:\d{1,4}|[一二两三四五六七八九十])[-~到至])?"
_COUNT = _FROM + r"(?:\d{1,9}(?:,\d{3})*(?:\.\d{1,6})?|[一二两三四五六七八九十百千廿卅俩仨]{1,9}|半)"
_UNIT = (
    r"秒钟?|分半钟?|分钟|分(?=[0-9一二三四五六七八九十]+秒|[之以]?[前后内]|过后)|刻钟|小时|个?钟头?|工作小时|"
    r"天|日|夜|周(?![一二三四五六日天末岁年期边]|\d)|星期(?![一二三四五六日天]|\d)|礼拜(?![一二三四五六日天]|\d)|个月|月|季度|年(?![级代龄轮货糕会纪])"
)
PIECE = re.compile(
    rf"(?P<count>{_COUNT})(?P<more>多|来|余|几)?(?P<ge>个)?(?:多|来)?(?P<half>半)?(?P<unit>{_UNIT})(?P<tail>半(?!年|个|天|夜|月|小时)|多|余)?"
)
_JOIN = re.compile(r"[又零余加和]?")
_SECONDS = {"秒": 1, "分": 60, "刻": 900, "小": 3600, "钟": 3600, "工": 3600}
_DAYS = {"天": 1, "日": 1, "夜": 0, "周": 7, "星": 7, "礼": 7}
_MONTHS = {"个月": 1, "月": 1, "季度": 3, "年": 12}
_YEAR_DAYS, _MONTH_DAYS = 365, 30
_MANY_YEARS = 300
"""2018年之后 counts from a year; it is no length of 2018 years."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A length: whole months, and the rest in seconds. `finest` is the grain of the finest unit said."""

    months: float
    seconds: float
    finest: Grain
    text: str
    months_alone: bool = False

    def length(self) -> int:
        """Return the length in seconds; a month counts 30 days, a year 365."""
        years, rest = divmod(self.months, 12)
        return round((years * _YEAR_DAYS + rest * _MONTH_DAYS) * 86400 + self.seconds)

    def after(self, moment: datetime, sign: int = 1) -> datetime:
        """Return the moment this much later, or earlier for sign -1."""
        whole = int(self.months)
        rest = timedelta(days=(self.months - whole) * _MONTH_DAYS, seconds=self.seconds)
        return later(moment, sign * whole) + sign * rest

    @property
    def fine(self) -> bool:
        """Whether hours, minutes or seconds were said, so that the clock moves too."""
        return self.finest in (Grain.SECOND, Grain.MINUTE, Grain.HOUR)


def amount(text: str, at: int, end: int | None = None) -> tuple[Amount, int] | None:
    """Read a length that begins at a place; return it with the place where it ends."""
    stop = len(text) if end is None else end
    months = seconds = 0.0
    pos, finest, pieces, bare_month = at, None, 0, False
    while m := PIECE.match(text, pos, stop):
        piece = _piece(m)
        if piece is None or (pieces and piece[2] == finest and piece[2] is not Grain.DAY):
            break
        months, seconds, finest = months + piece[0], seconds + piece[1], piece[2]
        pieces, bare_month = pieces + 1, bare_month or m["unit"] == "月" and not m["ge"]
        pos = m.end()
        joint = _JOIN.match(text, pos, stop)
        if joint is None or not PIECE.match(text, joint.end(), stop):
            break
        pos_after = joint.end()
        if _coarser(text, pos_after, stop, finest) and not joint[0]:
            break
        pos = pos_after
    if finest is None:
        return None
    while pos > at and text[pos - 1] in "又零余加和":
        pos -= 1
    return Amount(months, seconds, finest, text[at:pos], bare_month), pos


_ORDER = [
    Grain.SECOND,
    Grain.MINUTE,
    Grain.HOUR,
    Grain.DAY,
    Grain.WEEK,
    Grain.MONTH,
    Grain.QUARTER,
    Grain.YEAR,
]


def _coarser(text: str, at: int, stop: int, finest: Grain) -> bool:
    m = PIECE.match(text, at, stop)
    piece = _piece(m) if m else None
    return piece is None or _ORDER.index(piece[2]) >= _ORDER.index(finest) and text[m.start("unit")] != "夜"  # type: ignore[union-attr]


def _piece(m: re.Match[str]) -> tuple[float, float, Grain] | None:
    """Return months, seconds and grain of one counted unit."""
    said, unit = m["count"], m["unit"]
    count = _count(said)
    if unit == "年" and (count >= _MANY_YEARS or said[0] == "0"):
        return None
    if unit.startswith("分半"):
        count += 0.5
    if m["half"] or (m["tail"] or "") == "半":
        count += 0.5
    if unit in _MONTHS:
        if unit == "月" and not m["ge"] and not (m["half"] or said in ("两", "半", "俩")):
            return count * 1.0, 0.0, Grain.MONTH
        grain = {"季度": Grain.QUARTER, "年": Grain.YEAR}.get(unit, Grain.MONTH)
        return count * _MONTHS[unit], 0.0, grain
    first = unit[0] if unit[0] != "个" else "钟"
    if first in _DAYS:
        return 0.0, count * _DAYS[first] * 86400, Grain.WEEK if _DAYS[first] == 7 else Grain.DAY
    grain = {"秒": Grain.SECOND, "分": Grain.MINUTE, "刻": Grain.MINUTE}.get(first, Grain.HOUR)
    return 0.0, count * _SECONDS[first], grain


def _count(said: str) -> float:
    """Return a count; of two counts (三四天, 3-5天) the later."""
    said = re.split(r"[-~到至]", said)[-1]
    if said == "半":
        return 0.5
    if said[0].isascii():
        return float(said.replace(",", ""))
    if len(said) > 1 and said[-1] in _UNITS_OF_TEN and said[-2] in _UNITS_OF_TEN:  # 三四, 十七八
        return float(number(said[:-2] + said[-1])) if len(said) > 2 or said[:-2] else float(number(said[-1]))
    return float(number(said))


_UNITS_OF_TEN = "一二两三四五六七八九"


def settle(moment: datetime, by: Amount) -> datetime:
    """Return the moment at which an offset of this amount lands; days and more land on a whole day."""
    return moment if by.fine else moment.replace(hour=0, minute=0, second=0, microsecond=0)
