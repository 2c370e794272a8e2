"""Keeping a roll: who is meant, what is written of them, how it counts, and who may read what."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from branch.audience import Gathering
from branch.events import Attendance, Event, EventState, Presence
from branch.kinds import EventKind
from branch.people import OFFICERS, SECRETARIES, Member, Roster
from branch.refusal import Refusal
from branch.rolls import Tally, called, due_at, tally
from branch.updates import Update
from handlers.kit import Turn, UnitOfWork
from storage import finding

MOST_LETTERS = 120
REACH = 45
"""How many days ahead a meeting may lie that somebody is on leave from."""
BEFORE = timedelta(minutes=60)
"""From when on somebody who signs in is there, and does not merely announce himself."""


def new_event(turn: Turn, kind: EventKind, day: date | None, **more: Any) -> Event:
    """Write a new event down, with the next number of its letter; a day gone by makes it a 补录."""
    clipped: dict[str, Any] = {
        name: one[:MOST_LETTERS] if isinstance(one, str) else one for name, one in more.items()
    }
    event = Event(
        branch=turn.branch.id,
        prefix=kind.prefix,
        number=turn.number(kind.prefix),
        kind=kind.name,
        day=day,
        counts_for_year=(day or turn.today).year,
        made_by=turn.speaker.id,
        made_at=turn.now,
        late_entry=day is not None and day < turn.spoken_on,
        **clipped,
    )
    turn.session.add(event)
    turn.session.flush()
    return event


def roster_for(work: UnitOfWork, event: Event) -> Roster:
    """The branch's people on the day of an event."""
    return work.roster_on(event.day or work.today)


def counted(work: UnitOfWork, event: Event) -> Tally:
    """The roll of an event, counted."""
    return tally(event, roster_for(work, event), finding.roll(work.session, event))


def people_of(said: Update, turn: Turn, event: Event) -> tuple[Member, ...]:
    """The people of an update's `people` or `audience`; nobody named: the speaker.

    Raises Refusal for a name that was not on the roster that day, or a group word that it does not fix.
    """
    roster = roster_for(turn, event)
    names: tuple[str, ...] = getattr(said, "people", ())
    group: str = getattr(said, "audience", "")
    if names:
        unknown = [name for name in names if roster.named(name) is None]
        if unknown:
            raise Refusal(f"{'、'.join(unknown)}当天不在名册上，没有登记。")
        return roster.all_named(names)
    return _meant(group, turn, event, roster) if group else (turn.speaker,)


def _meant(group: str, turn: Turn, event: Event, roster: Roster) -> tuple[Member, ...]:
    roll = finding.roll(turn.session, event)
    away = frozenset(id for id, line in roll.items() if line.presence in (Presence.LEAVE, Presence.ABSENT))
    people = Gathering(roster, due_at(event, roster), away, frozenset(roll)).meant(group)
    if people is None or not due_at(event, roster) and not people:
        raise Refusal(f"“{group}”是哪些人，名册上对不出来，没有登记。请直接说姓名。")
    # a group word does not overrule what was said of one person
    return tuple(m for m in people if m.id not in away)


def must_be_open(event: Event, turn: Turn) -> None:
    """Raise Refusal if the meeting is cancelled, or its record confirmed and the speaker no officer."""
    if event.state is EventState.CANCELLED:
        raise Refusal(f"{called(event)}已经取消，没有登记。")
    if event.state is EventState.RECORD and not turn.speaker.holds(OFFICERS):
        raise Refusal(f"{called(event)}的记录已经确认，要改请书记或记录人来说。")


def begun(event: Event, now: datetime, today: date) -> bool:
    """Whether the meeting is on or over, so that who reports in is there."""
    if event.starts_at:
        return now >= event.starts_at - BEFORE
    return event.day is not None and event.day <= today


def meant_by(turn: Turn, event: Event, people: tuple[Member, ...]) -> Event:
    """The meeting that leave is spoken of: if none of them is due at it, the next they are on leave from.

    「海波请假我批了」 names no meeting, and the next one may be another's.
    """
    ids = {m.id for m in people}
    due = {m.id for m in due_at(event, roster_for(turn, event))}
    if not due or ids & due or begun(event, turn.heard.sent_at, turn.spoken_on):
        return event
    day = turn.spoken_on
    coming = finding.events(turn.session, turn.branch.id, day, day + timedelta(days=REACH))
    for other in sorted((e for e in coming if e.state is EventState.PLANNED), key=lambda e: e.day or day):
        roll = finding.roll(turn.session, other)
        if ids <= {id for id, line in roll.items() if line.presence is Presence.LEAVE}:
            return other
    return event


def enter(turn: Turn, event: Event, people: Iterable[Member], line: dict[str, Any]) -> int:
    """Write people on a roll; says how many lines are new or changed."""
    roll, changed = finding.roll(turn.session, event), 0
    by: dict[str, Any] = {"noted_by": turn.speaker.id, "noted_at": turn.now}
    for person in people:
        known = roll.get(person.id)
        if known is None:
            what: dict[str, Any] = {"branch": turn.branch.id, "event_id": event.id, "person_id": person.id}
            turn.session.add(Attendance(**what, **line, **by))
        elif any(getattr(known, name) != value for name, value in line.items()):
            for name, value in (line | by).items():
                setattr(known, name, value)
        else:
            continue
        changed += 1
    turn.session.flush()
    return changed


def sees_names(turn: Turn, event: Event) -> bool:
    """Whether this answer may name who is away: in private, to the officers and to who keeps this roll."""
    return turn.heard.private and (turn.speaker.holds(OFFICERS) or turn.speaker.id == event.made_by)


def sees_reasons(turn: Turn) -> bool:
    """Whether this answer may give reasons of leave."""
    return turn.heard.private and turn.speaker.holds(SECRETARIES)
