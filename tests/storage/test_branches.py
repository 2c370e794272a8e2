"""Every table carries its branch, and no question of one branch is ever answered with another's rows."""

from collections.abc import Callable
from datetime import date, timedelta
from inspect import signature
from typing import Any

import pytest
from sqlmodel import Session, SQLModel

from branch.calendar import CHINA
from branch.events import Attendance, Event, Presence
from branch.items import Holder, Item
from branch.people import Branch
from branch.updates import Update
from branch.votes import Vote
from storage import finding
from storage.tables import Outbox
from tests.conftest import NOON
from tests.paper import PaperHouse
from tests.people import BRANCH, settle_in

TODAY = date(2026, 11, 25)
OTHER = "erhao"


def fill(s: Session, branch: str) -> None:
    """An item with an owner, a meeting with a roll and a vote, a study, a hazard and a sent card; the same in each branch."""
    person = next(iter(finding.roster(s, _branch(s, branch), TODAY))).id
    for prefix in ("T", "H"):
        item = Item(branch=branch, prefix=prefix, number=1, title=f"{branch}的事", made_at=NOON)
        s.add(item)
        s.flush()
        assert item.id
        s.add(Holder(branch=branch, item_id=item.id, person_id=person))
    for prefix in ("M", "S"):
        event = Event(
            branch=branch, prefix=prefix, number=1, kind="党课", title=branch, day=TODAY, made_at=NOON
        )
        s.add(event)
        s.flush()
        assert event.id
        s.add(Vote(branch=branch, event_id=event.id, matter=f"{branch}的事", noted_at=NOON))
        waiting = {"prefix": prefix, "number": 2, "kind": "党课", "title": branch, "made_at": NOON}
        s.add(Event(branch=branch, **waiting))
        s.add(
            Attendance(
                branch=branch, event_id=event.id, person_id=person, presence=Presence.PRESENT, noted_at=NOON
            )
        )
    sent = {
        "platform_id": "p1",
        "card": {"title": branch, "about": f"T1 {branch}"},
        "once": branch,
        "address": "g",
    }
    s.add(Outbox(branch=branch, platform="paper", lane="g", order_at=NOON, due_at=NOON, done_at=NOON, **sent))


def _branch(s: Session, id: str) -> Branch:
    there = s.get(Branch, id)
    assert there is not None
    return there


@pytest.fixture
def two(either: PaperHouse) -> PaperHouse:
    """A house with two branches in its books; the second one came last, and knows nothing of the first."""
    either.look(lambda s: settle_in(s, OTHER))
    either.look(lambda s: (fill(s, BRANCH), fill(s, OTHER)))
    return either


QUESTIONS: dict[str, Callable[[Session, Branch], Any]] = {
    "roster": lambda s, b: [m.id for m in finding.roster(s, b, TODAY)],
    "accounts": lambda s, b: sorted(finding.accounts(s, b, "paper").values()),
    "chats": lambda s, b: finding.chats(s, b, "paper"),
    "owners": lambda s, b: list(finding.owners(s, finding.open_items(s, b.id)).values()),
    "open_items": lambda s, b: [i.title for i in finding.open_items(s, b.id)],
    "item": lambda s, b: _title(finding.item(s, b.id, "T1")),
    "event": lambda s, b: _title(finding.event(s, b.id, "M1")),
    "events": lambda s, b: [e.title for e in finding.events(s, b.id, TODAY, TODAY)],
    "undated": lambda s, b: [e.title for e in finding.undated(s, b.id)],
    "roll": lambda s, b: [
        line.branch for line in finding.roll(s, finding.events(s, b.id, TODAY, TODAY)[0]).values()
    ],
    "votes": lambda s, b: [
        (v.branch, v.matter) for v in finding.votes(s, finding.events(s, b.id, TODAY, TODAY)[0])
    ],
    "context": lambda s, b: _seen(s, b),
    "about": lambda s, b: finding.about(s, b.id, "paper", "p1"),
}


def _title(found: Item | Event | None) -> str:
    assert found is not None
    return found.title


def _seen(s: Session, branch: Branch) -> list[str]:
    people = finding.roster(s, branch, TODAY)
    seen = finding.context(s, branch, next(iter(people)), NOON)
    assert len(seen.roster) == len(people)
    return [t.title for t in seen.tasks] + [m.title for m in seen.meetings] + [h.title for h in seen.hazards]


def test_every_question_of_finding_is_among_these() -> None:
    asked = {name for name, thing in vars(finding).items() if callable(thing) and _is_question(name, thing)}
    assert asked == set(QUESTIONS) | {"remembered"}


def _is_question(name: str, thing: Any) -> bool:
    own = getattr(thing, "__module__", "") == finding.__name__ and not name.startswith("_")
    return own and "s" in signature(thing).parameters


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_of_one_branch_shows_nothing_of_another(two: PaperHouse, question: str) -> None:
    ask = QUESTIONS[question]
    first = two.look(lambda s: ask(s, _branch(s, BRANCH)))
    second = two.look(lambda s: ask(s, _branch(s, OTHER)))
    assert first and second and first != second
    shown, hidden = str(second), {BRANCH, f"{BRANCH}的事"}
    assert not any(word in shown.replace(OTHER, "") for word in hidden), shown


OF_THE_APP = {"spent", "pace", "mirrored"}
"""What belongs to the bot's account on a platform, which all its branches share: calls, pace, calendar."""


def test_every_table_carries_its_branch() -> None:
    tables = {name: t for name, t in SQLModel.metadata.tables.items() if name not in OF_THE_APP}
    assert {name for name, table in tables.items() if "branch" not in table.c and name != "branch"} == set()
    kept = {name for name, table in tables.items() if name != "branch" and not table.c.branch.nullable}
    assert kept == set(tables) - {"branch"}


@pytest.mark.parametrize("said", ["query", "mine", "digest", "task.progress", "history"])
async def test_who_asks_in_one_branch_reads_nothing_of_another(two: PaperHouse, said: str) -> None:
    update = Update.catalog[said]
    slots = {word: "T1" for word in ("task", "ref") if word in update.model_fields}
    await two.means("陈敏", update.model_validate(slots), private=True)
    cards = [p.card.as_text() for p in two.platform.sent]
    assert cards and not any(OTHER in text for text in cards), cards


def test_moments_come_back_aware_and_the_same_on_both_databases(two: PaperHouse) -> None:
    item = two.look(lambda s: finding.item(s, BRANCH, "T1"))
    assert item and item.made_at == NOON and item.made_at.utcoffset() == timedelta(0)
    assert item.made_at.astimezone(CHINA) == NOON
