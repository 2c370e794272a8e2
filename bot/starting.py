"""Starting: a rehearsal at the console, or the bot on its real platform."""

import asyncio
import sys
from datetime import datetime

from bot.alone import alone_with
from bot.app import Clock, FastClock, SteadyClock, real_clock
from bot.config import Settings
from bot.logs import set_up
from bot.platforms.console.screen import JsonLines, Screen

USUAL_SPEED = 1.0


def rehearse(
    settings: Settings, start: datetime | None, speaker: str, *, as_json: bool, speed: float = USUAL_SPEED
) -> None:
    """Talk at the console, or play a story if no person sits there.

    Raises Stopped, Misspoken, StorageTrouble.
    """
    with alone_with(settings.sqlite_file):
        # crashes would tear the screen; with a log file they are all there
        level = settings.log.level if settings.log.file else "error"
        set_up(settings.log.model_copy(update={"level": level}), settings.secrets, real_clock)
        screen = _screen(settings, as_json=as_json)
        if sys.stdin.isatty() and sys.stdout.isatty():
            from bot.platforms.console.chat import chat

            asyncio.run(chat(settings, screen, at=start, speaker=speaker, speed=speed))
        else:
            from bot.platforms.console.story import play

            sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
            asyncio.run(play(sys.stdin, settings, screen, at=start, speaker=speaker))


def _screen(settings: Settings, *, as_json: bool) -> Screen:
    if as_json:
        return JsonLines()
    from bot.platforms.console.drawing import Drawn

    return Drawn(settings.bot_name)


def live(settings: Settings, start: datetime | None, speed: float) -> None:
    """Run on the real platform until a signal.

    Raises StorageTrouble if the database cannot be used or somebody else uses it.
    """
    from bot.serving import platform_of, serve

    clock = _clock(start, speed)
    with alone_with(settings.sqlite_file):
        set_up(settings.log, settings.secrets, clock)
        asyncio.run(serve(settings, platform_of(settings), clock))


def _clock(start: datetime | None, speed: float) -> Clock:
    if start is None and speed == USUAL_SPEED:
        return SteadyClock(real_clock)
    return FastClock(start or real_clock(), speed)
