"""应到 and 到会要求 by the rules: leave never reduces 应到, guests are not counted, half is not more than half."""

from datetime import date

import pytest

from branch import kinds
from branch.calendar import CHINA
from branch.events import Attendance, Event, Presence
from branch.people import Member, Roster, Standing
from branch.rolls import Tally, body_of, called, quorum, tally
from tests.branch.people import names, roster

ROSTER = roster()


def meeting(kind: str, body: str, audience: str = "", title: str = "") -> Event:
    """An event of a kind."""
    from datetime import datetime

    made = datetime(2026, 11, 25, 9, tzinfo=CHINA)
    more = {"audience": audience, "title": title, "day": date(2026, 11, 25), "made_at": made}
    return Event(id=1, branch="b", number=1, kind=kind, body=body, **more)


def lines(**said: Presence) -> dict[int, Attendance]:
    """A roll by names."""
    who = {name: ROSTER.named(name) for name in said}
    return {
        m.id: Attendance(branch="b", event_id=1, person_id=m.id, presence=said[n])
        for n, m in who.items()
        if m
    }


def test_leave_does_not_reduce_who_is_due() -> None:
    count = tally(meeting("党课", "支部"), ROSTER, lines(张三=Presence.PRESENT, 王强=Presence.LEAVE))
    assert count.words == "应到9 实到1 请假1" and len(count.open) == 7


def test_who_is_not_due_is_a_guest() -> None:
    count = tally(meeting("党课", "支部"), ROSTER, lines(孙立=Presence.PRESENT))
    assert names(count.guests) == ["孙立"] and not count.present


def test_where_the_notice_fixes_nobody_whoever_came_is_counted() -> None:
    count = tally(meeting("书记例会", "参加人"), ROSTER, lines(张三=Presence.PRESENT, 孙立=Presence.PRESENT))
    assert count.words == "实到2" and not count.due and not count.guests


def test_where_the_notice_names_people_they_are_due() -> None:
    count = tally(meeting("书记例会", "参加人", "支委"), ROSTER, lines(张三=Presence.PRESENT))
    assert len(count.due) == 5 and names(count.guests) == ["张三"]


def voters(n: int, came: int) -> Tally:
    """A body of n with a vote, of whom some came."""
    people = tuple(Member(i, f"人{i}") for i in range(n))
    return Tally(people, present=people[:came])


@pytest.mark.parametrize(
    ("kind", "n", "came", "word"),
    [
        ("支部党员大会", 20, 10, "恰为半数"),
        ("支部党员大会", 20, 11, "到会超过半数"),
        ("支部党员大会", 21, 11, "到会超过半数"),
        ("支部党员大会", 21, 10, "到会未过半数"),
        ("支部委员会会议", 5, 3, "到会超过半数"),
        ("支部委员会会议", 7, 4, "到会超过半数"),
        ("支部委员会会议", 7, 3, "到会未过半数"),
        ("民主生活会", 7, 5, "到会达到三分之二"),
        ("民主生活会", 7, 4, "到会不足三分之二"),
        ("党课", 20, 1, ""),
    ],
)
def test_the_table_of_the_rules(kind: str, n: int, came: int, word: str) -> None:
    said = quorum(kinds.event(kind), voters(n, came))
    assert said.startswith(word) and bool(said) is bool(word)


def test_probationary_members_have_no_vote_in_the_quorum_of_a_general_meeting() -> None:
    people = (Member(1, "甲"), Member(2, "乙"), Member(3, "丙", standing=Standing.PROBATIONARY))
    assert quorum(kinds.event("支部党员大会"), Tally(people, present=people[1:])).startswith("恰为半数")


@pytest.mark.parametrize(
    ("kind", "audience", "by", "body"),
    [
        ("党课", "全体党员", "陈敏", "支部"),
        ("党课", "二组", "陈敏", "第二党小组"),
        ("主题党日", "支委", "陈敏", "支委会"),
        ("支部委员会会议", "", "陈敏", "支委会"),
        ("党小组会", "", "吴刚", "第一党小组"),
        ("党小组会", "", "陈敏", ""),
        ("书记例会", "支委", "陈敏", "参加人"),
    ],
)
def test_whose_meeting_it_is(kind: str, audience: str, by: str, body: str) -> None:
    speaker = ROSTER.named(by)
    assert speaker and body_of(kinds.event(kind), audience, ROSTER, speaker) == body


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (meeting("支部委员会会议", "支委会"), "支委会"),
        (meeting("党小组会", "第一党小组"), "第一党小组会"),
        (meeting("党课", "支部", title="纪律"), "党课「纪律」"),
        (meeting("党课", "第二党小组"), "第二党小组党课"),
        (meeting("其他会议", "参加人", title="动员会"), "「动员会」"),
    ],
)
def test_what_people_call_it(event: Event, name: str) -> None:
    assert called(event) == name


def test_the_roster_of_that_day_counts_and_no_other() -> None:
    smaller = Roster(m for m in ROSTER if m.name != "张三")
    assert len(tally(meeting("党课", "支部"), smaller, {}).due) == 8
