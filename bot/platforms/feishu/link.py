"""The long connection, on our own event loop: heard, stored, acknowledged; lost, found again.

The SDK's client is not its parent: it binds a loop at import, blocks that loop while it asks for an address,
never comes back from a refused address, and cannot be stopped. Its frames are spoken here; the rest is ours.

    address -> connect -> [read | ping | watch] -> lost, for whatever reason -> wait 1..60 s -> address
"""

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.platforms.feishu import frames
from bot.platforms.feishu.api import Api, loopback
from bot.platforms.feishu.logbook import date_of
from bot.platforms.feishu.sdk import ENDPOINT, words
from bot.platforms.feishu.settings import FeishuSettings, Patience

log = logging.getLogger(__name__)
BIGGEST = 16 * 1024 * 1024
CREDENTIALS = {words.FORBIDDEN, words.AUTH_FAILED, words.NO_CREDENTIAL, 10003, 10014}
Hear = Callable[[bytes], Awaitable[dict[str, Any] | None]]


class Refused(Exception):
    """The platform does not tell us where to connect."""

    def __init__(self, code: int, said: str) -> None:
        hint = "，请检查 app_id 和 app_secret" if code in CREDENTIALS else ""
        super().__init__(f"{code} {said}{hint}")
        self.code = code


@dataclass(frozen=True)
class Address:
    """Where to connect, for one connection. `at` is the platform's own time when it said so."""

    url: str
    ping: float
    at: datetime | None


class Link:
    """`hear` is given each event and returns what a press is told; when it raises, Feishu sends again.

    `on_up` is told at each connection how many seconds we had been deaf (None the first time) and the
    platform's own time.
    """

    def __init__(
        self,
        settings: FeishuSettings,
        api: Api,
        hear: Hear,
        patience: Patience,
        on_up: Callable[[float | None, datetime | None], None] = lambda deaf, at: None,
    ) -> None:
        self._settings, self._api, self._hear = settings, api, hear
        self._patience, self._on_up = patience, on_up
        self._fragments = frames.Fragments()
        self._handling: set[asyncio.Task[None]] = set()
        self._heard_at: float | None = None
        self._address = Address("", 120.0, None)
        self.up = asyncio.Event()

    async def run(self) -> None:
        """Stay connected until cancelled; then acknowledge what is being handled and say goodbye."""
        failures = 0
        try:
            while True:
                failures = 0 if await self._one_connection() else failures + 1
                await asyncio.sleep(self._back_off(failures))
        finally:
            await self._finish_handling()

    async def _one_connection(self) -> bool:
        """Connect and listen until it is lost; say whether it was ever up."""
        try:
            await self._stay_connected()
        except Exception as lost:
            log.warning("feishu link: %s: %s", type(lost).__name__, lost)
        was_up = self.up.is_set()
        self.up.clear()
        return was_up

    async def _stay_connected(self) -> None:
        self._address = address = await ask(self._settings, self._api, self._patience)
        proxy: Literal[True] | None = None if loopback(address.url) else True
        async with connect(
            address.url, proxy=proxy, max_size=BIGGEST, open_timeout=self._patience.endpoint, close_timeout=1
        ) as socket:
            self._connected()
            pinging = asyncio.create_task(self._ping(socket))
            try:
                await self._read(socket)
            except asyncio.CancelledError:
                await self._finish_handling()
                raise
            finally:
                pinging.cancel()

    def _connected(self) -> None:
        now = asyncio.get_running_loop().time()
        deaf = None if self._heard_at is None else now - self._heard_at
        self._heard_at = now
        self.up.set()
        self._on_up(deaf, self._address.at)

    async def _read(self, socket: ClientConnection) -> None:
        loop = asyncio.get_running_loop()
        while True:
            # A link that is open but says nothing, not even pong, is dead: the platform forgot us.
            silence = 2 * self._address.ping + self._patience.grace
            async with asyncio.timeout(silence):  # wait_for would lose a cancel that meets a frame (3.11)
                raw = await socket.recv()
            self._heard_at = loop.time()
            try:
                self._take(socket, frames.parse(raw if isinstance(raw, bytes) else raw.encode()))
            except ValueError as odd:
                log.warning("feishu link: a frame was not understood: %s", odd)
            await asyncio.sleep(0)  # a burst is already here: recv would not let anybody else run

    def _take(self, socket: ClientConnection, frame: Any) -> None:
        if not frames.is_data(frame):
            return self._configure(bytes(frame.payload))
        payload = self._fragments.whole(frame, asyncio.get_running_loop().time())
        if payload is None:
            return
        task = asyncio.create_task(self._handle(socket, frame, payload))
        self._handling.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._handling.discard)

    async def _handle(self, socket: ClientConnection, frame: Any, payload: bytes) -> None:
        loop = asyncio.get_running_loop()
        began, code, answer = loop.time(), HTTPStatus.OK, None
        try:
            async with asyncio.timeout(self._patience.hear):
                answer = await self._hear(payload)
        except Exception as failed:
            # Said without its words: a payload carries what members wrote.
            log.error("feishu link: an event was not stored (%s); it will come again", type(failed).__name__)
            code = HTTPStatus.INTERNAL_SERVER_ERROR
        try:
            await socket.send(frames.acknowledgement(frame, code, answer, loop.time() - began))
        except ConnectionClosed:
            log.info("feishu link: lost before an acknowledgement; the event will come again")

    async def _ping(self, socket: ClientConnection) -> None:
        said = parse_qs(urlsplit(self._address.url).query).get(words.SERVICE_ID, ["0"])[0]
        service = int(said) if said.isdecimal() else 0
        while True:
            try:
                await socket.send(frames.ping(service))
            except ConnectionClosed:
                return
            await asyncio.sleep(self._address.ping)

    def _configure(self, payload: bytes) -> None:
        """A pong may bring a new ping interval."""
        config = json.loads(payload) if payload else None
        interval = config.get("PingInterval") if isinstance(config, dict) else None
        if isinstance(interval, int | float) and interval > 0:
            self._address = replace(self._address, ping=float(interval))

    async def _finish_handling(self) -> None:
        if self._handling:
            _, late = await asyncio.wait(self._handling, timeout=self._patience.stop)
            for task in late:
                task.cancel()

    def _back_off(self, failures: int) -> float:
        grown = self._patience.retry_first * 2.0 ** min(failures, 10)
        return min(grown, self._patience.retry_most) * (0.5 + random.random() / 2)


async def ask(settings: FeishuSettings, api: Api, patience: Patience) -> Address:
    """Ask the platform where to connect.

    Raises:
        Refused: it does not say. httpx.TransportError: it does not answer.
    """
    body = {"AppID": settings.app_id, "AppSecret": settings.app_secret}
    answer = await api.plain(ENDPOINT, body, patience.endpoint)
    try:
        said = answer.json()
        code = int(said["code"])
    except (ValueError, KeyError, TypeError) as odd:
        raise Refused(answer.status_code, "网关没有给出地址") from odd
    if code != words.OK:
        raise Refused(code, str(said.get("msg", "")))
    config = said["data"].get("ClientConfig") or {}
    return Address(said["data"]["URL"], float(config.get("PingInterval") or 120), date_of(answer))
