"""Before a rehearsal: a branch in the database, a seat for everybody in it, and the moment it left off."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Session, SQLModel, col, select

from bot.config import Settings
from bot.platforms.console.platform import GROUP, NAME, Shown
from bot.sample import found, home, move_in
from branch.calendar import CHINA
from branch.cards import Card
from branch.people import Account, Branch, Chat, Person
from storage.tables import Fired, Inbox, Journal, Outbox

RECENT = 40


def seat(s: Session, settings: Settings) -> Branch:
    """See to it that everybody of the branch can speak at the console; an empty database gets the sample.

    A database that is meant for a real platform gets no sample: only its own branch, still without people.
    """
    branch = home(s, settings.branch)
    if branch is None:
        real = settings.platform != NAME
        branch = found(s, settings.branch) if real else move_in(s, settings.branch, NAME)
    if not s.exec(select(Chat).where(Chat.platform == NAME, Chat.branch == branch.id)).first():
        s.add(Chat(platform=NAME, chat=GROUP, branch=branch.id, name=branch.name))
    if _seats(s, branch.id):
        branch.roster_version += 1
    s.flush()
    return branch


def _seats(s: Session, branch: str) -> int:
    bound = select(col(Account.person_id)).where(Account.platform == NAME, Account.branch == branch)
    seated = set(s.exec(bound))
    new = [p for p in s.exec(select(Person).where(Person.branch == branch)) if p.id not in seated]
    for person in new:
        seat_of = s.get(Account, (NAME, person.name)) or Account(
            platform=NAME, account=person.name, branch=""
        )
        seat_of.branch, seat_of.person_id, seat_of.name = branch, person.id, person.name
        s.add(seat_of)
    return len(new)


def groups(s: Session, branch: str) -> dict[str, str]:
    """The branch's group chats at the console: id -> name."""
    return {c.chat: c.name for c in s.exec(select(Chat).where(Chat.platform == NAME, Chat.branch == branch))}


def callings(s: Session, branch: str) -> dict[str, list[str]]:
    """Everything the people of a branch are called by -> whom it can mean."""
    called: dict[str, list[str]] = {}
    people = list(s.exec(select(Person).where(Person.branch == branch).order_by(col(Person.id))))
    for person in people:
        for name in person.aliases:
            called.setdefault(name, []).append(person.name)
    return called | {person.name: [person.name] for person in people}


def left_off(s: Session) -> datetime | None:
    """The last moment at which anything happened in this database; a clock must not go behind it."""
    columns: list[Any] = [
        col(Inbox.sent_at),
        col(Outbox.done_at),
        col(Fired.noted_at),
        col(Journal.at),
    ]
    moments = [m for column in columns if (m := s.exec(select(func.max(column))).one())]
    return max(moments).astimezone(CHINA) if moments else None


def last_cards(s: Session, groups: dict[str, str]) -> list[Shown]:
    """The cards that were on the screen when the console was left, oldest first."""
    sent = select(Outbox).where(Outbox.platform == NAME, Outbox.fate == "sent")
    rows = list(s.exec(sent.order_by(col(Outbox.id).desc()).limit(RECENT)))
    newest: dict[tuple[str, str], int | None] = {}
    for row in rows:
        newest.setdefault((row.address, row.subject or row.once), row.id)
    return [
        Shown(
            row.done_at or row.order_at,
            row.address if row.private else groups.get(row.address, row.address),
            row.private,
            Card.model_validate(row.card),
            row.once,
        )
        for row in reversed(rows)
        if row.id in newest.values()
    ]


def wipe(s: Session) -> None:
    """Empty every table: the sample branch begins anew."""
    s.info.get("memory", {}).clear()  # versions begin anew as well: what is remembered would look current
    for table in reversed(SQLModel.metadata.sorted_tables):
        s.connection().execute(delete(table))
