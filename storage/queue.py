"""One way to take work and one way to put it back, shared by the three loops."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from time import thread_time
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Update, and_, bindparam, exists, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select

from storage.tables import Due

LEASE = timedelta(seconds=60)
"""How long a row is out of reach of others while it is worked on outside a transaction."""
PEN_SECONDS = 0.02
"""How long one transaction goes on taking up further rows."""
Row = TypeVar("Row", bound=Due)


def claim(s: Session, queue: type[Row], now: datetime, limit: int = 1) -> list[Row]:
    """Take the oldest rows that are due, one from each lane so that a lane stays in order.

    They are ours until this transaction ends, and loose: change them freely, then mark() them. Whoever goes
    on with them after it puts `due_at` LEASE ahead: if he dies, they fall due again.
    """
    rows = list(s.exec(_due(queue), params={"now": now, "limit": limit}))
    for row in rows:
        s.expunge(row)
    return rows


def in_time(rows: Sequence[Row], seconds: float = PEN_SECONDS) -> Iterator[Row]:
    """The rows one by one until the pen was held long enough; those left over wait for the next stroke.

    Who writes messages down waits for this pen, and the platform waits for him.
    """
    began = thread_time()  # computing, not waiting for a busy machine: that would only make strokes short
    for row in rows:
        yield row
        if thread_time() - began > seconds:
            return


def mark(s: Session, rows: Sequence[Due]) -> None:
    """Write down how it went with these rows: done, put off, or leased."""
    if rows:
        # by id: two replicas that mark some of the same rows must not wait for each other crosswise
        marked = [{"row_id": r.id} | {name: getattr(r, name) for name in r.marks} for r in rows]
        s.connection().execute(_mark(type(rows[0])), sorted(marked, key=lambda m: m["row_id"]))


def next_due(s: Session, queue: type[Due]) -> datetime | None:
    """When claim() will next find something: the earliest due moment among the heads of the lanes."""
    found: datetime | None = s.exec(_earliest(queue)).first()
    return found


def _is_head(queue: type[Due]) -> ColumnElement[bool]:
    earlier = aliased(queue)
    before = or_(
        col(earlier.order_at) < col(queue.order_at),
        and_(col(earlier.order_at) == col(queue.order_at), col(earlier.id) < col(queue.id)),
    )
    waiting_before = exists().where(
        col(earlier.lane) == col(queue.lane), col(earlier.done_at).is_(None), before
    )
    return and_(col(queue.done_at).is_(None), ~waiting_before)


@cache  # all three: building a statement cost more than running it
def _due(queue: type[Due]) -> Any:
    return (
        select(queue)
        .where(_is_head(queue), col(queue.due_at) <= bindparam("now"))
        .order_by(col(queue.due_at), col(queue.id))
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


@cache
def _earliest(queue: type[Due]) -> Any:
    return select(col(queue.due_at)).where(_is_head(queue)).order_by(col(queue.due_at)).limit(1)


@cache
def _mark(queue: type[Due]) -> Update:
    table = SQLModel.metadata.tables[str(queue.__tablename__)]
    values: dict[str, Any] = {name: bindparam(name) for name in queue.marks}
    return update(table).where(table.c.id == bindparam("row_id")).values(values)
