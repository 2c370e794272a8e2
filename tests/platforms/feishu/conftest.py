"""The stand-in, and a bot of ears and mouth only: what is below the border, without the house."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.platform import Message, Parcel
from bot.platforms.feishu.platform import FeishuPlatform
from bot.platforms.feishu.settings import FeishuSettings, Patience
from branch.cards import Card
from tests.platforms.feishu.standin import APP_ID, SECRET, StandIn

QUICK = Patience(endpoint=2.0, hear=0.5, answer=0.3, call=1.0, stop=1.0, retry_first=0.01, retry_most=0.05)


class Ear:
    """Stands for the house: keeps what it hears once, as a unique key would; goes wrong when told."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.deliveries: list[str] = []
        self.failing = 0
        self.hold: asyncio.Event | None = None
        self.answers: Callable[[Message], Card | None] = lambda message: Card(title="好的")
        self.silent = False
        self._change = asyncio.Condition()

    async def receive(self, message: Message) -> None:
        self.deliveries.append(message.id)
        await self._notify()
        if self.hold:
            await self.hold.wait()
        if self.failing:
            self.failing -= 1
            raise OSError("disk full")
        if message.id not in {m.id for m in self.heard}:
            self.heard.append(message)
        await self._notify()

    async def _notify(self) -> None:
        async with self._change:
            self._change.notify_all()

    async def outcome(self, message_id: str) -> Card | None:
        await self.until(lambda: not self.silent and any(m.id == message_id for m in self.heard))
        return self.answers(next(m for m in self.heard if m.id == message_id))

    async def until(self, holds: Callable[[], Any]) -> Any:
        async with asyncio.timeout(20), self._change:
            return await self._change.wait_for(holds)

    def of(self, happening: str) -> list[Message]:
        return [m for m in self.heard if m.happening == happening]

    def texts(self) -> list[str]:
        return [m.text for m in self.of("said")]


@pytest.fixture
async def feishu() -> AsyncIterator[StandIn]:
    async with StandIn() as standin:
        yield standin


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def settings(feishu: StandIn) -> FeishuSettings:
    return FeishuSettings(APP_ID, SECRET, feishu.url, roll_hours=0)


@pytest.fixture
async def platform(settings: FeishuSettings, tmp_path: Path) -> AsyncIterator[FeishuPlatform]:
    """A platform that can send; `bot` listens too."""
    platform = FeishuPlatform(settings, tmp_path / "files", patience=QUICK)
    yield platform
    await platform.close()


@pytest.fixture
async def bot(feishu: StandIn, platform: FeishuPlatform, ear: Ear) -> AsyncIterator[FeishuPlatform]:
    listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))
    await feishu.connected()
    yield platform
    listening.cancel()
    await asyncio.wait({listening})


def parcel(address: str, card: Card, **more: Any) -> Parcel:
    once = more.pop("once", f"once-{abs(hash((address, card.title)))}")
    return Parcel(address, more.pop("private", False), card, once, **more)
