"""Rules against brute force over five years, month ends included; the hour is China's wherever the machine is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from branch.calendar import CHINA, month_end
from scheduler.recurrence import following

DAY = timedelta(days=1)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=CHINA), datetime(2031, 1, 1, tzinfo=CHINA)
Fits = Callable[[datetime], bool]


def every_day(hour: int, minute: int = 0) -> Iterator[datetime]:
    moment = FIRST.replace(hour=hour, minute=minute)
    while moment < LAST:
        yield moment
        moment += DAY


def by_rule(rule: str, first: datetime) -> list[datetime]:
    found, at = [], following(rule, first, FIRST - timedelta(minutes=1))
    while at is not None and at < LAST:
        found.append(at)
        at = following(rule, first, at)
    return found


CRON: list[tuple[str, int, int, Fits]] = [
    ("0 9 * * *", 9, 0, lambda d: True),
    ("30 8 * * mon", 8, 30, lambda d: d.weekday() == 0),
    ("0 17 * * mon-fri", 17, 0, lambda d: d.weekday() < 5),
    ("0 9 1 * *", 9, 0, lambda d: d.day == 1),
    ("0 9 31 * *", 9, 0, lambda d: d.day == 31),
    ("0 9 29 feb *", 9, 0, lambda d: (d.month, d.day) == (2, 29)),
    ("0 9 last * *", 9, 0, lambda d: d.date() == month_end(d.date())),
    ("15 7 20 3,6,9,12 *", 7, 15, lambda d: d.day == 20 and d.month % 3 == 0),
    ("40 3 * * sun", 3, 40, lambda d: d.weekday() == 6),
]


@pytest.mark.parametrize(("line", "hour", "minute", "fits"), CRON, ids=[c[0] for c in CRON])
def test_a_cron_rule_means_its_days_for_five_years(line: str, hour: int, minute: int, fits: Fits) -> None:
    wanted = [d for d in every_day(hour, minute) if fits(d)]
    assert by_rule(f"cron:{line}", FIRST) == wanted


START = datetime(2026, 1, 31, 9, 0, tzinfo=CHINA)
RRULE: list[tuple[str, Fits]] = [
    ("FREQ=DAILY", lambda d: True),
    ("FREQ=DAILY;INTERVAL=3", lambda d: (d.date() - START.date()).days % 3 == 0),
    ("FREQ=WEEKLY;BYDAY=FR", lambda d: d.weekday() == 4),
    ("FREQ=WEEKLY;BYDAY=MO,TH", lambda d: d.weekday() in (0, 3)),
    ("FREQ=WEEKLY;INTERVAL=2", lambda d: (d.date() - START.date()).days % 14 == 0),
    ("FREQ=MONTHLY;BYMONTHDAY=31", lambda d: d.day == 31),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", lambda d: d.date() == month_end(d.date())),
    ("FREQ=MONTHLY", lambda d: d.day == 31),
    ("FREQ=MONTHLY;BYDAY=-1FR", lambda d: d.weekday() == 4 and (d + 7 * DAY).month != d.month),
    ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=30", lambda d: d.day == 30 and d.month % 3 == 1),
    ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", lambda d: (d.month, d.day) == (7, 1)),
]


@pytest.mark.parametrize(("what", "fits"), RRULE, ids=[r[0] for r in RRULE])
def test_a_recurrence_means_its_days_for_five_years(what: str, fits: Fits) -> None:
    wanted = [d for d in every_day(9) if d >= START and fits(d)]
    assert by_rule(f"rrule:{what}", START) == wanted


@pytest.mark.parametrize("rule", ["cron:0 9 * * *", "rrule:FREQ=DAILY"])
def test_nine_oclock_is_nine_in_china_whatever_zone_is_asked_in(rule: str) -> None:
    first = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    after = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)  # seven in the morning of the 26th in China
    assert following(rule, first, after) == datetime(2026, 11, 26, 9, 0, tzinfo=CHINA)


@pytest.mark.parametrize("rule", ["cron:0 9 * * *", "rrule:FREQ=DAILY", "cron:* * * * *"])
def test_the_next_moment_is_never_the_one_just_seen_to(rule: str) -> None:
    first = datetime(2026, 11, 25, 9, 0, tzinfo=CHINA)
    at: datetime | None = first
    for _ in islice(iter(int, 1), 50):
        assert at is not None
        upcoming = following(rule, first, at)
        assert upcoming is not None and upcoming > at
        at = upcoming


def test_three_times_are_three_and_once_is_once() -> None:
    first = datetime(2026, 11, 25, 9, 0, tzinfo=CHINA)
    assert len(by_rule("rrule:FREQ=DAILY;COUNT=3", first)) == 3
    assert following("", first, first - DAY) is None


@pytest.mark.parametrize(
    "rule", ["每天", "cron:0 9 * *", "rrule:每天", "cron:99 9 * * *", "rrule:FREQ=DAILY\nRDATE:20260101"]
)
def test_a_rule_nobody_can_read_is_refused(rule: str) -> None:
    with pytest.raises(ValueError):
        following(rule, START, START)
