"""Offsets and rolling stretches: 三天后, 两小时前, 三天内, 最近30天, 未来一周, 前两个月."""

import re

from language.moments.amounts import Amount, amount, settle
from language.moments.found import Grain, Kind
from language.moments.stretch import (
    DAY,
    FREE,
    MONTH,
    ONE,
    WEEK,
    YEAR,
    Atom,
    Family,
    Scene,
    Stretch,
    day,
    frame_of,
)  # fmt: skip

offsets = Family()

_UNITS = "秒分刻小个钟天日周星礼月季年多来余几半工.,-~到至"
_AFTER = re.compile(r"(?:之后|以后|过后|后(?![天勤面续台备方果期])|(?<=月)之后|开外)")
_AGO = re.compile(r"(?:之前|以前|前(?![天期提后年]))")
_WITHIN_WORD = r"(?:之内|以内|内(?![容部外])|里面?(?![程面]))"
_WITHIN = re.compile(_WITHIN_WORD)
_SINCE = re.compile(r"(?:以来|来(?![的回自])|间(?![隔断接])|期间)")
_IDIOM_MONTH = re.compile(r"两|俩|半")


@offsets.rule("N天后", "三天后", r"(?=.)", starts="半", units=_UNITS)
def _offset(m: re.Match[str], text: str) -> Atom | None:
    said = amount(text, m.start())
    if said is None or _not_an_amount(said[0], text, m.start()):
        return None
    by, end = said
    tail = re.compile(r"(?:左右|的?时间|上下)?").match(text, end)
    place = tail.end() if tail else end
    if found := _AFTER.match(text, place):
        return _ahead((m.start(), found.end()), by, 1, "N天后")
    if (found := _AGO.match(text, place)) and not _a_date(by, text, m.start()):
        return _ahead((m.start(), found.end()), by, -1, "N天前")
    if found := _WITHIN.match(text, place):
        return _within((m.start(), found.end()), by, "N天内")
    if (found := _SINCE.match(text, end)) and by.length() >= 86400 * 2 and not by.text.endswith(("日", "月")):
        return _rolling((m.start(), found.end()), by, -1)
    return None


def _not_an_amount(by: Amount, text: str, at: int) -> bool:
    """Whether the digits belong to an id or a number with a plain 月, which is the name of a month (3月)."""
    if at and (text[at - 1].isascii() and text[at - 1].isalnum() or text[at - 1] in ".第同"):
        return True
    return by.months_alone and not _IDIOM_MONTH.match(by.text)


def _a_date(by: Amount, text: str, at: int) -> bool:
    """Whether N日前 is a deadline on a date (20日前) rather than N days ago (两日前)."""
    return by.text.endswith("日") and text[at].isascii()


@offsets.rule(
    "过N天", "再过十分钟", r"(?:再过|要过|过|等|再等)(?=[\d零一二两三四五六七八九十半])", starts="再要过等"
)
def _in_a_while(m: re.Match[str], text: str) -> Atom | None:
    said = amount(text, m.end())
    if said is None or _not_an_amount(said[0], text, m.end()) or said[0].text in ("一半", "半"):
        return None
    if (
        m.start()
        and text[m.start() - 1] in "通经超不度"
        or m[0] == "等"
        and text[m.start() - 1 : m.start()] == "了"
    ):
        return None
    done = re.compile(r"(?:之后|以后|后)?").match(text, said[1])
    if text[said[1] : said[1] + 1] in ("了",) and m[0] == "过":
        return None
    return _ahead((m.start(), done.end() if done else said[1]), said[0], 1, "过N天")


def _ahead(at: tuple[int, int], by: Amount, sign: int, name: str) -> Atom:
    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        target = settle(by.after(scene.now, sign), by)
        if by.fine:
            grain = by.finest if by.finest is Grain.SECOND else Grain.MINUTE
            return Stretch(target, target, grain, FREE, clock=True)
        level = {Grain.YEAR: YEAR, Grain.MONTH: MONTH, Grain.QUARTER: MONTH, Grain.WEEK: WEEK}.get(
            by.finest, DAY
        )
        box = frame_of(level, target)
        return day(target).but(level=level, frame=(box.start, box.end))

    return Atom(*at, _level(by), narrow, name, tag="offset")


