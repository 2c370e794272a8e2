"""What a handler is, and what it may touch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from sqlmodel import Session, SQLModel

from branch.calendar import CHINA
from branch.cards import Card
from branch.people import SECRETARIES, Branch, Member, Roster
from branch.rules import Rules
from branch.updates import Update
from storage import finding
from storage.branches import count_up
from storage.journal import Pen
from storage.tables import Outbox

OUTBOX = SQLModel.metadata.tables[str(Outbox.__tablename__)]
EVERYONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Surroundings:
    """What is the same for every unit of work of one process: the platform's name, the bot's, the rules."""

    platform: str
    bot_name: str = "支部通"
    rules: Rules = Rules()
    operator: str = ""
    """The platform account that hears of crashes; "" if none is configured."""
    retention_days: int = 180
    """How long done messages and cards are kept; the books themselves are kept for good."""


@dataclass
class UnitOfWork:
    """Where work is done: one moment, one transaction, one branch, one outgoing tray."""

    now: datetime
    session: Session
    branch: Branch
    around: Surroundings
    cause: int | None = None
    tray: list[dict[str, Any]] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)
    """Names of people who could not be told because no account of theirs is bound."""

    @property
    def rules(self) -> Rules:
        return self.around.rules

    @property
    def today(self) -> date:
        """The day it is in China."""
        return self.now.astimezone(CHINA).date()

    @property
    def roster(self) -> Roster:
        """The branch's people today."""
        return finding.roster(self.session, self.branch, self.today)

    def roster_on(self, day: date) -> Roster:
        """The branch's people on another day."""
        return finding.roster(self.session, self.branch, day)

    @contextmanager
    def savepoint(self, pen: Pen | None = None) -> Iterator[None]:
        """What is done inside and what is told inside: both, or neither."""
        self.tray.clear()
        self.session.info["pen"] = pen
        try:
            with self.session.begin_nested():
                yield
                self.session.flush()
                self._count(pen)
                self.send_off()
        finally:
            self.session.info["pen"] = None

    def _count(self, pen: Pen | None) -> None:
        """The books changed: whoever remembers an older version must look again."""
        if pen and (pen.open_lines or pen.roster_lines):
            count_up(self.session, self.branch, roster=bool(pen.roster_lines))

    def send_off(self) -> None:
        """Put what is in the tray into the outbox now; savepoint() does so by itself."""
        if self.tray:
            self.session.connection().execute(OUTBOX.insert(), self.tray)
        self.tray.clear()

    def number(self, prefix: str) -> int:
        """The next number under a prefix (T12 -> 13). Safe: the branch's row is ours."""
        n = self.branch.counters.get(prefix, 0) + 1
        self.branch.counters = self.branch.counters | {prefix: n}
        return n

    def tell(self, who: Member, card: Card, *, subject: str = "", urgent: bool = False) -> bool:
        """Tell one person privately. False, and remembered as unreached, if no account of his is bound."""
        account = finding.accounts(self.session, self.branch, self.around.platform).get(who.id)
        if account is None:
            self.unreached.append(who.name)
            return False
        self.send(account, card, private=True, subject=subject, urgent=urgent)
        return True

    def tell_secretary(self, card: Card, *, subject: str = "", urgent: bool = False) -> bool:
        """Tell the 书记 privately; without one, the 副书记."""
        there = self.roster.holding(SECRETARIES)
        return bool(there) and self.tell(there[0], card, subject=subject, urgent=urgent)

    def post(self, card: Card, *, group: str = "", subject: str = "") -> None:
        """Say something in the branch's group chat, or in a 党小组's own chat where there is one."""
        here = finding.chats(self.session, self.branch, self.around.platform, group) if group else []
        for chat in here or finding.chats(self.session, self.branch, self.around.platform):
            self.send(chat, card, subject=subject)

    def send(
        self, address: str, card: Card, *, private: bool = False, subject: str = "", urgent: bool = False
    ) -> None:
        """Put a card in the tray. It leaves if, and only if, this work commits."""
        bound = finding.accounts(self.session, self.branch, self.around.platform) if card.mentions else {}
        people = self.roster.all_named(card.mentions)
        self.tray.append(
            {
                "branch": self.branch.id,
                "platform": self.around.platform,
                "lane": f"{self.around.platform}:{address}",
                "address": address,
                "private": private,
                "order_at": self.now,
                "due_at": self.now,
                "card": card.model_dump(mode="json", exclude_defaults=True),
                "once": uuid4().hex,
                "subject": subject,
                "urgent": urgent,
                "accounts": {p.name: bound[p.id] for p in people if p.id in bound},
                "cause": self.cause,
                "reply_to": "",
                "answers_press": False,
            }
        )


