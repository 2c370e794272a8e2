"""The stand-in's world: a clock that can leap, people, groups, what was said."""

import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from tests.platforms.feishu.standin_cards import visible

Json = dict[str, Any]
SCOPES = {
    "im:message:send_as_bot",
    "im:message.p2p_msg:readonly",
    "im:message.group_at_msg:readonly",
    "im:message.group_msg",
    "im:chat:readonly",
    "im:resource",
    "im:message.urgent",
    "contact:user.id:readonly",
    "calendar:calendar",
}


class Clock:
    """Flows with real time, and leaps when told."""

    def __init__(self, start: datetime) -> None:
        self._start, self._began, self._leapt = start, time.monotonic(), timedelta(0)

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began) + self._leapt

    def leap(self, by: timedelta) -> None:
        self._leapt += by


@dataclass
class Person:
    name: str
    open_id: str
    mobile: str = ""
    resigned: bool = False


@dataclass
class Chat:
    chat_id: str
    name: str
    people: list[Person] = field(default_factory=list)
    bot: bool = True
    private: bool = False
    dissolved: bool = False
    bot_may_at_all: bool = True


@dataclass
class Said:
    """A message. `sender` is None for the bot's own."""

    message_id: str
    chat: Chat
    sender: Person | None
    kind: str
    content: str
    at: datetime
    parent: str = ""
    mentions: list[Json] = field(default_factory=list)
    recalled: bool = False
    edits: int = 0
    rung: list[str] = field(default_factory=list)

    @property
    def card(self) -> Json:
        return json.loads(self.content)

    @property
    def text(self) -> str:
        """What a reader sees."""
        said = json.loads(self.content)
        if self.kind == "interactive":
            return visible(said)
        if self.kind == "post":
            body = said.get("zh_cn", said)
            rows = ["".join(_post_node(n) for n in row) for row in body["content"]]
            return "\n".join([body.get("title", ""), *rows]).strip()
        if self.kind == "text":
            return said["text"]
        return f"[{self.kind}] {said.get('file_name') or said.get('file_key') or said.get('image_key')}"


def _post_node(node: Json) -> str:
    return f"@{node['user_id']}" if node["tag"] == "at" else node.get("text", "")


class World:
    """Everything there is, and the numbers that name it."""

    def __init__(self, start: datetime | None = None) -> None:
        self.clock: Any = Clock(start or datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
        self._numbers = count(1)
        self.people: dict[str, Person] = {}
        self.chats: dict[str, Chat] = {}
        self.said: list[Said] = []
        self.shown: list[tuple[Said, str]] = []
        """Everything the bot showed, as it was shown: a message that was edited stands here again."""
        self.files: dict[str, tuple[str, bytes]] = {}
        self.uuids: dict[str, tuple[datetime, str]] = {}
        self.scopes = set(SCOPES)
        self.bot_open_id = "ou_bot000000000000"
        self.bot_name = "支部通"

    def id(self, prefix: str) -> str:
        return f"{prefix}_{next(self._numbers):016d}"

    def person(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = Person(name, self.id("ou"))
        return self.people[name]

    def by_open_id(self, open_id: str) -> Person | None:
        return next((p for p in self.people.values() if p.open_id == open_id), None)

    def group(self, name: str) -> Chat:
        return next(c for c in self.chats.values() if c.name == name and not c.private)

    def new_chat(self, name: str, people: list[Person], private: bool = False) -> Chat:
        chat = Chat(self.id("oc"), name, people, private=private)
        self.chats[chat.chat_id] = chat
        return chat

    def private(self, person: Person) -> Chat:
        mine = (c for c in self.chats.values() if c.private and c.people == [person])
        return next(mine, None) or self.new_chat(person.name, [person], private=True)

    def message(self, message_id: str) -> Said | None:
        return next((m for m in self.said if m.message_id == message_id), None)

    def say(self, chat: Chat, sender: Person | None, kind: str, content: str, parent: str = "") -> Said:
        said = Said(self.id("om"), chat, sender, kind, content, self.clock.now(), parent)
        self.said.append(said)
        if sender is None:
            self.shown.append((said, said.text))
        return said

    def heard_by(self, chat: Chat) -> list[Said]:
        """What the bot said in a chat, oldest first."""
        return [m for m in self.said if m.chat is chat and m.sender is None]
