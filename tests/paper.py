"""A platform made of paper, and a whole house around it: what most tests talk to."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import House, RehearsalClock
from bot.platform import Attached, Kept, Message, Parcel, Press
from bot.shelf import Shelf
from branch.cards import Card
from branch.updates import Update


class PaperPlatform:
    """It remembers what it was asked to send; `failures` are raised first, one a send, `withheld` one a fetch."""

    name = "paper"

    def __init__(self, window: timedelta = timedelta(minutes=55)) -> None:
        self.window = window
        self.sent: list[Parcel] = []
        self.failures: list[Exception] = []
        self.files: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.withheld: list[Exception] = []
        self.folder = Path()
        """Where fetched files go; the fixture that builds houses sets it."""

    async def listen(self, receive: Any, outcome: Any) -> None:
        await asyncio.Event().wait()

    async def send(self, parcel: Parcel) -> str:
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(parcel)
        return f"p{len(self.sent)}"

    async def fetch(self, file: Attached) -> Kept:
        await asyncio.sleep(0)
        self.fetched.append(file.key)
        if self.withheld:
            raise self.withheld.pop(0)
        return await Shelf(self.folder, limit=1000).put(_sheets(self.files[file.key]), file.name)

    async def close(self) -> None: ...


async def _sheets(content: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(content), 100):
        yield content[at : at + 100]


class PaperHouse:
    """One whole bot with a paper platform and a clock that stands still until told."""

    _n = itertools.count(1)

    def __init__(self, house: House, clock: RehearsalClock, platform: PaperPlatform) -> None:
        self.house, self.clock, self.platform = house, clock, platform

    async def hears(self, who: str, text: str, **how: Any) -> None:
        """Let a message arrive; nothing is done about it yet."""
        id = how.pop("id", None) or f"m{next(self._n)}"
        chat = how.pop("chat", f"private:{who}" if how.get("private") else "group")
        sent_at = how.pop("sent_at", self.clock())
        await self.house.hear(Message("paper", id, chat, who, text, sent_at, **how))

    async def says(self, who: str, text: str, **how: Any) -> list[str]:
        """Say something in the group; "@支部通" addresses the bot. Returns the texts of all cards sent."""
        addressed = text.startswith("@支部通")
        return await self._through(who, text.removeprefix("@支部通").strip(), addressed=addressed, **how)

    async def tells(self, who: str, text: str, **how: Any) -> list[str]:
        """Say something to the bot in private. Returns the texts of all cards sent."""
        return await self._through(who, text, private=True, addressed=True, **how)

    async def presses(self, who: str, label: str, form: dict[str, Any] | None = None) -> list[str]:
        """Press the newest button of that label, as shown in the group or to that person."""
        for parcel in reversed(self.platform.sent):
            labels = [b.label for b in parcel.card.pressables()]
            if label in labels and (not parcel.private or parcel.address == who):
                press = Press(parcel.once, labels.index(label), form or {})
                return await self._through(who, "", happening="pressed", press=press, private=parcel.private)
        raise AssertionError(f"nobody showed {who} a button {label!r}")

    async def means(self, who: str, update: Update, *, private: bool = False) -> list[str]:
        """Press a button that carries this update: a way to a handler without any words."""
        from branch.cards import Button

        button = Button(label="试", intent=update.intent, slots=update.slots())
        card = Card(title="试", buttons=(button,))
        address = who if private else "group"
        parcel = Parcel(address, private, card, f"test-{next(self._n)}")
        await self.house.store.run(lambda s: s.add(_outbox(parcel, self.clock())))
        press = Press(parcel.once, 0)
        return await self._through(who, "", happening="pressed", press=press, private=private)

    async def _through(self, who: str, text: str, **how: Any) -> list[str]:
        before = len(self.platform.sent)
        await self.hears(who, text, **how)
        await self.house.settle()
        return [p.card.as_text() for p in self.platform.sent[before:]]

    async def settles(self) -> None:
        """Do all that is due now."""
        await self.house.settle()

    async def advance(self, to: datetime) -> list[Parcel]:
        """Move the clock; returns what was sent on the way."""
        before = len(self.platform.sent)
        await self.house.advance(to)
        return self.platform.sent[before:]

    def look(self, work: Any) -> Any:
        """Ask the books: work(session) in a transaction."""
        return self.house.store.now(work)

    def privately(self, who: str) -> list[Card]:
        """All cards that a person received in private."""
        return [p.card for p in self.platform.sent if p.private and p.address == who]

    def publicly(self) -> list[Card]:
        """All cards that the group received."""
        return [p.card for p in self.platform.sent if not p.private]


def _outbox(parcel: Parcel, now: datetime) -> Any:
    from storage.tables import Outbox
    from tests.people import BRANCH

    return Outbox(
        branch=BRANCH,
        platform="paper",
        lane="test",
        order_at=now,
        due_at=now,
        done_at=now,
        address=parcel.address,
        private=parcel.private,
        card=parcel.card.model_dump(mode="json"),
        once=parcel.once,
    )
