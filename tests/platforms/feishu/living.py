"""A whole bot at the stand-in: in a process of its own as `zhibu run`, or in this one under the test's hand."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import delete

from bot.app import House, RehearsalClock
from bot.config import Settings
from bot.platform import Message
from bot.platforms.feishu.limits import Limits
from bot.platforms.feishu.platform import FeishuPlatform
from bot.platforms.feishu.settings import FeishuSettings
from bot.sample import move_in
from branch.people import Chat
from tests.platforms.feishu.branch import furnish
from tests.platforms.feishu.standin import APP_ID, SECRET, StandIn

ROOT = Path(__file__).parents[3]
CONFIG = """
platform: feishu
database: sqlite:///data/zhibu.db
branch: {{id: main, name: 镇海联合党支部}}
feishu: {{app_id: {app}, app_secret: "${{FEISHU_APP_SECRET}}", domain: "{domain}", connection: long}}
log: {{level: error}}
"""


class Process:
    """`zhibu run` in a folder of its own; it can be killed and started again."""

    def __init__(self, feishu: StandIn, folder: Path) -> None:
        self._feishu, self._folder = feishu, folder
        (folder / "data").mkdir()
        furnish(f"sqlite:///{folder / 'data' / 'zhibu.db'}")
        (folder / "config.yaml").write_text(CONFIG.format(app=APP_ID, domain=feishu.url))
        self._child: asyncio.subprocess.Process | None = None

    async def start(self, clock: datetime, speed: float) -> None:
        """Start it at a moment of its own clock, and wait until it is connected."""
        env = os.environ | {"FEISHU_APP_SECRET": SECRET, "PYTHONPATH": str(ROOT)}
        times = self._feishu.link.connected
        arguments = ("-m", "bot", "run", "--clock", clock.isoformat(), "--speed", str(speed))
        self._child = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=self._folder, env=env, stderr=asyncio.subprocess.DEVNULL
        )
        await self._feishu.connected(times + 1)

    async def kill(self) -> None:
        """kill -9."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int | None:
        """Stop it as a service manager does; returns the exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int | None:
        child, self._child = self._child, None
        if child is None:
            return None
        child.send_signal(how)
        return await child.wait()


class Held:
    """The stand-in's clock as the rehearsal's: it stands still until the test moves it."""

    def __init__(self, clock: RehearsalClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock().astimezone(UTC)


class Hurried:
    """A clock for the limits that is always as late as somebody wants to sleep."""

    def __init__(self) -> None:
        self.time = 0.0

    async def sleep(self, seconds: float) -> None:
        self.time += seconds


class Living:
    """A house with the sample branch at the stand-in, on a clock under the test's hand."""

    def __init__(self, feishu: StandIn, folder: Path, start: datetime, roll_hours: float = 0) -> None:
        self.feishu, self.clock, hurried = feishu, RehearsalClock(start), Hurried()
        feishu.world.clock = Held(self.clock)
        settings = Settings(database=f"sqlite:///{folder / 'month.db'}", files=str(folder / "files"))
        app = FeishuSettings(APP_ID, SECRET, feishu.url, roll_hours=roll_hours)
        limits = Limits(lambda: hurried.time, hurried.sleep)
        self.platform = FeishuPlatform(app, folder / "files", limits=limits)
        self.house = House.open(settings, self.platform, self.clock)
        self.house.store.now(lambda s: move_in(s, settings.branch, "feishu") and s.exec(delete(Chat)))
        self.house.wind()
        self._bell, self._attending = asyncio.Event(), asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Living":
        listening = self.platform.listen(self._hear, self.house.intake.outcome)
        self._tasks = [asyncio.create_task(listening), asyncio.create_task(self._attend())]
        await self.platform.up.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        await self.platform.close()
        self.house.close()

    async def quiet(self) -> None:
        """Wait until everything that was said is handled and everything to be said is said."""
        await self.feishu.settled()
        async with self._attending:
            await self.house.settle()

    async def advance(self, to: datetime) -> None:
        """Move the clock; what falls due on the way happens."""
        async with self._attending:
            await self.house.advance(to)

    async def _hear(self, message: Message) -> None:
        await self.house.intake.receive(message)
        self._bell.set()

    async def _attend(self) -> None:
        with suppress(asyncio.CancelledError):
            while await self._bell.wait():
                self._bell.clear()
                async with self._attending:
                    await self.house.settle()
