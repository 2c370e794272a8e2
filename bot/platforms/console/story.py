"""A story: the console's lines from a file or a pipe, under a clock that only moves when told."""

from collections.abc import Iterable
from datetime import datetime

from bot.config import Settings
from bot.platforms.console.lines import Misspoken, SaysNothing
from bot.platforms.console.rehearsal import Rehearsal
from bot.platforms.console.screen import Screen


class Stopped(Exception):
    """A line of a story means nothing. The text names the line."""


async def play(
    lines: Iterable[str], settings: Settings, screen: Screen, *, at: datetime | None = None, speaker: str = ""
) -> None:
    """Play a story to its end or its /quit.

    Raises Stopped at an unknown person or command, StorageTrouble if the database failed.
    """
    rehearsal = Rehearsal.open(settings, screen, at)
    try:
        if speaker:
            await _step(rehearsal, 0, f"/as {speaker}")
        await rehearsal.house.settle()
        for number, line in enumerate(lines, 1):
            if not await _step(rehearsal, number, line):
                return
    finally:
        rehearsal.close()


async def _step(rehearsal: Rehearsal, number: int, line: str) -> bool:
    try:
        return await rehearsal.do(line)
    except SaysNothing as nothing:
        rehearsal.screen.note(f"第 {number} 行：{nothing}")
        return True
    except Misspoken as wrong:
        where = f"第 {number} 行" if number else "--as"
        raise Stopped(f"{where}：{wrong}") from wrong