@dataclass
class Heard:
    """How the message that is being answered came: where, when, to whom."""

    id: int
    chat: str
    sent_at: datetime
    private: bool
    addressed: bool
    pressed: bool = False
    reply_to: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True)
class Turn(UnitOfWork):
    """A work with somebody in front of it."""

    speaker: Member
    account: str
    heard: Heard
    said: list[tuple[Card, str]] = field(default_factory=list)

    def reply(self, card: Card, *, subject: str = "") -> None:
        """Answer where it was said. Several answers to one message leave as one card."""
        self.said.append((card, subject))

    def whisper(self, card: Card) -> None:
        """Answer the speaker privately, whatever the chat: what belongs to one person stays with him."""
        if self.heard.private:
            self.reply(card)
        else:
            self.send(self.account, card, private=True)

    @property
    def spoken_on(self) -> date:
        """The day on which the message was said (not handled)."""
        return self.heard.sent_at.astimezone(CHINA).date()


U = TypeVar("U", bound=Update)
Run = Callable[[Any, Turn], None]
Fire = Callable[[UnitOfWork, dict[str, Any]], None]


@dataclass(frozen=True)
class Handler:
    update: type[Update]
    allow: frozenset[str]
    heads: bool
    help: str
    run: Run


@dataclass(frozen=True)
class TimerRule:
    """`rule` gives a branch's own rule from the numbers in config.yaml; None: only one-off rows exist."""

    fire: Fire
    rule: Callable[[Rules], str] | None
    late: str
    grace: timedelta
    quiet: bool


@dataclass(frozen=True)
class Visit:
    """Something that happened on the platform without words: who came, who left, what was recalled."""

    work: UnitOfWork
    happening: str
    chat: str
    account: str
    data: dict[str, Any]


HANDLERS: dict[type[Update], Handler] = {}
TIMERS: dict[str, TimerRule] = {}
HAPPENINGS: dict[str, Callable[[Visit], None]] = {}


def handles(
    update: type[U], *, allow: frozenset[Any] = EVERYONE, heads: bool = False, help: str = ""
) -> Callable[[Callable[[U, Turn], None]], Callable[[U, Turn], None]]:
    """Declare who answers an update, and who may say it.

    `allow`: the duties that may (empty: everybody on the roster); `heads`: also heads by their 岗位.
    `help`: one line for the help card, with an example.
    """

    def register(run: Callable[[U, Turn], None]) -> Callable[[U, Turn], None]:
        if update in HANDLERS:
            raise TypeError(f"two handlers for {update.intent}")
        HANDLERS[update] = Handler(update, frozenset(str(r) for r in allow), heads, help, run)
        return run

    return register


def every(
    rule: Callable[[Rules], str], *, late: str = "skip", grace: timedelta, quiet: bool = True
) -> Callable[[Fire], Fire]:
    """Declare what happens by itself in every branch, and when (China time).

    `late`: what becomes of a moment missed by more than nothing: "send" each one, "merge" into one, or
    "skip" and note; beyond `grace` it is always skipped and noted. `quiet`: waits for the end of quiet hours.
    """
    return _timer(rule, late, grace, quiet)


def once(*, late: str = "send", grace: timedelta, quiet: bool = True) -> Callable[[Fire], Fire]:
    """Declare what a timer row made by a handler does when it fires."""
    return _timer(None, late, grace, quiet)


def _timer(
    rule: Callable[[Rules], str] | None, late: str, grace: timedelta, quiet: bool
) -> Callable[[Fire], Fire]:
    def register(fire: Fire) -> Fire:
        if fire.__name__ in TIMERS:
            raise TypeError(f"two timers are called {fire.__name__}")
        TIMERS[fire.__name__] = TimerRule(fire, rule, late, grace, quiet)
        return fire

    return register


def happens(what: str) -> Callable[[Callable[[Visit], None]], Callable[[Visit], None]]:
    """Declare who attends to something that happened on the platform (see bot.platform.Happening)."""

    def register(run: Callable[[Visit], None]) -> Callable[[Visit], None]:
        if what in HAPPENINGS:
            raise TypeError(f"two handlers for {what}")
        HAPPENINGS[what] = run
        return run

    return register
