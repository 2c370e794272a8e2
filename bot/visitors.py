"""Who is speaking, for which branch; and what a stranger hears."""

from dataclasses import dataclass

from sqlmodel import Session

from bot.platform import Message
from branch.calendar import CHINA
from branch.cards import Card
from branch.people import Branch, Chat, Member
from handlers.joining.introducing import introduce, unknown
from handlers.kit import UnitOfWork
from storage import finding
from storage.branches import take_pen, who_is


@dataclass(frozen=True)
class Known:
    """The branch a message is for, its row locked, and the person who spoke if he is on its roster."""

    branch: Branch
    speaker: Member | None


def known(s: Session, m: Message, home: str) -> Known | None:
    """Find who speaks, for which branch, by the roster of the day it was said; None without any branch."""
    branch = branch_of(s, m.platform, m.account, m.chat, home)
    if branch is None:
        return None
    bound = who_is(s, m.platform, m.account)
    person = bound.person_id if bound else None
    return Known(branch, finding.roster(s, branch, m.sent_at.astimezone(CHINA).date()).get(person))


def branch_of(s: Session, platform: str, account: str, chat: str, home: str) -> Branch | None:
    """The branch by the account, else by the chat, else the configured one. Its row is ours from here on."""
    who = who_is(s, platform, account)
    where = None if who else s.get(Chat, (platform, chat))
    return take_pen(s, who.branch if who else where.branch if where else home)


def stranger(m: Message, work: UnitOfWork) -> Card | None:
    """Answer an unknown account: how to be known, and nothing else. Overheard, it hears nothing."""
    if not (m.private or m.addressed):
        return None
    with work.savepoint():
        card = introduce(work, m.account, m.name, m.text) if m.private else unknown(work.branch.name)
        work.send(m.account if m.private else m.chat, card, private=m.private)
    return card