def _level(by: Amount) -> int:
    if by.fine:
        return FREE
    return {Grain.YEAR: YEAR, Grain.MONTH: MONTH, Grain.QUARTER: MONTH, Grain.WEEK: WEEK}.get(by.finest, DAY)


def _within(at: tuple[int, int], by: Amount, name: str) -> Atom:
    """Read 三天内 as a deadline: today + n, the day included; hours to the minute."""

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        target = settle(by.after(scene.now), by)
        if by.fine:
            return Stretch(scene.now, target, Grain.MINUTE, FREE, Kind.DEADLINE, clock=True)
        return Stretch(scene.now, target + ONE, Grain.DAY, FREE, Kind.DEADLINE, last=target)

    return Atom(*at, FREE, narrow, name)


def _rolling(at: tuple[int, int], by: Amount, sign: int, whole: bool = False) -> Atom:
    """Read a stretch that reaches from now backward or forward; `whole`: in whole days beside today."""

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        base = scene.now
        if whole and not by.fine:
            base = scene.today + (ONE if sign > 0 else 0 * ONE)
        other = by.after(base, sign)
        grain = Grain.MINUTE if by.fine else Grain.DAY
        first, last = (base, other) if sign > 0 else (other, base)
        return Stretch(first, last, grain, FREE, Kind.RANGE, clock=by.fine)

    return Atom(*at, FREE, narrow, "最近N天")


_EVENT_END = set("期会止检工学考标验收开班赛节假")
"""到期前三天 counts from an event, not from now."""
_PAST = "过去的?|最近的?这?|近|这|前|上|刚刚?过去的?|之前的?|以前的?|此前|往前|近期"
_FUTURE = "未来的?|接下来的?|今后的?|往后的?|后续的?|后(?!来)|下|之后的?|随后的?|将来的?|接下去的?|今后"


@offsets.rule(
    "最近N天",
    "最近30天",
    rf"在?(?:(?P<past>{_PAST})|(?P<future>{_FUTURE}))(?=[\d一二两三四五六七八九十半])",
    starts="最近这前上刚之以此往未接今后下随将过在",
)
def _window(m: re.Match[str], text: str) -> Atom | None:
    said = amount(text, m.end())
    if said is None:
        return None
    by, end = said
    if m["past"] == "前" and m.start() and text[m.start() - 1] in _EVENT_END:
        return None
    word = (m["past"] or m["future"]).rstrip("的")
    if (
        by.months_alone
        and word not in ("最近", "近", "前", "过去", "后", "未来", "下", "上")
        or _idiom(word, by, text, m.start())
    ):
        return None
    if by.text.endswith("日") and word in ("前", "后", "上", "下", "这") and by.text[0].isascii():
        return None
    tail = re.compile(rf"{_WITHIN_WORD}|以来|来(?![的回自])|间|期间").match(text, end)
    whole = word in ("上", "下", "后", "前") and m.end() - m.start() == 1
    return _rolling((m.start(), tail.end() if tail else end), by, -1 if m["past"] else 1, whole)


def _idiom(word: str, by: Amount, text: str, at: int) -> bool:
    """Whether the words are too loose to mean a stretch: 这两天, 上一年, 前一天, 上半年."""
    if word == "这" and (by.finest is Grain.DAY or by.text.startswith(("一", "1"))):
        return True
    if word in ("上", "下", "前", "后") and by.text.startswith("半") and not by.fine:
        return True
    return (
        word in ("前", "后", "上", "下")
        and by.text[0] in "一1"
        and not by.text[1:2].isdigit()
        and not by.fine
        and by.text[1:2] not in "十0个"
    )
