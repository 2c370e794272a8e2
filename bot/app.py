"""The house: everything is built and joined here. The only user of the real clock."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from sqlmodel import Session

import handlers  # noqa: F401  every capability registers itself
from bot.delivery import Delivery
from bot.intake import Intake, Reader
from bot.loops import Loop
from bot.platform import Message, Platform
from bot.watch import Watch
from branch.calendar import CHINA
from branch.cards import FileOrder
from handlers.kit import Surroundings
from scheduler.beat import Beat, wind
from scheduler.hand import Hand
from storage.migrating import migrate
from storage.queue import next_due
from storage.store import Store
from storage.tables import Inbox, Outbox, Timer

if TYPE_CHECKING:
    from bot.config import Settings

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
GRACE_SECONDS = 10


def real_clock() -> datetime:
    """The moment it is, in China time."""
    return datetime.now(CHINA)


class RehearsalClock:
    """A clock that stands still until it is told to move; never backwards."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(CHINA)

    def __call__(self) -> datetime:
        return self.at

    def set(self, to: datetime) -> None:
        """Move to a later moment."""
        self.at = max(self.at, to.astimezone(CHINA))


class FastClock:
    """The real clock, started elsewhere and running `speed` times as fast: a rehearsal on a test group."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start, self._speed, self._began = start.astimezone(CHINA), speed, real_clock()

    def __call__(self) -> datetime:
        return self._start + (real_clock() - self._began) * self._speed


class SteadyClock:
    """Never runs backwards: when the machine's clock jumps back, it stands still until it has caught up."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._last = clock, clock()
        self.behind = timedelta(0)

    def __call__(self) -> datetime:
        now = self._clock()
        self.behind = max(self._last - now, timedelta(0))
        self._last = max(self._last, now)
        return self._last


class House:
    """One whole bot: ears, head, books, mouth and clock."""

    def __init__(self, settings: "Settings", store: Store, platform: Platform, clock: Clock) -> None:
        self.settings, self.store, self.platform, self.clock = settings, store, platform, clock
        self.around = Surroundings(platform.name, settings.bot_name, settings.rules, settings.operator)
        self.intake = Intake(store, _reader(settings), clock, self.around, settings.branch.id)
        self.delivery = Delivery(store, platform, clock, self._make, Random())
        self.beat = Beat(store, clock, self.around)
        self.hearing = Loop("hearing", self.intake.work)
        self.speaking = Loop("speaking", self.delivery.work)
        self.timing = Loop("timing", self._beat, patience=60)
        self.hand = Hand(self.timing.ring)
        self.watch = Watch((self.hearing, self.speaking, self.timing), self.hand)

    @classmethod
    def open(cls, settings: "Settings", platform: Platform, clock: Clock) -> "House":
        """Open the books: bring the database to this version, and wind the timers.

        Raises StorageTrouble if the database cannot be used.
        """
        store = Store(settings.database)
        try:
            migrate(store)
            house = cls(settings, store, platform, clock)
            house.wind()
        except BaseException:
            store.close()
            raise
        return house

    def wind(self) -> None:
        """See to it that every branch has its regular timers; again after a branch was added."""
        self.store.now(partial(wind, now=self.clock(), rules=self.settings.rules))

    async def hear(self, message: Message) -> None:
        """Take a message from the platform; when this returns it is kept."""
        await self.intake.receive(message)
        self.hearing.ring()

    async def settle(self) -> None:
        """Do everything that is due now, until nothing is left."""
        while await self.intake.work() + await self.beat.work() + await self.delivery.work():
            pass

    async def advance(self, to: datetime) -> None:
        """Rehearsal: move the clock to a moment; what falls due on the way happens, each at its own time."""
        assert isinstance(self.clock, RehearsalClock)
        await self.settle()
        while (due := await self.store.run(_next_due)) is not None and due <= to:
            self.clock.set(due)
            await self.settle()
        self.clock.set(to)
        await self.settle()

    async def run(self, stop: asyncio.Event) -> None:
        """Live until `stop` is set; then finish what is in hand, and return."""
        listening = asyncio.create_task(self._listen(), name="listening")
        loops = [
            asyncio.create_task(self.watch.keep(self.hearing, then=self.speaking.ring), name="hearing"),
            asyncio.create_task(self.watch.keep(self.speaking), name="speaking"),
            asyncio.create_task(self.watch.keep(self.timing, then=self.speaking.ring), name="timing"),
            asyncio.create_task(self.watch.run(), name="watch"),
        ]
        self.hand.start()
        self.timing.ring()
        await stop.wait()
        self.hand.stop()
        await self.platform.close()
        await _end(listening)
        for task in loops:
            await _end(task)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.settle(), GRACE_SECONDS)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    async def _listen(self) -> None:
        await self.platform.listen(self.hear, self.intake.outcome)

    async def _beat(self) -> int:
        fired = await self.beat.work()
        if not fired and (due := await self.store.run(partial(next_due, queue=Timer))):
            # the hand goes by the machine's clock, the row by ours: they differ in a fast rehearsal
            self.hand.wake_at(real_clock() + max(due - self.clock(), timedelta(0)))
        return fired

    async def _make(self, order: FileOrder, branch: str) -> bytes:
        from ledgers.workbook import make

        return await self.store.run(partial(make, branch=branch, order=order))


def _next_due(s: Session) -> datetime | None:
    moments = [m for queue in (Inbox, Outbox, Timer) if (m := next_due(s, queue))]
    return min(moments, default=None)


def _reader(settings: "Settings") -> Reader:
    from language.understanding import Understanding

    return Understanding(days=settings.rules.days)


async def _end(task: "asyncio.Task[None]") -> None:
    """Cancel a task and wait for it; a step in hand on the store's thread is finished all the same."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
