"""Days and hours of the branch: China time, working days, month ends, quarters, quiet hours."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar

CHINA = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked, with holidays and 调休 as the State Council published them.

    `extra` adds or corrects days (True: worked) from the configuration. A year without a published
    arrangement falls back to Monday–Friday; `published` tells.
    """

    extra: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day."""
        if day in self.extra:
            return self.extra[day]
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:  # the year's arrangement is not in the library yet
            return day.weekday() < 5

    def published(self, year: int) -> bool:
        """Whether the arrangement of this year is known."""
        if any(day.year == year for day in self.extra):
            return True
        try:
            chinese_calendar.is_workday(date(year, 6, 1))
        except NotImplementedError:  # how the library says that it does not know the year
            return False
        return True

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day."""
        while n > 0:
            day += DAY
            n -= self.is_workday(day)
        return day


@dataclass(frozen=True)
class Quiet:
    """When the bot does not speak by itself: at night, and on days off if the branch wants so."""

    start: time = time(21, 0)
    end: time = time(7, 30)
    rest_days: bool = True
    days: WorkingDays = field(default_factory=WorkingDays)

    def covers(self, moment: datetime) -> bool:
        """Whether a moment (aware) falls into quiet time."""
        local = moment.astimezone(CHINA)
        if self.rest_days and not self.days.is_workday(local.date()):
            return True
        clock = local.time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def opening(self, moment: datetime) -> datetime:
        """The first moment from here on at which the bot may speak."""
        local = moment.astimezone(CHINA)
        while self.covers(local):
            opens = datetime.combine(local.date(), self.end, CHINA)
            local = opens if local < opens else opens + DAY
        return local


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter(day: date) -> tuple[date, date]:
    """First and last day of the day's quarter."""
    first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return first, month_end(first.replace(month=first.month + 2))


def week(day: date) -> tuple[date, date]:
    """Monday and Sunday of the day's calendar week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def span(period: str) -> tuple[date, date]:
    """First and last day of a period: 2026, 2026-H1, 2026-Q3, 2026-11, 2026-W48, 2026-11-25.

    Raises ValueError for anything else.
    """
    year, _, part = period.partition("-")
    y = int(year)
    if not part:
        return date(y, 1, 1), date(y, 12, 31)
    if part[0] == "W":
        monday = date.fromisocalendar(y, int(part[1:]), 1)
        return monday, monday + timedelta(days=6)
    if part[0] in "HQ":
        months = {"H": 6, "Q": 3}[part[0]]
        first = date(y, months * (int(part[1:]) - 1) + 1, 1)
        return first, month_end(first.replace(month=first.month + months - 1))
    if "-" in part:
        day = date.fromisoformat(period)
        return day, day
    first = date(y, int(part), 1)
    return first, month_end(first)
