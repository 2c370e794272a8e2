"""Who changed what, from what to what, when and because of which message. Also the way back (撤销).

Every flush of a session that carries a Pen is noticed: each new, changed or removed record becomes a line.
Handlers do not write the journal; they cannot forget it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import event, func, inspect, update
from sqlalchemy.orm.attributes import History
from sqlmodel import Session, SQLModel, col, select

from branch.refusal import Refusal
from storage.tables import Journal

JOURNAL = SQLModel.metadata.tables[str(Journal.__tablename__)]
ROSTER = {"person", "membership", "account"}
"""What finding.roster and finding.accounts are made of."""
SHOWN = {
    "item": {"title", "place", "due", "state", "branch", "prefix", "number"},
    "holder": {"item_id", "person_id", "owner", "branch"},
    "event": {"kind", "title", "place", "day", "starts_at", "state", "branch", "prefix", "number"},
}
"""What storage/overview.py reads: a change of anything else need not make anybody read it again."""


@dataclass
class Pen:
    """In whose name a session writes, and how much of each sort was written with it."""

    branch: str
    at: datetime
    cause: int | None = None
    person_id: int | None = None
    undoes: int | None = None
    lines: int = 0
    open_lines: int = 0
    """Of what is open and near, as storage/overview.py shows it to the language."""
    roster_lines: int = 0
    refs: list[str] = field(default_factory=list)


def listen(sessions: Any) -> None:
    """Let the journal listen to every session of a factory."""
    event.listen(sessions, "after_flush", _after_flush)


def _after_flush(s: Session, _: Any) -> None:
    pen: Pen | None = s.info.get("pen")
    if pen is None:
        return
    touched = (*s.new, *s.dirty, *s.deleted)
    pen.roster_lines += sum(thing.__tablename__ in ROSTER for thing in touched)
    lines = [line for thing in touched if (line := _line(s, thing, pen))]
    if lines:
        pen.lines += len(lines)
        pen.open_lines += sum(_shows(line) for line in lines)
        pen.refs += [line["ref"] for line in lines if line["ref"]]
        s.connection().execute(JOURNAL.insert(), lines)


def _shows(line: dict[str, Any]) -> bool:
    columns = SHOWN.get(line["record"], set())
    return not columns.isdisjoint((line["before"] or {}).keys() | (line["after"] or {}).keys())


def _line(s: Session, thing: Any, pen: Pen) -> dict[str, Any] | None:
    if not getattr(type(thing), "journaled", False):
        return None
    before, after = _images(s, thing)
    if before == after:
        return None
    known = {"branch": pen.branch, "cause": pen.cause, "person_id": pen.person_id, "at": pen.at}
    what = {"record": thing.__tablename__, "record_id": thing.id, "ref": thing.ref()}
    return known | what | {"before": before, "after": after, "undoes": pen.undoes, "undone": False}


def _images(s: Session, thing: Any) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The record before and after: whole when it came or went, else only the columns that changed."""
    whole = {name: _plain(getattr(thing, name)) for name in type(thing).model_fields}
    if thing in s.new:
        return None, whole
    if thing in s.deleted:
        return whole, None
    before, after, passing = {}, {}, _passing(type(thing))
    for column in inspect(thing).attrs:
        if column.history.has_changes() and column.key not in passing:
            before[column.key] = _plain(_former(column.history, column.key))
            after[column.key] = _plain(column.value)
    return before, after


def _former(history: History, name: str) -> Any:
    """What a column held. Raises LookupError if it was changed unread: an undo could not restore it."""
    if not history.deleted:
        raise LookupError(f"{name} was changed before it was read")
    return history.deleted[0]


def _passing(record: type[Any]) -> set[str]:
    """The columns of a timer that say how it went: they change by themselves, and are nobody's doing."""
    marks: set[str] = getattr(record, "marks", set())
    return marks


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def last_cause(s: Session, branch: str, person_id: int) -> int | None:
    """The message of a person's last change that can still be taken back."""
    return next(iter(causes_of(s, branch, person_id, 1)), None)


def causes_of(s: Session, branch: str, person_id: int, most: int) -> list[int]:
    """The messages of a person's last changes that can still be taken back, the newest first."""
    mine = (
        select(col(Journal.cause))
        .where(Journal.branch == branch, Journal.person_id == person_id, col(Journal.cause).is_not(None))
        .where(col(Journal.undone).is_(False), col(Journal.undoes).is_(None))
        .group_by(col(Journal.cause))
        .order_by(func.max(col(Journal.id)).desc())
        .limit(most)
    )
    return [cause for cause in s.exec(mine) if cause is not None]


def lines_of(s: Session, branch: str, cause: int) -> list[Journal]:
    """What one message changed, oldest first."""
    theirs = select(Journal).where(
        Journal.branch == branch, Journal.cause == cause, col(Journal.undone).is_(False)
    )
    return list(s.exec(theirs.order_by(col(Journal.id))))


def story_of(s: Session, branch: str, ref: str) -> list[Journal]:
    """Every change of a record that people call `ref`, oldest first."""
    lines = select(Journal).where(Journal.branch == branch, Journal.ref == ref)
    return list(s.exec(lines.order_by(col(Journal.id))))


def take_back(s: Session, lines: list[Journal]) -> None:
    """Put everything back as it was before these lines, the newest first.

    Raises Refusal if somebody changed one of these things since: taking back would undo his work, too.
    """
    for line in reversed(lines):
        record = _class(line.record)
        thing = s.get(record, line.record_id)
        _must_be_as_left(line, thing)
        if line.before is None:
            s.delete(thing)
        elif thing is None:
            s.add(record(**_values(record, line.before)))
        else:
            for name, value in _values(record, line.before).items():
                setattr(thing, name, value)
        s.flush()
    s.connection().execute(
        update(JOURNAL).where(JOURNAL.c.id.in_([line.id for line in lines])).values(undone=True)
    )


def _must_be_as_left(line: Journal, thing: Any) -> None:
    if line.after is None:
        return
    left = thing is not None and all(
        getattr(thing, name) == value
        for name, value in _values(type(thing), line.after).items()
        if name not in _passing(type(thing))
    )
    if not left:
        raise Refusal(f"{line.ref or '这条记录'}后来又有改动，不能直接撤销。请说明要改成什么。")


def _class(table: str) -> type[Any]:
    for mapper in SQLModel._sa_registry.mappers:  # the registry is the only list of tables there is
        if mapper.class_.__tablename__ == table:
            return mapper.class_
    raise LookupError(f"no record is called {table}")


def _values(record: type[Any], image: dict[str, Any]) -> dict[str, Any]:
    fields = record.model_fields
    return {
        name: TypeAdapter(fields[name].annotation).validate_python(value)
        for name, value in image.items()
        if name in fields
    }
