"""撤销: take back everything one message did, once, and tell those who had been told."""

from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from branch.cards import Button, Card
from branch.events import Attendance, Event
from branch.items import Item, Remark
from branch.people import SECRETARIES
from branch.refusal import Refusal
from branch.updates import Undo
from handlers.kit import Turn, handles
from handlers.told import correct
from storage import finding
from storage.journal import causes_of, last_cause, lines_of, take_back
from storage.tables import Journal

WORDS = {
    "attendance": "出勤登记",
    "entry": "登记",
    "timer": "提醒",
    "vote": "表决",
    "person": "名册",
    "membership": "名册",
}
JUST_NOW = timedelta(hours=1)
LOOKED_BACK = 40
"""How many of somebody's last messages are searched for a change of the thing he names."""
NAMES = {"H": "隐患", "S": "学习", "M": "会议"}


@handles(Undo, help="撤回刚才那条记录，例如：撤销")
def undo(said: Undo, turn: Turn) -> None:
    """Take back the speaker's last change (of a thing he names), or exactly what a button's message did."""
    cause = said.cause or (_touching(said.records, turn) if said.records else _last(turn))
    lines = _of(turn, cause)
    if cause is None or not lines:
        raise Refusal("这条已经撤销过了。" if said.cause else "没有可以撤销的记录。")
    _must_be_his(turn, lines)
    what = described(turn.session, lines)
    _taken_back(turn, lines, cause, what)
    correct(turn, cause, what)
    turn.reply(taken(what))


def undo_button(turn: Turn) -> Button:
    """The way back on every echo card: takes back what the present message did."""
    return Button(label="撤销", intent=Undo.intent, slots={"cause": turn.heard.id})


def undo_of(cause: int) -> Button:
    """The same for an earlier message, known by its inbox row."""
    return Button(label="撤销", intent=Undo.intent, slots={"cause": cause})


def offered(turn: Turn) -> Card:
    """For somebody who only says that it was wrong: what he said last, with the way back."""
    cause = _last(turn)
    lines = [line for line in _of(turn, cause) if turn.now - line.at < JUST_NOW]
    if cause is None or not lines:
        return Card(title="好，没有记新的。", lines=("换个说法再说一遍就行，说“帮助”可以看看能说什么。",))
    return Card(
        title=f"刚才记的是：{described(turn.session, lines)}",
        lines=("不对就按“撤销”，再说对的那一句。",),
        buttons=(undo_of(cause),),
    )


def described(s: Session, lines: list[Journal]) -> str:
    """What a message had done, in a few words: 任务 T12「安全交底」, its “完成”, 出勤登记 3 条."""
    made = {line.record_id for line in lines if line.record == "item" and line.before is None}
    told = {_image(line).get("item_id") for line in lines if line.record == "remark"}
    parts: dict[str, int] = {}
    for line in lines:
        covered = line.record == "remark" and _image(line).get("item_id") in made
        covered |= line.record == "item" and line.record_id in told - made
        covered |= line.record == "evidence" and any(other.record != "evidence" for other in lines)
        if line.record != "holder" and not covered:
            name = _name(s, line)
            parts[name] = parts.get(name, 0) + 1
    counted = (f"{name} {n} 条" if n > 1 else name for name, n in parts.items())
    return "、".join(counted) or "那条补充说明"


def taken(what: str) -> Card:
    """What was taken back."""
    return Card(title=f"已撤销：{what}", lines=("恢复到这条之前的样子。",))


def _last(turn: Turn) -> int | None:
    return last_cause(turn.session, turn.branch.id, turn.speaker.id)


def _touching(records: tuple[str, ...], turn: Turn) -> int:
    """The speaker's last message that changed one of these things; another change is never taken for it."""
    for cause in causes_of(turn.session, turn.branch.id, turn.speaker.id, LOOKED_BACK):
        if any(_belongs_to(turn.session, line) in records for line in _of(turn, cause)):
            return cause
    raise Refusal(not_his(turn, records[0]))


def _belongs_to(s: Session, line: Journal) -> str:
    """The number of the thing a change is about: an entry of a roll is its meeting's."""
    held = _held_by(s, line)
    return held.ref() if held else line.ref


def _held_by(s: Session, line: Journal) -> Item | Event | None:
    there = _image(line)
    if line.record == "attendance" and (entry := s.get(Attendance, line.record_id)):
        there = {"event_id": entry.event_id}
    if id := there.get("item_id"):
        return s.get(Item, id)
    return s.get(Event, there["event_id"]) if "event_id" in there else None


def not_his(turn: Turn, ref: str) -> str:
    """Why nothing was taken back, and what can be said instead."""
    there = finding.item(turn.session, turn.branch.id, ref) or finding.event(
        turn.session, turn.branch.id, ref
    )
    name = _titled(there) if there else ref
    return f"{name}没有您的改动可以撤销，什么都没动。不办了就说“{ref} 取消”，记错了就说要改成什么。"


def _of(turn: Turn, cause: int | None) -> list[Journal]:
    # an undo in the same message is not undone again: what it took back was wrong
    found = lines_of(turn.session, turn.branch.id, cause) if cause else []
    return [line for line in found if line.undoes is None]


def _must_be_his(turn: Turn, lines: list[Journal]) -> None:
    if lines[0].person_id != turn.speaker.id and not turn.speaker.holds(SECRETARIES):
        raise Refusal("只有说这句话的人或书记能撤销它。")


def _taken_back(turn: Turn, lines: list[Journal], cause: int, what: str) -> None:
    turn.session.info["pen"].undoes = cause
    _forget_nudges(turn.session, lines)
    try:
        with turn.session.begin_nested():
            take_back(turn.session, lines)
    except IntegrityError as bound:  # something else leans on what would go
        raise Refusal(f"{what}后来又有新的记录，不能直接撤销。请说明要改成什么。") from bound


def _forget_nudges(s: Session, lines: list[Journal]) -> None:
    """Remove the bot's own remarks on items about to go; what people said stays and stops the undo."""
    gone = [line.record_id for line in lines if line.record == "item" and line.before is None]
    own = select(Remark).where(col(Remark.item_id).in_(gone), col(Remark.person_id).is_(None))
    for remark in s.exec(own) if gone else ():
        s.delete(remark)
    s.flush()


def _image(line: Journal) -> dict[str, Any]:
    return line.after or line.before or {}


def _name(s: Session, line: Journal) -> str:
    if line.record == "remark":
        item = s.get(Item, _image(line)["item_id"])
        return f"{_titled(item)}的“{_image(line)['what']}”" if item else "补充说明"
    if line.record == "evidence":
        return f"{line.ref} 的照片或文件"
    if line.record not in ("item", "event"):
        return WORDS.get(line.record, "记录")
    there = s.get(Item, line.record_id) if line.record == "item" else s.get(Event, line.record_id)
    return _titled(there) + ("" if line.before is None else "的改动") if there else line.ref


def _titled(thing: Item | Event) -> str:
    word = NAMES.get(thing.prefix, "任务")
    return f"{word} {thing.ref()}「{thing.title}」" if thing.title else f"{word} {thing.ref()}"
