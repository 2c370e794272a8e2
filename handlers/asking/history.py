"""谁改过: who changed a record, when, from what to what, and when he said so. For the 支委会 only."""

from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select

from branch.cards import Card, Table
from branch.events import Event
from branch.items import Item
from branch.people import COMMITTEE
from branch.refusal import Refusal
from branch.updates import History
from handlers import lines
from handlers.fields import shown, worded
from handlers.kit import Turn, handles
from handlers.things import name_of
from storage import finding
from storage.journal import story_of
from storage.tables import Inbox, Journal

MOST = 40
PARTS = {"holder": "item_id", "attendance": "event_id"}


@handles(History, allow=COMMITTEE, help="看谁改过，例如：谁改过T12")
def who_changed(said: History, turn: Turn) -> None:
    """Tell a record's story privately, oldest first."""
    if not said.record:
        raise Refusal("要看哪一条的修改记录？请带上编号，例如：谁改过T12。")
    thing = _thing(turn, said.record)
    story = _story(turn, thing)
    if not story:
        raise Refusal(f"没有找到 {said.record} 的修改记录。")
    turn.whisper(told(said.record, thing, story[-MOST:], turn))
    if not turn.heard.private:
        turn.reply(Card(title=f"{said.record} 的修改记录已私下发给您。"))


def _thing(turn: Turn, ref: str) -> Item | Event | None:
    found: Item | Event | None = finding.item(turn.session, turn.branch.id, ref)
    return found or finding.event(turn.session, turn.branch.id, ref)


def _story(turn: Turn, thing: Item | Event | None) -> list[Journal]:
    """The journal of the record itself, and of who had a part in it."""
    if thing is None:
        return []
    own = story_of(turn.session, turn.branch.id, thing.ref())
    record, key = ("holder", "item_id") if isinstance(thing, Item) else ("attendance", "event_id")
    after, before = col(Journal.after)[key].as_integer(), col(Journal.before)[key].as_integer()
    of = select(Journal).where(Journal.branch == turn.branch.id, Journal.record == record)
    parts = list(turn.session.exec(of.where(or_(after == thing.id, before == thing.id))))
    known = {line.record_id for line in parts}
    changed = of.where(col(Journal.record_id).in_(known))  # a changed line carries only what changed
    return sorted([*own, *turn.session.exec(changed)], key=lambda line: line.id or 0)


def told(ref: str, thing: Item | Event | None, story: list[Journal], turn: Turn) -> Card:
    """The story as a table."""
    said_at = _said_at(turn, story)
    rows = tuple(_row(line, said_at, turn) for line in story)
    title = f"「{thing.title}」" if thing and thing.title else ""
    return Card(
        title=f"{ref}{title}的修改记录",
        table=Table(columns=("时间", "谁", "改动", "那句话的时间"), rows=tuple(r for r in rows if r[2])),
        about=ref,
    )


def _row(line: Journal, said_at: dict[int, str], turn: Turn) -> tuple[str, ...]:
    who = name_of(turn, line.person_id) or "系统"
    undone = "（撤销）" if line.undoes else "（后被撤销）" if line.undone else ""
    return (lines.at(line.at), who, _change(line, turn) + undone, said_at.get(line.cause or 0, ""))


def _change(line: Journal, turn: Turn) -> str:
    before, after = line.before or {}, line.after or {}
    if line.record == "evidence":
        return "收到照片或文件"
    if line.record in PARTS:
        return _part(line, before, after, turn)
    if line.before is None:
        return "新建"
    if line.after is None:
        return "删除"
    names = [name for name in after if worded(name)]
    return "；".join(f"{worded(n)}：{shown(n, before.get(n))} → {shown(n, after[n])}" for n in names)


def _part(line: Journal, before: dict[str, Any], after: dict[str, Any], turn: Turn) -> str:
    """Who had a part: an owner came or went, somebody's line of a roll changed."""
    name = name_of(turn, (after or before).get("person_id"))
    if line.record == "holder":
        word = "责任人" if (after or before).get("owner", True) else "配合"
        return f"{word}{'增加' if line.before is None else '去掉'}：{name}" if name else ""
    was, now = before.get("presence") or "未登记", after.get("presence") or "未登记"
    return f"{name or '出勤'}：{was} → {now}" if was != now else ""


def _said_at(turn: Turn, story: list[Journal]) -> dict[int, str]:
    causes = {line.cause for line in story if line.cause}
    messages = select(Inbox.id, Inbox.sent_at).where(col(Inbox.id).in_(causes))
    return {id: lines.at(at) for id, at in turn.session.exec(messages) if id is not None}
