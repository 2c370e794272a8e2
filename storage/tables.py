"""The queues, the occurrences, the journal: whatever must happen later is a row with a due time."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from branch.records import moment


class Due(SQLModel):
    """A row that must happen later. `marks` are the columns that say how it went.

    A lane is served in order of (`order_at`, `id`): what comes first is done, or given up, before the next.
    """

    marks: ClassVar[set[str]] = {"due_at", "attempts", "done_at", "error"}
    id: int | None = Field(default=None, primary_key=True)
    branch: str = ""
    lane: str
    order_at: datetime = moment()
    due_at: datetime = moment()
    attempts: int = 0
    done_at: datetime | None = moment(default=None)
    error: str | None = None


def waiting(queue: str) -> tuple[Index, ...]:
    """Indexes over what is still to do: they stay small while the table grows."""
    todo = text("done_at IS NULL")
    return (
        Index(f"{queue}_due", "due_at", "id", sqlite_where=todo, postgresql_where=todo),
        Index(f"{queue}_lane", "lane", "order_at", "id", sqlite_where=todo, postgresql_where=todo),
        Index(f"{queue}_done", "done_at"),
    )


# ids are never given out twice: the journal speaks of a message long after its row was cleared away
NEVER_AGAIN = {"sqlite_autoincrement": True}


class Inbox(Due, table=True):
    """A message as the platform delivered it. `branch` is known once it is attended to."""

    __table_args__ = (UniqueConstraint("platform", "message_id"), *waiting("inbox"), NEVER_AGAIN)
    marks: ClassVar[set[str]] = Due.marks | {"branch", "outcome"}
    platform: str
    message_id: str
    chat: str
    account: str
    text: str
    sent_at: datetime = moment()
    message: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """The whole Message as JSON."""
    outcome: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    """The card that answered it, if any."""


class Outbox(Due, table=True):
    """A card on its way. `once` is its fixed dedupe key; `fate` how it ended."""

    __table_args__ = (
        UniqueConstraint("once"),
        *waiting("outbox"),
        Index("outbox_subject", "address", "subject"),
        Index("outbox_platform_id", "platform_id"),
        Index("outbox_cause", "cause"),
        Index("outbox_branch", "branch", "order_at"),
        NEVER_AGAIN,
    )
    marks: ClassVar[set[str]] = Due.marks | {"unsure_since", "fate", "platform_id"}
    platform: str
    address: str
    private: bool = False
    card: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    once: str
    accounts: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Mentioned names -> platform accounts, as bound when the card was written."""
    reply_to: str = ""
    subject: str = ""
    """What the card shows the present state of: a later card of the same subject may replace it in place."""
    answers_press: bool = False
    urgent: bool = False
    cause: int | None = None
    """The inbox row that caused it."""
    unsure_since: datetime | None = moment(default=None)
    """When it was first tried without our knowing whether it arrived; None once we know."""
    fate: str = ""
    """sent, refused, given up, uncertain, superseded; "" while it waits."""
    platform_id: str = ""


class Timer(Due, table=True):
    """Something a branch wants done at a time. `at` is the moment meant; `due_at` may be later.

    `rule` is cron ("cron:0 9 * * mon"), recurrence ("rrule:FREQ=WEEKLY;BYDAY=FR") or "" for once.
    `late` says what to do with a moment missed by more than `grace` seconds: send, merge or skip.
    """

    __table_args__ = (UniqueConstraint("branch", "what", "key"), *waiting("timer"), NEVER_AGAIN)
    journaled: ClassVar[bool] = True
    marks: ClassVar[set[str]] = Due.marks | {"at", "first"}
    what: str
    key: str = ""
    rule: str = ""
    at: datetime = moment()
    first: datetime | None = moment(default=None)
    """The first moment of a recurrence: its phase (every other week) and count are reckoned from it."""
    late: str = "send"
    grace: int = 0
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))

    def ref(self) -> str:
        return "提醒"


class Evidence(Due, table=True):
    """A photo or file that came with a message. Due: it must still be fetched from the platform.

    Nothing is fetched that belongs to nothing: with `about` "" a row is born done, and a record that takes
    it (T12, H3, S2, M5) makes it due. A fetched file lies under its `sha256`; `error` says why it does not.
    """

    __table_args__ = (
        UniqueConstraint("platform", "key"),
        *waiting("evidence"),
        Index("evidence_about", "branch", "about"),
        Index("evidence_by_person", "branch", "person_id", "at"),
        NEVER_AGAIN,
    )
    journaled: ClassVar[bool] = True
    marks: ClassVar[set[str]] = Due.marks | {"sha256", "size", "sort"}
    about: str = ""
    platform: str
    key: str
    """The platform's handle."""
    name: str = ""
    kind: str = "file"
    """image or file, as the platform said."""
    chat: str
    cause: int
    """The inbox row it came with."""
    person_id: int
    at: datetime = moment()
    """When it was sent."""
    sha256: str = ""
    size: int = 0
    sort: str = ""
    """What its first bytes say it is: jpg, pdf …; "" until it is fetched."""

    def ref(self) -> str:
        return self.about


class Fired(SQLModel, table=True):
    """One occurrence of one timer. Its key is the promise that it happens once, whoever fires it."""

    branch: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    at: datetime = moment(primary_key=True)
    how: str = "on time"
    """on time, late, merged, skipped, failed."""
    noted_at: datetime = moment()


class Journal(SQLModel, table=True):
    """One change of one record: by whom, because of which message, from what to what."""

    __table_args__ = (
        Index("journal_by_cause", "cause"),
        Index("journal_by_ref", "branch", "ref"),
        Index("journal_by_person", "branch", "person_id"),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(index=True)
    cause: int | None = None
    """The inbox row that caused it; None for what a timer or the roster import did."""
    person_id: int | None = None
    at: datetime = moment()
    record: str
    record_id: int
    ref: str = ""
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    undoes: int | None = None
    """The cause that this change took back."""
    undone: bool = False


class Mirrored(SQLModel, table=True):
    """An event as it was last put into a platform's calendar. The row stays when the entry is taken away."""

    platform: str = Field(primary_key=True)
    event_id: int = Field(primary_key=True)
    """Not a foreign key: an event that is undone is gone, and its entry must still be taken away."""
    there: str = ""
    """The platform's id of the entry; "" if there is none now."""
    shown: str = ""
    round: int = 0
    """How often it was taken away: put in again, it must not be taken for the one that was deleted."""


class Spent(SQLModel, table=True):
    """Calls to a platform in a month, of all replicas together."""

    platform: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    calls: int = 0


class Pace(SQLModel, table=True):
    """When the next call may go through a narrow place that all replicas share, in seconds since 1970."""

    platform: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    free_at: float = 0.0
