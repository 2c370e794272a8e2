"""The notation of the reader: Stretch (what was understood so far), Scene (what is known), Atom, Rule."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from branch.calendar import CHINA, WorkingDays
from language.moments.found import Grain, Kind, Policy, Recurrence

YEAR, HALF, QUARTER, MONTH, WEEK, DAY, PART, CLOCK, FREE = 1, 2, 3, 4, 5, 6, 7, 8, 9
"""How fine an atom is; a chain goes from coarse to fine."""
ONE = timedelta(days=1)


@dataclass(slots=True)
class Stretch:
    """A piece of time under construction.

    `frame` is what a finer atom narrows (两年后 is a day, but 两年后的8月 looks into that whole year).
    `part` is the part of day said (its name); `bare` tells that an hour was said without one.
    """

    start: datetime
    end: datetime
    grain: Grain
    level: int
    kind: Kind = Kind.POINT
    frame: tuple[datetime, datetime] | None = None
    part: str = ""
    bare: bool = False
    alternatives: tuple[datetime, ...] = ()
    recurrence: Recurrence | None = None
    last: datetime | None = None
    feast: bool = False
    clock: bool = False

    def inside(self) -> tuple[datetime, datetime]:
        """Return the frame in which a finer atom is looked up."""
        return self.frame or (self.start, self.end)

    def but(self, **changes: object) -> "Stretch":
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(slots=True)
class Scene:
    """What is known when a text is read. `floor`: open choices are made from here on (normally now)."""

    now: datetime
    policy: Policy
    days: WorkingDays
    floor: datetime
    today: datetime
    day: datetime | None = None
    month: datetime | None = None
    part: str = ""
    week: tuple[datetime, int] | None = None
    read: int = 0

    def after(self, moment: datetime) -> "Scene":
        """Return the scene for the second edge of a range: open choices lie after the first edge."""
        return replace(self, floor=moment, policy=Policy("future", self.policy.old))


Narrow = Callable[[Stretch | None, Scene], Stretch | None]


@dataclass(slots=True)
class Atom:
    """A word of time found in the text. `needs`: the level of the frame it is looked up in when it stands
    alone (0: it stands on its own feet). `joins`: the levels it may follow in a chain."""

    start: int
    end: int
    level: int
    narrow: Narrow
    name: str
    needs: int = 0
    joins: tuple[int, ...] = ()
    tag: str = ""
    weak: bool = False


@dataclass(frozen=True)
class Rule:
    """One way of saying something: its name, an example, its pattern, and what it reads.

    `source`: the pattern in words, compiled when first tried, since most messages try few. `starts`: the
    characters it may begin with. `units`: what may follow a number it begins with.
    """

    name: str
    example: str
    source: str
    read: Callable[[re.Match[str], str], Atom | None]
    starts: str = ""
    units: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; letters in either case."""
        return re.compile(self.source, re.I)


@dataclass
class Family:
    """A list of rules that grow by decoration."""

    rules: list[Rule] = field(default_factory=list)

    def rule(
        self, name: str, example: str, pattern: str, *, starts: str = "", units: str = ""
    ) -> Callable[[Callable[[re.Match[str], str], Atom | None]], Callable[[re.Match[str], str], Atom | None]]:
        """Register a reader of one pattern under a name a person understands."""

        def keep(
            read: Callable[[re.Match[str], str], Atom | None],
        ) -> Callable[[re.Match[str], str], Atom | None]:
            self.rules.append(Rule(name, example, pattern, read, starts, units))
            return read

        return keep


def midnight(moment: datetime) -> datetime:
    """Return 00:00 of the moment's day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def on(year: int, month: int, day: int) -> datetime:
    """Return 00:00 of a day in China; ValueError if there is no such day."""
    return datetime(year, month, day, tzinfo=CHINA)


def month_of(year: int, month: int) -> tuple[datetime, datetime]:
    """Return the first moment of a month and of the next; months beyond 1–12 run into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return on(year, month, 1), on(year + month // 12, month % 12 + 1, 1)


def later(moment: datetime, months: int) -> datetime:
    """Return the moment some months on, on the same day of the month or the last there is."""
    first, following = month_of(moment.year, moment.month + months)
    return moment.replace(year=first.year, month=first.month, day=min(moment.day, (following - first).days))


def monday(moment: datetime) -> datetime:
    """Return 00:00 of the Monday of the moment's week."""
    return midnight(moment) - ONE * moment.weekday()


def frame_of(level: int, moment: datetime, k: int = 0) -> Stretch:
    """Return the year, month, week or day of a moment, or the k-th after it, as a frame for finer atoms."""
    if level == YEAR:
        return Stretch(on(moment.year + k, 1, 1), on(moment.year + k + 1, 1, 1), Grain.YEAR, YEAR)
    if level == MONTH:
        return Stretch(*month_of(moment.year, moment.month + k), Grain.MONTH, MONTH)
    if level == WEEK:
        first = monday(moment) + 7 * k * ONE
        return Stretch(first, first + 7 * ONE, Grain.WEEK, WEEK)
    first = midnight(moment) + k * ONE
    return Stretch(first, first + ONE, Grain.DAY, DAY)


def stretch(start: datetime, end: datetime, level: int, grain: Grain) -> Stretch:
    """Return a plain stretch; a wide one is a range, a day a point."""
    kind = Kind.POINT if grain == Grain.DAY and end - start <= ONE else Kind.RANGE
    return Stretch(start, end, grain, level, kind)


def day(start: datetime) -> Stretch:
    """Return a whole day."""
    return Stretch(start, start + ONE, Grain.DAY, DAY)
