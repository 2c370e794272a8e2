"""The journal notices every change with before and after, and the way back restores exactly."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from branch.calendar import CHINA
from branch.events import Event, EventState
from branch.items import Item, ItemState
from branch.people import Membership, Person, Standing
from branch.records import Record
from branch.refusal import Refusal
from branch.registers import Entry
from storage.journal import Pen, last_cause, lines_of, story_of, take_back
from storage.tables import Journal, Timer
from tests.conftest import NOON
from tests.paper import PaperHouse
from tests.people import BRANCH

AT = datetime(2026, 11, 26, 15, 4, 5, 678901, tzinfo=CHINA)


def by(s: Session, cause: int | None, person: int | None = 1, undoes: int | None = None) -> Pen:
    """Take up the pen in somebody's name."""
    pen: Pen = Pen(BRANCH, NOON, cause, person, undoes)
    s.info["pen"] = pen
    return pen


def new_item(number: int = 1, **more: Any) -> Item:
    return Item(branch=BRANCH, number=number, title="安全交底", made_at=NOON, **more)


def image(record: Record) -> dict[str, Any]:
    """Every column as Python sees it."""
    return {name: getattr(record, name) for name in type(record).model_fields}


def undo(s: Session, cause: int, undoing: int = 99) -> None:
    by(s, undoing, undoes=cause)
    take_back(s, lines_of(s, BRANCH, cause))


def test_a_new_record_is_one_line_with_everything_in_it(either: PaperHouse) -> None:
    def write(s: Session) -> None:
        by(s, 7, 3)
        s.add(new_item(due=date(2026, 11, 30), due_at=AT, percent=80))

    either.look(write)
    (line,) = either.look(lambda s: s.exec(select(Journal)).all())
    assert (line.record, line.ref, line.cause, line.person_id, line.at) == ("item", "T1", 7, 3, NOON)
    assert line.before is None
    assert line.after["due"] == "2026-11-30" and line.after["due_at"].startswith("2026-11-26T15:04:05.678901")
    assert line.after["state"] == "open" and line.after["percent"] == 80


def test_a_change_is_one_line_with_what_changed_and_nothing_else(either: PaperHouse) -> None:
    either.look(lambda s: s.add(new_item(due=date(2026, 11, 30))))

    def write(s: Session) -> None:
        by(s, 8)
        item = s.exec(select(Item)).one()
        item.due, item.due_at, item.state, item.title = date(2026, 12, 4), AT, ItemState.REPORTED, item.title
        s.add(item)

    either.look(write)
    (line,) = either.look(lambda s: s.exec(select(Journal)).all())
    assert line.before == {"due": "2026-11-30", "due_at": None, "state": "open"}
    assert set(line.after) == {"due", "due_at", "state"} and line.after["state"] == "reported"


def test_what_nobody_signs_for_is_not_journaled_and_an_unchanged_record_neither(either: PaperHouse) -> None:
    def write(s: Session) -> None:
        s.add(new_item())
        s.flush()
        by(s, 1)
        item = s.exec(select(Item)).one()
        item.title = "安全交底"
        s.add(item)

    either.look(write)
    assert either.look(lambda s: s.exec(select(Journal)).all()) == []


EVERYTHING: list[tuple[Record, dict[str, Any]]] = [
    (
        new_item(
            due=date(2026, 11, 30), due_at=AT, percent=80, note="等签字", paused_until=date(2026, 12, 1)
        ),
        {
            "due": None,
            "due_at": None,
            "state": ItemState.CLOSED,
            "percent": None,
            "note": "",
            "closed_at": AT,
        },
    ),
    (
        Event(branch=BRANCH, number=1, kind="党课", day=date(2026, 11, 27), starts_at=AT, made_at=NOON),
        {"state": EventState.RECORD, "starts_at": AT + timedelta(hours=1), "late_entry": True, "day": None},
    ),
    (
        Entry(
            branch=BRANCH,
            kind="承诺书",
            title="安全",
            more={"项": ["一", {"二": 2.5}], "空": None},
            made_at=NOON,
        ),
        {"more": {}, "until": date(2027, 1, 1), "title": "改"},
    ),
    (
        Person(branch=BRANCH, name="周八", aliases=["老周", "周工"], post="队长"),
        {"aliases": [], "post": "", "name": "周九"},
    ),
    (
        Timer(branch=BRANCH, lane="l", what="x", key="k", order_at=AT, due_at=AT, at=AT, payload={"p": [1]}),
        {"payload": {"p": [1, 2]}, "rule": "cron:0 9 * * *"},
    ),
]
NAMES = ["item", "event", "entry", "person", "timer"]


def _copy(record: Record) -> Record:
    return type(record)(**image(record))


@pytest.mark.parametrize(("record", "changes"), EVERYTHING, ids=NAMES)
def test_undo_restores_a_changed_record_exactly(
    either: PaperHouse, record: Record, changes: dict[str, Any]
) -> None:
    either.look(lambda s: s.add(_copy(record)))
    kind = type(record)
    newest = select(kind).order_by(col(kind.id).desc())  # type: ignore[attr-defined]
    before = image(either.look(lambda s: s.exec(newest).first()))

    def change(s: Session) -> None:
        by(s, 5)
        there = s.exec(newest).first()
        for name, value in changes.items():
            setattr(there, name, value)
        s.add(there)

    either.look(change)
    changed = image(either.look(lambda s: s.exec(newest).first()))
    assert all(changed[name] == value for name, value in changes.items())
    either.look(lambda s: undo(s, 5))
    assert image(either.look(lambda s: s.exec(newest).first())) == before


