"""The console as a chat platform: what the bot sends is shown at once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.platform import Attached, Kept, Outcome, Parcel, Receive
from bot.platforms.console.enclosures import fetched
from branch.cards import Card

NAME = "console"
GROUP = "group"


@dataclass(frozen=True)
class Shown:
    """A card as it appeared: when, to whom by name, and where its file was put."""

    at: datetime
    to: str
    private: bool
    card: Card
    once: str
    replaces: str = ""
    file: str | None = None


class ConsolePlatform:
    """Shows cards. Accounts are roster names; `groups` maps a group chat to its name.

    What is sent lands in the folder `files`, what is received beside it.
    """

    name = NAME
    window = timedelta(days=36500)

    def __init__(self, clock: Callable[[], datetime], show: Callable[[Shown], None], files: Path) -> None:
        self.groups: dict[str, str] = {}
        self._clock, self._show, self._files = clock, show, files
        self._seen: set[str] = set()

    async def listen(self, receive: Receive, outcome: Outcome) -> None:
        """Wait: the person at the keyboard is heard by the rehearsal, line by line."""
        await asyncio.Event().wait()

    async def send(self, parcel: Parcel) -> str:
        """Show a card, once."""
        if parcel.once not in self._seen:
            self._seen.add(parcel.once)
            to = parcel.address if parcel.private else self.groups.get(parcel.address, parcel.address)
            file = self._keep(parcel)
            self._show(
                Shown(self._clock(), to, parcel.private, parcel.card, parcel.once, parcel.replaces, file)
            )
        return parcel.once

    async def fetch(self, file: Attached) -> Kept:
        """Take a copy of a file of this machine.

        Raises Undeliverable if it is gone.
        """
        return await fetched(file, self._files.parent)

    async def close(self) -> None:
        """Nothing is ever in flight."""

    def _keep(self, parcel: Parcel) -> str | None:
        if parcel.file is None or parcel.card.file is None:
            return None
        self._files.mkdir(parents=True, exist_ok=True)
        path = _free(self._files / Path(parcel.card.file.name.replace("\\", "/")).name)
        path.write_bytes(parcel.file)
        return str(path)


def _free(path: Path) -> Path:
    """A name nobody uses yet: an earlier ledger stays as it was sent."""
    n, first = 1, path
    while path.exists():
        n += 1
        path = first.with_stem(f"{first.stem}-{n}")
    return path
