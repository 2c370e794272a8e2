"""What is open and near in a branch, as speech knows it: read for every message, so in two plain queries."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlmodel import Session, SQLModel

from branch.calendar import CHINA
from branch.context import NearMeeting, OpenHazard, OpenStudy, OpenTask
from branch.events import EventState
from branch.items import LIVE


def open_things(
    s: Session, branch: str, names: Mapping[int, str]
) -> tuple[tuple[OpenTask, ...], tuple[OpenHazard, ...]]:
    """The items that still live, by due day, those without one last; `names` are the people on the roster."""
    tasks: dict[int, tuple[Any, list[str]]] = {}
    for row in _rows(s, _open(), branch=branch):
        _, owners = tasks.setdefault(row.id, (row, []))
        if row.person_id in names:
            owners.append(names[row.person_id])
    both = [(row, tuple(owners)) for row, owners in tasks.values()]
    return (
        tuple(OpenTask(f"T{r.number}", r.title, who, r.due) for r, who in both if r.prefix == "T"),
        tuple(
            OpenHazard(f"H{r.number}", f"{r.place}{r.title}", who[0] if who else "")
            for r, who in both
            if r.prefix == "H"
        ),
    )


def near_events(
    s: Session, branch: str, since: date, until: date
) -> tuple[tuple[NearMeeting, ...], tuple[OpenStudy, ...]]:
    """The events between two days that were not cancelled; after them those that wait for a day.

    A meeting that waits for a day lies as far ahead as we look.
    """
    rows = _rows(s, _near(), branch=branch, since=since, until=until)
    return (
        tuple(
            NearMeeting(f"M{r.number}", r.kind, _start(r) or until, r.title, r.place)
            for r in rows
            if r.prefix == "M"
        ),
        tuple(OpenStudy(f"S{r.number}", r.title, r.day) for r in rows if r.prefix == "S"),
    )


def _start(row: Any) -> Any:
    return row.starts_at.astimezone(CHINA) if row.starts_at else row.day


def _rows(s: Session, query: Select[Any], **asked: Any) -> list[Any]:
    s.flush()
    return list(s.connection().execute(query, asked))


@cache
def _open() -> Select[Any]:
    item, holder = (SQLModel.metadata.tables[name] for name in ("item", "holder"))
    owns = and_(holder.c.item_id == item.c.id, holder.c.owner, holder.c.branch == item.c.branch)
    shown = (item.c.id, item.c.prefix, item.c.number, item.c.title, item.c.place, item.c.due)
    return (
        select(*shown, holder.c.person_id)
        .select_from(item.outerjoin(holder, owns))
        .where(item.c.branch == bindparam("branch"), item.c.state.in_(LIVE))
        .order_by(item.c.due.is_(None), item.c.due, item.c.number, holder.c.id)
    )


@cache
def _near() -> Select[Any]:
    event = SQLModel.metadata.tables["event"]
    shown = (event.c.prefix, event.c.number, event.c.kind, event.c.title, event.c.place)
    near = and_(
        event.c.day >= bindparam("since"),
        event.c.day <= bindparam("until"),
        event.c.state != EventState.CANCELLED,
    )
    waiting = and_(event.c.day.is_(None), event.c.state == EventState.PLANNED)
    return (
        select(*shown, event.c.day, event.c.starts_at)
        .where(event.c.branch == bindparam("branch"), or_(near, waiting))
        .order_by(
            event.c.day.is_(None), event.c.day, event.c.starts_at.is_(None), event.c.starts_at, event.c.id
        )
    )
