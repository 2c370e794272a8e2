"""One branch, one pen: who changes a branch's books locks its row first, and counts the change."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, Update, bindparam, event, select, update
from sqlalchemy.orm import SessionTransaction
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel

from branch.people import Branch


def let_go_on_rollback(sessions: Any) -> None:
    """Let every session of a factory forget what it counted in a savepoint that was taken back."""
    event.listen(sessions, "after_soft_rollback", _let_go)


def _let_go(s: Session, _: SessionTransaction) -> None:
    for branch in s.info.pop("pens", {}).values():
        if branch in s:
            s.expire(branch)


class Bound(NamedTuple):
    """Whose an account is: the branch, and the person if he is on its roster."""

    branch: str
    person_id: int | None


def take_pen(s: Session, id: str) -> Branch | None:
    """The branch, its row locked until the transaction ends; replicas wait here. None if there is none."""
    held: dict[str, Branch] = s.info.setdefault("pens", {})
    if id not in held:
        branch = s.get(Branch, id, with_for_update=True)
        if branch is None:
            return None
        held[id] = branch  # the session itself would forget it between two messages of a batch
    return held[id]


def who_is(s: Session, platform: str, account: str) -> Bound | None:
    """Whose account it is; None for one that nobody bound."""
    row = s.connection().execute(_bound(), {"platform": platform, "account": account}).first()
    return Bound(*row) if row else None


def count_up(s: Session, branch: Branch, *, roster: bool) -> None:
    """The books changed: whoever remembers an older version must look again."""
    version, roster_version = branch.version + 1, branch.roster_version + roster
    counted = {"id_": branch.id, "version": version, "roster_version": roster_version}
    s.connection().execute(_counted(), counted)
    set_committed_value(branch, "version", version)
    set_committed_value(branch, "roster_version", roster_version)


def _table(name: str) -> Any:
    return SQLModel.metadata.tables[name]


@cache
def _bound() -> Select[Any]:
    account = _table("account")
    mine = (account.c.platform == bindparam("platform"), account.c.account == bindparam("account"))
    return select(account.c.branch, account.c.person_id).where(*mine)


@cache
def _counted() -> Update:
    branch = _table("branch")
    values: dict[str, Any] = {name: bindparam(name) for name in ("version", "roster_version")}
    return update(branch).where(branch.c.id == bindparam("id_")).values(values)
