"""Message -> inbox -> updates -> handlers -> outbox."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from language.understanding import Reading
from sqlmodel import Session, SQLModel

from bot.answers import SORRY, crashed, in_one, refused
from bot.letters import message_of, row_of
from bot.platform import Message
from bot.pressing import update_of
from bot.visitors import Known, known, stranger
from branch.cards import Card
from branch.context import Context
from branch.refusal import Refusal
from branch.updates import Update
from handlers.asking_back import unsettled
from handlers.help import nothing_fits
from handlers.kit import HANDLERS, HAPPENINGS, Heard, Surroundings, Turn, UnitOfWork, Visit
from handlers.rights import admit
from storage import finding
from storage.journal import Pen
from storage.queue import claim, mark
from storage.store import Store, insert_new
from storage.tables import Inbox
from storage.together import Together

log = logging.getLogger(__name__)
INBOX = SQLModel.metadata.tables[str(Inbox.__tablename__)]
LAST_TRY = 3


class Reader(Protocol):
    """Whoever understands Chinese: text and context in, updates out."""

    def read(self, text: str, context: Context) -> Reading: ...


class Intake:
    """Hears messages, and attends to them one transaction at a time."""

    def __init__(
        self, store: Store, reader: Reader, clock: Callable[[], datetime], around: Surroundings, home: str
    ) -> None:
        self.store, self.reader, self.clock, self.around, self.home = store, reader, clock, around, home
        self._letters: Together[Message] = Together(self._write_down)
        self._awaited: dict[str, asyncio.Future[Card | None]] = {}

    async def receive(self, m: Message) -> None:
        """Write the message down. When this returns, the platform may forget it.

        Raises StorageTrouble if it cannot be kept; the platform must then deliver it again.
        """
        await self._letters.add(m)

    async def outcome(self, message_id: str) -> Card | None:
        """Wait until a message of ours is handled, and say what was answered; cancel to stop waiting."""
        waiting = self._awaited.setdefault(message_id, asyncio.get_running_loop().create_future())
        try:
            return await asyncio.shield(waiting)
        finally:
            self._awaited.pop(message_id, None)

    async def work(self) -> int:
        """Attend to the waiting messages, one of each chat, and commit once."""
        rows = await self.store.run(self._attend_to_some)
        for row in rows:
            waiting = self._awaited.get(row.message_id)
            if row.done_at and waiting and not waiting.done():
                waiting.set_result(Card.model_validate(row.outcome) if row.outcome else None)
        return len(rows)

    async def _write_down(self, new: list[Message]) -> None:
        await self.store.run(partial(write_down, new=new, now=self.clock()))

    def _attend_to_some(self, s: Session) -> list[Inbox]:
        rows = claim(s, Inbox, self.clock(), self.store.batch)
        for row in rows:
            self._settle(row, s)
        mark(s, rows)
        return rows

    def _settle(self, row: Inbox, s: Session) -> None:
        row.done_at = now = self.clock()
        message = message_of(row)
        there = known(s, message, self.home)
        if there is None:
            return
        row.branch = there.branch.id
        try:
            with s.begin_nested():  # of several updates in one message a crash must leave none
                work = UnitOfWork(now, s, there.branch, self.around)
                row.outcome = _kept(self._attend(row, message, there, work))
        except Exception as crash:
            # the message's words stay out of the log; the row keeps them
            log.exception("message %s failed", row.id)
            self._put_off(row, message, there, repr(crash), s)

    def _attend(self, row: Inbox, message: Message, there: Known, work: UnitOfWork) -> Card | None:
        if message.happening not in ("said", "pressed"):
            self._visit(message, work, row.id)
            return None
        if there.speaker is None:
            return stranger(message, work)
        turn = _turn(row, message, there, work)
        for said in self._readings(turn, message):
            self._do(said, turn)
        return _answer(turn)

    def _visit(self, message: Message, work: UnitOfWork, cause: int | None) -> None:
        run = HAPPENINGS.get(message.happening)
        if run is None:
            return
        work.cause = cause
        with work.savepoint(Pen(work.branch.id, work.now, cause)):
            run(Visit(work, message.happening, message.chat, message.account, message.data))

    def _readings(self, turn: Turn, message: Message) -> list[Update]:
        """What was said: by a press at once, by words through the reader."""
        if message.press is not None:
            try:
                return [update_of(turn, message.press)]
            except Refusal as no:
                turn.reply(Card(title=str(no)))
                return []
        context = finding.context(turn.session, turn.branch, turn.speaker, message.sent_at)
        reading = self.reader.read(message.text, _completed(context, turn, message))
        if (
            not reading.updates
            and (message.addressed or message.private)
            and (card := nothing_fits(reading.silence, reading.suggestion))
        ):
            turn.reply(card)
        return list(reading.updates)

    def _do(self, said: Update, turn: Turn) -> None:
        """Run one update's handler in a savepoint, so that a refusal or a crash leaves no half."""
        answered = len(turn.said)
        pen = Pen(turn.branch.id, turn.now, turn.heard.id, turn.speaker.id)
        try:
            with turn.savepoint(pen):
                handler = HANDLERS[type(said)]
                admit(turn.speaker, handler, turn.roster, turn.rules)
                unsettled(said)
                handler.run(said, turn)
        except Refusal as no:
            turn.session.info["pen"] = None
            del turn.said[answered:]
            turn.said.append((refused(no), ""))

    def _put_off(self, row: Inbox, message: Message, there: Known, error: str, s: Session) -> None:
        row.attempts, row.error = row.attempts + 1, error
        now = self.clock()
        if row.attempts < LAST_TRY:
            row.due_at, row.done_at = now + timedelta(seconds=5**row.attempts), None
            return
        work = UnitOfWork(now, s, there.branch, self.around, cause=row.id)
        with work.savepoint():
            work.send(message.account if message.private else message.chat, SORRY, private=message.private)
            if self.around.operator:
                work.send(self.around.operator, crashed(row), private=True)


