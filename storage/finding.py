"""Questions asked by more than one capability. Each is asked within one branch."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import bindparam, or_
from sqlmodel import Session, col, select

from branch.calendar import CHINA
from branch.context import Context, Somebody
from branch.events import Attendance, Event, EventState
from branch.items import LIVE, Holder, Item
from branch.people import Account, Branch, Chat, Member, Membership, Person, Roster
from branch.votes import Vote
from storage.overview import near_events, open_things
from storage.tables import Outbox

T = TypeVar("T")
Numbered = TypeVar("Numbered", Item, Event)
NUMBER = re.compile("[1-9][0-9]{0,8}")
BACK, AHEAD = timedelta(days=45), timedelta(days=60)


def remembered(s: Session, key: tuple[Any, ...], find: Callable[[], T]) -> T:
    """What was found under this key before, else find it now. The key holds the version it is true for."""
    pen, memory = s.info.get("pen"), s.info["memory"]
    if pen and (pen.roster_lines or (pen.open_lines and key[0] == "context")):
        return find()  # this work changed it, and its version is not counted yet
    if key not in memory:
        memory[key] = find()
    found: T = memory[key]
    return found


def roster(s: Session, branch: Branch, day: date) -> Roster:
    """The people who belong to the branch on a day."""
    return remembered(
        s, ("roster", branch.id, branch.roster_version, day), lambda: _roster(s, branch.id, day)
    )


def _roster(s: Session, branch: str, day: date) -> Roster:
    then = or_(col(Membership.until).is_(None), col(Membership.until) >= day)
    rows = s.exec(
        select(Person, Membership)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(Person.branch == branch, Membership.since <= day, then)
        .order_by(col(Person.id), col(Membership.since))
    )
    return Roster({p.id: _member(p, m) for p, m in rows}.values())


def _member(p: Person, m: Membership) -> Member:
    who = (p.id or 0, p.name, tuple(p.aliases), p.post, m.group)
    return Member(*who, m.standing, frozenset(m.roles), m.project, m.here)


def accounts(s: Session, branch: Branch, platform: str) -> dict[int, str]:
    """Person id -> account, for everybody bound on a platform."""

    def find() -> dict[int, str]:
        bound = select(Account).where(Account.branch == branch.id, Account.platform == platform)
        return {a.person_id: a.account for a in s.exec(bound) if a.person_id is not None}

    return remembered(s, ("accounts", branch.id, branch.roster_version, platform), find)


def chats(s: Session, branch: Branch, platform: str, purpose: str = "branch") -> list[str]:
    """The open group chats of a branch that serve a purpose."""
    there = select(col(Chat.chat)).where(Chat.branch == branch.id, Chat.platform == platform)
    return list(
        s.exec(there.where(Chat.purpose == purpose, col(Chat.open).is_(True)).order_by(col(Chat.chat)))
    )


def owners(s: Session, items: Iterable[Item]) -> dict[int, list[int]]:
    """Item id -> person ids of its owners."""
    items = list(items)
    found: dict[int, list[int]] = {item.id: [] for item in items if item.id is not None}
    here = select(Holder).where(col(Holder.branch).in_({item.branch for item in items}))
    held = here.where(col(Holder.item_id).in_(found), col(Holder.owner).is_(True))
    for holder in s.exec(held.order_by(col(Holder.id))):
        found[holder.item_id].append(holder.person_id)
    return found


def open_items(s: Session, branch: str, prefix: str = "T") -> list[Item]:
    """The items of a kind that still live, by due day; those without one last."""
    live = select(Item).where(Item.branch == branch, Item.prefix == prefix, col(Item.state).in_(LIVE))
    return sorted(s.exec(live), key=lambda i: (i.due or date.max, i.number))


def item(s: Session, branch: str, ref: str) -> Item | None:
    """The item that people call by this id (T12, H3)."""
    return _called(s, Item, branch, ref)


def event(s: Session, branch: str, ref: str) -> Event | None:
    """The event that people call by this id (M5, S2)."""
    return _called(s, Event, branch, ref)


def _called(s: Session, kind: type[Numbered], branch: str, ref: str) -> Numbered | None:
    if not NUMBER.fullmatch(ref[1:]):  # 0, ² and numbers no database holds are nobody's
        return None
    named: dict[str, Any] = {"branch": branch, "prefix": ref[:1], "number": int(ref[1:])}
    found: Numbered | None = s.exec(_by_number(kind), params=named).first()
    return found


@cache  # asked with every message: building the question cost more than asking it
def _by_number(kind: type[Item] | type[Event]) -> Any:
    named = ("branch", "prefix", "number")
    return select(kind).where(*(getattr(kind, name) == bindparam(name) for name in named))


def events(s: Session, branch: str, since: date, until: date, prefix: str = "M") -> list[Event]:
    """The events whose day lies between two days (both included) and that were not cancelled."""
    near = select(Event).where(Event.branch == branch, Event.prefix == prefix)
    within = near.where(col(Event.day) >= since, col(Event.day) <= until)
    held = within.where(Event.state != EventState.CANCELLED)
    return list(s.exec(held.order_by(col(Event.day), col(Event.starts_at), col(Event.id))))


def undated(s: Session, branch: str, prefix: str = "M") -> list[Event]:
    """The events that wait for a day: put off, or posted without a deadline."""
    waiting = select(Event).where(Event.branch == branch, Event.prefix == prefix, col(Event.day).is_(None))
    return list(s.exec(waiting.where(Event.state == EventState.PLANNED).order_by(col(Event.id))))


def roll(s: Session, event: Event) -> dict[int, Attendance]:
    """The roll of an event: person id -> line."""
    here = select(Attendance).where(Attendance.branch == event.branch, Attendance.event_id == event.id)
    return {line.person_id: line for line in s.exec(here.order_by(col(Attendance.id)))}


def votes(s: Session, event: Event) -> list[Vote]:
    """What was voted on at an event, in the order noted."""
    here = select(Vote).where(Vote.branch == event.branch, Vote.event_id == event.id)
    return list(s.exec(here.order_by(col(Vote.id))))


def context(s: Session, branch: Branch, sender: Member, sent_at: datetime) -> Context:
    """What the language may know when somebody speaks; addressed, about, mentioned are the caller's."""
    day = sent_at.astimezone(CHINA).date()
    key = ("context", branch.id, branch.version, branch.roster_version, day)
    known = remembered(s, key, lambda: _context(s, branch, day))
    return Context(sent_at.astimezone(CHINA), sender.name, False, *known)


def _context(s: Session, branch: Branch, day: date) -> tuple[Any, ...]:
    people = roster(s, branch, day)
    speech = remembered(
        s, ("speech", branch.id, branch.roster_version, day), lambda: tuple(_somebody(m) for m in people)
    )
    tasks, hazards = open_things(s, branch.id, {m.id: m.name for m in people})
    meetings, studies = near_events(s, branch.id, day - BACK, day + AHEAD)
    return speech, tasks, meetings, studies, hazards


def _somebody(m: Member) -> Somebody:
    return Somebody(m.name, m.duty, m.aliases, m.group, m.post)


def about(s: Session, branch: str, platform: str, platform_id: str) -> str:
    """Which record a card of ours speaks of, by the platform's id of the message that showed it."""
    there = select(col(Outbox.card)).where(Outbox.branch == branch, Outbox.platform == platform)
    shown = there.where(Outbox.platform_id == platform_id).order_by(col(Outbox.id).desc())
    card = s.exec(shown).first()
    return str(card.get("about", "")) if card else ""
