"""进展: anybody says how far a task is; the numbers are kept, and so are the words."""

from branch import saying
from branch.cards import Button, Card
from branch.items import Item, ItemState
from branch.refusal import Refusal
from branch.updates import TaskExtend, TaskProgress
from handlers import lines
from handlers.kit import Turn, handles
from handlers.things import day_of, must_live, remark, task_of
from handlers.undo import undo_button


@handles(TaskProgress, help="说进展，例如：T12 做了八成，等监理签字")
def progress(said: TaskProgress, turn: Turn) -> None:
    """Keep percent, note, what stands in the way, and when it is expected."""
    item = task_of(said, turn)
    must_live(turn, item)
    if not said.slots().keys() - {"task"}:
        raise Refusal(f"{lines.called(item)}做到哪里了？例如：{item.ref()} 做了八成，等监理签字。")
    _take_in(said, item)
    remark(turn, item, "进展", _said(said), said.percent)
    turn.reply(noted(said, item, turn), subject=f"task {item.ref()}")


def _take_in(said: TaskProgress, item: Item) -> None:
    if said.percent is not None:
        item.percent = said.percent
    if said.percent not in (None, 100) and item.state is ItemState.REPORTED:
        item.state, item.reported_at = ItemState.OPEN, None  # reported too early, he says now
    item.note = said.note or item.note
    item.blocker = said.blocker
    if said.expected:
        item.expected = day_of(said.expected)[0]


def _said(said: TaskProgress) -> str:
    expected = f"预计{saying.on(day_of(said.expected)[0])}" if said.expected else ""
    parts = (said.note, f"卡在：{said.blocker}" if said.blocker else "", expected)
    return " · ".join(part for part in parts if part)


def noted(said: TaskProgress, item: Item, turn: Turn) -> Card:
    """What was understood; if it will be late by his own words, the way to ask for more time."""
    done = f"已完成 {said.percent}%" if said.percent is not None else ""
    parts = " · ".join(part for part in (done, _said(said)) if part)
    buttons, words = [undo_button(turn)], [parts]
    if item.due and item.expected and item.expected > item.due:
        words.append(
            f"比期限{lines.due(item)}晚 {(item.expected - item.due).days} 天，需要的话可以申请延期。"
        )
        slots = {"task": item.ref(), "due": item.expected.isoformat(), "reason": said.blocker or said.note}
        buttons.append(Button(label="申请延期", intent=TaskExtend.intent, slots=slots))
    return Card(
        title=f"已记进展：{lines.called(item)}", lines=tuple(words), buttons=tuple(buttons), about=item.ref()
    )
