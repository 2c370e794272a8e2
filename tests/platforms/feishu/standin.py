"""The project's own stand-in of the Feishu open platform, on loopback: drive people, see what they see.

    async with StandIn() as feishu:
        feishu.create_group("第一支部", "书记", "张三")
        await feishu.says("张三", "@支部通 签到", group="第一支部")
        print(feishu.shown("第一支部"))

It answers HTTP and holds the long connection with the SDK's own frames; it repeats what is not acknowledged,
keeps the limits when asked, refuses what the documents forbid, and goes wrong on demand.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.platforms.feishu.standin_api import OpenApi
from tests.platforms.feishu.standin_bodies import form_labels, ids_of, mentions_in, received
from tests.platforms.feishu.standin_cards import Json, buttons
from tests.platforms.feishu.standin_faults import Faults
from tests.platforms.feishu.standin_http import Answer, Http, Request
from tests.platforms.feishu.standin_link import Event, LongConnection
from tests.platforms.feishu.standin_world import Chat, Person, Said, World

PATIENCE = 20.0
APP_ID, SECRET = "cli_standin", "secret-of-the-standin"


@dataclass(frozen=True)
class Reaction:
    """What a press was answered: the toast, or the client's own error."""

    toast: str = ""
    kind: str = ""
    error: int = 0


