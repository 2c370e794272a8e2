"""A press in words: somebody answers a card by saying what stands on one of its buttons."""

import re
from datetime import timedelta

from pydantic import ValidationError
from sqlmodel import col, select

from branch.cards import Button, Card
from branch.refusal import Refusal
from branch.updates import MeetingConfirm, Update
from handlers.kit import Turn
from storage.tables import Outbox

JUST_NOW, LATELY = timedelta(hours=1), timedelta(hours=24)
"""How long the last answer, and how long a draft to be confirmed, may have been there."""
LONGEST, MOST = 14, 30
"""Characters of such an answer; how many of the last cards are looked at."""
NEVER_SEEN = ("refused", "given up", "superseded")
_AROUND = re.compile(r"^(?:是|就是|选|我说的是|我是说|给|按)+|(?:的|吧|啊|呢|这个|那个|[\s，。！!,.])+$")


def pressed_in_words(turn: Turn, text: str) -> Update | None:
    """The update of the button that a whole message names: of the bot's last answer here, else of a draft.

    Raises Refusal where several drafts wait for their confirmation.
    """
    labels = _labels(turn, _AROUND.sub("", text.strip())) if len(text) <= LONGEST else set()
    rows = _shown(turn) if labels else []
    drafts = [b for row in rows for b in _named(row, labels) if b.intent == MeetingConfirm.intent]
    if len(drafts) > 1:
        raise Refusal("有几份到会情况等着确认，请在卡片上按，或者带上会议名称说，例如：支委会确认。")
    answer = next((row for row in rows if row.reply_to and row.order_at >= turn.now - JUST_NOW), None)
    named = drafts or (_named(answer, labels) if answer else [])
    return _update(named[0]) if named else None


def _labels(turn: Turn, said: str) -> set[str]:
    """What was said, and the name of whom it means, if it can only be one."""
    called = [m.name for m in turn.roster if said in m.aliases]
    return {said, *called} if said else set()


def _shown(turn: Turn) -> list[Outbox]:
    """What was sent to the speaker and into this chat, the newest first; of one subject only the last."""
    sent = select(Outbox).where(Outbox.branch == turn.branch.id, Outbox.platform == turn.around.platform)
    here = sent.where(col(Outbox.address).in_((turn.account, turn.heard.chat)))
    lately = here.where(col(Outbox.order_at) >= turn.now - LATELY, col(Outbox.fate).not_in(NEVER_SEEN))
    rows = turn.session.exec(lately.order_by(col(Outbox.id).desc()).limit(MOST)).all()
    last: dict[str, Outbox] = {}
    for row in rows:
        last.setdefault(row.subject or row.once, row)
    return list(last.values())


def _named(row: Outbox, labels: set[str]) -> list[Button]:
    try:
        return [b for b in Card.model_validate(row.card).buttons if b.label in labels]
    except ValidationError:  # drawn by an earlier version
        return []


def _update(button: Button) -> Update | None:
    kind = Update.catalog.get(button.intent)
    try:
        return kind.model_validate(button.slots) if kind else None
    except ValidationError:
        return None
