"""The border with a chat platform: what it delivers, what it is asked to send, and how a send can fail."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, Protocol, runtime_checkable

from branch.cards import Card

Happening = Literal[
    "said",  # a person wrote something
    "pressed",  # a person pressed a button or submitted a form
    "recalled",  # a person took a message back; data: {"message": platform message id}
    "edited",  # a person changed a message; data: {"message": platform message id}
    "bot_added",  # the bot joined a group; data: {"name": group name}
    "bot_removed",  # the bot left a group, or the group was dissolved
    "joined",  # people joined a group; data: {"people": [{"account", "name"}]}
    "left",  # people left a group; data: {"people": [{"account", "name"}]}
    "entered",  # a person opened the private chat with the bot
    # the platform tells who is in a group; data: {"people": [{"account", "name"}]}, and with "person" the
    # roster name of whom the account's mobile number is (see Books)
    "roll",
    "gap",  # the platform tells that we were deaf; data: {"since", "until"} (ISO moments)
]


@dataclass(frozen=True)
class Mentioned:
    """Somebody the platform's own @ named. `account` is empty for @all, whose name is 所有人."""

    account: str
    name: str


@dataclass(frozen=True)
class Attached:
    """A file or picture that came with a message, still on the platform: `key` is the platform's handle."""

    key: str
    name: str
    kind: Literal["image", "file"] = "file"


@dataclass(frozen=True)
class Kept:
    """A fetched file. `path` is relative to the files' folder, `kind` what its first bytes say it is."""

    path: str
    sha256: str
    kind: str
    size: int


@dataclass(frozen=True)
class Press:
    """A press of a button. Only ids the server knows: which card (its once key) and which button on it."""

    card: str
    button: int
    form: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """Something a platform delivered. `id` is the platform's own and decides whether we saw it before.

    `text` has the bot's own mention stripped and every other @ replaced by "@name". `sent_at` is aware.
    `reply_to` is the platform message id being replied to.
    """

    platform: str
    id: str
    chat: str
    account: str
    text: str
    sent_at: datetime
    happening: Happening = "said"
    private: bool = False
    addressed: bool = False
    name: str = ""
    """The sender's name on the platform, if it came with the message."""
    reply_to: str = ""
    mentions: tuple[Mentioned, ...] = ()
    files: tuple[Attached, ...] = ()
    press: Press | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Parcel:
    """One card on its way out.

    `address` is a chat, or with `private` a person's account. `once` is the fixed dedupe key of this send
    (at most 50 characters). `reply_to` is the platform message answered. `replaces` is the platform id of
    an earlier card to be edited in place; a platform that cannot edit sends afresh. `answers_press` marks
    the direct answer to a button press, which a platform may show as a toast instead.
    `accounts` maps the card's mentioned names to platform accounts.
    """

    address: str
    private: bool
    card: Card
    once: str
    reply_to: str = ""
    replaces: str = ""
    answers_press: bool = False
    urgent: bool = False
    accounts: dict[str, str] = field(default_factory=dict)
    file: bytes | None = None
    """The finished file of card.file."""


class SendFailed(Exception):
    """Worth another try later; `after` says how long the platform asks us to wait."""

    def __init__(self, why: str, *, after: timedelta | None = None) -> None:
        super().__init__(why)
        self.after = after


class AnswerLost(SendFailed):
    """Sent, but the answer never came: it may have arrived. Repeat only within the dedupe window."""


class Undeliverable(SendFailed):
    """Never worth another try: the group is gone, the account is disabled, the card is refused."""


Receive = Callable[[Message], Awaitable[None]]
"""Returns once the message is stored durably; only then may the platform forget it. Raises if it cannot."""

Outcome = Callable[[str], Awaitable[Card | None]]
"""Given a message id, waits until that message is handled and says what was answered (None if nothing)."""


class Platform(Protocol):
    """A chat platform. `window`: for how long it drops a repeated `once` key (zero: it does not)."""

    name: str
    window: timedelta

    async def listen(self, receive: Receive, outcome: Outcome) -> None:
        """Hear until cancelled."""

    async def send(self, parcel: Parcel) -> str:
        """Deliver a card and return the platform's message id ("" if it has none).

        Raises:
            AnswerLost, Undeliverable, SendFailed.
        """

    async def close(self) -> None:
        """Stop cleanly: what is in flight is finished first."""


@runtime_checkable
class Fetching(Protocol):
    """A platform that hands out the files that came with messages; one that has none needs no `fetch`."""

    async def fetch(self, file: Attached) -> Kept:
        """Fetch a file into the files' folder; the same file again is the same Kept.

        Raises:
            Undeliverable: too large, or no longer there. SendFailed: try later.
        """


@dataclass(frozen=True)
class Meeting:
    """A meeting as a calendar shows it. Without a clock time `starts` is a day; `accounts` are those due."""

    title: str
    starts: date | datetime
    ends: datetime | None = None
    place: str = ""
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """What a calendar should show, and what it does.

    `once` is the dedupe key of putting it in (64 characters). `there` is the platform's id of the entry ("":
    none yet), `shown` the platform's own note of what it was last made to show. Without a `meeting` it is to
    be taken away.
    """

    id: int
    once: str
    there: str = ""
    shown: str = ""
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Narrow:
    """A place all replicas pass one by one: a call `every` so many seconds, `burst` of them at once."""

    name: str
    every: float
    burst: int = 1


class Books(Protocol):
    """What the house lets a platform look up in its books."""

    def moment(self) -> datetime:
        """The house's own time, for a platform that does not tell its own."""

    async def mobiles(self, chat: str) -> dict[str, str]:
        """Mobile -> roster name, of those whose account on this platform is still unknown.

        Of the branch that a chat belongs to. The numbers are for looking accounts up, and go nowhere else.

        Raises StorageTrouble.
        """

    async def agenda(self) -> list[Entry]:
        """The planned meetings of the next sixty days, and the entries of those that will not take place.

        Raises StorageTrouble.
        """

    async def entered(self, id: int, there: str, shown: str) -> None:
        """Note what the calendar shows of a meeting now; `there` "": nothing any more.

        Raises StorageTrouble.
        """

    async def turn(self, places: tuple[Narrow, ...], patience: float) -> float | None:
        """Take the next place in the queues that all replicas share; return the seconds until it comes.

        None, and no place is taken, if that were later than `patience` seconds. One process by itself need
        not queue. Raises StorageTrouble.
        """

    async def spent(self, month: str, calls: int) -> int:
        """Add calls to a month's count; return what all replicas have spent together.

        Raises StorageTrouble.
        """


@runtime_checkable
class Consulting(Protocol):
    """A platform that looks things up in the house's books; one that does not needs no `consult`."""

    def consult(self, books: Books) -> None:
        """Remember where to look things up; called once, before `listen`."""
