"""/healthz on this machine only: green while the loops take their turns, red with the reason otherwise."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

LOOPBACK = "127.0.0.1"
PATIENCE_SECONDS = 5.0
STATUS = {200: "OK", 404: "Not Found", 503: "Service Unavailable"}
Health = Callable[[], dict[str, str]]
"""What is wrong, by name; empty when all is well."""


@asynccontextmanager
async def shown(port: int, health: Health) -> AsyncIterator[int]:
    """Answer GET /healthz while the block runs; gives the port (0 asks for any free one).

    Raises OSError if the port is taken.
    """

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE_SECONDS)
            writer.write(_response(head, health()))
            await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(answer, LOOPBACK, port)
    async with server:
        yield server.sockets[0].getsockname()[1]


def _response(head: bytes, wrong: dict[str, str]) -> bytes:
    method, path, *_ = head.decode("latin-1").split(" ", 2)
    known = method in ("GET", "HEAD") and path.partition("?")[0] == "/healthz"
    status = 404 if not known else 503 if wrong else 200
    said = {"healthy": not wrong, "wrong": wrong} if known else {}
    body = json.dumps(said, ensure_ascii=False).encode()
    lines = [
        f"HTTP/1.1 {status} {STATUS[status]}",
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (b"" if method == "HEAD" else body)
