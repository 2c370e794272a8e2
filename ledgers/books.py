"""What every ledger needs from the books: the branch, a span of days, and everybody's name."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session, col, select

from branch.events import Attendance, Event
from branch.items import Holder
from branch.people import Branch, Person, Roster
from branch.rolls import Tally, tally
from storage import evidence, finding
from storage.tables import Evidence


@dataclass
class Books:
    """The books of one branch between two days (both included), as of the day the ledger was ordered."""

    session: Session
    branch: Branch
    first: date
    last: date
    on: date

    @cached_property
    def names(self) -> dict[int, str]:
        """Person id -> name, also of those who have left."""
        people = select(Person).where(Person.branch == self.branch.id)
        return {p.id: p.name for p in self.session.exec(people) if p.id is not None}

    def name(self, id: int | None) -> str:
        """A person's name, or ""."""
        return self.names.get(id, "") if id is not None else ""

    def events(self, prefix: str) -> list[Event]:
        """The events of the span."""
        return finding.events(self.session, self.branch.id, self.first, self.last, prefix)

    def roster(self, day: date | None) -> Roster:
        """The people of the branch on that day."""
        return finding.roster(self.session, self.branch, day or self.on)

    def roll(self, event: Event) -> dict[int, Attendance]:
        """The roll of an event."""
        return finding.roll(self.session, event)

    def tally(self, event: Event) -> Tally:
        """The roll of an event, counted against the roster of its day."""
        return tally(event, self.roster(event.day), self.roll(event))

    def files(self, ref: str) -> list[str]:
        """The photos and files of a record: by their names, or as they are called in the files' folder."""
        return [_file(one) for one in evidence.of_record(self.session, self.branch.id, ref)]

    def organiser(self, event: Event) -> str:
        """Who wrote the event down."""
        return self.name(event.made_by)


def _file(one: Evidence) -> str:
    if not one.sha256:
        return f"{one.name or '照片'}（没有存下来）" if one.done_at else f"{one.name or '照片'}（正在取）"
    return one.name or f"照片 {one.sha256[:12]}.{one.sort}"


def held(s: Session, item_ids: list[int]) -> dict[int, list[tuple[int, bool]]]:
    """Item id -> (person id, whether owner) of everybody with a part in it."""
    found: dict[int, list[tuple[int, bool]]] = {id: [] for id in item_ids}
    parts = select(Holder).where(col(Holder.item_id).in_(item_ids)).order_by(col(Holder.id))
    for part in s.exec(parts):
        found[part.item_id].append((part.person_id, part.owner))
    return found