@pytest.mark.parametrize(("record", "changes"), EVERYTHING, ids=NAMES)
def test_undo_brings_a_deleted_record_back_and_takes_a_new_one_away(
    either: PaperHouse, record: Record, changes: dict[str, Any]
) -> None:
    kind = type(record)
    newest = select(kind).order_by(col(kind.id).desc())  # type: ignore[attr-defined]
    count = len(either.look(lambda s: s.exec(newest).all()))

    def make(s: Session) -> None:
        by(s, 5)
        s.add(_copy(record))

    def delete(s: Session) -> None:
        by(s, 6)
        s.delete(s.exec(newest).first())

    either.look(make)
    before = image(either.look(lambda s: s.exec(newest).first()))
    either.look(delete)
    assert len(either.look(lambda s: s.exec(newest).all())) == count
    either.look(lambda s: undo(s, 6))
    assert image(either.look(lambda s: s.exec(newest).first())) == before
    either.look(lambda s: undo(s, 5))
    assert len(either.look(lambda s: s.exec(newest).all())) == count


def test_undo_takes_back_all_that_one_message_did(either: PaperHouse) -> None:
    either.look(lambda s: s.add(new_item()))

    def write(s: Session) -> None:
        by(s, 5)
        item = s.exec(select(Item)).one()
        item.percent = 30
        s.flush()
        item.percent = 60
        s.add_all(
            [
                item,
                new_item(2, parent_id=item.id),
                Membership(branch=BRANCH, person_id=1, since=date(2027, 1, 1), standing=Standing.OUTSIDE),
            ]
        )

    either.look(write)
    assert len(either.look(lambda s: lines_of(s, BRANCH, 5))) == 4
    either.look(lambda s: undo(s, 5))
    (item,) = either.look(lambda s: s.exec(select(Item)).all())
    assert item.percent is None
    assert either.look(lambda s: lines_of(s, BRANCH, 5)) == []


def test_undo_is_refused_where_somebody_went_on_from_there(either: PaperHouse) -> None:
    def write(s: Session, cause: int, percent: int) -> None:
        by(s, cause)
        item = s.exec(select(Item)).one()
        item.percent = percent
        s.add(item)

    either.look(lambda s: s.add(new_item()))
    either.look(lambda s: write(s, 5, 30))
    either.look(lambda s: write(s, 6, 60))
    with pytest.raises(Refusal, match="T1后来又有改动"):
        either.look(lambda s: undo(s, 5))
    assert either.look(lambda s: s.exec(select(Item)).one()).percent == 60
    either.look(lambda s: undo(s, 6))
    either.look(lambda s: undo(s, 5, undoing=100))
    assert either.look(lambda s: s.exec(select(Item)).one()).percent is None


def test_undo_leaves_alone_what_another_changed_in_other_columns(either: PaperHouse) -> None:
    def write(s: Session, cause: int, **changes: Any) -> None:
        by(s, cause)
        item = s.exec(select(Item)).one()
        for name, value in changes.items():
            setattr(item, name, value)
        s.add(item)

    either.look(lambda s: s.add(new_item()))
    either.look(lambda s: write(s, 5, percent=30))
    either.look(lambda s: write(s, 6, note="等签字"))
    either.look(lambda s: undo(s, 5))
    item = either.look(lambda s: s.exec(select(Item)).one())
    assert (item.percent, item.note) == (None, "等签字")


def test_a_change_is_taken_back_once_and_an_undo_is_not_undone_by_it(either: PaperHouse) -> None:
    def make(s: Session) -> None:
        by(s, 5)
        s.add(new_item())

    either.look(make)
    assert either.look(lambda s: last_cause(s, BRANCH, 1)) == 5
    either.look(lambda s: undo(s, 5))
    assert either.look(lambda s: last_cause(s, BRANCH, 1)) is None
    assert either.look(lambda s: lines_of(s, BRANCH, 5)) == []
    story = either.look(lambda s: story_of(s, BRANCH, "T1"))
    assert [(line.cause, line.undoes, line.undone) for line in story] == [(5, None, True), (99, 5, False)]


def test_a_timer_that_has_fired_meanwhile_can_still_be_taken_back(either: PaperHouse) -> None:
    def make(s: Session) -> None:
        by(s, 5)
        s.add(_copy(EVERYTHING[-1][0]))

    def fire(s: Session) -> None:
        row = s.exec(select(Timer).where(Timer.what == "x")).one()
        row.at = row.due_at = AT + timedelta(days=1)
        row.attempts, row.first = 1, AT
        s.add(row)

    either.look(make)
    either.look(fire)
    either.look(lambda s: undo(s, 5))
    assert either.look(lambda s: s.exec(select(Timer).where(Timer.what == "x")).all()) == []


def test_another_branch_has_a_story_of_its_own(either: PaperHouse) -> None:
    def make(s: Session) -> None:
        by(s, 5)
        s.add(new_item())

    either.look(make)
    assert either.look(lambda s: story_of(s, "erhao", "T1")) == []
    assert either.look(lambda s: lines_of(s, "erhao", 5)) == []
    assert either.look(lambda s: last_cause(s, "erhao", 1)) is None


def test_what_was_changed_before_it_was_read_is_our_bug_and_stops(either: PaperHouse) -> None:
    either.look(lambda s: s.add(new_item()))

    def write(s: Session) -> None:
        by(s, 5)
        item = s.exec(select(Item)).one()
        s.expire(item)
        item.percent = 10
        s.add(item)

    with pytest.raises(LookupError, match="percent"):
        either.look(write)
