"""Looking at meetings and rolls of a house from a test, and calling one together."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from branch.calendar import CHINA
from branch.events import Attendance, Event, Presence
from branch.people import Person
from branch.updates import MeetingPlan
from storage import finding
from storage.tables import Timer
from tests.paper import PaperHouse
from tests.people import BRANCH


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    """A moment of November 2026 in China."""
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


FRIDAY = at(27, 15)


async def called(house: PaperHouse, *, private: bool = False, **how: Any) -> list[str]:
    """M1 党课「党的纪律」 on Friday 27 November 2026 at 15:00, called by the secretary."""
    slots: dict[str, Any] = {"kind": "党课", "title": "党的纪律", "start": FRIDAY, "place": "会议室"} | how
    return await house.means("陈敏", MeetingPlan(**slots), private=private)


def event(house: PaperHouse, ref: str = "M1") -> Event:
    """The event as it is in the books now."""

    def find(s: Session) -> Event:
        found = finding.event(s, BRANCH, ref)
        assert found is not None, f"{ref} is not in the books"
        return found

    found: Event = house.look(find)
    return found


def events(house: PaperHouse) -> list[str]:
    """The numbers of all events."""
    found: list[str] = house.look(lambda s: [e.ref() for e in s.exec(select(Event).order_by(col(Event.id)))])
    return found


def lines(house: PaperHouse, ref: str = "M1") -> dict[str, Attendance]:
    """A roll: name -> line."""

    def find(s: Session) -> dict[str, Attendance]:
        there = finding.event(s, BRANCH, ref)
        assert there is not None
        return {s.get_one(Person, id).name: line for id, line in finding.roll(s, there).items()}

    found: dict[str, Attendance] = house.look(find)
    return found


def those(house: PaperHouse, presence: Presence, ref: str = "M1") -> set[str]:
    """The names of those in one state."""
    return {name for name, line in lines(house, ref).items() if line.presence is presence}


def alarms(house: PaperHouse, key: str = "M1") -> dict[str, datetime]:
    """The timers that wait for a thing: what -> when, in China time."""

    def find(s: Session) -> dict[str, datetime]:
        rows = s.exec(select(Timer).where(Timer.key == key, col(Timer.done_at).is_(None)))
        return {row.what: row.at.astimezone(CHINA) for row in rows}

    found: dict[str, datetime] = house.look(find)
    return found
