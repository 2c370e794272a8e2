"""Working days and days off: what is worked, how long a holiday's days off are, 节前, 节后, 年前."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from branch.calendar import WorkingDays
from language.moments import lunar
from language.moments.found import Kind
from language.moments.stretch import DAY, ONE, Atom, Family, Scene, Stretch, day, on

rests = Family()

_PUBLISHED = WorkingDays()
_LONG_WEEKEND = 3
"""Usual days off of the holidays of one day; they grow out of a weekend."""
_FURTHEST = 12
"""No days off last longer."""


@lru_cache(maxsize=4096)
def _as_published(on_day: date) -> bool:
    return _PUBLISHED.is_workday(on_day)


@lru_cache(maxsize=256)
def _year_published(year: int) -> bool:
    return _PUBLISHED.published(year)


def worked(days: WorkingDays, on_day: date) -> bool:
    """Tell whether a day is worked; what is published is remembered, for it answers slowly."""
    said = days.extra.get(on_day)
    return _as_published(on_day) if said is None else said


def days_off(date_of: datetime, usual: int, days: WorkingDays) -> tuple[datetime, datetime]:
    """Return the days off around a holiday, the end exclusive: as published, else as long as usual."""
    if not (_year_published(date_of.year) or days.published(date_of.year)):
        return (date_of, date_of + usual * ONE) if usual > _LONG_WEEKEND else _long_weekend(date_of)
    start, end = date_of, date_of + ONE
    while not worked(days, (start - ONE).date()) and (date_of - start).days < _FURTHEST:
        start -= ONE
    while not worked(days, end.date()) and (end - date_of).days < _FURTHEST:
        end += ONE
    return start, end


def _long_weekend(date_of: datetime) -> tuple[datetime, datetime]:
    """Return a single day off with the weekend beside it (a Sunday's is made up on Monday)."""
    before, after = {0: (2, 1), 4: (0, 3), 5: (0, 3), 6: (1, 2)}.get(date_of.weekday(), (0, 1))
    return date_of - before * ONE, date_of + after * ONE


def _statutory(year: int) -> Iterator[tuple[datetime | None, int]]:
    """Yield the statutory holidays of a year in order, with the usual length of their days off."""
    yield on(year, 1, 1), 3
    yield lunar.solar(year, 1, 1), 8
    yield lunar.term(year, 6), 3
    yield on(year, 5, 1), 5
    yield lunar.solar(year, 5, 5), 3
    yield lunar.solar(year, 8, 15), 3
    yield on(year, 10, 1), 7


def next_days_off(scene: Scene) -> tuple[datetime, datetime]:
    """Return the statutory days off that run now or come next."""
    for year in (scene.today.year, scene.today.year + 1):
        for date_of, usual in _statutory(year):
            if date_of is None or date_of + _FURTHEST * ONE < scene.today:
                continue
            start, end = days_off(date_of, usual, scene.days)
            if end > scene.today:
                return start, end
    return scene.today, scene.today + ONE


@rests.rule("节前/节后", "节前", r"节(前|后)|假期(前|后)|放假(前|后)|收假后?", starts="节假放收")
def _around(m: re.Match[str], text: str) -> Atom | None:
    if m.start() and text[m.start() - 1] in "季环关情细过调章佳礼年春午秋夕":
        return None
    before = "前" in m[0]

    def narrow(_: Stretch | None, scene: Scene) -> Stretch | None:
        start, end = next_days_off(scene)
        return day(start - ONE).but(kind=Kind.DEADLINE) if before else day(end)

    return Atom(*m.span(), DAY, narrow, "节前/节后", tag="around")


_YEAR_BEFORE = re.compile(r"[\d一二两三四五六七八九十百千半几多周今去明同当成往]$")


@rests.rule("年前/年后", "年前", r"年(前|后)(?![后前\d一二三四五六七八九十])", starts="年")
def _new_year(m: re.Match[str], text: str) -> Atom | None:
    """Said alone, 年前 is before the Spring Festival; a careful person asks whether 31 December is meant."""
    if _YEAR_BEFORE.search(text[max(0, m.start() - 1) : m.start()]):
        return None

    def narrow(_: Stretch | None, scene: Scene) -> Stretch | None:
        for year in (scene.today.year, scene.today.year + 1):
            first = lunar.solar(year, 1, 1)
            start, end = days_off(first, 8, scene.days) if first else (scene.today, scene.today)
            if m[1] == "前" and start > scene.today:
                eve = day(start - ONE)
                return eve.but(kind=Kind.DEADLINE, alternatives=(eve.start, on(year - 1, 12, 31)))
            if m[1] == "后" and end > scene.today:
                return day(end)
        return None

    return Atom(*m.span(), DAY, narrow, "年前/年后", tag="around")
