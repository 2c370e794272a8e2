"""Counted within a period or from a day: 4月前4天, 2025年第一天, 十月第一个星期一, 国庆前两天."""

import re

from language.moments.amounts import amount
from language.moments.found import Grain, Kind
from language.moments.numbers import NN, number
from language.moments.stretch import (
    DAY,
    HALF,
    MONTH,
    ONE,
    QUARTER,
    WEEK,
    YEAR,
    Atom,
    Family,
    Scene,
    Stretch,
    day,
)
from language.moments.weeks import WEEKDAYS

counted = Family()
_GRAINS = {
    "天": Grain.DAY,
    "日": Grain.DAY,
    "周": Grain.WEEK,
    "星": Grain.WEEK,
    "礼": Grain.WEEK,
    "月": Grain.MONTH,
}
_GRAINS |= {"季": Grain.QUARTER, "年": Grain.YEAR}

_NEXT = 2
"""第二天 after a day is the day after it."""


@counted.rule(
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
        if n == 1 and m["unit"] in ("天", "日"):
            return day(first if m["side"] in ("前", "头") else end - ONE)
        if m["side"] in ("前", "头"):
            return Stretch(first, by[0].after(first), _GRAINS[m["unit"][0]], DAY, Kind.RANGE)
        return Stretch(by[0].after(end, -1), end, _GRAINS[m["unit"][0]], DAY, Kind.RANGE)

    return Atom(
        *m.span(), DAY, narrow, "前N天", joins=(YEAR, HALF, QUARTER, MONTH, WEEK), weak=True, tag="counted"
    )


@counted.rule(
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
        return day(found) if first <= found < end or box.level == DAY and (n == _NEXT or box.feast) else None

    return Atom(
        *m.span(),
        DAY,
        narrow,
        "第N天",
        joins=(YEAR, HALF, QUARTER, MONTH, WEEK, DAY),
        tag="counted",
        weak=not m["count"],
    )


@counted.rule(
    "第N个周X",
    "十月第一个星期一",
    rf"的?(?:第(?P<count>{NN})|(?P<last>最后[一1]?))个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])",
    starts="的第最",
)
def _nth_weekday(m: re.Match[str], _: str) -> Atom | None:
    n, weekday = number(m["count"]) if m["count"] else -1, WEEKDAYS[m["weekday"]]

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None:
            return None
        first, end = box.inside()
        start = first + (weekday - first.weekday()) % 7 * ONE + 7 * (n - 1) * ONE
        if n < 0:
            start = end - ONE - ((end - ONE).weekday() - weekday) % 7 * ONE
        return day(start) if first <= start < end else None

    return Atom(
        *m.span(), DAY, narrow, "第N个周X", joins=(YEAR, HALF, QUARTER, MONTH), weak=True, tag="counted"
    )


@counted.rule(
    "X前N天",
    "国庆前两天",
    rf"的?(?:之|以)?(?P<side>前|后)(?P<count>{NN})个?(?P<unit>天|日|周|星期|礼拜|月)(?![前后内])",
    starts="的之以前后",
)
def _before_it(m: re.Match[str], _: str) -> Atom | None:
    return _beside(m)


@counted.rule(
    "X的N天后",
    "周五的两天后",
    rf"的(?P<count>{NN})个?(?P<unit>天|日|周|星期|礼拜|月)(?:之|以)?(?P<side>前|后)",
    starts="的",
)
def _from_it(m: re.Match[str], _: str) -> Atom | None:
    return _beside(m)


def _beside(m: re.Match[str]) -> Atom | None:
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
