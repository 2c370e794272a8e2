"""学时: what a member was credited with in a year, from the confirmed rolls of events that count for hours.

Nothing else counts: no reading, no time on line, and no make-up, of which the rules do not speak.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from branch import kinds
from branch.events import Attendance, Event, EventState, Presence
from branch.people import COMMITTEE, Member
from branch.rules import StudyHours


def of_event(event: Event, rule: StudyHours) -> float | None:
    """The hours of an event: as said, else from its beginning and end; None if neither is known."""
    if event.hours is not None:
        return event.hours
    if event.starts_at is None or event.ends_at is None:
        return None
    lasted = (event.ends_at - event.starts_at).total_seconds() / 3600
    return min(round(lasted * rule.per_hour, 1), rule.most_a_day)


@dataclass
class Credit:
    """A member's year: the events that counted with their hours, and those that could not be counted."""

    needed: float
    counted: list[tuple[Event, float]] = field(default_factory=list)
    untold: list[Event] = field(default_factory=list)
    """He was there; how many hours it was, nobody said."""
    unconfirmed: list[Event] = field(default_factory=list)
    made_up: list[Event] = field(default_factory=list)

    @property
    def total(self) -> float:
        return sum(hours for _, hours in self.counted)

    @property
    def short(self) -> float:
        """How much is still wanting; 0 if it is enough."""
        return max(self.needed - self.total, 0)


def credit(
    member: Member, held: Iterable[tuple[Event, Mapping[int, Attendance]]], rule: StudyHours
) -> Credit:
    """Count a member's hours over events with their rolls."""
    found = Credit(needed=rule.committee if member.holds(COMMITTEE) else rule.member)
    for event, roll in held:
        line = roll.get(member.id)
        if not kinds.event(event.kind).hours or line is None:
            continue
        if line.presence is not Presence.PRESENT:
            found.made_up += [event] if line.made_up_on else []
        elif event.state is not EventState.RECORD:
            found.unconfirmed.append(event)
        elif (hours := of_event(event, rule)) is None:
            found.untold.append(event)
        else:
            found.counted.append((event, hours))
    return found
