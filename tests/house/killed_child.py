"""One replica, to be killed. Its platform is a socket to the parent: messages come in, cards go out."""

import asyncio
import contextlib
import itertools
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import bot.app
import bot.delivery
import storage.queue
from bot.alone import alone_with
from bot.app import House, real_clock
from bot.config import Settings
from bot.platform import Message, Outcome, Parcel, Receive
from branch.rules import QuietHours, Rules
from language.understanding import Understanding
from tests.people import BRANCH

NAME = "socket"
READER = Understanding()  # loaded once, before the children are forked: each then starts at once
AWAKE = Rules(quiet=QuietHours(start="00:00", end="00:00", rest_days=False))


class SocketPlatform:
    """Lines of JSON: messages to be acknowledged come in, cards to be answered go out."""

    name = NAME
    window = timedelta(hours=1)

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._n = itertools.count()
        self._answers: dict[int, asyncio.Future[None]] = {}
        self._hearing: set[asyncio.Task[None]] = set()

    async def listen(self, receive: Receive, outcome: Outcome) -> None:
        """Hear until the parent hangs up."""
        async for line in self._reader:
            said = json.loads(line)
            if "sent" in said:
                self._answers.pop(said["sent"]).set_result(None)
            else:
                task = asyncio.create_task(self._hear(receive, said))
                self._hearing.add(task)
                task.add_done_callback(self._hearing.discard)

    async def _hear(self, receive: Receive, said: dict[str, Any]) -> None:
        who = said["account"]
        await receive(
            Message(NAME, said["id"], who, who, said["text"], real_clock(), private=True, addressed=True)
        )
        self._say(ack=said["id"])

    async def send(self, parcel: Parcel) -> str:
        """Hand a card to the parent and wait for his word that it arrived."""
        n = next(self._n)
        self._answers[n] = asyncio.get_running_loop().create_future()
        self._say(send=n, once=parcel.once, to=parcel.address, text=parcel.card.as_text())
        await self._answers[n]
        return f"at {parcel.once}"

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()

    def _say(self, **said: Any) -> None:
        self._writer.write(json.dumps(said).encode() + b"\n")


def settings(url: str) -> Settings:
    """The bot of the test branch, awake at all hours."""
    return Settings(database=url, branch={"id": BRANCH, "name": "镇海联合党支部"}, rules=AWAKE)


def live(url: str, socket: str) -> None:
    """Run the whole house until killed."""
    storage.queue.LEASE = bot.delivery.LEASE = timedelta(seconds=1)  # a dead worker's cards fall due sooner
    bot.app._reader = lambda _: READER
    with alone_with(Path(url.removeprefix("sqlite:///"))), contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_live(url, socket))


async def _live(url: str, socket: str) -> None:
    platform = SocketPlatform(*await asyncio.open_unix_connection(socket))
    house = House.open(settings(url), platform, real_clock)
    await house.run(asyncio.Event())
