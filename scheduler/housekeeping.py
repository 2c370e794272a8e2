"""Every night what is done and older than the retention is cleared away; the journal and the books stay."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select, tuple_
from sqlmodel import SQLModel

from branch.rules import Rules
from handlers.kit import UnitOfWork, every
from storage.tables import Evidence, Fired, Inbox, Outbox, Timer

DEDUPE_DAYS = 30
"""A platform may deliver a message again for so long; until then its row must be there to know it."""
MOST = 5000
"""Rows of a table in one night: a year's backlog must not hold the pen for minutes."""
NOBODYS = ""
"""The branch of a message that belonged to none."""
QUEUES = (Inbox, Outbox, Timer)


def at_night(rules: Rules) -> str:
    """When nobody speaks."""
    return "cron:40 3 * * *"


@every(at_night, late="merge", grace=timedelta(days=2), quiet=False)
def clear_away(work: UnitOfWork, _: dict[str, Any]) -> None:
    """Delete the branch's done messages, cards and alarms, its occurrences and nobody's files, once old."""
    before = work.now - timedelta(days=max(DEDUPE_DAYS, work.around.retention_days))
    for queue in QUEUES:
        table = SQLModel.metadata.tables[str(queue.__tablename__)]
        _clear(work, table, table.c.done_at < before, table.c.id)
    loose = SQLModel.metadata.tables[str(Evidence.__tablename__)]
    _clear(work, loose, (loose.c.done_at < before) & (loose.c.about == ""), loose.c.id)
    fired = SQLModel.metadata.tables[str(Fired.__tablename__)]
    _clear(work, fired, fired.c.noted_at < before, fired.c.at)


def _clear(work: UnitOfWork, table: Table, old: ColumnElement[bool], order: ColumnElement[Any]) -> None:
    key = tuple(table.primary_key)
    mine = table.c.branch.in_([work.branch.id, NOBODYS])
    oldest = select(*key).where(mine, old).order_by(order).limit(MOST)
    work.session.connection().execute(delete(table).where(tuple_(*key).in_(oldest)))
