"""Cards that show the present state of one thing: only the newest counts, and it may replace an older one."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, SQLModel

from storage.tables import Outbox

OUTBOX = SQLModel.metadata.tables[str(Outbox.__tablename__)]
SAME = ("branch", "platform", "address", "subject")

EDITABLE = timedelta(days=14)
"""Feishu lets a bot edit its card for so long."""


def outdated(s: Session, row: Outbox) -> bool:
    """Whether a newer card of the same subject already waits there: only the newest is worth sending."""
    return s.connection().execute(_newer(), _key(row) | {"id": row.id}).first() is not None


def earlier(s: Session, row: Outbox, now: datetime) -> str:
    """The platform's id of the last card of the same subject there, if it may still be edited; else ""."""
    shown = s.connection().execute(_shown(), _key(row) | {"since": now - EDITABLE}).scalar()
    return str(shown or "")


def _key(row: Outbox) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SAME}


@cache
def _newer() -> Select[Any]:
    return _same(OUTBOX.c.id).where(OUTBOX.c.id > bindparam("id"), OUTBOX.c.done_at.is_(None)).limit(1)


@cache
def _shown() -> Select[Any]:
    sent = _same(OUTBOX.c.platform_id).where(OUTBOX.c.fate == "sent", OUTBOX.c.platform_id != "")
    return sent.where(OUTBOX.c.done_at > bindparam("since")).order_by(OUTBOX.c.id.desc()).limit(1)


def _same(*columns: Any) -> Select[Any]:
    return select(*columns).where(*(OUTBOX.c[name] == bindparam(name) for name in SAME))
