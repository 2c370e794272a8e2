"""Presses of buttons: told within three seconds what is now true, as a toast only the presser sees."""

import asyncio
from typing import Any

from bot.platform import Message, Outcome, Receive
from bot.platforms.feishu.escaping import plain, shorten
from branch.cards import Card

Json = dict[str, Any]
REMEMBERED = 1000
TOAST = 120
WORKING = "已收到，正在处理"
NOTED = "已收到"
TYPES = {"calm": "info", "good": "success", "warn": "warning", "late": "error"}


class Presses:
    """Answers presses, and remembers which answers were shown, so that no card repeats them."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._told: dict[str, asyncio.Future[bool]] = {}
        self._cards: dict[str, str] = {}

    async def answer(self, press: Message, receive: Receive, outcome: Outcome) -> Json:
        """Store a press, wait a moment for what comes of it, and return the callback's answer.

        Raises what `receive` raises: then the platform shows its own error, and the person presses again.
        """
        told = self._remember(press)
        # Asked before it is stored: it may be handled before we come back from storing it.
        coming = asyncio.ensure_future(outcome(press.id))
        by = asyncio.get_running_loop().time() + self._patience
        try:
            await receive(press)
            answered, card = await _in_time(coming, by)
            if card is not None:
                told.set_result(says_all(card))
                return toast(words(card), TYPES[card.tone])
            return toast(NOTED if answered else WORKING)
        finally:
            coming.cancel()
            if not told.done():
                told.set_result(False)

    async def was_told(self, press_id: str) -> bool:
        """Whether a toast said all there is to say; waits while a toast may still come."""
        told = self._told.get(press_id)
        return told is not None and await asyncio.shield(told)

    def card_of(self, press_id: str) -> str:
        """The message that was pressed, "" if it is not remembered."""
        return self._cards.get(press_id, "")

    def _remember(self, press: Message) -> asyncio.Future[bool]:
        for shelf in (self._told, self._cards):
            while len(shelf) >= REMEMBERED:
                del shelf[next(iter(shelf))]
        self._cards[press.id] = press.reply_to
        told = self._told[press.id] = asyncio.get_running_loop().create_future()
        return told


async def _in_time(coming: asyncio.Future[Card | None], by: float) -> tuple[bool, Card | None]:
    try:
        async with asyncio.timeout_at(by):
            return True, await coming
    except TimeoutError:
        return False, None


def toast(text: str, kind: str = "info") -> Json:
    return {"toast": {"type": kind, "content": text}}


def words(card: Card) -> str:
    """What a toast says of a card: all of it if it is short, else its title."""
    whole = plain("\n".join([card.title, *card.lines]))
    return whole if len(whole) <= TOAST else shorten(plain(card.title), TOAST)


def says_all(card: Card) -> bool:
    """Whether a toast can say all of a card."""
    drawn = card.buttons or card.table or card.chart or card.form or card.file or card.mentions
    return not drawn and len("\n".join([card.title, *card.lines])) <= TOAST
