"""Asked about tasks and hazards. A group reads what is to be done, never who is late with it."""

from datetime import date

from sqlmodel import col, select

from branch import saying
from branch.cards import Button, Card, Table
from branch.items import LIVE, Holder, Item, ItemState
from branch.people import Member
from branch.refusal import Refusal
from branch.updates import Mine, Query, TaskDone
from handlers import lines
from handlers.answering import about_himself, apart, cut, keeps_books, to_him, within
from handlers.kit import Turn
from handlers.things import named, owners_of, remarks, task_of
from storage import finding

Owned = dict[int, tuple[Member, ...]]
MOST_TOLD = 16
"""Signs of what was said last that a list has room for."""
COLUMNS = ("编号", "任务", "责任人", "期限", "进展")


def tasks(said: Query, turn: Turn) -> None:
    """One task, mine, or a list."""
    if said.task:
        item = task_of(said, turn)
        turn.reply(one(item, turn))
    elif about_himself(said, turn):
        items = [i for i in _chosen(said, turn, "TH") if turn.speaker.id in _parts(turn, i)]
        to_him(turn, mine(items, said, turn))
    else:
        _listed(said, turn)


def hazards(said: Query, turn: Turn) -> None:
    """One hazard, those still open, or those closed in a period: safety is everybody's."""
    if said.task:
        turn.reply(one(task_of(said, turn), turn))
        return
    items = _chosen(said, turn, "H")
    owned = _owned(turn, items)
    rows, more = cut([_row(item, owned) for item in items])
    if not rows:
        empty = "没有符合的隐患记录。" if said.status or said.period else "现在没有未销号的隐患。"
        turn.reply(Card(title=empty))
        return
    table = Table(columns=("编号", "隐患", "责任人", "期限", "进展"), rows=rows)
    turn.reply(Card(title=f"隐患 {len(items)} 处", table=table, lines=more))


def _listed(said: Query, turn: Turn) -> None:
    people = frozenset(m.id for m in named(turn, said.people))
    if people and said.status == "overdue" and not keeps_books(turn):
        raise Refusal("谁的任务过了期限，只有书记能看；您可以问“我的任务”。")
    items = _chosen(said, turn, "T")
    owned = _owned(turn, items)
    if people:
        items = [i for i in items if people & {m.id for m in owned[i.id or 0]}]
    all_of_it = full(said, items, owned, turn) if keeps_books(turn) else None
    apart(turn, public(said, items, owned, turn), all_of_it)


def _chosen(said: Query, turn: Turn, prefixes: str) -> list[Item]:
    """The items that fit status and period: of what is done when it was closed, else when it is due."""
    those = select(Item).where(Item.branch == turn.branch.id, col(Item.prefix).in_(list(prefixes)))
    days = within(said.period)
    if said.status == "done":
        closed = those.where(Item.state == ItemState.CLOSED).order_by(col(Item.closed_at).desc())
        return [i for i in turn.session.exec(closed) if not days or _closed_in(i, days)]
    live = turn.session.exec(those.where(col(Item.state).in_(LIVE)))
    found = [i for i in live if not days or (i.due and days[0] <= i.due <= days[1])]
    if said.status == "overdue":
        found = [i for i in found if i.late_days(turn.today)]
    return sorted(found, key=lambda i: (i.due is None, i.due or turn.today, i.prefix, i.number))


def _closed_in(item: Item, days: tuple[date, date]) -> bool:
    return item.closed_at is not None and days[0] <= saying.day_of(item.closed_at) <= days[1]


def _owned(turn: Turn, items: list[Item]) -> Owned:
    held = finding.owners(turn.session, items)
    return {id: tuple(m for p in people if (m := turn.roster.get(p))) for id, people in held.items()}


def _parts(turn: Turn, item: Item) -> set[int]:
    there = select(Holder).where(Holder.branch == turn.branch.id, Holder.item_id == item.id)
    return {part.person_id for part in turn.session.exec(there)}


def _row(item: Item, owned: Owned, words: str = "") -> tuple[str, ...]:
    open_ = saying.line(lines.percent(item), words)
    done = lines.STATES[item.state] if item.state is not ItemState.OPEN else open_
    return (
        item.ref(),
        f"{item.place}{item.title}",
        saying.names(owned[item.id or 0], most=3),
        saying.on(item.due) if item.due else "",
        done,
    )


