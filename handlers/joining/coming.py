"""Who is in the groups: matched with the roster when they come, noted when they leave, greeted in private."""

from sqlmodel import col, select

from branch.cards import Card
from branch.people import Account, Chat
from branch.saying import names
from handlers.help import help_card, offered
from handlers.joining import chats
from handlers.joining.binding import take_in
from handlers.joining.introducing import unknown
from handlers.kit import Visit, happens
from storage.tables import Outbox

WELCOME = "welcome"


@happens("roll")
def roll(visit: Visit) -> None:
    """The platform told who is in a group."""
    chat, new = chats.seen(visit)
    if _come(visit, chat):
        chats.ask_again(visit.work)
    elif new:
        chats.ask(visit.work, chat)


@happens("joined")
def joined(visit: Visit) -> None:
    """People came into a group."""
    chat, _ = chats.seen(visit)
    if _come(visit, chat):
        chats.ask_again(visit.work)


def _come(visit: Visit, chat: Chat) -> bool:
    """Take people in. A group nobody vouched for binds nobody, once the branch has a group of its own."""
    if not chat.open:
        return False
    trusted = chat.purpose != chats.UNBOUND or not chats.confirmed(visit.work)
    return take_in(visit.work, list(visit.data.get("people", [])), trusted=trusted)


@happens("left")
def left(visit: Visit) -> None:
    """People left a group: the roster stays as it is, the secretary hears of it."""
    work = visit.work
    accounts = [str(p.get("account", "")) for p in visit.data.get("people", [])]
    bound = select(Account).where(
        Account.platform == work.around.platform, col(Account.account).in_(accounts)
    )
    people = [m for a in work.session.exec(bound) if (m := work.roster.get(a.person_id))]
    if people:
        work.tell_secretary(gone(names(people)))


@happens("entered")
def entered(visit: Visit) -> None:
    """Somebody opened the private chat: what he can say there, once."""
    work = visit.work
    before = select(col(Outbox.id)).where(
        Outbox.platform == work.around.platform, Outbox.address == visit.account, Outbox.subject == WELCOME
    )
    if work.session.exec(before.limit(1)).first() is not None:
        return
    account = work.session.get(Account, (work.around.platform, visit.account))
    member = work.roster.get(account.person_id) if account else None
    if member:
        card = help_card(work.around.bot_name, offered(member, work.rules))
    else:
        card = unknown(work.branch.name)
    work.send(visit.account, card, private=True, subject=WELCOME)


def gone(who: str) -> Card:
    """What the secretary reads."""
    return Card(title=f"{who}退出了群", lines=("名册没有变动；如果调离，请更新名册的截止日期。",))
