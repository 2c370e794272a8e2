"""One way to take work and one way to put it back, shared by the three loops."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import and_, bindparam, exists, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select

from storage.tables import Due

LEASE = timedelta(seconds=60)
Row = TypeVar("Row", bound=Due)


def claim(s: Session, queue: type[Row], now: datetime, limit: int = 1) -> list[Row]:
    """Take the oldest rows that are due, one from each lane so that a lane stays in order.

    They are ours until this transaction ends, and loose: change them freely, then mark() them.
    """
    rows = list(s.exec(_heads(queue), params={"now": now, "limit": limit}))
    for row in rows:
        s.expunge(row)
    return rows


def lease(s: Session, queue: type[Row], now: datetime, limit: int = 1) -> list[Row]:
    """Take rows for work outside this transaction. If the worker dies, they fall due again."""
    rows = claim(s, queue, now, limit)
    for row in rows:
        row.due_at, row.attempts = now + LEASE, row.attempts + 1
    mark(s, rows)
    return rows


def mark(s: Session, rows: Sequence[Due]) -> None:
    """Write down how it went with these rows: done, put off, or leased."""
    if rows:
        table = SQLModel.metadata.tables[str(rows[0].__tablename__)]
        s.connection().execute(
            update(table).where(table.c.id == bindparam("row_id")),
            [{"row_id": r.id} | {name: getattr(r, name) for name in r.marks} for r in rows],
        )


def next_due(s: Session, queue: type[Due]) -> datetime | None:
    """When the earliest waiting row of a queue falls due."""
    waiting = (
        select(col(queue.due_at)).where(col(queue.done_at).is_(None)).order_by(col(queue.due_at)).limit(1)
    )
    return s.exec(waiting).first()


@cache
def _heads(queue: type[Due]) -> Any:  # cached: building it cost more than running it
    earlier = aliased(queue)
    before = or_(
        col(earlier.order_at) < col(queue.order_at),
        and_(col(earlier.order_at) == col(queue.order_at), col(earlier.id) < col(queue.id)),
    )
    waiting_before = exists().where(
        col(earlier.lane) == col(queue.lane), col(earlier.done_at).is_(None), before
    )
    return (
        select(queue)
        .where(col(queue.done_at).is_(None), col(queue.due_at) <= bindparam("now"), ~waiting_before)
        .order_by(col(queue.due_at), col(queue.id))
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )
