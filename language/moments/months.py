"""Months and their parts: 9月, 下个月, 11月上旬, 月底, 1-3月."""

import re
from datetime import datetime

from language.moments.found import Grain, Kind
from language.moments.numbers import N12, number
from language.moments.stretch import (
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
    frame_of,
    month_of,
    stretch,
)  # fmt: skip

months = Family()
_NO_MONTH = r"(?![饼亮经球季嫂息色牙老])"


def month_atom(at: tuple[int, int], first: int, last: int, name: str) -> Atom:
    """Read a month, or months from one to another, of a year."""

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        year = (box.inside()[0] if box else scene.floor).year
        start, end = month_of(year, first)[0], month_of(year + (last < first), last)[1]
        return stretch(start, end, MONTH, Grain.MONTH)

    return Atom(*at, MONTH, narrow, name, needs=YEAR, joins=(YEAR,), tag="month")


@months.rule("N月", "9月", rf"({N12})月份?{_NO_MONTH}", units="月")
def _month(m: re.Match[str], text: str) -> Atom | None:
    if text[m.start() - 1 : m.start()] in set("第近过") and m.start():
        return None
    return month_atom(m.span(), number(m[1]), number(m[1]), "N月")


@months.rule(
    "N-N月",
    "1-3月",
    rf"({N12})(?:月份?)?(?:-|~|到|至)({N12})月份?(?!\d|[一二三四五六七八九十])",
    units="-~到至月",
)
def _months(m: re.Match[str], _: str) -> Atom | None:
    return month_atom(m.span(), number(m[1]), number(m[2]), "N-N月")


@months.rule("首月/第N个月", "明年第九个月", rf"首月|末月|第({N12})个?月|最后[1一]?个月", starts="首末第最")
def _nth(m: re.Match[str], _: str) -> Atom | None:
    n = number(m[1]) if m[1] else 1 if m[0] == "首月" else 0

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None:
            return None
        first, end = box.inside()
        start = month_of(first.year, first.month + n - 1)[0] if n else month_of(end.year, end.month - 1)[0]
        return (
            stretch(start, month_of(start.year, start.month)[1], MONTH, Grain.MONTH) if start < end else None
        )

    return Atom(*m.span(), MONTH, narrow, "首月/第N个月", joins=(YEAR, HALF, QUARTER), weak=True)


_THIS = r"(本|这一?个?|当|今个?|上上个?|上一?个?|下下下个?|下下个?|下一?个?|次|前个|后个|同)月份?"


@months.rule("本月/下个月", "下个月", rf"{_THIS}{_NO_MONTH}", starts="本这当今上下次前后")
def _this_month(m: re.Match[str], _: str) -> Atom | None:
    shift = {"次": 1, "前个": -2, "后个": 2}.get(m[1], m[1].count("下") - m[1].count("上"))

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        first, end = month_of(scene.now.year, scene.now.month + shift)
        return stretch(first, end, MONTH, Grain.MONTH)

    return Atom(*m.span(), MONTH, narrow, "本月/下个月")


_TENS = {"上": (1, 10), "中": (11, 20), "下": (21, 31), "初": (1, 10)}


@months.rule("上旬/中旬/下旬", "11月上旬", r"月?([上中下])旬", starts="上中下月")
def _ten_days(m: re.Match[str], _: str) -> Atom | None:
    first, last = _TENS[m[1]]
    return _part_of_month(m.span(), first, last, "上旬/中旬/下旬")


@months.rule("上半月/下半月", "上半月", r"([上下前后])个?半个?月(?![内前后之以来的时])", starts="上下前后")
def _half_month(m: re.Match[str], _: str) -> Atom | None:
    return _part_of_month(m.span(), *((1, 15) if m[1] in "上前" else (16, 31)), "上半月/下半月")


def _part_of_month(at: tuple[int, int], first: int, last: int, name: str) -> Atom:
    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        start, end = (
            box.inside() if box else (frame_of(MONTH, scene.floor).start, frame_of(MONTH, scene.floor).end)
        )
        stop = min(end, start + last * ONE)
        return stretch(start.replace(day=first), stop, WEEK, Grain.DAY).but(last=stop - ONE)

    return Atom(*at, WEEK, narrow, name, needs=MONTH, joins=(MONTH,), tag="旬")


@months.rule("年内/月内", "年内", r"([年月周])(?:之内|以内|内)(?![容部外])", starts="年月周")
def _within(m: re.Match[str], text: str) -> Atom | None:
    if m.start() and (
        text[m.start() - 1] in "一二两三四五六七八九十半多几个上下本这每" or text[m.start() - 1].isdigit()
    ):
        return None
    level = {"年": YEAR, "月": MONTH, "周": WEEK}[m[1]]

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        box = frame_of(level, scene.now)
        return box.but(kind=Kind.DEADLINE, last=box.end - ONE)

    return Atom(*m.span(), level, narrow, "年内/月内")


_SEASONS = {"春": (3, 6), "夏": (6, 9), "秋": (9, 12), "冬": (12, 15)}


@months.rule("春夏秋冬", "去年秋天", r"([春夏秋冬])(?:天|季)(?!运|会|攻)", starts="春夏秋冬")
def _season(m: re.Match[str], _: str) -> Atom | None:
    return _stretch_of_months(m.span(), *_SEASONS[m[1]], "春夏秋冬")


@months.rule("暑假/寒假", "去年暑假", r"暑假|寒假", starts="暑寒")
def _school(m: re.Match[str], _: str) -> Atom | None:
    return _stretch_of_months(m.span(), *((7, 9) if m[0] == "暑假" else (1, 3)), "暑假/寒假")


def _stretch_of_months(at: tuple[int, int], first: int, stop: int, name: str) -> Atom:
    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        year: int = (box.inside()[0] if box else scene.floor).year
        start: datetime = month_of(year, first)[0]
        return stretch(start, month_of(year, stop)[0], MONTH, Grain.MONTH)

    return Atom(*at, MONTH, narrow, name, needs=YEAR, joins=(YEAR,), tag="month")


@months.rule("YYYY年MM", "2026年04", r"(0[1-9]|1[0-2])(?!\d|[个天年点时分日号周.:/])", starts="01")
def _two_figures(m: re.Match[str], text: str) -> Atom | None:
    """Two figures right after a year are its month."""
    if not m.start() or text[m.start() - 1] != "年":
        return None
    atom = month_atom(m.span(), int(m[1]), int(m[1]), "YYYY年MM")
    atom.weak, atom.needs = True, 0
    return atom
