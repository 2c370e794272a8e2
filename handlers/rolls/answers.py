"""Answering a fact told beside a roll: the roll that is already being answered shows it, else a card does."""

from branch.events import Event
from handlers.kit import Turn
from handlers.meetings.held import noted, reopened, retold
from handlers.rolls.rollcards import answered
from handlers.rolls.taking import settle_count

AGAIN = "记录改动了，请再确认一次。"


def answer(turn: Turn, event: Event, changed: bool, former: str = "") -> None:
    """Say what is noted now and what it replaced; what was only overheard is noted without a word,
    unless a record has to be confirmed again."""
    again = changed and reopened(turn, event, former)
    turn.session.flush()
    notes = tuple(words for words in (former, AGAIN if again else "") if words)
    if answered(turn, event):
        settle_count(turn, event, *notes)
    elif again or turn.heard.addressed or turn.heard.private or turn.heard.pressed:
        turn.reply(noted(turn, event, *retold(turn, event), *notes))
