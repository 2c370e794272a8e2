"""Answering a fact told beside a roll: the roll that is already being answered shows it, else a card does."""

from branch.events import Event
from handlers.kit import Turn
from handlers.meetings.held import noted, retold
from handlers.rolls.rollcards import answered
from handlers.rolls.taking import settle_count


def answer(turn: Turn, event: Event, former: str) -> None:
    """Say what is noted now and what it replaced; what was only overheard is noted without a word."""
    replaced = (former,) if former else ()
    if answered(turn, event):
        settle_count(turn, event, *replaced)
    elif turn.heard.addressed or turn.heard.private or turn.heard.pressed:
        turn.reply(noted(turn, event, *retold(turn, event), *replaced))
