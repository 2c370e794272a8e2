"""Moments of a message, as the intents need them: where they stand, their day, whether a clock was said."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from branch.calendar import CHINA, WorkingDays
from language import moments
from language.moments import Found, Kind, Policy

When = date | datetime
_DAY_WORD = re.compile(r"[今明后昨当天日号周月]|星期|礼拜|/|\d[.\-]\d")


@dataclass(frozen=True, slots=True)
class Time:
    """One expression of time at a place of the text."""

    start: int
    end: int
    found: Found

    @property
    def value(self) -> When | None:
        """The day or moment for the books, None where no single day is meant."""
        return None if self.found.kind is Kind.RECURRING else self.found.value()

    @property
    def day(self) -> date | None:
        """The day, if one is fixed."""
        value = self.value
        return value.astimezone(CHINA).date() if isinstance(value, datetime) else value

    @property
    def names_day(self) -> bool:
        """Whether the words themselves name a day: 明天, 周五, 26号; 「下午三点」 only falls on one."""
        return self.day is not None and bool(_DAY_WORD.search(self.found.text))

    @property
    def clock(self) -> bool:
        """Whether a clock time was said."""
        return not self.found.day_only

    @property
    def until(self) -> When | None:
        """The far edge of a stretch that was told with both ends, else None."""
        if self.found.kind is not Kind.RANGE or self.found.end is None or self.found.day_only:
            return None
        return self.found.end

    @property
    def repeat(self) -> str:
        """The recurrence rule of the schema, or ""."""
        return self.found.recurrence.rrule() if self.found.recurrence else ""


class Timekeeper:
    """Finds moments with one calendar of working days."""

    def __init__(self, days: WorkingDays | None) -> None:
        self._days = (days,) if days is not None else ()

    def find(self, text: str, now: datetime, policy: Policy | None = None) -> list[Time]:
        """Return every expression of time in a text, open words settled by the policy (future unless
        told)."""
        found = moments.find(text, now, policy or Policy(), *self._days)
        return [Time(f.span[0], f.span[1], f) for f in found]


def _day(value: When) -> date:
    return value.astimezone(CHINA).date() if isinstance(value, datetime) else value
