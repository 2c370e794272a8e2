"""延期: who decides sets a new day at once; everybody else's word reaches the secretary as a request."""

from datetime import date

from branch import saying
from branch.cards import Button, Card, Field, Form
from branch.items import Item
from branch.orders import decides
from branch.people import Member
from branch.refusal import Refusal
from branch.updates import TaskExtend
from handlers import lines
from handlers.kit import Turn, handles
from handlers.things import (
    accepter_of,
    day_of,
    head,
    last_remark,
    must_live,
    owner_ids,
    owners_of,
    remark,
    task_of,
)
from handlers.undo import undo_button

ASKED, CHANGED, REFUSED = "申请延期", "延期", "不同意延期"


@handles(TaskExtend, help="改期限，例如：T12 延到下周五，图纸没齐")
def extend(said: TaskExtend, turn: Turn) -> None:
    """Set a new due day, or ask whoever decides."""
    item = task_of(said, turn)
    must_live(turn, item)
    if said.due is None:
        turn.reply(until_when(item, said.reason))
    elif item.due is None or decides(turn.speaker, head(turn), item, owner_ids(turn, item)):
        grant(said, item, turn)
    else:
        _ask(said, item, turn)


def grant(said: TaskExtend, item: Item, turn: Turn) -> None:
    """Set the day; the owners hear it."""
    assert said.due is not None
    old = item.due
    if (old, item.due_at) == day_of(said.due):
        raise Refusal(f"{lines.called(item)}的期限已经是 {lines.due(item)}。")
    item.due, item.due_at = day_of(said.due)
    item.paused_until = None  # a new day begins the ladder anew
    was = f"{saying.on(old)} → " if old else ""
    told = f"{was}{lines.due(item)}" + (f"，{said.reason}" if said.reason else "")
    remark(turn, item, CHANGED, told)
    for owner in owners_of(turn, item):
        if owner.id != turn.speaker.id:
            turn.tell(owner, new_day(item, old, turn.speaker))
    turn.reply(changed(item, old, turn), subject=f"task {item.ref()}")


def decline(item: Item, reason: str, turn: Turn) -> None:
    """The later day that was asked for is not given: the old one holds, and who asked hears why."""
    by = last_remark(turn, item, ASKED)
    remark(turn, item, REFUSED, reason)
    asker = turn.roster.get(by.person_id) if by else None
    for person in dict.fromkeys([*([asker] if asker else []), *owners_of(turn, item)]):
        if person.id != turn.speaker.id:
            turn.tell(person, old_day(item, reason, turn.speaker))
    turn.reply(declined(item, turn), subject=f"extend {item.ref()}")


def _ask(said: TaskExtend, item: Item, turn: Turn) -> None:
    assert said.due is not None
    day = day_of(said.due)[0]
    remark(turn, item, ASKED, saying.on(day) + (f"，{said.reason}" if said.reason else ""))
    decider = accepter_of(turn, item, frozenset({turn.speaker.id}))
    card = asks(said, item, day, turn.speaker)
    if decider and not turn.tell(decider, card, subject=f"extend {item.ref()}"):
        decider = None
    turn.reply(asked(item, day, decider, turn))


def until_when(item: Item, reason: str) -> Card:
    """The form for a new day that was not said."""
    submit = Button(label="提交", intent=TaskExtend.intent, slots={"task": item.ref()}, style="primary")
    fields = (
        Field(name="due", label="新的期限", kind="day", required=True),
        Field(name="reason", label="原因", value=reason),
    )
    return Card(
        title=f"{lines.called(item)}延到哪一天？",
        lines=(f"现在的期限：{lines.due(item) or '未定'}",),
        form=Form(fields=fields, submit=submit, example=f"例如：{item.ref()} 延到下周五，图纸没齐"),
        about=item.ref(),
    )


def changed(item: Item, old: date | None, turn: Turn) -> Card:
    """The echo of a new due day."""
    was = f"（原 {saying.on(old)}）" if old else ""
    return Card(
        title=f"已改期限：{lines.called(item)}",
        lines=(f"新期限：{lines.due(item)}{was}",),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )


def new_day(item: Item, old: date | None, by: Member) -> Card:
    """What the owner reads."""
    was = f"（原 {saying.on(old)}）" if old else ""
    title = f"{lines.called(item)}的期限改为 {lines.due(item)}"
    return Card(title=title, lines=(f"{by.name}确定{was}",), about=item.ref())


def declined(item: Item, turn: Turn) -> Card:
    """The echo of a later day not given."""
    return Card(
        title=f"没有同意延期：{lines.called(item)}",
        lines=(f"期限仍是 {lines.due(item)}，已告诉申请人。",),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )


def old_day(item: Item, reason: str, by: Member) -> Card:
    """What who asked for a later day reads."""
    words = (f"期限仍是 {lines.due(item)}", *((f"{by.name}：{reason}",) if reason else ()))
    return Card(title=f"{lines.called(item)}的延期没有同意", lines=words, about=item.ref())


def asks(said: TaskExtend, item: Item, day: date, by: Member) -> Card:
    """What the decider reads, with the same update ready to be said by him."""
    slots = {"task": item.ref(), "due": said.slots()["due"], "reason": said.reason}
    words = [f"{lines.due(item)} → {saying.on(day)}"]
    if said.reason:
        words.append(f"原因：{said.reason}")
    return Card(
        title=f"{by.name}申请延期：{lines.called(item)}",
        lines=tuple(words),
        form=_other(item),
        buttons=(Button(label="同意延期", intent=TaskExtend.intent, slots=slots, style="primary"),),
        about=item.ref(),
    )


def _other(item: Item) -> Form:
    submit = Button(label="改为这一天", intent=TaskExtend.intent, slots={"task": item.ref()})
    field = Field(name="due", label="另定期限", kind="day", required=True)
    return Form(fields=(field,), submit=submit, example=f"另定日期可以说：{item.ref()} 延到12月5日")


def asked(item: Item, day: date, decider: Member | None, turn: Turn) -> Card:
    """What the one who asked reads: nothing has changed yet."""
    then = f"已请{decider.name}确认，同意后生效" if decider else "请当面请书记确认"
    return Card(
        title=f"已登记延期申请：{lines.called(item)}",
        lines=(f"申请延到 {saying.on(day)} · {then}",),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )
