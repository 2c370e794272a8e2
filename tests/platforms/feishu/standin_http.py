"""A very small HTTP/1.1 server for the stand-in: keep-alive, JSON and multipart in, anything out."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        return json.loads(self.body or b"{}")

    def multipart(self) -> dict[str, bytes]:
        """Field name -> content; a file's name is under `<field>.filename`."""
        boundary = self.headers["content-type"].partition("boundary=")[2].strip('"').encode()
        parts: dict[str, bytes] = {}
        for piece in self.body.split(b"--" + boundary)[1:-1]:
            head, _, content = piece.strip(b"\r\n").partition(b"\r\n\r\n")
            name = re.search(rb'name="([^"]*)"', head)
            assert name
            parts[name[1].decode()] = content
            if filename := re.search(rb'filename="([^"]*)"', head):
                parts[f"{name[1].decode()}.filename"] = filename[1]
        return parts


@dataclass
class Answer:
    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class No(Exception):
    """The platform refuses."""

    def __init__(
        self, code: int, said: str = "", status: int = 400, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(said)
        self.answer = Answer({"code": code, "msg": said or f"error {code}"}, status, headers or {})


class Hangup(Exception):
    """Close the connection without an answer."""


class Http:
    """Serves one handler on an ephemeral port of the loopback."""

    def __init__(self, handle: Callable[[Request], Awaitable[Answer]], now: Callable[[], Any]) -> None:
        self._handle, self._now = handle, now
        self._writers: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self.connections = 0
        self.dated = True
        """Whether answers say what time it is; not every server does."""

    async def start(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        if self._serving:
            await asyncio.wait(self._serving)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self._writers.add(writer)
        self.connections += 1
        try:
            while request := await self._read(reader):
                answer = await self._handle(request)
                writer.write(self._encode(answer))
                await writer.drain()
        except (Hangup, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._writers.discard(writer)
            self._serving.discard(task)
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Request | None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").rstrip().split("\r\n")
        method, target, _ = first.split(" ")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        parts = urlsplit(target)
        return Request(method, parts.path, dict(parse_qsl(parts.query)), headers, body)

    def _encode(self, answer: Answer) -> bytes:
        raw = isinstance(answer.body, bytes)
        body = answer.body if raw else json.dumps(answer.body, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/octet-stream" if raw else "application/json; charset=utf-8",
            "Content-Length": str(len(body)),
        } | answer.headers
        if self.dated:
            headers["Date"] = format_datetime(self._now(), usegmt=True)
        lines = "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        return f"HTTP/1.1 {answer.status} X\r\n{lines}\r\n".encode() + body
