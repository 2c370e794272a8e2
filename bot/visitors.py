"""Who is speaking, for which branch; and what a stranger hears."""

from dataclasses import dataclass

from sqlmodel import Session

from bot.platform import Message
from branch.calendar import CHINA
from branch.cards import Card
from branch.people import Account, Branch, Chat, Member
from handlers.kit import UnitOfWork
from storage import finding


@dataclass(frozen=True)
class Known:
    """The branch a message is for, its row locked, and the person who spoke if he is on its roster."""

    branch: Branch
    speaker: Member | None


def known(s: Session, m: Message, home: str) -> Known | None:
    """Find the branch by the account, else by the chat, else the configured one; None if there is none."""
    account = s.get(Account, (m.platform, m.account))
    chat = None if account else s.get(Chat, (m.platform, m.chat))
    id = account.branch if account else chat.branch if chat else home
    branch = s.get(Branch, id, with_for_update=True)  # one branch, one pen: replicas wait here
    if branch is None:
        return None
    today = m.sent_at.astimezone(CHINA).date()
    person = account.person_id if account else None
    return Known(branch, finding.roster(s, branch, today).get(person))


def stranger(m: Message, work: UnitOfWork) -> Card | None:
    """Answer an unknown account: how to be known, and nothing else. Overheard, it hears nothing."""
    if not (m.private or m.addressed):
        return None
    card = unknown(work.branch.name)
    with work.savepoint():
        work.send(m.account if m.private else m.chat, card, private=m.private)
    return card


def unknown(branch: str) -> Card:
    """What somebody who is not on the roster reads."""
    return Card(
        title="您的账号还没有和党员名册对上",
        lines=(f"我是{branch}的记录助手。请联系书记在名册里登记您的姓名，之后直接说话就能记录。",),
    )
