"""The frames of the long connection: pings, fragments put together, acknowledgements."""

import base64
import json
from typing import Any

from bot.platforms.feishu.sdk import CONTROL, DATA, Frame, words

FRAGMENTS_LIVE = 30.0
"""Seconds; a message whose parts do not all come is dropped, unacknowledged, and so comes again."""
FRAGMENTED_AT_MOST = 256


def ping(service: int) -> bytes:
    frame = Frame(SeqID=0, LogID=0, service=service, method=CONTROL)
    _head(frame, words.HEADER_TYPE, "ping")
    return bytes(frame.SerializeToString())


def parse(raw: bytes) -> Any:
    """Read one frame.

    Raises:
        ValueError: it is none.
    """
    frame = Frame()
    try:
        frame.ParseFromString(raw)
    except Exception as odd:  # the vendored protobuf raises many kinds
        raise ValueError("not a frame") from odd
    return frame


def header(frame: Any, name: str, default: str = "") -> str:
    return next((str(h.value) for h in frame.headers if h.key == name), default)


def is_data(frame: Any) -> bool:
    return bool(frame.method == DATA)


def acknowledgement(frame: Any, code: int, answer: dict[str, Any] | None, took: float) -> bytes:
    """Turn a data frame into its own answer. `took` is in seconds; `answer` is what a press is told."""
    said: dict[str, Any] = {"code": code}
    if answer is not None:
        said["data"] = base64.b64encode(json.dumps(answer, ensure_ascii=False).encode()).decode()
    _head(frame, words.HEADER_BIZ_RT, str(round(took * 1000)))
    frame.payload = json.dumps(said).encode()
    return bytes(frame.SerializeToString())


class Fragments:
    """Messages that come in several frames, until the last part is there."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[float, list[bytes | None]]] = {}

    def whole(self, frame: Any, now: float) -> bytes | None:
        """Return the payload once it is complete. `now` is in seconds of any steady clock."""
        total = int(header(frame, words.HEADER_SUM, "1") or 1)
        if total <= 1:
            return bytes(frame.payload)
        self._forget(now)
        name, place = header(frame, words.HEADER_MESSAGE_ID), int(header(frame, words.HEADER_SEQ, "0"))
        _, parts = self._parts.setdefault(name, (now, [None] * total))
        if not 0 <= place < len(parts):
            raise ValueError("a fragment out of range")
        parts[place] = bytes(frame.payload)
        if any(part is None for part in parts):
            return None
        del self._parts[name]
        return b"".join(part for part in parts if part is not None)

    def _forget(self, now: float) -> None:
        alive = {n: p for n, p in self._parts.items() if p[0] + FRAGMENTS_LIVE > now}
        self._parts = dict(list(alive.items())[-FRAGMENTED_AT_MOST:])


def _head(frame: Any, key: str, value: str) -> None:
    one = frame.headers.add()
    one.key, one.value = key, value
