"""转交 and 取消: an item changes hands, or is no longer to be done."""

from sqlmodel import select

from branch import saying
from branch.cards import Button, Card, Field, Form
from branch.items import Holder, Item
from branch.orders import must_assign, must_cancel, must_transfer
from branch.people import Member
from branch.refusal import Refusal
from branch.updates import TaskCancel, TaskTransfer
from handlers import lines
from handlers.kit import Turn, handles
from handlers.tasks.assigning import given
from handlers.things import head, hold, must_live, named, owners_of, remark, task_of
from handlers.undo import undo_button

NO_REASON = ("取消", "取消吧", "不做了", "不用做了")
"""The order said twice: 「那个不做了，取消」."""


@handles(TaskTransfer, help="转交任务，例如：T12 转给李强")
def transfer(said: TaskTransfer, turn: Turn) -> None:
    """Give an item to new owners; the former ones and the new ones hear of it."""
    item = task_of(said, turn)
    must_live(turn, item)
    before = owners_of(turn, item)
    if not said.owners:
        turn.reply(to_whom(item))
        return
    after = named(turn, said.owners)
    if set(after) == set(before):
        raise Refusal(f"{lines.called(item)}本来就由{saying.names(after)}负责。")
    if before:
        must_transfer(turn.speaker, head(turn), item, frozenset(m.id for m in before))
    else:
        must_assign(turn.speaker, head(turn), frozenset(m.id for m in after))
    _hand_over(turn, item, after)
    remark(turn, item, "转交", f"{saying.names(before) or '无'} → {saying.names(after)}")
    for person in after:
        if person not in before and person.id != turn.speaker.id:
            turn.tell(person, given(item, turn.speaker, after, ()))
    for person in before:
        if person not in after and person.id != turn.speaker.id:
            turn.tell(person, relieved(item, after))
    turn.reply(transferred(item, before, after, turn), subject=f"task {item.ref()}")


@handles(TaskCancel, help="取消任务，例如：T12 不用做了，设计变更")
def cancel(said: TaskCancel, turn: Turn) -> None:
    """Take an item off the list; everybody with a part in it hears why."""
    item = task_of(said, turn)
    must_live(turn, item)
    must_cancel(turn.speaker, head(turn), item)
    item.cancel()
    reason = "" if said.reason in NO_REASON else said.reason
    remark(turn, item, "取消", reason)
    for owner in owners_of(turn, item):
        if owner.id != turn.speaker.id:
            turn.tell(owner, no_more(item, reason, turn.speaker))
    turn.reply(cancelled(item, reason, turn), subject=f"task {item.ref()}")


def _hand_over(turn: Turn, item: Item, after: tuple[Member, ...]) -> None:
    keep = {m.id for m in after}
    for held in turn.session.exec(select(Holder).where(Holder.item_id == item.id)):
        if held.owner and held.person_id not in keep:
            turn.session.delete(held)
    hold(turn, item, after, owner=True)
    turn.session.flush()


def to_whom(item: Item) -> Card:
    """The form for a new owner who was not named."""
    submit = Button(label="转交", intent=TaskTransfer.intent, slots={"task": item.ref()}, style="primary")
    field = Field(name="owners", label="新的责任人", kind="people", required=True)
    return Card(
        title=f"{lines.called(item)}转给谁？",
        form=Form(fields=(field,), submit=submit, example=f"例如：{item.ref()} 转给李强"),
        about=item.ref(),
    )


def transferred(item: Item, before: tuple[Member, ...], after: tuple[Member, ...], turn: Turn) -> Card:
    """The echo of a hand-over."""
    was = f"{saying.names(before)} → " if before else ""
    return Card(
        title=f"已转交：{lines.called(item)}",
        lines=(f"{was}{saying.names(after)}" + (f" · 期限：{lines.due(item)}" if item.due else ""),),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )


def relieved(item: Item, after: tuple[Member, ...]) -> Card:
    """What a former owner reads."""
    return Card(title=f"{lines.called(item)}已转给{saying.names(after)}", lines=("您不再负责这一项。",))


def cancelled(item: Item, reason: str, turn: Turn) -> Card:
    """The echo of a cancellation."""
    words = (f"原因：{reason}",) if reason else ()
    return Card(
        title=f"已取消：{lines.called(item)}", lines=words, buttons=(undo_button(turn),), about=item.ref()
    )


def no_more(item: Item, reason: str, by: Member) -> Card:
    """What an owner reads."""
    why = f"：{reason}" if reason else ""
    return Card(title=f"{lines.called(item)}不用做了", lines=(f"{by.name}取消{why}",))
