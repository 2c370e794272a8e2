"""Finding the thing that is spoken of: by its number, else by asking; never by guessing."""

import re
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from branch import saying
from branch.calendar import CHINA
from branch.items import Holder, Item, ItemState, Remark
from branch.people import COMMITTEE, SECRETARIES, Member, Person
from branch.refusal import Refusal
from branch.updates import Choice, TaskAccept, TaskReject, Update
from handlers import lines
from handlers.asking.back import which
from handlers.kit import Turn, UnitOfWork
from handlers.rights import is_head
from storage import finding
from storage.tables import Inbox

NUMBER = re.compile(r"(?<![A-Za-z])([TtHh])-?(\d{1,6})(?!\d)")


def task_of(said: Update, turn: Turn) -> Item:
    """The task of an update's `task`, a hazard too; if none was told, a question with the open ones.

    Raises Refusal for a number that does not exist, Ask where the words left it open.
    """
    ref: str = getattr(said, "task", "")
    return _numbered(turn, ref) if ref else _asked(said, "task", turn)


def hazard_of(said: Update, turn: Turn) -> Item:
    """The hazard of an update's `hazard`; otherwise as task_of."""
    ref: str = getattr(said, "hazard", "")
    return _numbered(turn, ref) if ref else _asked(said, "hazard", turn)


def must_live(turn: UnitOfWork, item: Item) -> None:
    """Raise Refusal with what is true now, and who made it so, if the item is already closed or cancelled."""
    if item.state in (ItemState.OPEN, ItemState.REPORTED):
        return
    word = "销号" if item.state is ItemState.CLOSED else "取消"
    last = last_remark(turn, item, word)
    who = name_of(turn, last.person_id) if last else ""
    at = item.closed_at or (last.at if last else None)
    when = f"于{saying.short(saying.day_of(at))}" if at else ""
    raise Refusal(f"{lines.called(item)}已{f'由{who}' if who else ''}{when}{word}，无需再办。")


def remark(turn: UnitOfWork, item: Item, what: str, text: str = "", percent: int | None = None) -> None:
    """Write one statement into an item's history, in the speaker's name; a timer's are nobody's."""
    by = turn.speaker.id if isinstance(turn, Turn) else None
    known: dict[str, Any] = {"branch": turn.branch.id, "item_id": item.id, "person_id": by, "at": turn.now}
    turn.session.add(Remark(**known, what=what, text=text, percent=percent))


def remarks(turn: UnitOfWork, item: Item) -> list[Remark]:
    """An item's history in people's words, oldest first."""
    return list(turn.session.exec(select(Remark).where(Remark.item_id == item.id).order_by(col(Remark.id))))


def last_remark(turn: UnitOfWork, item: Item, what: str) -> Remark | None:
    """The newest statement of a sort on an item."""
    found = [r for r in remarks(turn, item) if r.what == what]
    return found[-1] if found else None


def owners_of(turn: UnitOfWork, item: Item) -> tuple[Member, ...]:
    """Those responsible for an item who are still on the roster."""
    ids = finding.owners(turn.session, [item])[item.id or 0]
    return tuple(m for id in ids if (m := turn.roster.get(id)))


def owner_ids(turn: UnitOfWork, item: Item) -> frozenset[int]:
    """The same as ids."""
    return frozenset(m.id for m in owners_of(turn, item))


def hold(turn: UnitOfWork, item: Item, people: tuple[Member, ...], owner: bool) -> None:
    """Give people a part in an item. Who has one already keeps it, as owner if he is now one."""
    known = {h.person_id: h for h in turn.session.exec(select(Holder).where(Holder.item_id == item.id))}
    for person in dict.fromkeys(people):
        if person.id in known:
            known[person.id].owner = known[person.id].owner or owner
        else:
            part: dict[str, Any] = {"branch": turn.branch.id, "item_id": item.id, "person_id": person.id}
            turn.session.add(Holder(**part, owner=owner))


def accepter_of(turn: UnitOfWork, item: Item, apart: frozenset[int]) -> Member | None:
    """Who is asked to agree: the named accepter, else the 书记, else another 支委; never one of `apart`."""
    named = turn.roster.get(item.accepter_id)
    ranked = (*turn.roster.holding(SECRETARIES), *turn.roster.holding(COMMITTEE))
    there = [m for m in (named, *ranked) if m and m.id not in apart]
    return there[0] if there else None


def head(turn: Turn) -> bool:
    """Whether the speaker's 岗位 makes him a head."""
    return is_head(turn.speaker, turn.rules)


def name_of(turn: UnitOfWork, id: int | None) -> str:
    """A person's name, also of one who left; "" for the bot itself."""
    member = turn.roster.get(id)
    person = None if member or id is None else turn.session.get(Person, id)
    return member.name if member else person.name if person else ""


def named(turn: UnitOfWork, names: tuple[str, ...]) -> tuple[Member, ...]:
    """The roster people of these names; raises Refusal for a name nobody has."""
    unknown = [name for name in names if turn.roster.named(name) is None]
    if unknown:
        raise Refusal(f"名册上没有{'、'.join(unknown)}，请用名册上的姓名。")
    return turn.roster.all_named(names)


def day_of(when: date | datetime) -> tuple[date, datetime | None]:
    """A When as the day, and the moment if a clock time was said."""
    if isinstance(when, datetime):
        return when.astimezone(CHINA).date(), when
    return when, None


def _numbered(turn: Turn, ref: str) -> Item:
    found = finding.item(turn.session, turn.branch.id, ref)
    if found is None:
        raise Refusal(f"没有找到 {ref}。说“我的任务”可以看编号。")
    return found


def _asked(said: Update, slot: str, turn: Turn) -> Item:
    prefix, what = ("H", "哪一处隐患") if slot == "hazard" else ("T", "哪一项任务")
    if known := _in_his_words(turn):
        return known
    live = finding.open_items(turn.session, turn.branch.id, prefix)
    held = finding.owners(turn.session, live)
    if isinstance(said, TaskAccept | TaskReject):
        live.sort(key=lambda i: i.state is not ItemState.REPORTED)
    else:
        mine = [i for i in live if turn.speaker.id in held[i.id or 0]]
        live = mine or live  # most people speak of their own work
    choices = tuple(Choice(label=f"{i.ref()} {i.place}{i.title}"[:30], value=i.ref()) for i in live)
    raise which(said, slot, f"说的是{what}？", choices)


def _in_his_words(turn: Turn) -> Item | None:
    """The one item whose number stands in the message, also a closed one that the language does not know."""
    message = turn.session.get(Inbox, turn.heard.id)
    refs = {f"{letter.upper()}{int(n)}" for letter, n in NUMBER.findall(message.text if message else "")}
    return finding.item(turn.session, turn.branch.id, refs.pop()) if len(refs) == 1 else None
