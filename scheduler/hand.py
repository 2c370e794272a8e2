"""APScheduler as the hand of the clock: one tick, and a wake-up at the next due moment. It keeps nothing."""

from collections.abc import Callable
from datetime import datetime

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from branch.calendar import CHINA

TICK_SECONDS = 4


class Hand:
    """Rings a bell every 4 s and at the next due moment. The calendar is the timer table, not this."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._scheduler = AsyncIOScheduler()
        self.ticks = 0

    def start(self) -> None:
        """Begin to tick, on the running event loop; again after stop() with a scheduler of its own."""
        self._scheduler = AsyncIOScheduler(
            timezone=CHINA, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_listener(lambda event: self._ring(), EVENT_JOB_ERROR | EVENT_JOB_MISSED)
        trigger = IntervalTrigger(seconds=TICK_SECONDS, timezone=CHINA)
        self._scheduler.add_job(self._tick, trigger, id="tick", replace_existing=True)
        self._scheduler.start()

    def wake_at(self, moment: datetime) -> None:
        """Ring at this moment besides the regular tick."""
        trigger = DateTrigger(moment, timezone=CHINA)
        self._scheduler.add_job(self._tick, trigger, id="wake", replace_existing=True)

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _tick(self) -> None:
        self.ticks += 1
        self._ring()
