"""`zhibu run` on a real platform: build the house, live until a signal, stop without losing anything."""

import asyncio
import gc
import logging
import signal
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from sqlmodel import Session

from bot.app import Clock, House
from bot.config import Settings
from bot.health import shown
from bot.platform import Platform
from bot.sample import found

log = logging.getLogger(__name__)


def platform_of(settings: Settings) -> Platform:
    """The configured platform, its SDK loaded only now."""
    assert settings.feishu is not None, "the configuration was checked"
    from bot.platforms.feishu.platform import FeishuPlatform

    return FeishuPlatform(settings.feishu, Path(settings.files), called=settings.bot_name)


async def serve(
    settings: Settings, platform: Platform, clock: Clock, stop: asyncio.Event | None = None
) -> None:
    """Live until SIGTERM, SIGINT or `stop`; then finish what is in hand and return.

    Raises StorageTrouble if the database cannot be used, Misconfigured if the port of /healthz is taken.
    """
    stop = stop or asyncio.Event()
    house = House.open(settings, platform, clock)
    try:
        house.store.now(partial(_open_branch, settings=settings))
        house.wind()
        async with AsyncExitStack() as open_doors:
            if settings.health:
                await open_doors.enter_async_context(shown(settings.health.port, house.watch.health))
            _stop_on_signals(stop)
            _settle_memory()
            log.info("started on %s", platform.name)
            await house.run(stop)
            log.info("stopped")
    finally:
        house.close()


def _open_branch(s: Session, settings: Settings) -> None:
    if found(s, settings.branch).sample:
        log.warning("the database holds the sample branch; import a roster into a database of its own")


def _settle_memory() -> None:
    """Take what the start has loaded out of the collector's sight: a round over it stops the loop 0.1 s."""
    gc.collect()
    gc.freeze()


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except (NotImplementedError, RuntimeError):  # Windows; or a loop that is not in the main thread
            return