def _words(item: Item) -> str:
    """What was said last of it. Not for all: it may have been told in private, and why somebody is stuck."""
    return (f"卡在：{item.blocker}" if item.blocker else item.note)[:MOST_TOLD]


def public(said: Query, items: list[Item], owned: Owned, turn: Turn) -> Card:
    """A list all may read: what is past its day is only counted, or of one person shown without its day."""
    late = {i.ref() for i in items if i.late_days(turn.today)}
    if said.people:
        rows = [(*r[:3], "" if r[0] in late else r[3], r[4]) for r in (_row(i, owned) for i in items)]
        return _list(_title(said, len(items)), rows, ())
    rows = [_row(i, owned) for i in items if i.ref() not in late]
    hidden = f"另有 {len(late)} 项" if rows else f"{len(late)} 项"
    note = f"{hidden}已过期限，名单只给书记，责任人已私下提醒。"
    return _list(_title(said, len(items)), rows, (note,) if late else ())


def full(said: Query, items: list[Item], owned: Owned, turn: Turn) -> Card:
    """The list for the secretary: also by how much something is late."""
    rows: list[tuple[str, ...]] = []
    for item in items:
        days, row = item.late_days(turn.today), _row(item, owned, _words(item))
        rows.append((*row[:4], saying.line(row[4], f"超 {days} 天" if days else "")))
    return _list(_title(said, len(items)), rows, ())


def _list(title: str, rows: list[tuple[str, ...]], notes: tuple[str, ...]) -> Card:
    shown, more = cut(rows)
    table = Table(columns=COLUMNS, rows=shown) if shown else None
    return Card(title=title, table=table, lines=(*notes, *more))


def _title(said: Query, n: int) -> str:
    whose = "、".join(said.people)
    word = {"overdue": "过期的任务", "done": "已销号的任务"}.get(said.status or "", "未完成的任务")
    if not n:
        return f"{whose}没有{word}。"
    return f"{whose}{word} {n} 项"


def mine(items: list[Item], said: Query, turn: Turn) -> Card:
    """My tasks, with the way to everything the books hold on me."""
    everything = Button(label="我的全部记录", intent=Mine.intent)
    if not items:
        empty = {"done": "还没有已销号的任务。", "overdue": "没有过期的任务。"}
        word = empty.get(said.status or "", "手上没有未完成的任务。")
        return Card(title=f"您{word}", buttons=(everything,))
    owned = _owned(turn, items)
    rows, more = cut([_mine_row(item, owned, turn) for item in items])
    first = items[0]
    done = Button(label=f"{first.ref()} 已完成", intent=TaskDone.intent, slots={"task": first.ref()})
    one_left = (done,) if len(items) == 1 and first.state is ItemState.OPEN else ()
    table = Table(columns=("编号", "任务", "期限", "进展"), rows=rows)
    return Card(title=f"您的任务 {len(items)} 项", table=table, lines=more, buttons=(*one_left, everything))


def _mine_row(item: Item, owned: Owned, turn: Turn) -> tuple[str, ...]:
    ref, what, _, due, done = _row(item, owned, _words(item))
    helping = "" if turn.speaker in owned[item.id or 0] else "（配合）"
    late = f"超 {item.late_days(turn.today)} 天" if item.late_days(turn.today) else ""
    return ref, f"{what}{helping}", due or "期限待定", saying.line(done, late)


def one(item: Item, turn: Turn) -> Card:
    """One task: who, until when, how far; in private also its history in people's words."""
    expected = f"预计 {saying.on(item.expected)}" if item.expected else ""
    how = (lines.STATES[item.state], lines.percent(item), expected)
    words = [
        saying.line(saying.names(owners_of(turn, item)) or "责任人待补", lines.due(item) or "期限待定"),
        saying.line(*how),
        f"卡在：{item.blocker}" if item.blocker else "",
        f"说明：{item.note}" if item.note else "",
    ]
    if turn.heard.private:
        told = [r for r in remarks(turn, item) if r.person_id is not None]
        words += [f"{saying.short(saying.day_of(r.at))} {r.what} {r.text}".strip() for r in told[-5:]]
    return Card(title=lines.called(item), lines=tuple(w for w in words if w), about=item.ref())
