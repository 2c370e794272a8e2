"""What the reader of time gives back: Found, and the Policy that says how open words are settled."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

DAY = timedelta(days=1)


class Grain(StrEnum):
    """How fine an expression is: 下周 is a week, 明天下午 a part of a day, 3点 a minute."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAYPART = "daypart"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Kind(StrEnum):
    """What an expression does: names a moment, a stretch, a last day, a length, a rhythm or a shift."""

    POINT = "point"
    RANGE = "range"
    DEADLINE = "deadline"
    DURATION = "duration"
    RECURRING = "recurring"
    SHIFT = "shift"


Tense = Literal["future", "past", "open"]


@dataclass(frozen=True)
class Policy:
    """How a caller wants open words settled.

    `tense`: future for plans (周五 = the next one, today included), past for reports (the latest one),
    open when nothing is known. `old` is the time of a known meeting or the due of a known task: shifts move
    it, bare hours take the reading nearest to it, and a clock time without a day stays on its day.
    """

    tense: Tense = "future"
    old: datetime | date | None = None


@dataclass(frozen=True)
class Recurrence:
    """A rhythm: 每周五下午3点 is freq WEEKLY, byday FR, time 15:00. `setpos` -1 is the last of the byday."""

    freq: str
    interval: int = 1
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    time: str = ""
    setpos: int = 0
    bymonth: tuple[int, ...] = ()

    def rrule(self) -> str:
        """Write the rule as the schema's repeat: FREQ=WEEKLY;BYDAY=MO,FR (without the clock time)."""
        parts = [f"FREQ={self.freq}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.bymonth:
            parts.append("BYMONTH=" + ",".join(map(str, self.bymonth)))
        if self.byday:
            parts.append("BYDAY=" + ",".join(self.byday))
        if self.bymonthday:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.bymonthday)))
        if self.setpos:
            parts.append(f"BYSETPOS={self.setpos}")
        return ";".join(parts)


@dataclass(frozen=True)
class Found:
    """One time expression in a text. Moments are aware, Asia/Shanghai; `end` is exclusive; open is None.

    `seconds`: the length of a duration, or of a shift (negative: earlier). `open` names what the words left
    open and the policy settled ("year", "month", "weekday", "day"), so that a caller may read again toward
    the past. `governed`: the day or part of day came from an earlier expression of the same sentence.
    `last`: the day a careful secretary would write down for a stretch (中旬 = the 20th), if there is one.
    """

    span: tuple[int, int]
    text: str
    start: datetime | None
    end: datetime | None
    grain: Grain
    kind: Kind
    rule: str
    day_only: bool = True
    end_day_only: bool = True
    seconds: int | None = None
    recurrence: Recurrence | None = None
    ambiguous: tuple[datetime, ...] = ()
    clock_inferred: bool = False
    open: str = ""
    governed: bool = False
    last: date | None = None

    @property
    def weekday_only(self) -> bool:
        """Whether only a weekday was said, so that its week is open."""
        return self.open == "weekday"

    def value(self) -> date | datetime | None:
        """Return the schema value: a day, a moment, or None where no single day is meant (下周, 一小时)."""
        if self.kind is Kind.DEADLINE:
            return self.until()
        if self.kind is Kind.DURATION or self.start is None:
            return None
        if self.last is not None:
            return self.last
        if not self.day_only:
            return self.start
        if self.kind is Kind.RANGE and self.grain in _WIDE:
            return None
        return self.start.date()

    def until(self) -> date | datetime | None:
        """Return the far edge: the last day included, or the clock time at which it ends."""
        if self.last is not None:
            return self.last
        if self.end is None:
            return None
        return (self.end - DAY / 2).date() if self.end_day_only else self.end

    def moved(self, by: int) -> "Found":
        """Return the same expression at another place of the text, `by` characters on."""
        return replace(self, span=(self.span[0] + by, self.span[1] + by))


_WIDE = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
