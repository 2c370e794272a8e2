"""How a question is answered: what all may read where it was asked, what only some may read in private."""

from datetime import date

from branch.calendar import span
from branch.cards import Card
from branch.people import SECRETARIES
from branch.refusal import Refusal
from branch.updates import Query
from handlers.kit import Turn

MOST = 30
"""Rows a card shows; a ledger holds the rest."""
APART = Card(title="已私下发给您。")


def apart(turn: Turn, public: Card, private: Card | None) -> None:
    """Answer in the group with what all may read, and privately with what only this speaker may."""
    if turn.heard.private:
        turn.reply(private or public)
        return
    turn.reply(public)
    if private:
        turn.whisper(private)


def to_him(turn: Turn, card: Card) -> None:
    """Answer privately, whatever the chat; in a group one line says so."""
    turn.whisper(card)
    if not turn.heard.private:
        turn.reply(APART)


def keeps_books(turn: Turn) -> bool:
    """Whether the speaker may read by name who is late, away or has not signed: the 书记 and 副书记."""
    return turn.speaker.holds(SECRETARIES)


def about_himself(said: Query, turn: Turn) -> bool:
    """Whether it is 我的."""
    return said.people == (turn.speaker.name,)


def within(period: str) -> tuple[date, date] | None:
    """First and last day of the period asked about; None if none was said.

    Raises Refusal for a period that is none.
    """
    if not period:
        return None
    try:
        return span(period)
    except ValueError as unknown:
        raise Refusal(f"没有看懂时间“{period}”，例如：本周、上个月、第三季度。") from unknown


def cut(rows: list[tuple[str, ...]]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The rows a card has room for, and a line about the rest."""
    more = len(rows) - MOST
    return tuple(rows[:MOST]), (f"另有 {more} 项，书记可以导出台账看全部。",) if more > 0 else ()
