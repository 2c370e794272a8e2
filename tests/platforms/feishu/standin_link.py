"""The stand-in's long connection: the SDK's frames, acknowledgements, and events that come again."""

import asyncio
import base64
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bot.platforms.feishu.sdk import CONTROL, DATA, Frame
from tests.platforms.feishu.standin_http import Answer, Request
from tests.platforms.feishu.standin_world import World

Json = dict[str, Any]
AGAIN = (15, 300, 3600, 6 * 3600)
"""Seconds after which an event comes again: four times, then never."""
ACK_WITHIN = 3.0


@dataclass
class Event:
    """One event and how its deliveries went. `data`: what the callback was answered."""

    body: Json
    repeats: bool = True
    fragments: int = 1
    tries: int = 0
    due: datetime | None = None
    codes: list[int] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    data: Json | None = None
    acked: bool = False
    flying: bool = False

    @property
    def over(self) -> bool:
        """Acknowledged, or given up."""
        return self.acked or (not self.flying and self.due is None)


class LongConnection:
    """Tells where to connect, accepts connections, pushes each event to one of them."""

    def __init__(self, world: World, secret: str, changed: Callable[[], None]) -> None:
        self.world, self.secret, self.changed = world, secret, changed
        self.refusals: list[int] = []
        """Codes with which the next askers for an address are refused."""
        self.hold: asyncio.Event | None = None
        self.ping_interval, self.ack_within = 120, ACK_WITHIN
        self.deaf_and_dumb = False
        """A half-open link: the platform keeps it but forgot it."""
        self.lose_acks = 0
        self.pong: bytes | None = None
        """What a pong carries; as a rule the configuration."""
        self.links: list[ServerConnection] = []
        self.connected = 0
        self.events: list[Event] = []
        self._waiting: dict[str, tuple[Event, float, asyncio.TimerHandle]] = {}
        self._turn = 0
        self._timer: asyncio.TimerHandle | None = None
        self._sending: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await serve(self._link, "127.0.0.1", 0, ping_interval=None, max_size=None)
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        for _, _, timer in self._waiting.values():
            timer.cancel()
        if self._timer:
            self._timer.cancel()
        self._server.close()
        await self._server.wait_closed()

    async def endpoint(self, request: Request) -> Answer:
        """POST /callback/ws/endpoint."""
        if self.hold:
            await self.hold.wait()
        asked = request.json()
        if self.refusals:
            return Answer({"code": self.refusals.pop(0), "msg": "refused", "data": None})
        if asked.get("AppSecret") != self.secret:
            return Answer({"code": 10014, "msg": "app secret invalid", "data": None})
        url = f"ws://127.0.0.1:{self._port}/ws/v2?device_id={uuid4().int % 10**12}&service_id=33554678"
        return Answer({"code": 0, "msg": "", "data": {"URL": url, "ClientConfig": self._config()}})

    def push(self, event: Event) -> Event:
        self.events.append(event)
        self._try(event)
        return event

    def send_again(self, event: Event) -> None:
        """Deliver an event once more although it was acknowledged, as the platform sometimes does."""
        event.acked = False
        self._try(event)

    def repeat_due(self) -> None:
        """Send again what is due by the clock."""
        now = self.world.clock.now()
        for event in self.events:
            if not event.acked and event.due and event.due <= now:
                event.due = None
                self._try(event)
        self._set_timer()

    async def drop(self) -> None:
        """Cut every link without a goodbye."""
        for link in self.links:
            link.transport.abort()

    async def close_links(self) -> None:
        for link in list(self.links):
            await link.close()

    def _config(self) -> Json:
        return {
            "ReconnectCount": -1,
            "ReconnectInterval": 120,
            "ReconnectNonce": 30,
            "PingInterval": self.ping_interval,
        }

    async def _link(self, link: ServerConnection) -> None:
        self.links.append(link)
        self.connected += 1
        self.changed()
        try:
            async for raw in link:
                assert isinstance(raw, bytes)
                if not self.deaf_and_dumb:
                    await self._take(link, raw)
        except ConnectionClosed:
            pass
        finally:
            self.links.remove(link)
            self.changed()

    async def _take(self, link: ServerConnection, raw: bytes) -> None:
        frame = Frame()
        frame.ParseFromString(raw)
        if frame.method == CONTROL:
            config = json.dumps(self._config()).encode() if self.pong is None else self.pong
            await link.send(self._frame(CONTROL, {"type": "pong"}, config))
            return
        heads = {h.key: h.value for h in frame.headers}
        if self.lose_acks:
            self.lose_acks -= 1
            return
        self._acked(heads["message_id"], json.loads(frame.payload))

    def _acked(self, id: str, said: Json) -> None:
        if id not in self._waiting:
            return
        event, sent_at, timer = self._waiting.pop(id)
        event.flying = False
        timer.cancel()
        event.codes.append(said["code"])
        event.latencies.append(asyncio.get_running_loop().time() - sent_at)
        if said.get("data"):
            event.data = json.loads(base64.b64decode(said["data"]))
        event.acked = said["code"] == 200
        if not event.acked:
            self._later(event)
        self.changed()

    def _try(self, event: Event) -> None:
        event.tries += 1
        event.due = None
        if not self.links or self.deaf_and_dumb:
            return self._later(event)
        self._turn += 1
        link, id = self.links[self._turn % len(self.links)], uuid4().hex
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self.ack_within, self._missed, id)
        self._waiting[id] = (event, loop.time(), timer)
        event.flying = True
        task = loop.create_task(self._send(link, id, event))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, link: ServerConnection, id: str, event: Event) -> None:
        payload = json.dumps(event.body, ensure_ascii=False).encode()
        size = -(-len(payload) // event.fragments)
        for seq in range(event.fragments):
            heads = {"type": "event", "message_id": id, "trace_id": uuid4().hex}
            heads |= {"sum": str(event.fragments), "seq": str(seq)}
            with suppress(ConnectionClosed):
                await link.send(self._frame(DATA, heads, payload[seq * size : (seq + 1) * size]))

    def _missed(self, id: str) -> None:
        event, _, _ = self._waiting.pop(id)
        event.flying = False
        self._later(event)
        self.changed()

    def _later(self, event: Event) -> None:
        event.due = None
        if event.repeats and event.tries <= len(AGAIN):
            event.due = self.world.clock.now() + timedelta(seconds=AGAIN[event.tries - 1])
        self._set_timer()

    def _set_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
        dues = [e.due for e in self.events if not e.acked and e.due]
        if dues:
            wait = max((min(dues) - self.world.clock.now()).total_seconds(), 0)
            self._timer = asyncio.get_running_loop().call_later(min(wait, 3600), self.repeat_due)

    def _frame(self, method: int, heads: dict[str, str], payload: bytes) -> bytes:
        frame = Frame(SeqID=1, LogID=1, service=33554678, method=method, payload=payload)
        for key, value in heads.items():
            head = frame.headers.add()
            head.key, head.value = key, value
        return frame.SerializeToString()
