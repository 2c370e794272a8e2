"""Find the atoms that begin at a place of a text; the engine itself knows no words."""

import re
from collections import defaultdict

from language.moments.clock import clock
from language.moments.counted import counted
from language.moments.dates import dates
from language.moments.days import days
from language.moments.ends import ends
from language.moments.feasts import feasts
from language.moments.lunar import moon
from language.moments.months import months
from language.moments.numbers import RUN
from language.moments.offsets import offsets
from language.moments.parts import parts
from language.moments.quarters import quarters
from language.moments.recurrence import rhythms
from language.moments.rests import rests
from language.moments.shifts import shifts
from language.moments.stretch import Atom, Rule
from language.moments.weeks import weeks
from language.moments.workdays import workdays
from language.moments.years import years

_FAMILIES = (
    moon, days, dates, weeks, months, years, quarters, ends, feasts, rests, clock, parts,
    offsets, counted, workdays, rhythms, shifts,
)  # fmt: skip
RULES: tuple[Rule, ...] = tuple(rule for family in _FAMILIES for rule in family.rules)
_BY_CHAR: dict[str, list[Rule]] = defaultdict(list)
_BY_UNIT: dict[str, list[Rule]] = defaultdict(list)
for _rule in RULES:
    for _char in set(_rule.starts):
        _BY_CHAR[_char].append(_rule)
    for _char in set(_rule.units):
        _BY_UNIT[_char].append(_rule)
_NUMERAL = "0-9零〇一二两三四五六七八九十百千廿卅俩仨半"
HOT = re.compile("[" + re.escape("".join(_BY_CHAR)) + _NUMERAL + "]")
_PACKED = 8


def atoms_at(text: str, at: int) -> list[Atom]:
    """Return every atom that begins at a place, the longest first."""
    if at >= len(text):
        return []
    rules = _BY_CHAR.get(text[at], ())
    run = RUN.match(text, at)
    if run:
        rules = [*_BY_UNIT.get(text[run.end() : run.end() + 1], ()), *rules]
        if run.end() - at == _PACKED:
            rules = [*rules, *_BY_UNIT["*"]]
    found = []
    for rule in rules:
        match = rule.pattern.match(text, at)
        atom = rule.read(match, text) if match else None
        if atom is not None:
            atom.name = rule.name
            found.append(atom)
    if len(found) > 1:
        found.sort(key=lambda atom: -atom.end)
    return found


def next_place(text: str, at: int) -> int:
    """Return the next place after a failure: never inside a run of digits."""
    if text[at].isdigit() and text[at].isascii():
        while at < len(text) and text[at].isdigit():
            at += 1
        return at
    return at + 1
