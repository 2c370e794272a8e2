"""Cards that show the present state of one thing: only the newest counts, and it may replace an older one."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from storage.tables import Outbox

EDITABLE = timedelta(days=14)
"""Feishu lets a bot edit its card for so long."""


def outdated(s: Session, row: Outbox) -> bool:
    """Whether a newer card of the same subject already waits there: only the newest is worth sending."""
    newer = select(col(Outbox.id)).where(*_same(row), col(Outbox.id) > row.id)
    return s.exec(newer.where(col(Outbox.done_at).is_(None)).limit(1)).first() is not None


def earlier(s: Session, row: Outbox, now: datetime) -> str:
    """The platform's id of the last card of the same subject there, if it may still be edited; else ""."""
    shown = select(col(Outbox.platform_id)).where(*_same(row), Outbox.fate == "sent")
    recent = shown.where(col(Outbox.platform_id) != "", col(Outbox.done_at) > now - EDITABLE)
    return s.exec(recent.order_by(col(Outbox.id).desc()).limit(1)).first() or ""


def _same(row: Outbox) -> tuple[Any, ...]:
    return (
        Outbox.branch == row.branch,
        Outbox.platform == row.platform,
        Outbox.address == row.address,
        Outbox.subject == row.subject,
    )