def write_down(s: Session, new: list[Message], now: datetime) -> None:
    """Put messages into the inbox; those already there are dropped."""
    if insert_new(s, INBOX, [row_of(m, now) for m in new]) < len(new):
        log.info("a message came again")


def _turn(row: Inbox, m: Message, there: Known, work: UnitOfWork) -> Turn:
    assert there.speaker is not None and row.id is not None
    heard = Heard(row.id, m.chat, m.sent_at, m.private, m.addressed, m.press is not None, m.reply_to, m.data)
    heard.data = m.data | {"message": m.id, "files": [f.key for f in m.files]}
    return Turn(
        work.now,
        work.session,
        work.branch,
        work.around,
        cause=row.id,
        speaker=there.speaker,
        account=m.account,
        heard=heard,
    )


def _completed(context: Context, turn: Turn, m: Message) -> Context:
    """The context with what this message adds: to whom, about which card, whom its @ named."""
    about = finding.about(turn.session, turn.around.platform, m.reply_to) if m.reply_to else ""
    bound = finding.accounts(turn.session, turn.branch, turn.around.platform) if m.mentions else {}
    named = {account: id for id, account in bound.items()}
    people = (turn.roster.get(named.get(one.account)) for one in m.mentions)
    mentioned = tuple(member.name for member in people if member)
    return replace(context, addressed=m.addressed or m.private, about=about, mentioned=mentioned)


def _answer(turn: Turn) -> Card | None:
    """Send what the handlers answered: one card, however many updates the message held."""
    if not turn.said:
        return None
    card, subject = turn.said[0] if len(turn.said) == 1 else (in_one([c for c, _ in turn.said]), "")
    with turn.savepoint():
        turn.send(_back(turn), card, private=turn.heard.private, subject=subject)
        turn.tray[-1] |= {"reply_to": turn.heard.data["message"], "answers_press": turn.heard.pressed}
    return card


def _back(turn: Turn) -> str:
    return turn.account if turn.heard.private else turn.heard.chat


def _kept(card: Card | None) -> dict[str, Any] | None:
    return card.model_dump(mode="json", exclude_defaults=True) if card else None
