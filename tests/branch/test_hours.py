"""学时 come from confirmed rolls alone; what could not be counted is kept apart."""

from datetime import datetime, timedelta

import pytest

from branch.calendar import CHINA
from branch.events import Attendance, Event, EventState, Presence
from branch.hours import credit, of_event
from branch.people import Member
from branch.rules import StudyHours

RULE = StudyHours()
START = datetime(2026, 11, 20, 15, tzinfo=CHINA)
ME, SECRETARY = Member(1, "张三"), Member(2, "陈敏", roles=frozenset({"书记"}))


def event(**known: object) -> Event:
    base: dict[str, object] = {
        "branch": "b",
        "number": 1,
        "kind": "党课",
        "state": EventState.RECORD,
        "hours": 2.0,
    }
    return Event(**(base | {"made_at": START} | known))  # type: ignore[arg-type]


def line(presence: Presence = Presence.PRESENT, person: Member = ME, **more: object) -> dict[int, Attendance]:
    known = {"branch": "b", "event_id": 1, "person_id": person.id, "noted_at": START}
    return {person.id: Attendance(presence=presence, **known, **more)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lasted", "hours"), [(timedelta(minutes=90), 1.5), (timedelta(hours=10), 8), (timedelta(hours=1), 1)]
)
def test_what_was_not_said_follows_from_beginning_and_end(lasted: timedelta, hours: float) -> None:
    assert of_event(event(hours=None, starts_at=START, ends_at=START + lasted), RULE) == hours


def test_what_was_said_goes_before_the_clock_and_without_either_nothing_is_known() -> None:
    assert of_event(event(starts_at=START, ends_at=START + timedelta(hours=3)), RULE) == 2
    assert of_event(event(hours=None, starts_at=START), RULE) is None
    assert of_event(event(hours=0.0), RULE) == 0


def test_the_branchs_own_rate_is_used() -> None:
    rule = StudyHours(per_hour=1.5, most_a_day=4)
    one = event(hours=None, starts_at=START, ends_at=START + timedelta(hours=2))
    assert of_event(one, rule) == 3
    assert of_event(event(hours=None, starts_at=START, ends_at=START + timedelta(hours=6)), rule) == 4


def test_only_presence_on_a_confirmed_roll_of_a_kind_with_hours_counts() -> None:
    draft, untold = event(state=EventState.DRAFT), event(hours=None)
    made_up, counted = event(), event()
    held = [
        (counted, line()),
        (draft, line()),
        (untold, line()),
        (made_up, line(Presence.LEAVE, made_up_on=START.date())),
        (event(), line(Presence.LEAVE)),
        (event(), line(Presence.ABSENT)),
        (event(), {}),
        (event(kind="支部委员会会议"), line()),
    ]
    found = credit(ME, held, RULE)
    assert [(e, h) for e, h in found.counted] == [(counted, 2)] and found.total == 2
    assert (found.unconfirmed, found.untold, found.made_up) == ([draft], [untold], [made_up])


def test_the_committee_owes_more_and_enough_leaves_nothing_short() -> None:
    assert credit(ME, [], RULE).short == 32 and credit(SECRETARY, [], RULE).short == 56
    full = credit(ME, [(event(hours=30.0), line()), (event(hours=4.0), line())], RULE)
    assert full.total == 34 and full.short == 0
