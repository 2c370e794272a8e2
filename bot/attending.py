"""What becomes of one message: who spoke, what was said, may he, done; all in the intake's transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import update
from sqlmodel import Session, SQLModel

from bot.answers import as_few, refused
from bot.attaching import keep_files, note_files
from bot.letters import emptied, message_of, words_of
from bot.platform import Message
from bot.pressing import shown_privately, update_of
from bot.visitors import Known, known, stranger
from bot.wording import pressed_in_words
from branch.cards import Card
from branch.context import Called, Context
from branch.guard import guarded
from branch.refusal import Refusal
from branch.updates import MeetingPlan, Update
from handlers.asking.back import unsettled
from handlers.help import unanswered
from handlers.kit import HANDLERS, HAPPENINGS, Heard, Surroundings, Turn, UnitOfWork, Visit
from handlers.rights import admit
from language.understanding import Reading
from storage import finding
from storage.journal import Pen
from storage.tables import Inbox

INBOX = SQLModel.metadata.tables[str(Inbox.__tablename__)]


class Reader(Protocol):
    """Whoever understands Chinese: text and context in, updates out."""

    def read(self, text: str, context: Context) -> Reading: ...


class Attendant:
    """Attends to messages. `home` is the branch of those who belong to none that we know."""

    def __init__(self, reader: Reader, around: Surroundings, home: str) -> None:
        self.reader, self.around, self.home = reader, around, home

    def attend(self, row: Inbox, s: Session, now: datetime) -> dict[str, Any] | None:
        """Do what a message asks for; return the card that answers it, as it is kept.

        Raises whatever a handler raises but Refusals: then nothing of it may stay.
        """
        message = message_of(row)
        there = known(s, message, self.home)
        if there is None:
            return None
        row.branch = there.branch.id
        work = UnitOfWork(now, s, there.branch, self.around)
        if message.happening not in ("said", "pressed"):
            _visit(message, work, row.id)
            return None
        if there.speaker is None:
            return _kept(stranger(message, work))
        turn = _turn(row, message, there, work)
        self._hear_out(turn, message, row)
        return _kept(_answer(turn))

    def _hear_out(self, turn: Turn, message: Message, row: Inbox) -> None:
        """Do all that was said; what must not be kept is refused whole, and its words are wiped."""
        why = guarded(words_of(message))
        if why is None:
            note_files(turn, message)
            keep_files(turn, message, _do_all(self._readings(turn, message), turn))
            return
        turn.session.connection().execute(update(INBOX).where(INBOX.c.id == row.id).values(**emptied(row)))
        if message.addressed or message.private or self._read(turn, message).updates:
            with turn.savepoint():
                turn.whisper(Card(title=why, tone="warn"))  # whom it concerns, and nobody else

    def _readings(self, turn: Turn, message: Message) -> list[Update]:
        """What was said: by a press at once, by words through the reader."""
        if message.press is not None:
            try:
                return [update_of(turn, message.press)]
            except Refusal as no:
                turn.reply(Card(title=str(no)))
                return []
        reading = self._read(turn, message)
        addressed = message.addressed or message.private
        if not reading.updates and addressed and not message.files:
            if answered := _pressed_in_words(turn, message):
                return answered
            if turn.said:
                return []
            card = unanswered(turn, reading.silence, reading.suggestion, reading.held)
            if card:
                turn.reply(card)
        return list(reading.updates)

    def _read(self, turn: Turn, message: Message) -> Reading:
        context = finding.context(turn.session, turn.branch, turn.speaker, message.sent_at)
        return self.reader.read(message.text, _completed(context, turn, message))


def _pressed_in_words(turn: Turn, message: Message) -> list[Update]:
    """What a button says that the message names; [] if it names none, or too many."""
    try:
        update = pressed_in_words(turn, message.text)
    except Refusal as no:
        turn.reply(Card(title=str(no)))
        return []
    return [update] if update else []


def _visit(message: Message, work: UnitOfWork, cause: int | None) -> None:
    run = HAPPENINGS.get(message.happening)
    if run is None:
        return
    work.cause = cause
    with work.savepoint(Pen(work.branch.id, work.now, cause)):
        run(Visit(work, message.happening, message.chat, message.account, message.data))


def _do_all(readings: list[Update], turn: Turn) -> list[str]:
    """Do one after the other; what rests on a meeting that was not written down is told to no other."""
    changed: list[str] = []
    unmade = False
    for said in readings:
        if unmade and getattr(said, "meeting", None) == "":
            continue
        refs = _do(said, turn)
        unmade |= refs is None and isinstance(said, MeetingPlan)
        changed += refs or []
    return changed


def _do(said: Update, turn: Turn) -> list[str] | None:
    """Run one update's handler in a savepoint, so that a refusal leaves no half; say what it changed, None
    if it was refused."""
    answered, unreached = len(turn.said), len(turn.unreached)
    pen = Pen(turn.branch.id, turn.now, turn.heard.id, turn.speaker.id)
    try:
        with turn.savepoint(pen):
            handler = HANDLERS[type(said)]
            admit(turn.speaker, handler, turn.roster, turn.rules)
            unsettled(said)
            handler.run(said, turn)
    except Refusal as no:
        del turn.said[answered:], turn.unreached[unreached:]
        turn.said.append((refused(no), ""))
        return None
    return pen.refs


def _turn(row: Inbox, m: Message, there: Known, work: UnitOfWork) -> Turn:
    assert there.speaker is not None and row.id is not None
    pressed = m.press is not None
    private = m.private or (m.press is not None and shown_privately(work, m.press))
    heard = Heard(row.id, m.chat, m.sent_at, private, m.addressed, pressed, m.reply_to)
    heard.data = m.data | {"message": m.id}
    base = (work.now, work.session, work.branch, work.around)
    return Turn(*base, cause=row.id, speaker=there.speaker, account=m.account, heard=heard)


def _completed(context: Context, turn: Turn, m: Message) -> Context:
    """The context with what this message adds: to whom, about which card, whom its @ named."""
    s, branch, platform = turn.session, turn.branch, turn.around.platform
    about = finding.about(s, branch.id, platform, m.reply_to) if m.reply_to else ""
    bound = finding.accounts(s, branch, platform) if m.mentions else {}
    named = {account: id for id, account in bound.items()}
    people = ((one.name, turn.roster.get(named.get(one.account))) for one in m.mentions)
    mentioned = tuple(Called(shown, member.name) for shown, member in people if member)
    return replace(context, addressed=m.addressed or m.private, about=about, mentioned=mentioned)


def _answer(turn: Turn) -> Card | None:
    """Send what the handlers answered: as few cards as can be, however many updates the message held."""
    if not turn.said:
        return None
    alone = len(turn.said) == 1
    cards = [turn.said[0][0]] if alone else as_few([card for card, _ in turn.said])
    to = turn.account if turn.heard.private else turn.heard.chat
    turn.tray.clear()  # what a refused update had told others
    for card in cards:
        turn.send(to, card, private=turn.heard.private, subject=turn.said[0][1] if alone else "")
        turn.tray[-1] |= {"reply_to": turn.heard.data["message"]}
    turn.tray[0] |= {"answers_press": turn.heard.pressed}
    turn.send_off()
    return cards[0]


def _kept(card: Card | None) -> dict[str, Any] | None:
    return card.model_dump(mode="json", exclude_defaults=True) if card else None
