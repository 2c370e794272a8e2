"""Who was told something because of a message, and how they hear that it no longer holds."""

from sqlalchemy import update
from sqlmodel import SQLModel, col, select

from branch.cards import Card
from handlers.kit import Turn
from storage.tables import Outbox

OUTBOX = SQLModel.metadata.tables[str(Outbox.__tablename__)]
NOT_READ = ("refused", "given up", "superseded")


def correct(turn: Turn, cause: int, what: str) -> None:
    """Send a short correction to everybody who was told because of a message; what is unsent stays unsent."""
    _withdraw(turn, cause)
    here = turn.account if turn.heard.private else turn.heard.chat
    told = select(Outbox).where(Outbox.branch == turn.branch.id, Outbox.cause == cause)
    rows = turn.session.exec(told.where(col(Outbox.fate).not_in(NOT_READ)).order_by(col(Outbox.id)))
    for row in {r.address: r for r in rows}.values():
        if row.address not in (here, turn.account):
            turn.send(row.address, no_longer(what, turn.speaker.name), private=row.private)


def no_longer(what: str, by: str) -> Card:
    """The correction."""
    return Card(title=f"更正：{what}，已由{by}撤销", lines=("以这条为准，之前那条不用理会。",))


def _withdraw(turn: Turn, cause: int) -> None:
    untouched = OUTBOX.c.done_at.is_(None) & (OUTBOX.c.attempts == 0)
    mine = (OUTBOX.c.branch == turn.branch.id) & (OUTBOX.c.cause == cause) & untouched
    turn.session.connection().execute(update(OUTBOX).where(mine).values(done_at=turn.now, fate="superseded"))
