"""Dates in figures: 2026-11-25, 20261125, 11.25, 11/25, 2026-11."""

import re

from language.moments import guards
from language.moments.days import date_atom
from language.moments.found import Grain
from language.moments.stretch import (
    DAY,
    MONTH,
    ONE,
    YEAR,
    Atom,
    Family,
    Scene,
    Stretch,
    day,
    frame_of,
    on,
    stretch,
)

dates = Family()


def _exact(at: tuple[int, int], year: int, month: int, dom: int) -> Atom | None:
    if not 1 <= month <= 12 or not 1 <= dom <= 31:
        return None
    return Atom(*at, DAY, lambda _, __: day(on(year, month, dom)), "YYYY-MM-DD", tag="date")


_Y = r"((?:19|20)\d\d)"
_M = r"(1[0-2]|0?[1-9])"
_D = r"(3[01]|[12]\d|0?[1-9])"


@dates.rule(
    "YYYY-MM-DD", "2026-11-25", rf"{_Y}([-/.])({_M[1:-1]})[-/.]({_D[1:-1]})(?:日|号)?(?![\d])T?", units="-/."
)
def _iso(m: re.Match[str], text: str) -> Atom | None:
    if guards.in_code(text, *m.span()):
        return None
    return _exact(m.span(), int(m[1]), int(m[3]), int(m[4]))


@dates.rule("YYYY年M.D", "2026 11 25", rf"{_Y} {_M} {_D}(?!\d)", units=" ")
def _spaced(m: re.Match[str], _: str) -> Atom | None:
    return _exact(m.span(), int(m[1]), int(m[2]), int(m[3]))


@dates.rule("YYYYMMDD", "20261125", r"((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)", units="*")
def _packed(m: re.Match[str], text: str) -> Atom | None:
    if guards.in_code(text, *m.span()):
        return None
    return _exact(m.span(), int(m[1]), int(m[2]), int(m[3]))


@dates.rule("M/D/YYYY", "1/16/2026", rf"{_M}([-/.]){_D}[-/.]{_Y}(?!\d)", units="-/.")
def _foreign(m: re.Match[str], _: str) -> Atom | None:
    return _exact(m.span(), int(m[4]), int(m[1]), int(m[3]))


@dates.rule("YYYY-MM", "2026-11", rf"{_Y}[-/.]({_M[1:-1]})(?![\d.])(?=$|[^%\d万亿元米吨个])", units="-/.")
def _year_month(m: re.Match[str], text: str) -> Atom | None:
    if guards.in_code(text, *m.span()):
        return None
    year, month = int(m[1]), int(m[2])

    def narrow(_: Stretch | None, __: Scene) -> Stretch:
        box = frame_of(MONTH, on(year, month, 1))
        return stretch(box.start, box.end, MONTH, Grain.MONTH)

    return Atom(*m.span(), MONTH, narrow, "YYYY-MM")


@dates.rule("M.D", "12.5前", rf"{_M}\.{_D}(日|号)?(?![\d.])", units=".")
def _dotted(m: re.Match[str], text: str) -> Atom | None:
    sure = bool(m[3])
    atom = date_atom(m.span(), int(m[1]), int(m[2]), "M.D")
    if not sure and not guards.dotted_date(text, *m.span()):
        if guards.plainly_decimal(text, *m.span()):
            return None
        atom.weak, atom.tag = True, "dotted"
    return atom


@dates.rule("M.D-M.D", "12.5-12.8", rf"{_M}\.{_D}(?:-|~|到|至){_M}\.{_D}(?![\d.])", units=".")
def _dotted_days(m: re.Match[str], text: str) -> Atom | None:
    if guards.plainly_decimal(text, *m.span()):
        return None
    first, last = (int(m[1]), int(m[2])), (int(m[3]), int(m[4]))

    def narrow(box: Stretch | None, scene: Scene) -> Stretch:
        year = (box.inside()[0] if box else scene.floor).year
        return stretch(on(year, *first), on(year + (last < first), *last) + ONE, DAY, Grain.DAY)

    return Atom(*m.span(), DAY, narrow, "M.D-M.D", needs=YEAR, joins=(YEAR,), tag="date")


@dates.rule("M/D", "12/5", rf"{_M}/{_D}(日|号)?(?![\d/])", units="/")
def _slashed(m: re.Match[str], text: str) -> Atom | None:
    if not m[3] and guards.fraction(text, *m.span()):
        return None
    return date_atom(m.span(), int(m[1]), int(m[2]), "M/D")


@dates.rule("MM-DD", "09-01", r"(1[0-2]|0[1-9])-(3[01]|[12]\d|0[1-9])(日|号)?(?![\d-])", units="-")
def _dashed(m: re.Match[str], text: str) -> Atom | None:
    if guards.in_code(text, *m.span()) or guards.counted_range(text, *m.span()):
        return None
    return date_atom(m.span(), int(m[1]), int(m[2]), "MM-DD")
