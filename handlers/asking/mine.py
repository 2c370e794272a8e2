"""我的: everything the books hold on the speaker, so that he can read it and say what is wrong."""

from datetime import date

from sqlmodel import col, select

from branch import saying
from branch.cards import Card
from branch.items import Holder, Item
from branch.people import Account, Membership, Person
from branch.registers import Entry
from branch.updates import Mine
from handlers import lines
from handlers.answering import to_him
from handlers.asking.rolls import of_person
from handlers.kit import Turn, handles

MOST = 12


@handles(Mine, help="看这里记着我的什么，例如：我的")
def tell(said: Mine, turn: Turn) -> None:
    """Tell the speaker privately what is kept on him."""
    to_him(turn, held(turn))


def held(turn: Turn) -> Card:
    """The roster's lines, the accounts, the tasks, the rolls and the registers."""
    days = (date(turn.today.year, 1, 1), turn.today)
    rolls = of_person(turn.speaker, days, turn)
    words = (*_who(turn), *_accounts(turn), *_items(turn), *_entries(turn), rolls.title)
    last = "有不对的请直接告诉书记，改过的地方都留有记录。"
    return Card(title=f"这里记着的{turn.speaker.name}", lines=(*words, last), table=rolls.table)


def _who(turn: Turn) -> list[str]:
    person = turn.session.get(Person, turn.speaker.id)
    mobile = f"手机尾号 {person.mobile[-4:]}" if person and person.mobile else ""
    mine = select(Membership).where(
        Membership.branch == turn.branch.id, Membership.person_id == turn.speaker.id
    )
    terms = turn.session.exec(mine.order_by(col(Membership.since)))
    rows = [
        saying.line(
            f"{t.since} 起" + (f"至 {t.until}" if t.until else ""),
            t.group,
            t.standing.value,
            "、".join(t.roles),
            t.project,
        )
        for t in terms
    ]
    known = saying.line(turn.speaker.post, "、".join(turn.speaker.aliases), mobile)
    return [*([f"名册：{known}"] if known else []), *rows]


def _accounts(turn: Turn) -> list[str]:
    bound = select(Account).where(Account.branch == turn.branch.id, Account.person_id == turn.speaker.id)
    names = [a.name or a.account for a in turn.session.exec(bound)]
    return [f"账号：{'、'.join(names)}"] if names else []


def _items(turn: Turn) -> list[str]:
    mine = select(Item).join(Holder, col(Holder.item_id) == col(Item.id))
    with_me = mine.where(Item.branch == turn.branch.id, Holder.person_id == turn.speaker.id)
    items = list(turn.session.exec(with_me.order_by(col(Item.id).desc())))
    rows = [saying.line(f"{i.ref()} {i.place}{i.title}", lines.due(i), lines.STATES[i.state]) for i in items]
    return [f"任务和隐患 {len(items)} 项", *rows[:MOST]] if items else ["没有任务记录"]


def _entries(turn: Turn) -> list[str]:
    mine = select(Entry).where(Entry.branch == turn.branch.id, Entry.person_id == turn.speaker.id)
    entries = turn.session.exec(mine.order_by(col(Entry.id).desc()))
    return [saying.line(e.ref(), saying.on(e.since) if e.since else "") for e in entries][:MOST]
