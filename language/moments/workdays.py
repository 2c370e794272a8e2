"""Working days, with holidays and make-up days: 3个工作日内, 下个工作日, 春节后第一个工作日."""

import re
from datetime import datetime

from language.moments.found import Grain, Kind
from language.moments.numbers import NN, number
from language.moments.rests import worked
from language.moments.stretch import (
    DAY,
    FREE,
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

workdays = Family()
_DAY = r"(?:工作日|上班日|交易日)"
_FIRST = r"(?:上班|开工|复工)(?:后)?的?第一天|首个(?:工作|上班)日"
_FAR = 400


def _after(start: datetime, n: int, scene: Scene) -> datetime:
    """Return the n-th working day after a day, or before it for a negative n."""
    step = ONE if n > 0 else -ONE
    left = abs(n)
    while left:
        start += step
        left -= worked(scene.days, start.date())
    return start


@workdays.rule(
    "N个工作日内",
    "3个工作日内",
    rf"(?:(?P<low>{NN})[-~到至])?(?P<count>{NN})个?{_DAY}(?P<way>之内|以内|内|之后|以后|后|之前|以前|前)?",
    units="个工-~到至",
)
def _within(m: re.Match[str], text: str) -> Atom | None:
    n = number(m["count"])
    if not 0 < n < _FAR or m.start() and text[m.start() - 1] in "第每":
        return None
    way = (m["way"] or "内")[-1]
    if not m["way"] and m["low"] is None:
        return None

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        target = _after(scene.today, -n if way == "前" else n, scene)
        if way == "内":
            return Stretch(scene.now, target + ONE, Grain.DAY, FREE, Kind.DEADLINE, last=target)
        return day(target)

    return Atom(*m.span(), FREE if way == "内" else DAY, narrow, "N个工作日内", tag="offset")


@workdays.rule(
    "下个工作日", "下个工作日", rf"(下一?个?|上一?个?|次一?个?|最近的?一?个){_DAY}", starts="下上次最"
)
def _next(m: re.Match[str], _: str) -> Atom | None:
    n = -1 if m[1].startswith("上") else 1
    return Atom(*m.span(), DAY, lambda _, scene: day(_after(scene.today, n, scene)), "下个工作日")


@workdays.rule(
    "第N个工作日",
    "本月最后一个工作日",
    rf"的?(?:第(?P<count>{NN})个?|(?P<last>最后[一1]?个?)|(?P<first>首个?)){_DAY}|{_FIRST}",
    starts="的第最首上开复",
)
def _nth(m: re.Match[str], _: str) -> Atom | None:
    n = -1 if m["last"] else number(m["count"] or "1")

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None or n > _FAR:
            return None
        if box.level == DAY:  # 节后第一个工作日: counted from the day reached
            return day(_after(box.start - ONE, n, scene) if n > 0 else _after(box.start + ONE, n, scene))
        first, end = box.inside()
        found = _after(end, -1, scene) if n < 0 else _after(first - ONE, n, scene)
        return day(found) if first <= found < end else None

    return Atom(
        *m.span(),
        DAY,
        narrow,
        "第N个工作日",
        joins=(YEAR, HALF, QUARTER, MONTH, WEEK, DAY),
        weak=True,
        tag="counted",
    )
