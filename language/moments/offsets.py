"""Offsets and rolling stretches: 三天后, 两小时前, 三天内, 最近30天, 未来一周, 前两个月."""

import re

from language.moments.amounts import Amount, amount, settle
from language.moments.found import Grain, Kind
from language.moments.numbers import NN, number
from language.moments.stretch import (
    DAY, FREE, MONTH, ONE, WEEK, YEAR, Atom, Family, Scene, Stretch, day, frame_of,
)  # fmt: skip

offsets = Family()

_STARTS = "零一二两三四五六七八九十百千廿卅俩仨半"
_UNITS = "秒分刻小个钟天日周星礼月季年多来余几半工.,"
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
        return _rolling((m.start(), found.end()), by, -1, "N天以来")
    return None


def _not_an_amount(by: Amount, text: str, at: int) -> bool:
    """Whether the digits belong to an id or a number with a plain 月, which is the name of a month (3月)."""
    if at and (text[at - 1].isascii() and text[at - 1].isalnum() or text[at - 1] in ".第"):
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


def _rolling(at: tuple[int, int], by: Amount, sign: int, name: str, whole: bool = False) -> Atom:
    """Read a stretch that reaches from now backward or forward; `whole`: in whole days beside today."""

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        base = scene.now
        if whole and not by.fine:
            base = scene.today + (ONE if sign > 0 else 0 * ONE)
        other = by.after(base, sign)
        grain = Grain.MINUTE if by.fine else Grain.DAY
        first, last = (base, other) if sign > 0 else (other, base)
        return Stretch(first, last, grain, FREE, Kind.RANGE, clock=by.fine)

    return Atom(*at, FREE, narrow, name)


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
    return _rolling((m.start(), tail.end() if tail else end), by, -1 if m["past"] else 1, "最近N天", whole)


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


_NEXT = 2
"""第二天 after a day is the day after it."""


@offsets.rule(
    "前N天",
    "4月前4天",
    rf"的?(?P<side>前|后|最后|头)(?P<count>{NN})(?P<ge>个)?(?P<unit>天|日|周|星期|礼拜|月|季度|年)(?!前|后|级)",
    starts="的前后最头",
)
def _first_days(m: re.Match[str], _: str) -> Atom | None:
    """Within a year, month or week: its first or last days, weeks or months."""
    n = number(m["count"])

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None:
            return None
        first, end = box.inside()
        by = amount(f"{n}{'个月' if m['unit'] == '月' else m['unit']}", 0)
        if by is None or not 0 < n < 400:
            return None
        if m["side"] in ("前", "头"):
            return Stretch(first, by[0].after(first), Grain.DAY, DAY, Kind.RANGE)
        return Stretch(by[0].after(end, -1), end, Grain.DAY, DAY, Kind.RANGE)

    return Atom(*m.span(), DAY, narrow, "前N天", joins=(YEAR, 2, 3, MONTH, WEEK), weak=True, tag="counted")


@offsets.rule(
    "第N天",
    "2025年第一天",
    rf"的?(?:第(?P<count>{NN})|(?P<first>首|头一?|开头第一)|(?P<last>最后[一1]?|末))[天日](?!候)",
    starts="的第首头开最末",
)
def _nth_day(m: re.Match[str], text: str) -> Atom | None:
    n = number(m["count"]) if m["count"] else 1

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None:
            return None if m["last"] or m["first"] else day(scene.today + (n - 1) * ONE)
        first, end = box.inside()
        found = end - ONE if m["last"] else first + (n - 1) * ONE
        return day(found) if first <= found < end or box.level == DAY and n == _NEXT else None

    return Atom(
        *m.span(),
        DAY,
        narrow,
        "第N天",
        joins=(YEAR, 2, 3, MONTH, WEEK, DAY),
        tag="counted",
        weak=not m["count"],
    )


@offsets.rule(
    "第N个周X",
    "十月第一个星期一",
    rf"的?(?:第(?P<count>{NN})|(?P<last>最后[一1]?))个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])",
    starts="的第最",
)
def _nth_weekday(m: re.Match[str], _: str) -> Atom | None:
    from language.moments.weeks import WEEKDAYS

    n, weekday = number(m["count"]) if m["count"] else -1, WEEKDAYS[m["weekday"]]

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None:
            return None
        first, end = box.inside()
        start = first + (weekday - first.weekday()) % 7 * ONE + 7 * (n - 1) * ONE
        if n < 0:
            start = end - ONE - ((end - ONE).weekday() - weekday) % 7 * ONE
        return day(start) if first <= start < end else None

    return Atom(*m.span(), DAY, narrow, "第N个周X", joins=(YEAR, 2, 3, MONTH), weak=True, tag="counted")


@offsets.rule(
    "X前N天",
    "国庆前两天",
    rf"的?(?:之|以)?(?P<side>前|后)(?P<count>{NN})个?(?P<unit>天|日|周|星期|礼拜|月)(?![前后内])",
    starts="的之以前后",
)
def _beside(m: re.Match[str], _: str) -> Atom | None:
    """Counted from a day that was said: the day n days before or after it."""
    by = amount(f"{number(m['count'])}{'个月' if m['unit'] == '月' else m['unit']}", 0)
    if by is None:
        return None

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None:
            return None
        return day(
            by[0].after(box.start if m["side"] == "前" else box.end - ONE, -1 if m["side"] == "前" else 1)
        )

    return Atom(*m.span(), DAY, narrow, "X前N天", joins=(DAY,), weak=True, tag="offset")