class StandIn:
    def __init__(self, start: datetime | None = None) -> None:
        self.world, self.faults = World(start), Faults()
        self._change = asyncio.Condition()
        self._telling: set[asyncio.Task[None]] = set()
        self.api = OpenApi(self.world, self.faults, SECRET, self._changed)
        self.link = LongConnection(self.world, SECRET, self._changed)
        self.http = Http(self._handle, lambda: self.world.clock.now())
        self.url = ""

    async def __aenter__(self) -> "StandIn":
        await self.link.start()
        self.url = await self.http.start()
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.link.stop()
        await self.http.stop()

    async def _handle(self, request: Request) -> Answer:
        if request.path == "/callback/ws/endpoint":
            return await self.api.faulty(request, self.link.endpoint)
        return await self.api.handle(request)

    # -- waiting ---------------------------------------------------------------------------------------

    def _changed(self) -> None:
        task = asyncio.ensure_future(self._tell())
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self) -> None:
        async with self._change:
            self._change.notify_all()

    async def until(self, holds: Callable[[], Any], patience: float = PATIENCE) -> Any:
        """Wait until something holds; it is asked whenever anything happened here."""
        async with asyncio.timeout(patience), self._change:
            return await self._change.wait_for(holds)

    async def connected(self, times: int = 1) -> None:
        await self.until(lambda: self.link.connected >= times and self.link.links)

    async def settled(self) -> None:
        """Wait until every event is acknowledged or given up."""
        await self.until(lambda: all(event.over for event in self.link.events))

    def leap(self, **by: float) -> None:
        """Let time pass at once; what falls due on the way comes again."""
        self.world.clock.leap(timedelta(**by))
        self.link.repeat_due()

    # -- groups ----------------------------------------------------------------------------------------

    def create_group(self, name: str, *people: str, bot: bool = True) -> Chat:
        chat = self.world.new_chat(name, [self.world.person(one) for one in people])
        chat.bot = False
        if bot:
            self.add_bot(name, by=people[0])
        return chat

    def add_bot(self, group: str, by: str) -> Event:
        chat = self.world.group(group)
        chat.bot = True
        who = self._operator(self.world.person(by))
        return self._event("im.chat.member.bot.added_v1", {"chat_id": chat.chat_id, "name": group} | who)

    def remove_bot(self, group: str, by: str) -> Event:
        chat = self.world.group(group)
        chat.bot = False
        who = self._operator(self.world.person(by))
        return self._event("im.chat.member.bot.deleted_v1", {"chat_id": chat.chat_id, "name": group} | who)

    def dissolve(self, group: str) -> Event:
        chat = self.world.group(group)
        chat.dissolved = True
        return self._event("im.chat.disbanded_v1", {"chat_id": chat.chat_id, "name": group})

    def joins(self, name: str, group: str) -> Event:
        chat, person = self.world.group(group), self.world.person(name)
        chat.people.append(person)
        return self._member_event("added", chat, person)

    def leaves(self, name: str, group: str) -> Event:
        chat, person = self.world.group(group), self.world.person(name)
        chat.people.remove(person)
        return self._member_event("deleted", chat, person)

    def _member_event(self, what: str, chat: Chat, person: Person) -> Event:
        users = [{"name": person.name, "tenant_key": "t", "user_id": ids_of(person.open_id)}]
        body = {"chat_id": chat.chat_id, "name": chat.name, "users": users} | self._operator(person)
        return self._event(f"im.chat.member.user.{what}_v1", body)

    def enters(self, name: str) -> Event:
        """Open the private chat with the bot."""
        person = self.world.person(name)
        body = {"chat_id": self.world.private(person).chat_id} | self._operator(person)
        return self._event("im.chat.access_event.bot_p2p_chat_entered_v1", body)

    # -- people speak ----------------------------------------------------------------------------------

    async def says(self, name: str, text: str, group: str = "", reply_to: str = "") -> Said:
        """Say something in a group or privately, and wait until the bot acknowledged it."""
        before = len(self.link.events)
        said = self.says_at_once(name, text, group, reply_to)
        await self.until(lambda: all(event.over for event in self.link.events[before:]))
        return said

    def says_at_once(self, name: str, text: str, group: str = "", reply_to: str = "") -> Said:
        chat, person = self._where(name, group)
        written, mentions = mentions_in(text, self.world)
        content = json.dumps({"text": written}, ensure_ascii=False)
        return self._speak(chat, person, "text", content, mentions, reply_to)

    def posts(
        self, name: str, title: str, rows: list[list[Json]], group: str = "", mentions: Any = ()
    ) -> Said:
        chat, person = self._where(name, group)
        content = json.dumps({"title": title, "content": rows}, ensure_ascii=False)
        return self._speak(chat, person, "post", content, list(mentions), "")

    def shows(
        self, name: str, content: bytes, group: str = "", file_name: str = "", reply_to: str = ""
    ) -> Said:
        """Send a picture, or with `file_name` a file."""
        chat, person = self._where(name, group)
        key = self.world.id("file_v3" if file_name else "img_v3")
        self.world.files[key] = (file_name, content)
        body = {"file_key": key, "file_name": file_name} if file_name else {"image_key": key}
        kind = "file" if file_name else "image"
        return self._speak(chat, person, kind, json.dumps(body, ensure_ascii=False), [], reply_to)

    def recalls(self, said: Said) -> Event:
        said.recalled = True
        body = {"message_id": said.message_id, "chat_id": said.chat.chat_id, "recall_type": "message_owner"}
        return self._event("im.message.recalled_v1", body)

    def edits(self, said: Said, text: str) -> Event:
        """Change a message's words. Undocumented, but seen in the open."""
        written, said.mentions = mentions_in(text, self.world)
        said.content = json.dumps({"text": written}, ensure_ascii=False)
        return self._event("im.message.updated_v1", received(said))

    def forwards(self, said: Said, group: str) -> Said:
        """Show a card once more in another group, as a client does."""
        return self.world.say(self.world.group(group), None, said.kind, said.content)

    def _where(self, name: str, group: str) -> tuple[Chat, Person]:
        person = self.world.person(name)
        return (self.world.group(group) if group else self.world.private(person)), person

    def _speak(
        self, chat: Chat, person: Person, kind: str, content: str, mentions: list[Json], parent: str
    ) -> Said:
        said = self.world.say(chat, person, kind, content, parent)
        said.mentions = mentions
        named = any(m["id"]["open_id"] == self.world.bot_open_id for m in mentions)
        at_scope = named and "im:message.group_at_msg:readonly" in self.world.scopes
        if chat.bot and (chat.private or at_scope or "im:message.group_msg" in self.world.scopes):
            self._event("im.message.receive_v1", received(said))
        return said

    # -- people press ----------------------------------------------------------------------------------

    async def clicks(self, name: str, said: Said, label: str, filled: Json | None = None) -> Reaction:
        """Press a button of a card, and see what the client shows."""
        button = next(b for b in buttons(said.card) if b["text"]["content"] == label)
        event = self.clicks_at_once(name, said, button, filled)
        await self.until(lambda: event.over)
        if not event.acked:
            return Reaction(error=200341 if not event.codes else 200671)
        toast = (event.data or {}).get("toast") or {}
        return Reaction(toast.get("content", ""), toast.get("type", ""))

    def clicks_at_once(self, name: str, said: Said, button: Json, filled: Json | None = None) -> Event:
        callback = next(b for b in button["behaviors"] if b["type"] == "callback")
        action: Json = {"tag": "button", "value": callback["value"], "name": button.get("name", "")}
        if filled is not None:
            action |= {"form_value": filled, "timezone": "Asia/Shanghai"}
        body = {
            "operator": ids_of(self.world.person(name).open_id) | {"tenant_key": "t"},
            "token": f"c-{uuid4().hex}",
            "host": "im_message",
            "action": action,
            "context": {"open_message_id": said.message_id, "open_chat_id": said.chat.chat_id},
        }
        return self._event("card.action.trigger", body, repeats=False)

    async def submits(self, name: str, said: Said, **answers: Any) -> Reaction:
        """Fill a form by its labels and press its submit button."""
        labels = form_labels(said.card)
        filled = {labels[label]["name"]: self._answer(labels[label], v) for label, v in answers.items()}
        submit = next(b for b in buttons(said.card) if b.get("form_action_type") == "submit")
        return await self.clicks(name, said, submit["text"]["content"], filled)

    def _answer(self, field: Json, value: Any) -> Any:
        """A value as the client sends it: days with their zone, people as open_ids."""
        if field["tag"] in ("date_picker", "picker_datetime"):
            return f"{value} +0800"
        if field["tag"] == "select_person":
            return self.world.person(value).open_id
        if field["tag"] == "multi_select_person":
            return [self.world.person(one).open_id for one in value]
        return value

    # -- what is seen ----------------------------------------------------------------------------------

    def heard(self, where: str) -> list[Said]:
        """What the bot said in a group, or privately to a person."""
        groups = [c for c in self.world.chats.values() if c.name == where and not c.private]
        chat = groups[0] if groups else self.world.private(self.world.person(where))
        return self.world.heard_by(chat)

    def shown(self, where: str) -> list[str]:
        """The same as readers see it."""
        return [said.text for said in self.heard(where)]

    # -- events ----------------------------------------------------------------------------------------

    def _event(self, kind: str, event: Json, repeats: bool = True) -> Event:
        stamp = str(round(self.world.clock.now().timestamp() * 1000))
        header = {
            "event_id": uuid4().hex,
            "event_type": kind,
            "create_time": stamp if repeats else stamp + "000",
            "token": "",
            "app_id": APP_ID,
            "tenant_key": "t",
        }
        return self.link.push(Event({"schema": "2.0", "header": header, "event": event}, repeats))

    def repeat_with_new_event_id(self, event: Event) -> Event:
        """The same message under another event_id, as the documents warn."""
        header = event.body["header"] | {"event_id": uuid4().hex}
        return self.link.push(Event(event.body | {"header": header}))

    def _operator(self, person: Person) -> Json:
        return {"operator_id": ids_of(person.open_id), "external": False}
