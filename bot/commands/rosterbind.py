"""`zhibu roster bind`: the administrator says whose an account is, where nobody is there yet to be asked."""

from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.app import Clock, real_clock
from bot.commands.books import opened
from bot.config import Settings
from bot.sample import home
from branch.people import Account, Member
from handlers.joining import chats
from handlers.joining.binding import give, reachable
from handlers.kit import Surroundings, UnitOfWork
from ledgers.rosterfile import Unreadable
from storage.journal import Pen


def bind(settings: Settings, name: str, account: str, clock: Clock = real_clock) -> str:
    """Bind an account of the configured platform to somebody on the roster; say what was done.

    The cards that follow from it (a welcome, the questions to the secretary) are sent by the running bot.
    Raises Unreadable for a name that is not on the roster or an account of another branch; StorageTrouble.
    """
    with opened(settings) as store:
        done = partial(_bind, settings=settings, name=name, account=account, now=clock())
        person = store.now(done)
    return f"已绑定：{account} → {person.name}。支部通运行时会告诉本人。"


def _bind(s: Session, settings: Settings, name: str, account: str, now: datetime) -> Member:
    branch = home(s, settings.branch)
    if branch is None:
        raise Unreadable("名册还是空的。请先用 zhibu roster import 文件 导入。")
    s.refresh(branch, with_for_update=True)
    work = UnitOfWork(now, s, branch, Surroundings(settings.platform, settings.bot_name, settings.rules))
    person = work.roster.named(name)
    if person is None:
        raise Unreadable(f"名册上没有{name}。用 zhibu roster 可以看名册上有谁。")
    with work.savepoint(Pen(branch.id, now)):
        row = _account(work, account)
        before = reachable(work)
        give(work, row, person)
        if reachable(work) and not before:
            chats.ask_again(work)
    return person


def _account(work: UnitOfWork, account: str) -> Account:
    row = work.session.get(Account, (work.around.platform, account))
    if row is None:
        row = Account(platform=work.around.platform, account=account, branch=work.branch.id)
        work.session.add(row)
        work.session.flush()
    if row.branch != work.branch.id:
        raise Unreadable(f"账号 {account} 属于另一个支部，没有绑定。")
    return row
