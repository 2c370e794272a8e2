"""What replicas that share one database share besides: narrow places outside, and what a month has cost.

Each is one short statement, so that two who come at once are told different things.
"""

from typing import Any

from sqlalchemy import Table, case
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from storage.tables import Pace, Spent

PACE = SQLModel.metadata.tables[str(Pace.__tablename__)]
SPENT = SQLModel.metadata.tables[str(Spent.__tablename__)]


class Crowded(Exception):
    """The next free moment is too late; nothing was taken."""


def pass_through(
    s: Session, at: tuple[str, str], pace: tuple[float, int], now: float, latest: float
) -> float:
    """Take the next free moment of a narrow place and return it (seconds since 1970, at least `now`).

    `at` is the platform and the place; `pace` the seconds between two passages and how many may pass at once.
    Raises Crowded if that were after `latest`.
    """
    every, burst = pace
    slack = (burst - 1) * every
    new = _insert(s, PACE).values(platform=at[0], place=at[1], free_at=now + every)
    free = case((PACE.c.free_at > now, PACE.c.free_at), else_=now)
    taken = new.on_conflict_do_update(
        index_elements=["platform", "place"],
        set_={"free_at": free + every},
        where=PACE.c.free_at - slack <= latest,
    )
    moment = s.connection().execute(taken.returning(PACE.c.free_at)).scalar()
    if moment is None:
        raise Crowded
    return max(now, float(moment) - every - slack)


def spend(s: Session, platform: str, month: str, calls: int) -> int:
    """Add calls to what a month has cost, and return the sum."""
    new = _insert(s, SPENT).values(platform=platform, month=month, calls=calls)
    added = new.on_conflict_do_update(
        index_elements=["platform", "month"], set_={"calls": SPENT.c.calls + calls}
    )
    return int(s.connection().execute(added.returning(SPENT.c.calls)).scalar_one())


def _insert(s: Session, table: Table) -> Any:
    return {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[s.get_bind().dialect.name](table)
