"""Shape 1 · Event: something with a time and a roll (三会一课, 主题党日, 警示教育, a study material …).

    planned ──held──> draft ──confirmed──> record
       └──cancelled

A roll begins to fill while the event is planned; the first report of who was there makes it a draft, and
only the recorder's or the secretary's word makes the draft a record (支部工作条例: 如实记录).
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from branch.calendar import CHINA
from branch.people import SECRETARIES, Member
from branch.records import Record, moment, word
from branch.refusal import Refusal


class EventState(StrEnum):
    PLANNED = "planned"
    DRAFT = "draft"
    RECORD = "record"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    """What the roll says of a person."""

    PRESENT = "实到"
    LEAVE = "请假"
    ABSENT = "缺席"
    DONE = "已学"


class Event(Record, table=True):
    """A meeting, an activity, or a study material (whose day is its deadline)."""

    __table_args__ = (UniqueConstraint("branch", "prefix", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    prefix: str = "M"
    number: int
    kind: str
    title: str = ""
    day: date | None = Field(default=None, index=True)
    starts_at: datetime | None = moment(default=None)
    ends_at: datetime | None = moment(default=None)
    place: str = ""
    audience: str = ""
    body: str = "支部"
    """Who is due: 支部, 支委会 or the name of a 党小组."""
    lecturer: str = ""
    chair: str = ""
    recorder: str = ""
    hours: float | None = None
    """学时, as they were said."""
    url: str = ""
    minutes: str = ""
    state: EventState = word(EventState, default=EventState.PLANNED)
    counts_for_year: int = 0
    made_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = moment()
    late_entry: bool = False
    """补录: written down after the day it speaks of."""

    def ref(self) -> str:
        return f"{self.prefix}{self.number}"

    @property
    def name(self) -> str:
        """What people call it: 党课「党的纪律」."""
        return f"{self.kind}「{self.title}」" if self.title else self.kind

    @property
    def start(self) -> date | datetime | None:
        """The moment it begins if a clock time is known, else the day."""
        return self.starts_at.astimezone(CHINA) if self.starts_at else self.day

    def confirm(self, by: Member) -> None:
        """Make the draft a record."""
        if self.state is EventState.CANCELLED:
            raise Refusal(f"{self.name}已经取消，没有可确认的记录。")
        if not self.may_confirm(by):
            raise Refusal(f"{self.name}的记录请由书记或记录人确认。")
        self.state = EventState.RECORD

    def may_confirm(self, member: Member) -> bool:
        """Whether his word makes the draft a record: the secretary's or the recorder's."""
        return member.holds(SECRETARIES) or member.id == self.made_by

    def cancel(self) -> None:
        """It will not take place. What is already recorded stays."""
        if self.state is EventState.RECORD:
            raise Refusal(f"{self.name}已经开过并确认，不能取消；记错了请说“撤销”。")
        if self.state is EventState.CANCELLED:
            raise Refusal(f"{self.name}早已取消。")
        self.state = EventState.CANCELLED


class Attendance(Record, table=True):
    """One line of a roll."""

    __table_args__ = (UniqueConstraint("event_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    presence: Presence = word(Presence)
    mode: str = ""
    late: bool = False
    reason: str = ""
    """For the secretary and the person only; reasons of health are kept as 因病."""
    substitute_id: int | None = Field(default=None, foreign_key="person.id")
    made_up_on: date | None = None
    noted_by: int | None = Field(default=None, foreign_key="person.id")
    noted_at: datetime = moment()
