"""督促: the secretary decides on a drafted reminder, or notes a known reason. And what nudges say."""

from datetime import date, timedelta

from branch import saying
from branch.cards import Button, Card, Field, Form
from branch.items import Item, ItemState
from branch.people import COMMITTEE, Member
from branch.refusal import Refusal
from branch.updates import NudgePause, NudgeSend, TaskDone, TaskExtend
from handlers import lines
from handlers.kit import Turn, UnitOfWork, handles
from handlers.things import last_remark, must_live, owners_of, remark, task_of
from handlers.undo import undo_button

SENT = "督促"
DAY = timedelta(days=1)


@handles(NudgeSend, allow=COMMITTEE)
def send(said: NudgeSend, turn: Turn) -> None:
    """Send the drafted reminder to the owners, privately and at most once a day.

    The last step of the ladder, taken by a person: where the platform allows, it rings.
    """
    item = task_of(said, turn)
    must_live(turn, item)
    if item.state is ItemState.REPORTED:
        raise Refusal(f"{lines.called(item)}已经报过完成，正等销号，不用再提醒。")
    last = last_remark(turn, item, SENT)
    if last and last.at > turn.now - DAY:
        raise Refusal(f"{lines.called(item)}在 {lines.at(last.at)} 已经提醒过，今天不再重复。")
    owners = owners_of(turn, item)
    told = [
        m for m in owners if m.id != turn.speaker.id and turn.tell(m, draft(item, turn.today), urgent=True)
    ]
    if not told:
        raise Refusal(f"{lines.called(item)}没有能私下通知到的责任人，请当面提醒。")
    remark(turn, item, SENT, saying.names(told))
    turn.reply(sent(item, tuple(told)), subject=f"nudge {item.ref()}")


@handles(NudgePause, allow=COMMITTEE)
def pause(said: NudgePause, turn: Turn) -> None:
    """The reason is known: ask no more until a day."""
    item = task_of(said, turn)
    must_live(turn, item)
    item.paused_until = said.until or turn.today + DAY * turn.rules.ladder.pause_days
    remark(turn, item, "已说明原因", f"{saying.on(item.paused_until)}前不再催")
    turn.reply(paused(item, item.paused_until, turn), subject=f"nudge {item.ref()}")


def to_owner(items: list[Item], today: date) -> Card:
    """What an owner reads in the morning: one item with all he can do about it, or a short list."""
    if len(items) > 1:
        rows = tuple(f"{item.ref()} {item.place}{item.title} · {when(item, today)}" for item in items)
        hint = f"做完了说“{items[0].ref()} 已完成”；有困难直接说原因就行。"
        return Card(title=f"您有 {len(items)} 项任务要留意", lines=(*rows, hint))
    return one(items[0], today)


def one(item: Item, today: date) -> Card:
    """A nudge about one item."""
    ref = {"task": item.ref()}
    submit = Button(label="申请延期", intent=TaskExtend.intent, slots=ref)
    fields = (Field(name="due", label="延到", kind="day", required=True), Field(name="reason", label="原因"))
    return Card(
        title=f"{lines.called(item)}{when(item, today)}",
        lines=(f"期限：{lines.due(item)}", "有困难直接说原因就行。"),
        buttons=(Button(label="已完成", intent=TaskDone.intent, slots=ref, style="primary"),),
        form=Form(fields=fields, submit=submit, example=f"要延期可以说：{item.ref()} 延到下周五，图纸没齐"),
        about=item.ref(),
    )


def when(item: Item, today: date) -> str:
    """还有 3 天到期, 今天到期, 已过期限 2 天."""
    assert item.due is not None
    left = (item.due - today).days
    if left < 0:
        return f"已过期限 {-left} 天"
    return f"还有 {left} 天到期" if left else "今天到期"


def to_secretary(items: list[Item], held: dict[str, tuple[Member, ...]], work: UnitOfWork) -> Card:
    """What the secretary reads: who is late with what, and the reminder that would be sent."""
    rows, buttons = [], []
    for item in items:
        rows.append(f"{lines.line(item, held[item.ref()])} · {when(item, work.today)}")
        if item.blocker:
            rows.append(f"卡在：{item.blocker}")
        buttons += _choices(item, work, alone=len(items) == 1)
    title = lines.called(items[0]) if len(items) == 1 else f"{len(items)} 项任务"
    draft_said = f"拟发提醒：{draft(items[0], work.today).title}，{NEXT}" if len(items) == 1 else ""
    words = (*rows, *([draft_said] if draft_said else []), "点了才会私下发给责任人。")
    return Card(
        title=f"{title}到期后仍未完成",
        lines=words,
        buttons=tuple(buttons),
        about=items[0].ref() if len(items) == 1 else "",
        tone="warn",
    )


def _choices(item: Item, work: UnitOfWork, alone: bool) -> list[Button]:
    until = work.today + DAY * work.rules.ladder.pause_days
    tail, ref = "" if alone else f" {item.ref()}", {"task": item.ref()}
    pause_slots = ref | {"until": until.isoformat()}
    return [
        Button(label=f"发送提醒{tail}", intent=NudgeSend.intent, slots=ref, style="primary"),
        Button(label=f"已说明原因{tail}", intent=NudgePause.intent, slots=pause_slots),
    ]


NEXT = "请说一下进展，或需要什么帮助。"


def draft(item: Item, today: date) -> Card:
    """The reminder that the secretary sends by his press."""
    return Card(
        title=f"请留意 {lines.called(item)}：{when(item, today) if item.due else '等您的进展'}",
        lines=(NEXT,),
        buttons=(Button(label="已完成", intent=TaskDone.intent, slots={"task": item.ref()}),),
        about=item.ref(),
    )


def sent(item: Item, told: tuple[Member, ...]) -> Card:
    """What the secretary reads after his press."""
    return Card(title=f"已私下提醒{saying.names(told)}：{lines.called(item)}", about=item.ref())


def paused(item: Item, until: date, turn: Turn) -> Card:
    """The echo of a pause."""
    return Card(
        title=f"已记下原因已说明：{lines.called(item)}",
        lines=(f"{saying.on(until)}前不再催。",),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )
