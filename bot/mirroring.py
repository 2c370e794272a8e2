"""What a calendar beside the books should show: compared with what it was last made to show."""

from datetime import date, timedelta
from hashlib import sha256

from sqlmodel import Session, col, select

from bot.platform import Entry, Meeting
from branch.events import Event, EventState
from branch.people import Branch
from branch.rolls import called, due_at
from storage import finding
from storage.tables import Mirrored

AHEAD = timedelta(days=60)


def agenda(s: Session, platform: str, today: date) -> list[Entry]:
    """The meetings planned from today on, and the entries whose meeting is cancelled, undated or undone.

    Meetings gone by stay in the calendar as they are.
    """
    near = select(Event).where(Event.prefix == "M", Event.state == EventState.PLANNED)
    within = near.where(col(Event.day) >= today, col(Event.day) <= today + AHEAD)
    planned = list(s.exec(within.order_by(col(Event.day), col(Event.id))))
    rows = {row.event_id: row for row in s.exec(select(Mirrored).where(Mirrored.platform == platform))}
    there = [row for row in rows.values() if row.there]
    return [
        *(_entry(row, None) for row in there if not _takes_place(s.get(Event, row.event_id))),
        *(_entry(rows.get(e.id or 0) or _new(platform, e), _meeting(s, platform, e)) for e in planned),
    ]


def entered(s: Session, platform: str, id: int, there: str, shown: str) -> None:
    """Note what the calendar shows of a meeting now."""
    row = s.get(Mirrored, (platform, id)) or Mirrored(platform=platform, event_id=id)
    row.round += bool(row.there and not there)
    row.there, row.shown = there, shown
    s.add(row)


def _takes_place(event: Event | None) -> bool:
    return event is not None and event.day is not None and event.state is not EventState.CANCELLED


def _new(platform: str, event: Event) -> Mirrored:
    return Mirrored(platform=platform, event_id=event.id or 0)


def _entry(row: Mirrored, meeting: Meeting | None) -> Entry:
    once = sha256(f"{row.platform} {row.event_id} {row.round}".encode()).hexdigest()
    return Entry(row.event_id, once, row.there, row.shown, meeting)


def _meeting(s: Session, platform: str, event: Event) -> Meeting:
    branch = s.get(Branch, event.branch)
    assert branch is not None and event.day is not None and event.start is not None
    bound = finding.accounts(s, branch, platform)
    due = due_at(event, finding.roster(s, branch, event.day))
    accounts = tuple(sorted(bound[m.id] for m in due if m.id in bound))
    return Meeting(called(event), event.start, event.ends_at, event.place, accounts)
