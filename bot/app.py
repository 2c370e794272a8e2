"""The house: everything is built and joined here. The only user of the real clock."""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

import handlers  # noqa: F401  every capability registers itself
import scheduler.housekeeping  # noqa: F401  and so does this timer
from bot.attending import Reader
from bot.consulted import Consulted
from bot.delivery import Delivery
from bot.fetching import Fetcher
from bot.intake import Intake
from bot.loops import Loop
from bot.platform import Consulting, Message, Platform
from bot.watch import Watch
from branch.calendar import CHINA
from branch.cards import FileOrder
from handlers.hazards.photos import KEPT
from handlers.kit import Surroundings
from scheduler.beat import Beat, wind
from scheduler.hand import Hand
from storage.migrating import migrate
from storage.queue import next_due
from storage.store import Store
from storage.tables import Evidence, Inbox, Outbox, Timer
from storage.trouble import StorageTrouble

if TYPE_CHECKING:
    from bot.config import Settings

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
GRACE_SECONDS = 10
SWITCH_SECONDS = 0.0005
"""How long the store's thread may compute before the event loop gets its turn: Python's own 5 ms, times the
few turns one receipt takes, was half the time the platform waited."""


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
    """Never runs backwards: when the machine's clock jumps back, it goes at half speed until they meet again.

    Standing still would be worse: nothing that waits (a retry, a lease, a reminder) would ever fall due.
    """

    def __init__(self, clock: Clock, seconds: Callable[[], float] = monotonic) -> None:
        self._clock, self._seconds, self._lock = clock, seconds, Lock()
        self._last, self._mark = clock(), seconds()
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        with self._lock:  # the store's thread asks, too
            now, mark = self._clock(), self._seconds()
            slow = self._last + timedelta(seconds=(mark - self._mark) / 2)
            self._last, self._mark = max(now, slow), mark
            self.ahead = self._last - now
            return self._last


class House:
    """One whole bot: ears, head, books, mouth and clock."""

    def __init__(self, settings: "Settings", store: Store, platform: Platform, clock: Clock) -> None:
        self.settings, self.store, self.platform, self.clock = settings, store, platform, clock
        self.around = Surroundings(
            platform.name, settings.bot_name, settings.rules, settings.operator, settings.retention_days
        )
        self.intake = Intake(store, _reader(settings), clock, self.around, settings.branch.id)
        self.delivery = Delivery(store, platform, clock, self._make, Random())
        self.beat = Beat(store, clock, self.around)
        if isinstance(platform, Consulting):
            platform.consult(Consulted(store, (clock, real_clock), platform.name, settings.branch.id))
        self.hearing = Loop("hearing", self.intake.work)
        self.speaking = Loop("speaking", self.delivery.work)
        self.fetcher = Fetcher(store, platform, clock, self.around)
        self.fetching = Loop("fetching", self.fetcher.work, patience=10)
        self.delivery.came_back = self.speaking.ring
        self.timing = Loop("timing", self._beat, patience=60)
        self.hand = Hand(self.timing.ring)
        self.watch = Watch((self.hearing, self.speaking, self.timing, self.fetching), self.hand)

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
        while await self._step():
            await self.delivery.finish()

    async def _step(self) -> int:
        fetched = await self.intake.work() + await self.fetcher.work()
        return fetched + await self.beat.work() + await self.delivery.work()

    async def advance(self, to: datetime) -> None:
        """Rehearsal: move the clock to a moment; what falls due on the way happens, each at its own time."""
        assert isinstance(self.clock, RehearsalClock)
        await self.settle()
        while (due := await self.store.run(_next_due)) is not None and self.clock() < due <= to:
            self.clock.set(due)
            await self.settle()
        self.clock.set(to)
        await self.settle()

    async def run(self, stop: asyncio.Event) -> None:
        """Live until `stop` is set; then finish what is in hand, and return.

        Raises what the watchdog itself died of: then nobody would notice anything else.
        """
        lives: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "hearing": partial(self.hearing.run, then=self._ring),
            "speaking": self.speaking.run,
            "timing": partial(self.timing.run, then=self.speaking.ring),
            "fetching": partial(self.fetching.run, then=self.speaking.ring),
        }
        listening = asyncio.create_task(self.watch.keep("listening", self._listen))
        loops = {asyncio.create_task(self.watch.keep(name, live)) for name, live in lives.items()}
        watching = asyncio.create_task(self.watch.run())
        stopping = asyncio.create_task(stop.wait())
        sys.setswitchinterval(SWITCH_SECONDS)
        self.hand.start()
        self.timing.ring()
        try:
            await asyncio.wait({stopping, watching}, return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                watching.result()
        finally:
            self.hand.stop()
            await _end(stopping, watching, listening)
            await self._leave(loops)

    def _ring(self) -> None:
        self.speaking.ring()
        self.fetching.ring()

    async def _leave(self, loops: set[asyncio.Task[None]]) -> None:
        """Finish what is in hand. What takes too long is in the tables, and goes on at the next start."""
        self.watch.leave()
        try:
            async with asyncio.timeout(GRACE_SECONDS):
                await asyncio.wait(loops)
                await self.settle()
        except (TimeoutError, StorageTrouble) as left:
            log.warning("stopped with work left: %s", left or "no time")
        await _end(*loops)
        await self.platform.close()

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
        if order.what == KEPT:  # a file that somebody sent: it lies there already, under its content's name
            kept = Path(self.settings.files) / order.period[:2] / order.period
            return await asyncio.to_thread(kept.read_bytes)
        from ledgers.workbook import make

        return await self.store.read(partial(make, branch=branch, order=order))


def _next_due(s: Session) -> datetime | None:
    moments = [m for queue in (Inbox, Outbox, Timer, Evidence) if (m := next_due(s, queue))]
    return min(moments, default=None)


def _reader(settings: "Settings") -> Reader:
    from bot.reading import reader

    return reader(settings)


async def _end(*tasks: "asyncio.Task[Any]") -> None:
    """Cancel tasks and wait for them; a step in hand on the store's thread is finished all the same."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
