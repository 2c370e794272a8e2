"""Message -> inbox -> attending -> outbox, so that no message is lost, done twice or done by half."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session, SQLModel, select

from bot.answers import SORRY, crashed
from bot.attending import Attendant, Reader
from bot.letters import row_of
from bot.platform import Message
from bot.visitors import branch_of
from branch.cards import Card
from handlers.kit import Surroundings, UnitOfWork
from storage.queue import claim, in_time, mark
from storage.store import Store, insert_new
from storage.tables import Inbox
from storage.together import Together
from storage.trouble import beyond_us

log = logging.getLogger(__name__)
INBOX = SQLModel.metadata.tables[str(Inbox.__tablename__)]
LAST_TRY = 3


class Intake:
    """Hears messages, and attends to them one transaction at a time."""

    def __init__(
        self, store: Store, reader: Reader, clock: Callable[[], datetime], around: Surroundings, home: str
    ) -> None:
        self.store, self.clock, self.around, self.home = store, clock, around, home
        self.attendant = Attendant(reader, around, home)
        self._letters: Together[Message] = Together(self._write_down)
        self._awaited: dict[str, asyncio.Future[Card | None]] = {}

    async def receive(self, m: Message) -> None:
        """Write the message down. When this returns, the platform may forget it.

        Raises StorageTrouble if it cannot be kept; the platform must then deliver it again.
        """
        await self._letters.add(m)

    async def outcome(self, message_id: str) -> Card | None:
        """Wait until a message of ours is handled, and say what was answered; cancel to stop waiting.

        Ask before or after it is received: a message that was handled long ago is answered at once.
        """
        waiting = self._awaited.setdefault(message_id, asyncio.get_running_loop().create_future())
        try:
            find = partial(_handled, message=message_id, platform=self.around.platform)
            handled = await self.store.run(find, urgent=True)
            return _card(handled) if handled else await asyncio.shield(waiting)
        finally:
            self._awaited.pop(message_id, None)

    async def work(self) -> int:
        """Attend to the waiting messages, one of each chat, and commit once."""
        rows = await self.store.run(self._attend_to_some)
        for row in rows:
            waiting = self._awaited.get(row.message_id)
            if row.done_at and waiting and not waiting.done():
                waiting.set_result(_card(row))
        return len(rows)

    async def _write_down(self, new: list[Message]) -> None:
        await self.store.run(partial(write_down, new=new, now=self.clock()), urgent=True)

    def _attend_to_some(self, s: Session) -> list[Inbox]:
        settled = []
        for row in in_time(claim(s, Inbox, self.clock(), self.store.batch)):
            self._settle(row, s)
            settled.append(row)
        mark(s, settled)
        return settled

    def _settle(self, row: Inbox, s: Session) -> None:
        """Attend to one message. Whatever goes wrong with it, its neighbours in the batch are not touched."""
        now = self.clock()
        try:
            with s.begin_nested():  # of several updates in one message a crash must leave none
                row.outcome = self.attendant.attend(row, s, now)
            row.done_at = now
        except Exception as crash:
            if beyond_us(crash):  # not this message's fault: nothing of this batch counts, not even the try
                raise
            log.exception("message %s failed", row.id)
            self._put_off(row, s, repr(crash))

    def _put_off(self, row: Inbox, s: Session, error: str) -> None:
        row.attempts, row.error, row.outcome = row.attempts + 1, error, None
        now = self.clock()
        if row.attempts < LAST_TRY:
            row.due_at = now + timedelta(seconds=5**row.attempts)
            return
        row.done_at = now
        try:
            with s.begin_nested():
                self._apologise(row, s, now)
        except Exception as crash:
            if beyond_us(crash):
                raise
            log.exception("no apology for message %s", row.id)

    def _apologise(self, row: Inbox, s: Session, now: datetime) -> None:
        branch = branch_of(s, row.platform, row.account, row.chat, self.home)
        if branch is None:
            return
        work = UnitOfWork(now, s, branch, self.around, cause=row.id)
        with work.savepoint():
            if self.around.operator:
                work.send(self.around.operator, crashed(row), private=True)
            # by the columns: the message itself may be what cannot be read
            heard, private = row.message.get("happening", "said"), bool(row.message.get("private"))
            if heard in ("said", "pressed"):
                work.send(row.account if private else row.chat, SORRY, private=private)
                work.tray[-1] |= {"reply_to": row.message_id, "answers_press": heard == "pressed"}


def write_down(s: Session, new: list[Message], now: datetime) -> None:
    """Put messages into the inbox; those already there are dropped."""
    if insert_new(s, INBOX, [row_of(m, now) for m in new]) < len(new):
        log.info("a message came again")


def _handled(s: Session, message: str, platform: str) -> Inbox | None:
    row = s.exec(select(Inbox).where(Inbox.platform == platform, Inbox.message_id == message)).first()
    return row if row and row.done_at else None


def _card(row: Inbox) -> Card | None:
    return Card.model_validate(row.outcome) if row.outcome else None
