"""The watchdog: sees within 15 s that a loop died or stands still, says so, and starts it again."""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from bot.loops import Loop

log = logging.getLogger(__name__)
LOOK_SECONDS = 4.0
STILL_SECONDS = 180.0


class Ticking(Protocol):
    """The hand of the clock, as the watchdog sees it."""

    ticks: int

    def start(self) -> None: ...
    def stop(self) -> None: ...


class Watch:
    """Looks after the loops and the clock's hand. `health` is what /healthz and the doctor show."""

    def __init__(self, loops: tuple[Loop, ...], hand: Ticking, look: float = LOOK_SECONDS) -> None:
        self._loops, self._hand, self._look = loops, hand, look
        self._runners: dict[str, asyncio.Task[None]] = {}
        self._seen_ticks = (0, 0.0)
        self.restarts: dict[str, int] = {}

    def health(self) -> dict[str, str]:
        """What is wrong, by name; empty when all is well."""
        now = asyncio.get_running_loop().time()
        wrong = {loop.name: loop.trouble for loop in self._loops if loop.trouble}
        for loop in self._loops:
            if loop.alive_at and now - loop.alive_at > STILL_SECONDS:
                wrong[loop.name] = f"{int(now - loop.alive_at)} 秒没有动静"
        return wrong

    async def keep(self, loop: Loop, then: Callable[[], None] = lambda: None) -> None:
        """Run a loop; whenever it dies, log it and start it again."""
        while True:
            runner = asyncio.create_task(loop.run(then), name=f"loop {loop.name}")
            self._runners[loop.name] = runner
            try:
                await runner
            except asyncio.CancelledError:
                if asyncio.current_task().cancelling():  # type: ignore[union-attr]
                    runner.cancel()
                    raise
            except Exception:
                log.exception("loop %s died", loop.name)
            self.restarts[loop.name] = self.restarts.get(loop.name, 0) + 1
            log.error("loop %s is started again", loop.name)
            await asyncio.sleep(self._look / 5)

    async def run(self) -> None:
        """Look every few seconds whether the clock's hand still moves; if not, wind it again."""
        now = asyncio.get_running_loop().time
        self._seen_ticks = (self._hand.ticks, now())
        while True:
            await asyncio.sleep(self._look)
            if self._hand.ticks != self._seen_ticks[0]:
                self._seen_ticks = (self._hand.ticks, now())
            elif now() - self._seen_ticks[1] > 3 * self._look:
                self._wind_again()
                self._seen_ticks = (self._hand.ticks, now())

    def _wind_again(self) -> None:
        log.error("the clock's hand stands still; it is wound again")
        self.restarts["hand"] = self.restarts.get("hand", 0) + 1
        self._hand.stop()
        self._hand.start()
