"""Beginnings, middles and ends of months, quarters and years: 月底, 明年底, 三季度末, 年初, 月中."""

import re
from dataclasses import dataclass
from datetime import datetime

from language.moments.found import Grain
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
    frame_of,
    month_of,
    stretch,
)

ends = Family()

_LAST = "底末终"
_A_MONTH = 40
"""Days; a frame shorter than this is a month."""
_FIRST_DAYS = 5
"""月初 is the first five days of a month."""


@dataclass(frozen=True)
class _Side:
    """Which side of which period: 底 of a MONTH."""

    which: str
    level: int

    def narrow(self, box: Stretch | None, scene: Scene) -> Stretch | None:
        """Return the side of the period given, or of the present one."""
        first, end = box.inside() if box else _present(self.level, scene)
        if self.which in _LAST:
            return Stretch(end - ONE, end, Grain.DAY, DAY, last=end - ONE)
        month = (end - first).days < _A_MONTH
        if self.which == "中":
            return _middle(first, month)
        stop = first + _FIRST_DAYS * ONE if month else month_of(first.year, first.month)[1]
        return stretch(first, stop, WEEK, Grain.DAY).but(last=stop - ONE)


def _end(at: tuple[int, int], side: _Side, joins: tuple[int, ...]) -> Atom:
    level = DAY if side.which in _LAST else WEEK
    return Atom(*at, level, side.narrow, "月底/年底", joins=joins)


@ends.rule("月底/月初/月中", "月底", r"月(底|末|初|中(?!国|午|旬|心|央))", starts="月")
def _month(m: re.Match[str], _: str) -> Atom | None:
    return _end(m.span(), _Side(m[1], MONTH), (MONTH,))


@ends.rule("季度末", "三季度末", r"季度?(末|底|初)", starts="季")
def _quarter(m: re.Match[str], _: str) -> Atom | None:
    return _end(m.span(), _Side(m[1], QUARTER), ())


@ends.rule("年底/年初", "年底", r"年(底|末|终(?=以?前|之前|[,。;完交]|$)|初|中(?![国央午]))", starts="年")
def _year(m: re.Match[str], _: str) -> Atom | None:
    return _end(m.span(), _Side(m[1], YEAR), (YEAR,))


@ends.rule("明年底", "明年底", r"(底|末|初)(?!级|步|次|中|高|衷|心|版)", starts="底末初")
def _glued(m: re.Match[str], _: str) -> Atom | None:
    """The end glued to its year, quarter or month (明年底, 3月底); never alone."""
    atom = _end(m.span(), _Side(m[1], YEAR), (YEAR, HALF, QUARTER, MONTH))
    atom.weak = True
    return atom


@ends.rule("3月中", "3月中", r"中(?=$|[,。;、)]|交|完|左右|前)", starts="中")
def _glued_middle(m: re.Match[str], _: str) -> Atom | None:
    atom = _end(m.span(), _Side("中", MONTH), (MONTH,))
    atom.weak = True
    return atom


def _present(level: int, scene: Scene) -> tuple[datetime, datetime]:
    if level == QUARTER:
        first = 3 * ((scene.now.month - 1) // 3) + 1
        return month_of(scene.now.year, first)[0], month_of(scene.now.year, first + 3)[0]
    box = frame_of(level, scene.now)
    return box.start, box.end


def _middle(first: datetime, month: bool) -> Stretch:
    """Return the middle: 月中 is about the 15th, 年中 June and July."""
    if month:
        start, stop = first + 10 * ONE, first + 20 * ONE
        return stretch(start, stop, WEEK, Grain.DAY).but(last=first + 14 * ONE)
    start = month_of(first.year, first.month + 5)[0]
    return stretch(start, month_of(first.year, first.month + 7)[0], WEEK, Grain.DAY)
