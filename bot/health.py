"""/healthz on this machine only: green while the loops take their turns, red with the reason otherwise."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.misconfigured import Misconfigured

LOOPBACK = "127.0.0.1"
PATIENCE_SECONDS = 5.0
STATUS = {200: "OK", 404: "Not Found", 503: "Service Unavailable"}
Health = Callable[[], dict[str, str]]
"""What is wrong, by name; empty when all is well."""


@asynccontextmanager
async def shown(port: int, health: Health) -> AsyncIterator[int]:
    """Answer GET /healthz while the block runs; gives the port (0 asks for any free one).

    Raises Misconfigured if the port is taken.
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

    try:
        server = await asyncio.start_server(answer, LOOPBACK, port)
    except OSError as taken:
        raise Misconfigured(f"health.port {port} 不能用（{taken.strerror}）。换一个端口。") from taken
    async with server:
        yield server.sockets[0].getsockname()[1]


def _response(head: bytes, wrong: dict[str, str]) -> bytes:
    method, _, rest = head.decode("latin-1").partition(" ")
    path = rest.partition(" ")[0]
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
