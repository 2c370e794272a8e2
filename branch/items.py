"""Shape 2 · Item: something with an owner, a due day and an accepter (任务, 整改, 隐患 …).

    open ──reported done──> reported ──accepted (销号)──> closed
     │  <──sent back──────────┘
     └──cancelled

The owner reports, somebody else accepts: nobody closes his own item unless the branch allows it.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from branch.people import COMMITTEE, Member
from branch.records import Record, moment, word
from branch.refusal import Refusal


class ItemState(StrEnum):
    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"
    CANCELLED = "cancelled"


LIVE = (ItemState.OPEN, ItemState.REPORTED)


class Item(Record, table=True):
    """A task, or a hazard. `due` is a day; `due_at` besides it when a clock time was given."""

    __table_args__ = (UniqueConstraint("branch", "prefix", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    prefix: str = "T"
    number: int
    kind: str = "任务"
    title: str
    place: str = ""
    source: str = ""
    parent_id: int | None = Field(default=None, foreign_key="item.id")
    due: date | None = Field(default=None, index=True)
    due_at: datetime | None = moment(default=None)
    state: ItemState = word(ItemState, default=ItemState.OPEN, index=True)
    priority: str = ""
    percent: int | None = None
    note: str = ""
    blocker: str = ""
    expected: date | None = None
    accepter_id: int | None = Field(default=None, foreign_key="person.id")
    made_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = moment()
    reported_at: datetime | None = moment(default=None)
    closed_at: datetime | None = moment(default=None)
    paused_until: date | None = None
    """The reason for being late is known: no nudge before this day."""

    def ref(self) -> str:
        return f"{self.prefix}{self.number}"

    def late_days(self, on: date) -> int:
        """How many days past its due day an open item is; 0 if it is not."""
        if self.state is not ItemState.OPEN or self.due is None:
            return 0
        return max(0, (on - self.due).days)

    def report_done(self, now: datetime) -> None:
        """Somebody says that it is finished; the accepter still has to agree."""
        self._must_live()
        if self.state is ItemState.REPORTED:
            raise Refusal(f"{self.ref()}「{self.title}」已经报过完成，正等销号。")
        self.state, self.reported_at, self.percent, self.blocker = ItemState.REPORTED, now, 100, ""

    def accept(self, by: Member, owners: frozenset[int], now: datetime, own: bool) -> None:
        """销号. `own`: whether the branch lets an owner close his own item."""
        self._must_live()
        if self.state is ItemState.OPEN and not by.holds(COMMITTEE) and by.id != self.accepter_id:
            raise Refusal(f"{self.ref()}「{self.title}」还没有报完成。")
        if owners == {by.id} and not own:
            raise Refusal(f"{self.ref()}「{self.title}」是您自己负责的，请另一位支委或验收人销号。")
        self.state, self.closed_at = ItemState.CLOSED, now

    def send_back(self, reason: str) -> None:
        """The accepter does not agree."""
        self._must_live()
        self.state, self.reported_at, self.note = ItemState.OPEN, None, reason or self.note
        self.percent = None if self.percent == 100 else self.percent

    def cancel(self) -> None:
        """No longer to be done."""
        self._must_live()
        self.state = ItemState.CANCELLED

    def _must_live(self) -> None:
        if self.state is ItemState.CLOSED:
            raise Refusal(f"{self.ref()}「{self.title}」已经销号，无需再报。")
        if self.state is ItemState.CANCELLED:
            raise Refusal(f"{self.ref()}「{self.title}」已经取消。")


class Holder(Record, table=True):
    """Who has a part in an item: an owner (责任人) or a helper (配合)."""

    __table_args__ = (UniqueConstraint("item_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    owner: bool = True


class Remark(Record, table=True):
    """One statement on an item: progress, a reason, a push. The item's history in people's words."""

    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = moment()
    what: str
    text: str = ""
    percent: int | None = None
