"""Weeks and weekdays: 下周, 周五, 下下周一, 周末, 第48周. Weeks run Monday to Sunday."""

import re

from language.moments.found import Grain
from language.moments.numbers import NN, number
from language.moments.stretch import (
    DAY,
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
    monday,
    stretch,
)  # fmt: skip

weeks = Family()

WEEKDAYS = (
    {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6, "末": 5} | {str(i + 1): i for i in range(7)}
)
NAMES = r"(?:周|星期|礼拜)"
THIS = (
    r"(本|这一?个?|今个?|当|上上上个?|上上个?|上一?个?|下下下个?|下下个?|下一?个?|前一?个?|大上个?|后一?个?)"
)
_NOT_AFTER_WEEK = r"(?![期岁边围转长身折密刊全到易])"


def _shift(said: str) -> int:
    return said.count("下") + said.count("后") - said.count("上") - said.count("前") - said.count("大")


def weekday_atom(at: tuple[int, int], weekday: int) -> Atom:
    """Read a weekday within a week."""

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        first = box.inside()[0] if box else monday(scene.floor)
        return day(monday(first) + weekday * ONE)

    return Atom(*at, DAY, narrow, "周X", needs=WEEK, joins=(WEEK,), tag="weekday")


def _week(at: tuple[int, int], shift: int, name: str) -> Atom:
    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        first = monday(scene.now) + 7 * shift * ONE
        return stretch(first, first + 7 * ONE, WEEK, Grain.WEEK)

    return Atom(*at, WEEK, narrow, name)


@weeks.rule("上周/本周/下周", "下周", rf"{THIS}{NAMES}{_NOT_AFTER_WEEK}", starts="本这今当上下大前后")
def _this(m: re.Match[str], text: str) -> Atom | None:
    if m[1] in ("前", "后") and text[m.end() : m.end() + 1] not in set("一二三四五六日天末"):
        return None
    if m[1][0] == "前":  # 前周三 is last week's, 前一周 the week before
        return _week(m.span(), -1 if "一" in m[1] else -2, "上周/本周/下周")
    return _week(
        m.span(), 2 if m[1].startswith("后") and "一" not in m[1] else _shift(m[1]), "上周/本周/下周"
    )


@weeks.rule(
    "周X", "周五", rf"(?:一个)?{NAMES}([一二三四五六日天]|[1-7](?!\d))(?!岁)(?:早会前)?", starts="周星礼一"
)
def _weekday(m: re.Match[str], text: str) -> Atom | None:
    if m[0].startswith("周") and m.start() and text[m.start() - 1] in "一每四两":
        return None  # 一周三次, 每周一次
    if m[1] == "一" and text[m.end() : m.end() + 1] in set("次回趟岁") | {"直"}:
        return None
    return weekday_atom(m.span(), WEEKDAYS[m[1]])


@weeks.rule(
    "下周X的X",
    "下周三",
    r"([一二三四五六日天]|[1-7](?!\d))(?![点时月号年个次天])",
    starts="一二三四五六日天1234567",
)
def _glued(m: re.Match[str], text: str) -> Atom | None:
    """The weekday glued to its week: 下周|三."""
    if not m.start() or text[m.start() - 1] not in "周期拜" or text[m.end() : m.end() + 1] in set("次回趟岁"):
        return None
    atom = weekday_atom(m.span(), WEEKDAYS[m[1]])
    atom.weak = True
    return atom


@weeks.rule("周末", "这周末", r"(?:周|星期|礼拜)(?:末|六(?:周|星期|礼拜)?[日天])|双休日?", starts="周星礼双")
def _weekend(m: re.Match[str], _: str) -> Atom | None:
    return _weekend_atom(m.span())


@weeks.rule("下周|末", "下周末", r"末", starts="末")
def _glued_weekend(m: re.Match[str], text: str) -> Atom | None:
    if not m.start() or text[m.start() - 1] not in "周期拜":
        return None
    atom = _weekend_atom(m.span())
    atom.weak = True
    return atom


@weeks.rule(
    "下个周末",
    "下个周末",
    r"(本|这一?个?|上上个?|上一?个?|下下个?|下一?个?)(?:周末|双休日?)",
    starts="本这上下",
)
def _this_weekend(m: re.Match[str], _: str) -> Atom | None:
    shift = _shift(m[1])

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        first = monday(scene.now) + (7 * shift + 5) * ONE
        return stretch(first, first + 2 * ONE, DAY, Grain.DAY)

    return Atom(*m.span(), DAY, narrow, "下个周末")


def _weekend_atom(at: tuple[int, int]) -> Atom:
    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        first = monday(box.inside()[0] if box else scene.floor) + 5 * ONE
        return stretch(first, first + 2 * ONE, DAY, Grain.DAY)

    return Atom(*at, DAY, narrow, "周末", needs=WEEK, joins=(WEEK,), tag="weekday")


@weeks.rule("第N周", "11月第二周", rf"第({NN})个?{NAMES}(?![一二三四五六日天])", starts="第")
def _nth_week(m: re.Match[str], _: str) -> Atom | None:
    return _nth_week_atom(m.span(), number(m[1]))


@weeks.rule(
    "首周/最后一周", "12月最后一周", rf"(首|第一|最后一?个?){NAMES}(?![一二三四五六日天])", starts="首最"
)
def _edge_week(m: re.Match[str], _: str) -> Atom | None:
    return _nth_week_atom(m.span(), 1 if m[1] == "首" else -1)


def _nth_week_atom(at: tuple[int, int], n: int) -> Atom:
    """Read the n-th week of a month (counted from its first Monday) or the ISO week of a year.

    No suite agrees on weeks of a month, so both countings are candidates.
    """

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None and n < 6:
            return None
        first, end = (box or frame_of(YEAR, scene.now)).inside()
        if n < 0:
            return stretch(monday(end - ONE), monday(end - ONE) + 7 * ONE, WEEK, Grain.WEEK)
        if (end - first).days > 40:
            start = monday(first.replace(month=1, day=4)) + 7 * (n - 1) * ONE
            return stretch(start, start + 7 * ONE, WEEK, Grain.WEEK) if start < end else None
        start = monday(first + 6 * ONE) + 7 * (n - 1) * ONE
        other = monday(first) + 7 * (n - 1) * ONE
        found = stretch(start, start + 7 * ONE, WEEK, Grain.WEEK)
        return found.but(alternatives=(start, other) if other != start else ()) if start < end else None

    return Atom(*at, WEEK, narrow, "第N周", joins=(MONTH, YEAR), tag="week")
