"""A rehearsal: lines in, what happened out, under a clock that only moves when told."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlmodel import Session

from bot.app import House, RehearsalClock, real_clock
from bot.commands.rosterview import listed
from bot.config import Settings
from bot.platform import Message
from bot.platforms.console import seating
from bot.platforms.console.board import Board, Pressable
from bot.platforms.console.enclosures import taken_out
from bot.platforms.console.lines import COMMANDS, Line, Misspoken, Move, PressButton, Say, Word, read
from bot.platforms.console.platform import GROUP, NAME, ConsolePlatform, Shown
from bot.platforms.console.screen import Screen
from bot.platforms.console.seats import Seats
from branch.people import Branch
from scheduler.beat import wind
from storage import finding
from storage.migrating import migrate
from storage.store import Store

HELP = """张三: 签到          在群里说（{bot}只是听见）
张三: @{bot} 签到   在群里对{bot}说
张三> 我的任务      私下对{bot}说
张三: 2号塔吊限位松动，A区 [图:photo.jpg]   带一张照片；文件写 [文件:路径]
话里的换行写成 \\n；# 开头的行是注释。
按钮从最新一张卡片的第一个数起是 1，往旧的数；/press 不带编号就列出来。
{commands}"""


class Rehearsal:
    """One console: a house, the board of buttons, and who is speaking."""

    def __init__(self, settings: Settings, store: Store, screen: Screen, at: datetime | None) -> None:
        self.settings, self.store, self.screen = settings, store, screen
        self.board, self.speaker, self._reader_left = Board(), "", False
        self.branch = store.now(partial(seating.seat, settings=settings))
        begin = at or max(filter(None, (real_clock(), store.now(seating.left_off))))
        self.clock = RehearsalClock(begin)
        self.platform = ConsolePlatform(self.clock, self._show, Path(settings.files) / "sent")
        self._sit_down(store.now(self._seated))
        for shown in store.now(partial(seating.last_cards, groups=self.platform.groups)):
            self.board.add(shown)
        self.house = House(settings, store, self.platform, self.clock)
        self.house.wind()

    @classmethod
    def open(cls, settings: Settings, screen: Screen, at: datetime | None = None) -> "Rehearsal":
        """Open the books for a rehearsal that begins at a moment (default: now, or where it left off).

        Raises StorageTrouble if the database cannot be used.
        """
        store = Store(settings.database)
        try:
            migrate(store)
            return cls(settings, store, screen, at)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self.house.close()

    async def do(self, text: str) -> bool:
        """Do what one line asks for; False when it was /quit.

        Raises Misspoken if the line means nothing here, StorageTrouble if the database failed,
        BrokenPipeError if whoever reads the output has gone.
        """
        await self._look_at_roster()
        line = read(text, self.seats.called, self.clock(), somebody=bool(self.speaker))
        go_on = line is None or await self._do(line)
        if self._reader_left:
            raise BrokenPipeError
        return go_on

    async def _do(self, line: Line) -> bool:
        match line:
            case Say():
                await self._say(line)
            case PressButton():
                await self._press(line)
            case Move():
                await self.house.advance(line.to)
            case Word(name="quit"):
                return False
            case Word():
                await self._word(line)
        return True

    async def _say(self, line: Say) -> None:
        who = self._who(line.who)
        words, files = taken_out(line.text)
        self.screen.said(who, line.text, private=line.private)
        text, called = re.subn(rf"[@＠]{re.escape(self.settings.bot_name)}\s*", "", words)
        message = self._message(who, private=line.private, text=text.strip())
        addressed = line.private or called > 0
        more = {"mentions": self.seats.mentioned(text), "files": files}
        await self._hear(message, addressed=addressed, **more)

    async def _press(self, line: PressButton) -> None:
        who = self._who(line.who)
        buttons = self.board.buttons(who, private=line.private)
        if not line.number:
            self.screen.note(self.board.listed(who, private=line.private))
            return
        if line.number > len(buttons):
            there = (
                self.board.listed(who, private=line.private) if buttons else "先让支部通发一张带按钮的卡片。"
            )
            raise Misspoken(f"{who}面前没有第 {line.number} 个按钮。{there}")
        button = buttons[line.number - 1]
        try:
            press = button.press(line.form)
        except KeyError as unknown:
            raise Misspoken(f"这张卡片没有“{unknown.args[0]}”这一项。{_fields(button)}") from unknown
        self.screen.said(who, f"（按下 {button.label}）", private=button.private)
        message = self._message(who, private=button.private, text="")
        await self._hear(message, happening="pressed", press=press, addressed=True)

    def _message(self, who: str, *, private: bool, text: str) -> Message:
        chat = who if private else GROUP
        return Message(NAME, uuid4().hex, chat, who, text, self.clock(), private=private, name=who)

    async def _hear(self, message: Message, **more: Any) -> None:
        await self.house.hear(replace(message, **more))
        await self.house.settle()

    async def _word(self, line: Word) -> None:
        match line.name:
            case "as":
                self.speaker = self.seats.member(line.rest)
                self.screen.note(f"现在由{self.speaker}说话。")
            case "now":
                now = self.clock()
                self.screen.note(f"{now:%Y-%m-%d %H:%M}，周{'一二三四五六日'[now.weekday()]}")
            case "who":
                self.screen.note(await self.store.run(self._roster))
            case "reset":
                await self._reset()
            case _:
                self.screen.note(
                    HELP.format(bot=self.settings.bot_name, commands="\n".join(COMMANDS.values()))
                )

    async def _reset(self) -> None:
        if not self.branch.sample:
            raise Misspoken("这里不是示例支部，不清空。要重新开始，请换一个 --database。")
        await self.store.run(seating.wipe)
        self.branch = await self.store.run(partial(seating.seat, settings=self.settings))
        self._sit_down(await self.store.run(self._seated))
        self.board.clear()
        await self.store.run(partial(wind, now=self.clock(), rules=self.settings.rules))
        self.screen.note("已清空，重新装入示例支部。")

    async def _look_at_roster(self) -> None:
        """Somebody may have imported a roster meanwhile."""
        branch = await self.store.run(lambda s: s.get(Branch, self.branch.id))
        if branch is not None and branch.roster_version != self.branch.roster_version:
            self.branch = await self.store.run(partial(seating.seat, settings=self.settings))
            self._sit_down(await self.store.run(self._seated))

    def _seated(self, s: Session) -> tuple[Seats, dict[str, str]]:
        id = self.branch.id
        return Seats(seating.callings(s, id)), seating.groups(s, id)

    def _sit_down(self, seated: tuple[Seats, dict[str, str]]) -> None:
        self.seats, self.platform.groups = seated

    def _who(self, named: str) -> str:
        if not (named or self.speaker):
            raise Misspoken("先用 /as 选一个人，或写成 张三: /press 1。")
        return self.seats.member(named or self.speaker)

    def _roster(self, s: Session) -> str:
        return listed(finding.roster(s, self.branch, self.clock().date()))

    def _show(self, shown: Shown) -> None:
        self.board.add(shown)
        try:
            self.screen.card(shown, self.board.numbers(shown))
        except BrokenPipeError:  # not the delivery's matter: it would try again for ever
            self._reader_left = True


def _fields(button: Pressable) -> str:
    labels = "、".join(f.label for f in button.form.fields) if button.form else ""
    return f"可以填：{labels}。" if labels else "它没有要填的内容。"
