"""The log: structured, in China time, without members' words or secrets from level info upwards."""

import logging
import sys
import traceback
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.config import Log
from bot.misconfigured import Misconfigured

CHATTY = ("httpx", "httpcore", "apscheduler", "asyncio", "alembic", "sqlalchemy", "websockets", "Lark")
"""Libraries that write addresses, tokens or whole messages at info and below."""
Event = MutableMapping[str, Any]


def set_up(wanted: Log, secrets: Sequence[str], clock: Callable[[], Any]) -> None:
    """Send everything that is logged to the file (one JSON object per line) or to standard error.

    Raises Misconfigured if the file cannot be written.
    """
    level = getattr(logging, wanted.level.upper())
    handler = _handler(wanted.file)
    handler.setFormatter(_OnFirstUse(lambda: _formatter(wanted, tuple(secrets), clock)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


class _OnFirstUse(logging.Formatter):
    """Builds the real formatter when something is logged: structlog costs 0.1 s that a quiet start saves."""

    def __init__(self, make: Callable[[], logging.Formatter]) -> None:
        super().__init__()
        self._make = cache(make)

    def format(self, record: logging.LogRecord) -> str:
        return self._make().format(record)


def _formatter(wanted: Log, secrets: tuple[str, ...], clock: Callable[[], Any]) -> logging.Formatter:
    import structlog

    drawn = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
        processors=[
            _Stamp(clock),
            _Discreet(wanted.level != "debug"),
            _Secretive(secrets),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False) if wanted.file else drawn,
        ],
    )


def _handler(file: str) -> logging.Handler:
    if not file:
        return logging.StreamHandler(sys.stderr)
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        return logging.FileHandler(file, encoding="utf-8")
    except OSError as refused:
        raise Misconfigured(
            f"log.file {file} 写不了（{refused.strerror}）。换一个路径或改权限。"
        ) from refused


class _Stamp:
    """Adds the moment, by the bot's own clock."""

    def __init__(self, clock: Callable[[], Any]) -> None:
        self._clock = clock

    def __call__(self, _: Any, __: str, event: Event) -> Event:
        return {"at": self._clock().isoformat(timespec="milliseconds"), **event}


class _Discreet:
    """Turns a crash into its kind and the places it passed: its message may quote what a member wrote."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, _: Any, __: str, event: Event) -> Event:
        info = event.pop("exc_info", None)
        if info is True:
            info = sys.exc_info()
        if isinstance(info, BaseException):
            info = (type(info), info, info.__traceback__)
        if info and info[1] is not None:
            event["crash"] = _places(*info) if self._on else "".join(traceback.format_exception(*info))
        return event


def _places(kind: type[BaseException], crash: BaseException, trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-12:]
    where = " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
    cause = f" from {type(crash.__cause__).__name__}" if crash.__cause__ else ""
    return f"{kind.__name__}{cause} at {where}"


class _Secretive:
    """Blacks out known secrets wherever they stand."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._secrets = secrets

    def __call__(self, _: Any, __: str, event: Event) -> Event:
        return {key: self._blackened(value) for key, value in event.items()}

    def _blackened(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for secret in self._secrets:
            value = value.replace(secret, "***")
        return value
