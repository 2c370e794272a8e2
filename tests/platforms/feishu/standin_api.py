"""The stand-in's HTTP side: tokens, messages, chats, files, contacts."""

import json
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from tests.platforms.feishu.standin_calendar import Calendar
from tests.platforms.feishu.standin_cards import Refused, check
from tests.platforms.feishu.standin_faults import Faults
from tests.platforms.feishu.standin_http import Answer, No, Request
from tests.platforms.feishu.standin_world import Chat, Person, Said, World

Json = dict[str, Any]
DEDUPE = timedelta(hours=1)
EDITABLE = timedelta(days=14)
TEXT_MOST, POST_MOST, CARD_MOST = 150 * 1024, 30 * 1024, 30 * 1024


class OpenApi:
    """Answers `/open-apis/...`. `changed` is called after everything that happens."""

    def __init__(self, world: World, faults: Faults, secret: str, changed: Callable[[], None]) -> None:
        self.world, self.faults, self.secret, self.changed = world, faults, secret, changed
        self.calendar = Calendar(world)
        self.token_number = 1
        self.calls: list[str] = []
        self.sent_at: dict[str, list[datetime]] = defaultdict(list)
        self.limited = False
        """Whether rate limits are enforced."""
        self.routes: list[tuple[str, re.Pattern[str], str, Callable[..., Any]]] = []
        for method, path, scope, run in self._routes():
            self.routes.append((method, re.compile(path + r"\Z"), scope, run))

    def _routes(self) -> list[tuple[str, str, str, Callable[..., Any]]]:
        im, send = "/open-apis/im/v1", "im:message:send_as_bot"
        return [
            ("GET", "/open-apis/bot/v3/info", "", self.bot_info),
            ("POST", f"{im}/messages", send, self.create),
            ("POST", f"{im}/messages/([^/]+)/reply", send, self.reply),
            ("PATCH", f"{im}/messages/([^/]+)", send, self.patch),
            ("PATCH", f"{im}/messages/([^/]+)/urgent_app", "im:message.urgent", self.urgent),
            ("GET", f"{im}/messages", "", self.history),
            ("GET", f"{im}/messages/([^/]+)/resources/([^/]+)", "im:resource", self.resource),
            ("GET", f"{im}/chats", "im:chat:readonly", self.chats),
            ("GET", f"{im}/chats/([^/]+)/members", "im:chat:readonly", self.members),
            ("POST", f"{im}/files", "im:resource", self.upload),
            ("POST", f"{im}/images", "im:resource", self.upload_image),
            ("POST", "/open-apis/contact/v3/users/batch_get_id", "contact:user.id:readonly", self.by_mobile),
            *self.calendar.routes(),
        ]

    @property
    def token(self) -> str:
        return f"t-{self.token_number:06d}"

    def expire_token(self) -> None:
        self.token_number += 1

    async def handle(self, request: Request) -> Answer:
        self.calls.append(f"{request.method} {request.path}")
        return await self.faulty(request, self._answered)

    async def faulty(self, request: Request, run: Callable[[Request], Awaitable[Answer]]) -> Answer:
        """Answer, unless something is planned to go wrong."""
        fault = self.faults.next(request)
        if fault and fault.hold:
            await fault.hold.wait()
        wrong = fault and (fault.code or fault.html or fault.absent or fault.lost)
        if fault and wrong and not fault.done:
            return fault.answer()
        answer = await run(request)
        self.changed()
        return fault.answer() if fault and wrong else answer

    async def _answered(self, request: Request) -> Answer:
        return self._answer(request)

    def _answer(self, request: Request) -> Answer:
        try:
            if request.path == "/open-apis/auth/v3/tenant_access_token/internal":
                return self.tenant_token(request)
            if request.headers.get("authorization") != f"Bearer {self.token}":
                raise No(99991663, "Invalid access token for authorization.")
            for method, path, scope, run in self.routes:
                found = path.match(request.path)
                if found and method == request.method:
                    self._allowed(scope)
                    data = run(request, *found.groups())
                    return (
                        data
                        if isinstance(data, Answer)
                        else Answer({"code": 0, "msg": "success", "data": data})
                    )
            raise No(404, "no such path", 404)
        except No as no:
            return no.answer

    def _allowed(self, scope: str) -> None:
        if scope and scope not in self.world.scopes:
            raise No(99991672, f"Access denied. One of the following scopes is required: [{scope}]")
        if self.limited:
            self._within("app", 50, "x-ogw-ratelimit-reset")

    def _within(self, key: str, most: int, header: str = "") -> None:
        now = self.world.clock.now()
        recent = [at for at in self.sent_at[key] if now - at < timedelta(seconds=1)]
        if len(recent) >= most:
            if header:
                raise No(99991400, "request trigger frequency limit", 429, {header: "1"})
            raise No(230020, "This operation triggers the frequency limit.")
        self.sent_at[key] = [*recent, now]

    def tenant_token(self, request: Request) -> Answer:
        if request.json().get("app_secret") != self.secret:
            return Answer({"code": 10014, "msg": "app secret invalid"}, 200)
        said = {"code": 0, "msg": "ok", "tenant_access_token": self.token, "expire": 7200}
        return Answer(said)

    def bot_info(self, request: Request) -> Answer:
        bot = {"activate_status": 2, "app_name": self.world.bot_name, "open_id": self.world.bot_open_id}
        return Answer({"code": 0, "msg": "ok", "bot": bot})

    def create(self, request: Request) -> Json:
        asked = request.json()
        chat = self._address(request.query.get("receive_id_type", ""), asked["receive_id"])
        return self._post(chat, asked, "")

    def reply(self, request: Request, message_id: str) -> Json:
        parent = self.world.message(message_id)
        if parent is None:
            raise No(230001, "invalid message_id")
        if parent.recalled:
            raise No(230011, "The message has been recalled.")
        return self._post(parent.chat, request.json(), message_id)

    def _address(self, kind: str, id: str) -> Chat:
        if kind == "open_id":
            person = self.world.by_open_id(id)
            if person is None:
                raise No(230001, "invalid receive_id")
            return self.world.private(self._present(person))
        chat = self.world.chats.get(id) if kind == "chat_id" else None
        if chat is None:
            raise No(230001, "invalid receive_id")
        return chat

    def _present(self, person: Person) -> Person:
        if person.resigned:
            raise No(230013, "Bot has NO availability to this user.")
        return person

    def _post(self, chat: Chat, asked: Json, parent: str) -> Json:
        if chat.dissolved:
            raise No(232009, "The chat is dissolved.")
        if not chat.bot:
            raise No(230002, "The bot can not be outside the group.")
        uuid = asked.get("uuid", "")
        if len(uuid) > 50:
            raise No(230001, "uuid too long")
        if uuid and (known := self._repeated(uuid)):
            return self._told(known)
        if self.limited:
            self._within(chat.chat_id, 5)
        content = self._content(chat, asked["msg_type"], asked["content"])
        said = self.world.say(chat, None, asked["msg_type"], content, parent)
        if uuid:
            self.world.uuids[uuid] = (said.at, said.message_id)
        return self._told(said)

    def _repeated(self, uuid: str) -> Said | None:
        at, id = self.world.uuids.get(uuid, (None, ""))
        return self.world.message(id) if at and self.world.clock.now() - at < DEDUPE else None

    def _told(self, said: Said) -> Json:
        return {"message_id": said.message_id, "chat_id": said.chat.chat_id, "msg_type": said.kind}

    def _content(self, chat: Chat, kind: str, content: str) -> str:
        """Refuse bad content as the platform does; a file shows its name."""
        try:
            said = json.loads(content)
            if kind == "interactive":
                check(content, {p.open_id for p in chat.people}, chat.bot_may_at_all)
        except Refused as no:
            if no.code == 230025:
                raise No(230025, str(no)) from no
            raise No(230099, f"Failed to create card content, ext=ErrCode: {no.code}; ErrMsg: {no}") from no
        except (ValueError, KeyError, TypeError) as odd:
            raise No(230001, f"content is wrong: {odd!r}") from odd
        if kind == "image" and said["image_key"] not in self.world.files:
            raise No(230001, "invalid image_key")
        if kind == "file":
            name, _ = self.world.files[said["file_key"]]
            return json.dumps(said | {"file_name": name}, ensure_ascii=False)
        if len(content.encode()) > (TEXT_MOST if kind == "text" else POST_MOST):
            raise No(230025, "message content too long")
        return content

    def patch(self, request: Request, message_id: str) -> Json:
        said = self.world.message(message_id)
        if said is None or said.sender is not None or said.kind != "interactive":
            raise No(230001, "not a card of yours")
        if said.recalled:
            raise No(230110, "The message has been deleted.")
        if self.world.clock.now() - said.at > EDITABLE:
            raise No(230031, "The message is too old to be updated.")
        if self.limited:
            self._within(message_id, 5)
        said.content = self._content(said.chat, "interactive", request.json()["content"])
        said.edits += 1
        self.world.shown.append((said, said.text))
        return {}

    def urgent(self, request: Request, message_id: str) -> Json:
        said = self.world.message(message_id)
        if said is None or said.sender is not None:
            raise No(230001, "not a message of yours")
        said.rung += request.json()["user_id_list"]
        return {"invalid_user_id_list": []}

    def history(self, request: Request) -> Json:
        chat = self.world.chats.get(request.query["container_id"])
        self._allowed("im:message.p2p_msg:readonly" if chat and chat.private else "im:message.group_msg")
        if chat is None:
            raise No(230001, "invalid container_id")
        since, until = int(request.query["start_time"]), int(request.query["end_time"])
        there = [m for m in self.world.said if m.chat is chat and since <= m.at.timestamp() < until]
        return self._page(request, [_item(m) for m in there])

    def chats(self, request: Request) -> Json:
        mine = [c for c in self.world.chats.values() if c.bot and not c.private and not c.dissolved]
        return self._page(request, [{"chat_id": c.chat_id, "name": c.name} for c in mine])

    def members(self, request: Request, chat_id: str) -> Json:
        chat = self.world.chats.get(chat_id)
        if chat is None or not chat.bot:
            raise No(232011, "Operator can NOT be out of the chat.")
        people = [{"member_id": p.open_id, "name": p.name, "tenant_key": "t"} for p in chat.people]
        return self._page(request, people) | {"member_total": len(people)}

    def _page(self, request: Request, items: list[Json]) -> Json:
        start, size = int(request.query.get("page_token") or 0), int(request.query["page_size"])
        more = start + size < len(items)
        token = {"page_token": str(start + size)} if more else {}
        return {"items": items[start : start + size], "has_more": more} | token

    def resource(self, request: Request, message_id: str, key: str) -> Answer:
        if self.world.message(message_id) is None or key not in self.world.files:
            raise No(234003, "File not in msg.")
        return Answer(self.world.files[key][1])

    def upload(self, request: Request) -> Json:
        parts = request.multipart()
        if not parts["file"]:
            raise No(234010, "File's size can't be 0.")
        key = self.world.id("file_v3")
        self.world.files[key] = (parts["file_name"].decode(), parts["file"])
        return {"file_key": key}

    def upload_image(self, request: Request) -> Json:
        key = self.world.id("img_v3")
        self.world.files[key] = ("", request.multipart()["image"])
        return {"image_key": key}

    def by_mobile(self, request: Request) -> Json:
        found = {p.mobile: p.open_id for p in self.world.people.values() if p.mobile}
        return {"user_list": [{"mobile": m, "user_id": found.get(m)} for m in request.json()["mobiles"]]}


def _item(said: Said) -> Json:
    """A message as the history shows it, which is unlike the event."""
    sender = said.sender
    who = (
        {"id": sender.open_id, "id_type": "open_id", "sender_type": "user"}
        if sender
        else {"id": "cli_app", "id_type": "app_id", "sender_type": "app"}
    )
    mentions = [m | {"id": m["id"]["open_id"], "id_type": "open_id"} for m in said.mentions]
    return {
        "message_id": said.message_id,
        "msg_type": said.kind,
        "create_time": str(round(said.at.timestamp() * 1000)),
        "deleted": said.recalled,
        "chat_id": said.chat.chat_id,
        "sender": who | {"tenant_key": "t"},
        "body": {"content": said.content},
        "mentions": mentions,
    } | ({"parent_id": said.parent} if said.parent else {})
