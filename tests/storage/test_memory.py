"""What is remembered between transactions is only what was committed, and never older than the books."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from branch.cards import Card
from branch.context import Context
from branch.events import Event, EventState
from branch.items import Holder, Item, ItemState
from branch.people import Account, Branch, Membership, Person
from branch.refusal import Refusal
from handlers.kit import Surroundings, UnitOfWork
from storage import finding
from storage.branches import take_pen
from storage.journal import Pen
from storage.memory import KEPT
from storage.store import Store
from tests.conftest import NOON
from tests.people import BRANCH, PEOPLE

TODAY = date(2026, 11, 25)


@pytest.fixture
def store(url: str) -> Store:
    """The books of the test branch."""
    return Store(url)


def size(s: Session) -> int:
    """How many are on the roster, as everybody would be told."""
    branch = s.get(Branch, BRANCH)
    assert branch
    return len(finding.roster(s, branch, TODAY))


def join(work: UnitOfWork, name: str) -> None:
    """Put one more person on the roster."""
    person = Person(branch=BRANCH, name=name)
    work.session.add(person)
    work.session.flush()
    assert person.id
    work.session.add(Membership(branch=BRANCH, person_id=person.id, since=TODAY))
    work.session.flush()


def with_pen(do: Callable[[UnitOfWork], None]) -> Callable[[Session], None]:
    """Some work in a savepoint with a pen, as a handler has it."""

    def work(s: Session) -> None:
        branch = s.get(Branch, BRANCH, with_for_update=True)
        assert branch
        unit = UnitOfWork(NOON, s, branch, Surroundings("paper"))
        try:
            with unit.savepoint(Pen(BRANCH, NOON, 1, 1)):
                do(unit)
        except Refusal:
            return

    return work


def test_a_change_of_the_roster_is_seen_by_the_next_question(store: Store) -> None:
    assert store.now(size) == len(PEOPLE)
    store.now(with_pen(lambda unit: join(unit, "新来的")))
    assert store.now(size) == len(PEOPLE) + 1


def test_a_handler_sees_its_own_change(store: Store) -> None:
    seen = []

    def do(unit: UnitOfWork) -> None:
        seen.append(len(unit.roster))
        join(unit, "新来的")
        seen.append(len(unit.roster))

    store.now(with_pen(do))
    assert seen == [len(PEOPLE), len(PEOPLE) + 1]


def test_a_refused_change_haunts_nobody(store: Store) -> None:
    def do(unit: UnitOfWork) -> None:
        join(unit, "幽灵")
        assert len(unit.roster) == len(PEOPLE) + 1
        raise Refusal("不行")

    store.now(with_pen(do))
    assert store.now(size) == len(PEOPLE)
    store.now(with_pen(lambda unit: join(unit, "真人")))
    names = store.now(lambda s: [m.name for m in finding.roster(s, s.get_one(Branch, BRANCH), TODAY)])
    assert "真人" in names and "幽灵" not in names


def test_what_a_crashed_message_had_counted_haunts_nobody(store: Store) -> None:
    def crash(s: Session) -> None:
        with_pen(lambda unit: join(unit, "幽灵"))(s)
        assert size(s) == len(PEOPLE) + 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.now(crash)
    store.now(with_pen(lambda unit: join(unit, "真人")))
    names = store.now(lambda s: [m.name for m in finding.roster(s, s.get_one(Branch, BRANCH), TODAY)])
    assert "真人" in names and "幽灵" not in names


def test_an_account_bound_just_now_can_be_told_at_once(store: Store) -> None:
    def unbind(unit: UnitOfWork) -> None:
        unit.session.delete(unit.session.get_one(Account, ("paper", "张三")))

    def bind(unit: UnitOfWork) -> None:
        person = unit.session.exec(select(Person).where(Person.name == "张三")).one()
        row = Account(platform="paper", account="新号", branch=BRANCH, person_id=person.id)
        unit.session.add(row)

    told: list[bool] = []

    def tell(unit: UnitOfWork) -> None:
        member = unit.roster.named("张三")
        assert member
        told.append(unit.tell(member, Card(title="在吗")))

    for do in (tell, unbind, tell, bind, tell):
        store.now(with_pen(do))
    assert told == [True, False, True]


def test_a_version_counted_in_a_savepoint_that_was_taken_back_does_not_count(store: Store) -> None:
    def work(s: Session) -> list[int]:
        seen = []
        for name, crash in (("幽灵", True), ("真人", False)):
            try:
                with s.begin_nested():
                    branch = take_pen(s, BRANCH)
                    assert branch
                    unit = UnitOfWork(NOON, s, branch, Surroundings("paper"))
                    with unit.savepoint(Pen(BRANCH, NOON, 1, 1)):
                        join(unit, name)
                    if crash:
                        raise RuntimeError
            except RuntimeError:
                pass
            again = take_pen(s, BRANCH)
            assert again
            seen.append(again.roster_version)
        return seen

    before = store.now(lambda s: s.get_one(Branch, BRANCH).roster_version)
    assert store.now(work) == [before, before + 1]
    assert store.now(lambda s: s.get_one(Branch, BRANCH).roster_version) == before + 1


def _seen(s: Session) -> Context:
    branch = s.get_one(Branch, BRANCH)
    sender = next(iter(finding.roster(s, branch, TODAY)))
    return finding.context(s, branch, sender, NOON)


FRIDAY = date(2026, 11, 27)
CHANGES: list[tuple[type[Any], str, Any]] = [
    (Item, "title", "改名"),
    (Item, "place", "3号塔吊"),
    (Item, "due", FRIDAY),
    (Item, "state", ItemState.CLOSED),
    (Item, "percent", 80),
    (Item, "note", "等签字"),
    (Holder, "owner", False),
    (Event, "kind", "主题党日"),
    (Event, "title", "改名"),
    (Event, "place", "会议室"),
    (Event, "day", FRIDAY),
    (Event, "starts_at", NOON),
    (Event, "state", EventState.CANCELLED),
    (Event, "minutes", "一、……"),
]


@pytest.mark.parametrize(("kind", "name", "value"), CHANGES, ids=[f"{c[0].__name__}.{c[1]}" for c in CHANGES])
def test_what_the_language_sees_is_never_older_than_the_books(
    store: Store, kind: type[Any], name: str, value: Any
) -> None:
    def begin(unit: UnitOfWork) -> None:
        for prefix in ("T", "H"):
            item = Item(branch=BRANCH, prefix=prefix, number=1, title="交底", made_at=NOON)
            unit.session.add(item)
            unit.session.flush()
            assert item.id
            unit.session.add(Holder(branch=BRANCH, item_id=item.id, person_id=1))
        for prefix in ("M", "S"):
            event = Event(branch=BRANCH, prefix=prefix, number=1, kind="党课", day=TODAY, made_at=NOON)
            unit.session.add(event)

    def change(unit: UnitOfWork) -> None:
        for thing in unit.session.exec(select(kind)):
            setattr(thing, name, value)
            unit.session.add(thing)

    store.now(with_pen(begin))
    assert store.now(_seen).tasks
    store.now(with_pen(change))
    remembered = store.now(_seen)
    store.memory.clear()
    assert remembered == store.now(_seen)


def test_memory_does_not_grow_with_the_versions_that_are_over(store: Store) -> None:
    for n in range(20):
        store.now(with_pen(lambda unit, n=n: join(unit, f"第{n}位")))  # type: ignore[misc]
        assert len(store.now(_seen).roster) == len(PEOPLE) + n + 1
    assert sum(len(shelf) for shelf in store.memory.values()) <= 4 * KEPT
