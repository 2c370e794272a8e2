"""Taking turns: run a step; it found nothing? Wait for the bell, or a second."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Loop:
    """One of the three loops. `alive_at` (the event loop's time, seconds) is when it last took a turn.

    `trouble` is what its last step failed with; "" while all is well.
    """

    def __init__(self, name: str, step: Callable[[], Awaitable[int]], patience: float = 1.0) -> None:
        self.name, self.alive_at, self.trouble = name, 0.0, ""
        self._step, self._patience = step, patience
        self._bell, self._leaving = asyncio.Event(), False

    def ring(self) -> None:
        """Somebody put work on the table."""
        self._bell.set()

    def leave(self) -> None:
        """End after the step in hand."""
        self._leaving = True
        self._bell.set()

    async def run(self, then: Callable[[], None] = lambda: None) -> None:
        """Step until told to leave; after each step that did something, call `then`."""
        while not self._leaving:
            self.alive_at = asyncio.get_running_loop().time()
            self._bell.clear()
            if await self._safely():
                then()
            elif not self._leaving:
                await self._rest()

    async def _safely(self) -> int:
        try:
            done = await self._step()
        except Exception as failed:
            if not self.trouble:  # a full disk would otherwise fill the log as well
                log.exception("%s: a step failed", self.name)
            self.trouble = str(failed) or type(failed).__name__
            return 0
        self.trouble = ""
        return done

    async def _rest(self) -> None:
        if self.trouble:  # the bell does not hurry it: what broke the step needs a moment to mend
            await asyncio.sleep(min(self._patience, 1.0))
            return
        try:
            await asyncio.wait_for(self._bell.wait(), self._patience)
        except TimeoutError:
            return
