"""The console in a terminal: a prompt with history and completion, and a clock that ticks while one reads."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from bot.config import Settings
from bot.platforms.console.lines import COMMANDS, Misspoken
from bot.platforms.console.rehearsal import Rehearsal
from bot.platforms.console.screen import Screen
from branch.people import SECRETARIES
from storage import finding
from storage.trouble import StorageTrouble

TICK_SECONDS = 1.0
WELCOME = """写一句话回车就行。群里的话{bot}只是听见；@{bot}，或写成“张三> …”私聊，才是对它说。
/help 看写法，/quit 退出。"""


async def chat(
    settings: Settings, screen: Screen, *, at: datetime | None = None, speaker: str = "", speed: float = 1.0
) -> None:
    """Talk until /quit or Ctrl-D. The clock runs `speed` times as fast as the machine's.

    Raises StorageTrouble if the database cannot be opened, Misspoken for an unknown speaker.
    """
    rehearsal = Rehearsal.open(settings, screen, at)
    try:
        await _welcome(rehearsal, speaker)
        with patch_stdout(raw=True):
            ticking = asyncio.create_task(_tick(rehearsal, lock := asyncio.Lock(), speed))
            try:
                await _talk(rehearsal, _prompt(rehearsal, settings), lock)
            finally:
                ticking.cancel()
    finally:
        rehearsal.close()


async def _welcome(rehearsal: Rehearsal, speaker: str) -> None:
    screen, branch = rehearsal.screen, rehearsal.branch
    screen.note(f"{branch.name}{'（示例数据，人和事都是编的）' if branch.sample else ''}")
    screen.note(WELCOME.format(bot=rehearsal.settings.bot_name))
    await rehearsal.do("/now")
    if speaker := speaker or _secretary(rehearsal):
        await rehearsal.do(f"/as {speaker}")
    elif not rehearsal.seats.called:
        screen.note("名册还是空的。请先用 zhibu roster import 文件 导入名册。")
    await rehearsal.house.settle()


def _secretary(rehearsal: Rehearsal) -> str:
    roster = rehearsal.store.now(lambda s: finding.roster(s, rehearsal.branch, rehearsal.clock().date()))
    there = roster.holding(SECRETARIES)
    return there[0].name if there else ""


async def _talk(rehearsal: Rehearsal, prompt: "PromptSession[str]", lock: asyncio.Lock) -> None:
    while True:
        try:
            line = await prompt.prompt_async(lambda: f"{rehearsal.speaker or '（/as 选人）'}: ")
            async with lock:
                if not await rehearsal.do(line):
                    return
        except EOFError:
            return
        except KeyboardInterrupt:
            continue
        except (Misspoken, StorageTrouble) as wrong:
            rehearsal.screen.note(str(wrong))


async def _tick(rehearsal: Rehearsal, lock: asyncio.Lock, speed: float) -> None:
    """Let the rehearsal's clock run with the machine's, so that reminders come while one is reading."""
    now = asyncio.get_running_loop().time
    last = now()
    while True:
        await asyncio.sleep(TICK_SECONDS)
        async with lock:
            elapsed, last = now() - last, now()
            try:
                await rehearsal.house.advance(rehearsal.clock() + timedelta(seconds=elapsed * speed))
            except StorageTrouble as trouble:
                rehearsal.screen.note(str(trouble))


def _prompt(rehearsal: Rehearsal, settings: Settings) -> "PromptSession[str]":
    def toolbar() -> str:
        buttons = rehearsal.board.buttons(rehearsal.speaker)[:4]
        pressing = "  ".join(f"[{n}]{b.label}" for n, b in enumerate(buttons, 1))
        return f" {rehearsal.clock():%Y-%m-%d %H:%M}  {pressing}"

    return PromptSession(
        history=_history(settings.sqlite_file),
        completer=Names(rehearsal),
        complete_while_typing=False,
        erase_when_done=True,
        bottom_toolbar=toolbar,
        refresh_interval=TICK_SECONDS,
    )


def _history(database: Path | None) -> History:
    """What was typed before, kept beside the database; forgotten where that cannot be written."""
    if database is None:
        return InMemoryHistory()
    file = database.with_name("console-history")
    try:
        file.touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(file))


class Names(Completer):
    """Completes the names of members at the beginning of a line, after /as and @, and commands after /."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What the word before the cursor may become."""
        typed = document.text_before_cursor
        return (Completion(whole, start_position=-len(part)) for part, whole in self._fitting(typed))

    def _fitting(self, typed: str) -> Iterator[tuple[str, str]]:
        names = list(self._rehearsal.seats.called)
        if typed.startswith("/as "):
            yield from _beginning(typed[4:], names)
        elif typed.startswith("/"):
            yield from _beginning(typed[1:], COMMANDS)
        elif "@" in typed:
            yield from _beginning(typed.rpartition("@")[2], [self._rehearsal.settings.bot_name, *names])
        else:
            yield from ((part, f"{name}: ") for part, name in _beginning(typed, names))


def _beginning(part: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((part, word) for word in words if word.startswith(part))


def at_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
