"""A story on paper: lines as at the console, and under each what everybody was shown because of it.

    陈敏: 周五下午三点开支委会        said in the group;  张三> … to the bot;  @支部通 addresses it
    陈敏: /press 2 原因=夜班          a button of the newest card there, with a form filled in
    /at 2026-11-30 09:00             what falls due on the way happens
    ! left 王磊                      something that happens on the platform without words (see HAPPENED)
    ! means 陈敏> {"intent": …}      an update that the words for it would only make longer

Lines that begin with spaces are what was shown; they are the golden part of the file.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.platform import Attached, Parcel, Press, Undeliverable
from bot.platforms.console.lines import Move, PressButton, Say, read
from branch.cards import Card
from branch.context import Context
from branch.updates import Update
from language.understanding import Reading
from storage.tables import Timer
from tests.paper import PaperHouse
from tests.people import BRANCH, PEOPLE

NAMES = [name for name, *_ in PEOPLE]
STRANGER = re.compile(r"(?P<who>\S+)> (?P<text>.*)")
PHOTO = b"\xff\xd8\xff\xe0photo"


class Broken:
    """A reader with a fault."""

    def read(self, text: str, context: Context) -> Reading:
        raise ZeroDivisionError


class Stage:
    """Plays lines in a house; `shown` is all that was sent, in order, with fixed keys."""

    def __init__(self, house: PaperHouse) -> None:
        self.house = house
        self.shown: list[Parcel] = []
        self._files = 0

    async def plays(self, line: str) -> list[Parcel]:
        """Play one line; return what was shown because of it."""
        platform, before = self.house.platform, len(self.house.platform.sent)
        if line.startswith("! "):
            what, _, rest = line[2:].partition(" ")
            await HAPPENED[what](self, rest)
        else:
            await self._spoken(line)
        await self.house.settles()
        fresh = [
            replace(parcel, once=f"card-{before + n}") for n, parcel in enumerate(platform.sent[before:], 1)
        ]
        self.shown += fresh
        return fresh

    async def _spoken(self, line: str) -> None:
        command = read(line, NAMES, self.house.clock(), somebody=False)
        if isinstance(command, Move):
            await self.house.advance(command.to)
        elif isinstance(command, PressButton):
            await self._press(command)
        elif isinstance(command, Say):
            speak = self.house.tells if command.private else self.house.says
            await speak(command.who, command.text)
        else:
            raise AssertionError(f"nothing a story can play: {line}")

    async def _press(self, press: PressButton) -> None:
        place = press.who if press.private else "group"
        there = [p for p in self.house.platform.sent if p.address == place and p.card.pressables()]
        card = there[-1].card
        form = {_slot(card, label): value for label, value in press.form.items()}
        pressed = Press(there[-1].once, press.number - 1, form)
        await self.house.hears(press.who, "", happening="pressed", press=pressed, private=press.private)

    async def happens(self, what: str, account: str = "", chat: str = "group", **data: Any) -> None:
        await self.house.hears(account, "", happening=what, chat=chat, data=data)

    async def stranger(self, rest: str) -> None:
        """Somebody whom nobody knows says something."""
        said = STRANGER.fullmatch(rest)
        assert said, rest
        await self.house.tells(said["who"], said["text"])

    async def photo(self, rest: str) -> None:
        """A picture, in the group, with or without words."""
        who, _, text = rest.partition(" ")
        self._files += 1
        key = f"photo-{self._files}"
        self.house.platform.files[key] = PHOTO + str(self._files).encode()
        file = Attached(key, "", "image")
        await self.house.says(who, text, files=(file,), mentions=())

    async def means(self, rest: str) -> None:
        """Somebody means an update, in the group or in private."""
        who, how, slots = (
            rest[: rest.index("{") - 2],
            rest[rest.index("{") - 2],
            json.loads(rest[rest.index("{") :]),
        )
        update = Update.catalog[slots.pop("intent")].model_validate(slots)
        await self.house.means(who, update, private=how == ">")

    async def breaks(self, rest: str) -> None:
        """A fault of ours, in what is said or in what falls due by itself; it is tried until we give up."""
        if rest:
            who, _, text = rest.partition(": ")
            attendant = self.house.house.intake.attendant
            reader, attendant.reader = attendant.reader, Broken()
            await self.house.says(who, text)
            await self._patiently()
            attendant.reader = reader
        else:
            late = {"at": self.house.clock(), "due_at": self.house.clock(), "order_at": self.house.clock()}
            broken = Timer(branch=BRANCH, what="remind_himself", key="R0", lane="broken", **late)
            self.house.look(lambda s: s.add(broken))
            await self._patiently()

    async def _patiently(self) -> None:
        await self.house.advance(self.house.clock() + timedelta(minutes=5))

    async def last_of(self, what: str, who: str) -> None:
        """The newest message of somebody is taken back or changed."""
        from sqlmodel import col, select

        from storage.tables import Inbox

        his = select(Inbox).where(Inbox.account == who, Inbox.text != "").order_by(col(Inbox.id).desc())
        row = self.house.look(lambda s: s.exec(his).first())
        await self.happens(what, who, row.chat, message=row.message_id)


def _people(rest: str) -> list[dict[str, str]]:
    return [{"account": f"账号{name}", "name": name} for name in rest.split()]


def _known(rest: str) -> list[dict[str, str]]:
    return [{"account": name, "name": name} for name in rest.split()]


async def _gap(stage: Stage, hours: str) -> None:
    until = stage.house.clock()
    since = until - timedelta(hours=int(hours))
    await stage.happens("gap", since=since.isoformat(), until=until.isoformat())


async def _withheld(stage: Stage, rest: str) -> None:
    stage.house.platform.withheld.append(Undeliverable(rest))


HAPPENED: dict[str, Callable[[Stage, str], Any]] = {
    "bot_added": lambda stage, name: stage.happens("bot_added", chat=f"chat {name}", name=name),
    "bot_removed": lambda stage, name: stage.happens("bot_removed", chat=f"chat {name}" if name else "group"),
    "joined": lambda stage, rest: stage.happens("joined", people=_people(rest)),
    "left": lambda stage, rest: stage.happens("left", people=_known(rest)),
    "entered": lambda stage, who: stage.happens("entered", who, f"private:{who}"),
    "gap": _gap,
    "recalled": lambda stage, who: stage.last_of("recalled", who),
    "edited": lambda stage, who: stage.last_of("edited", who),
    "stranger": Stage.stranger,
    "photo": Stage.photo,
    "means": Stage.means,
    "breaks": Stage.breaks,
    "photos_are_lost": _withheld,
}


def _slot(card: Card, label: str) -> str:
    assert card.form, f"no form to fill: {card.title}"
    return next(field.name for field in card.form.fields if label in (field.label, field.name))


def played(text: str) -> list[str]:
    """The lines of a story file that are played, and its comments; without what was shown."""
    return [line for line in text.split("\n") if line.strip() and not line.startswith(" ")]


def seen(parcel: Parcel) -> str:
    """What one card looks like to whom it is shown, for a story file."""
    head = f"→ {parcel.address}" if parcel.private else "→ 群里" + _elsewhere(parcel)
    marks = "".join(
        [
            "（@全体）" if parcel.card.everyone else "",
            f"（@{'、'.join(parcel.card.mentions)}）" if parcel.card.mentions else "",
            "（加急）" if parcel.urgent else "",
            "（替换上一张）" if parcel.replaces else "",
        ]
    )
    form = parcel.card.form
    fields = f"〔{'、'.join(f.label for f in form.fields)}〕" if form else ""
    buttons = fields + "".join(f"[{b.label}]" for b in parcel.card.pressables())
    lines = [head + marks, *parcel.card.as_text().split("\n"), *([buttons] if buttons else [])]
    return "\n".join(["  " + lines[0], *(f"    {line}" for line in lines[1:])])


def _elsewhere(parcel: Parcel) -> str:
    return "" if parcel.address == "group" else f"（{parcel.address.removeprefix('chat ')}）"


def folder() -> Path:
    return Path(__file__).parent
