"""A message is taken back, changed, or was not heard at all: the books stay, the right person is asked."""

from datetime import datetime

from sqlmodel import select

from branch.cards import Card
from branch.people import Account, Chat
from handlers import lines
from handlers.kit import UnitOfWork, Visit, happens
from handlers.things import remark
from handlers.undo import described, undo_of
from storage import finding
from storage.journal import lines_of
from storage.tables import Inbox, Journal


@happens("recalled")
def recalled(visit: Visit) -> None:
    """Mark what was made from a recalled message, and ask the secretary whether it stays."""
    row, changes = _made_from(visit)
    if row is None or not changes:
        return
    work = visit.work
    for ref in dict.fromkeys(line.ref for line in changes if line.record == "item"):
        if item := finding.item(work.session, work.branch.id, ref):
            remark(work, item, "原消息已撤回")
    assert row.id is not None
    work.tell_secretary(taken_back(_speaker(work, row), described(work.session, changes), row.id))


@happens("edited")
def edited(visit: Visit) -> None:
    """Tell the speaker that the books still hold his first words."""
    row, changes = _made_from(visit)
    if row is not None and changes:
        assert row.id is not None
        visit.work.send(row.account, changed(described(visit.work.session, changes), row.id), private=True)


@happens("gap")
def gap(visit: Visit) -> None:
    """Tell the secretary the hours that were not heard."""
    work = visit.work
    since, until = (lines.at(datetime.fromisoformat(str(visit.data[key]))) for key in ("since", "until"))
    chat = work.session.get(Chat, (work.around.platform, visit.chat)) if visit.chat else None
    work.tell_secretary(deaf(since, until, chat.name if chat else ""))


def _made_from(visit: Visit) -> tuple[Inbox | None, list[Journal]]:
    """The message spoken of, and what it changed that still stands."""
    work = visit.work
    there = select(Inbox).where(
        Inbox.platform == work.around.platform,
        Inbox.message_id == str(visit.data.get("message", "")),
        Inbox.branch == work.branch.id,
    )
    row = work.session.exec(there).first()
    found = lines_of(work.session, work.branch.id, row.id) if row and row.id is not None else []
    return row, [line for line in found if line.undoes is None]


def _speaker(work: UnitOfWork, row: Inbox) -> str:
    account = work.session.get(Account, (row.platform, row.account))
    member = work.roster.get(account.person_id) if account else None
    return member.name if member else "有人"


def taken_back(who: str, what: str, cause: int) -> Card:
    """What the secretary decides."""
    return Card(
        title=f"{who}撤回了一条已经记下的消息",
        lines=(f"由它记下的：{what}", "记录还在。不要的话请点撤销。"),
        buttons=(undo_of(cause),),
    )


def changed(what: str, cause: int) -> Card:
    """What the speaker reads."""
    return Card(
        title="您改了一条已经记下的消息",
        lines=(f"由它记下的：{what}", "记录仍按原来的话。要改请撤销后重新说一遍。"),
        buttons=(undo_of(cause),),
    )


def deaf(since: str, until: str, chat: str) -> Card:
    """What the secretary reads after the bot was away."""
    where = f"「{chat}」里" if chat else "群里"
    return Card(
        title=f"{since} 到 {until} 没有听到{where}的消息",
        lines=("这段时间的签到、请假和进展请大家补说一声。",),
        tone="warn",
    )
