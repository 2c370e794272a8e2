"""Dates, spans, names and recurrences as people say them."""

from datetime import date, datetime

import pytest

from branch import saying
from branch.calendar import CHINA
from branch.people import Member

MOMENT = datetime(2026, 11, 30, 15, 0, tzinfo=CHINA)


def test_days_and_moments() -> None:
    assert saying.on(date(2026, 11, 30)) == "11月30日（周一）"
    assert saying.when(MOMENT) == "11月30日（周一）15:00" and saying.when(None) == "待定"


@pytest.mark.parametrize(
    ("today", "said"),
    [(30, "今天（11月30日 周一）15:00"), (29, "明天（11月30日 周一）15:00"), (20, "11月30日（周一）15:00")],
)
def test_a_near_day_is_called_by_its_nearness(today: int, said: str) -> None:
    assert saying.soon(MOMENT, date(2026, 11, today)) == said


def test_many_names_become_a_number() -> None:
    people = [Member(i, name) for i, name in enumerate("甲乙丙丁")]
    assert saying.names(people) == "甲、乙、丙、丁" and saying.names(people, 2) == "甲、乙等 4 人"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("rrule:FREQ=DAILY", "每天"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "每周一、周五"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "每月15日、最后一天"),
        ("", ""),
    ],
)
def test_recurrences(rule: str, said: str) -> None:
    assert saying.repeated(rule) == said


def test_lines_leave_out_what_is_not_known() -> None:
    assert saying.line("王强", "", "评审") == "王强 · 评审"
