"""Questions about photos and files: which belong to a record, and which came near somebody's words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from storage.store import insert_new
from storage.tables import Evidence, Inbox, Journal

EVIDENCE = SQLModel.metadata.tables[str(Evidence.__tablename__)]
RECENT = 30
"""Journal lines of one person that are looked at: more than he causes within minutes."""


@dataclass(frozen=True)
class Near:
    """Who speaks where, and around which moment counts as near."""

    branch: str
    person_id: int
    chat: str
    since: datetime
    until: datetime


def write_down(s: Session, rows: list[dict[str, Any]]) -> None:
    """Remember files that came with a message, as nobody's yet: nobody's doing, so nothing to undo."""
    insert_new(s, EVIDENCE, rows)


def of_record(s: Session, branch: str, about: str) -> list[Evidence]:
    """The files of a record, in the order sent."""
    theirs = select(Evidence).where(Evidence.branch == branch, Evidence.about == about)
    return list(s.exec(theirs.order_by(col(Evidence.at), col(Evidence.id))))


def loose(s: Session, near: Near) -> list[Evidence]:
    """The files somebody sent there and then that belong to nothing yet."""
    his = select(Evidence).where(Evidence.branch == near.branch, Evidence.person_id == near.person_id)
    then = his.where(Evidence.at >= near.since, Evidence.at <= near.until, Evidence.chat == near.chat)
    return list(s.exec(then.where(Evidence.about == "").order_by(col(Evidence.at), col(Evidence.id))))


def done_there(s: Session, near: Near) -> list[Journal]:
    """What somebody's words changed there and then and still stands, the newest first."""
    his = (
        select(Journal)
        .join(Inbox, col(Inbox.id) == col(Journal.cause))
        .where(Journal.branch == near.branch, Journal.person_id == near.person_id)
        .where(col(Journal.undone).is_(False), col(Journal.undoes).is_(None))
        .where(Inbox.chat == near.chat, Inbox.sent_at >= near.since, Inbox.sent_at <= near.until)
    )
    return list(s.exec(his.order_by(col(Journal.id).desc()).limit(RECENT)))
