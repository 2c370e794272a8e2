"""A capability of the tests' own: it notes, refuses, tells or crashes on demand, in words it reads itself."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from branch.cards import Card
from branch.context import Context
from branch.items import Item
from branch.refusal import Refusal
from branch.updates import Update
from handlers.kit import EVERYONE, Handler, Turn
from language.understanding import Reading
from storage.tables import Inbox, Outbox


class Do(Update, intent="probe.do"):
    """「note 甲；refuse；note 乙」: each part is one update."""

    what: str = ""
    name: str = ""


del Update.catalog[Do.intent]  # other tests count what can be said


class Probe:
    """Reader and handler in one. `broken` holds the names at which it crashes."""

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.handler = Handler(Do, EVERYONE, False, "", self.run)

    def read(self, text: str, context: Context) -> Reading:
        """Every part of the text is an update; anything else is chatter."""
        parts = [part.strip().partition(" ") for part in text.split("；")]
        known = ("note", "refuse", "tell", "crash", "rename")
        return Reading(tuple(Do(what=what, name=name) for what, _, name in parts if what in known))

    def run(self, said: Do, turn: Turn) -> None:
        """Do it."""
        if said.what == "tell":
            turn.tell(turn.roster.named(said.name) or turn.speaker, Card(title=f"告诉{said.name}"))
        if said.what in ("note", "refuse", "crash"):
            note(turn, said.name)
        if said.what == "refuse":
            raise Refusal(f"不能记{said.name}")
        if said.what == "crash" or said.name in self.broken:
            raise RuntimeError(f"不应外传的原话：{said.name}")
        turn.reply(Card(title=f"已记{said.name}"))


def note(turn: Turn, title: str) -> None:
    """Write one record."""
    number = turn.number("T")
    turn.session.add(Item(branch=turn.branch.id, number=number, title=title, made_at=turn.now))
    turn.session.flush()


def titles(s: Session) -> list[str]:
    """What was noted, in order."""
    return list(s.exec(select(Item.title).order_by(col(Item.id))))


def inbox(s: Session) -> list[Inbox]:
    """Every message kept."""
    return list(s.exec(select(Inbox).order_by(col(Inbox.id))))


def outbox(s: Session) -> list[Outbox]:
    """Every card kept."""
    return list(s.exec(select(Outbox).order_by(col(Outbox.id))))


def put(s: Session, at: datetime, title: str, **how: Any) -> Outbox:
    """Put a card into the outbox as a handler would."""
    from uuid import uuid4

    from tests.people import BRANCH

    address = how.pop("address", "group")
    row = Outbox(
        branch=BRANCH,
        platform="paper",
        lane=f"paper:{address}",
        address=address,
        order_at=at,
        due_at=at,
        card=Card(title=title).model_dump(mode="json"),
        once=uuid4().hex,
        **how,
    )
    s.add(row)
    s.flush()
    return row
