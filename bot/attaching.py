"""The files of a message: written down with it, and given to what its words or its card are about."""

from bot.platform import Message
from handlers.evidence import sort_in, whose
from handlers.kit import Turn
from storage import evidence, finding
from storage.journal import Pen

LONGEST_NAME = 120


def note_files(turn: Turn, m: Message) -> None:
    """Write down which files came, before anything is said about them."""
    if not m.files:
        return
    known = {"branch": turn.branch.id, "platform": m.platform, "chat": m.chat, "cause": turn.heard.id}
    when = {"at": m.sent_at, "order_at": m.sent_at, "due_at": turn.now, "done_at": turn.now}
    rows = [
        known
        | when
        | {"person_id": turn.speaker.id, "lane": f"{m.platform}:{one.key}", "key": one.key}
        | {"name": " ".join(one.name.split())[:LONGEST_NAME], "kind": one.kind}
        for one in m.files
    ]
    evidence.write_down(turn.session, rows)


def keep_files(turn: Turn, m: Message, changed: list[str]) -> None:
    """See to it that the files find their record; `changed` are the records that the words changed."""
    if not m.files:
        return
    about = finding.about(turn.session, turn.branch.id, m.platform, m.reply_to) if m.reply_to else ""
    with turn.savepoint(Pen(turn.branch.id, turn.now, turn.heard.id, turn.speaker.id)):
        found = sort_in(turn, about, changed, alone=not m.text.strip())
    if not found and not turn.said and (m.addressed or m.private):
        turn.reply(whose())
