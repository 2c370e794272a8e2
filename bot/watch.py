"""The watchdog: sees within 15 s that something died or stands still, says so, and starts it again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.loops import Loop

log = logging.getLogger(__name__)
LOOK_SECONDS = 2.0
"""The hand ticks every 4 s: three looks without a tick, and the one that was just missed, make 8 s."""
STILL_LOOKS = 3
STILL_SECONDS = 180.0
REMEMBERED_SECONDS = 60.0
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before the first, second … start of something that keeps dying."""


class Ticking(Protocol):
    """The hand of the clock, as the watchdog sees it."""

    ticks: int

    def start(self) -> None: ...
    def stop(self) -> None: ...


class Watch:
    """Looks after the loops and the clock's hand. `health` is what /healthz and the doctor show."""

    def __init__(self, loops: tuple[Loop, ...], hand: Ticking, look: float = LOOK_SECONDS) -> None:
        self._loops, self._hand, self._look = loops, hand, look
        self._deaths: dict[str, tuple[float, str]] = {}
        self._leaving = False
        self.runners: dict[str, asyncio.Task[None]] = {}
        self.restarts: dict[str, int] = {}

    def health(self) -> dict[str, str]:
        """What is wrong, by name; empty when all is well."""
        now = asyncio.get_running_loop().time()
        died = {n: why for n, (at, why) in self._deaths.items() if now - at < REMEMBERED_SECONDS}
        wrong = died | {loop.name: loop.trouble for loop in self._loops if loop.trouble}
        for loop in self._loops:
            if loop.alive_at and now - loop.alive_at > STILL_SECONDS:
                wrong[loop.name] = f"{int(now - loop.alive_at)} 秒没有动静"
        return wrong

    async def keep(self, name: str, live: Callable[[], Awaitable[None]]) -> None:
        """Let something live; whenever it ends or dies, log it and start it again, until leave()."""
        while not self._leaving:
            began = asyncio.get_running_loop().time()
            await self._one_life(name, live)
            if self._leaving:
                return
            again = asyncio.get_running_loop().time() - began < REMEMBERED_SECONDS
            lives = self.restarts[name] = self.restarts.get(name, 0) + 1
            log.error("%s is started again", name)
            pause = PAUSES[min(lives, len(PAUSES)) - 1] if again else PAUSES[0]
            await asyncio.sleep(min(pause, self._look * STILL_LOOKS))

    def leave(self) -> None:
        """Let every loop end after the step in hand, and start nothing again."""
        self._leaving = True
        for loop in self._loops:
            loop.leave()

    async def run(self) -> None:
        """Look every few seconds whether the clock's hand still moves; if not, wind it again."""
        seen, still = self._hand.ticks, 0
        while True:
            await asyncio.sleep(self._look)
            still = still + 1 if self._hand.ticks == seen else 0
            seen = self._hand.ticks
            if still > STILL_LOOKS:
                still = 0
                self._wind_again()

    async def _one_life(self, name: str, live: Callable[[], Awaitable[None]]) -> None:
        runner = self.runners[name] = asyncio.ensure_future(live())
        try:
            await runner
            why = "ended"
        except asyncio.CancelledError:
            if asyncio.current_task().cancelling():  # type: ignore[union-attr]
                raise
            why = "was cancelled"
        except Exception as crash:
            log.exception("%s died", name)
            why = f"{type(crash).__name__}: {crash}"
        if not self._leaving:
            self._deaths[name] = (asyncio.get_running_loop().time(), why)

    def _wind_again(self) -> None:
        log.error("the clock's hand stands still; it is wound again")
        self.restarts["hand"] = self.restarts.get("hand", 0) + 1
        self._hand.stop()
        self._hand.start()
