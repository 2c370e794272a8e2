"""任务: somebody is given work. It gets a number at once; what was not said is asked for once, on a form."""

from branch import saying
from branch.cards import Button, Card, Field, Form
from branch.items import Item
from branch.orders import must_assign
from branch.people import Member
from branch.refusal import Refusal
from branch.updates import TaskAssign, TaskDone, TaskFill
from handlers import lines
from handlers.kit import Turn, handles
from handlers.things import day_of, head, hold, must_live, named, owner_ids, owners_of, task_of
from handlers.undo import undo_button


@handles(TaskAssign, help="派任务，例如：王磊负责3号桩基方案，8月30日前")
def assign(said: TaskAssign, turn: Turn) -> None:
    """Write the task down and tell everybody who has a part in it, once."""
    owners, helpers = named(turn, said.owners), named(turn, said.helpers)
    must_assign(turn.speaker, head(turn), frozenset(m.id for m in owners))
    if not said.title:
        raise Refusal("要记哪一项任务？请连事项、责任人和期限一起说，例如：王磊负责3号桩基方案，8月30日前。")
    item = _new(said, turn)
    hold(turn, item, owners, owner=True)
    hold(turn, item, tuple(m for m in helpers if m not in owners), owner=False)
    for person in owners:
        _tell(turn, person, given(item, turn.speaker, owners, helpers))
    for person in helpers:
        if person not in owners:
            _tell(turn, person, helping(item, turn.speaker, owners))
    turn.reply(assigned(item, owners, helpers, turn), subject=f"task {item.ref()}")


@handles(TaskFill)
def fill(said: TaskFill, turn: Turn) -> None:
    """Add the owner or the due day that a new task still lacked."""
    item = task_of(said, turn)
    must_live(turn, item)
    owners = named(turn, said.owners)
    must_assign(turn.speaker, head(turn), owner_ids(turn, item) | {m.id for m in owners})
    if not said.owners and not said.due:
        raise Refusal("还没有填责任人或期限。")
    if said.due and item.due is None:
        item.due, item.due_at = day_of(said.due)
    fresh = tuple(m for m in owners if m.id not in owner_ids(turn, item))
    hold(turn, item, owners, owner=True)
    turn.session.flush()
    for person in fresh:
        _tell(turn, person, given(item, turn.speaker, owners, ()))
    turn.reply(assigned(item, owners_of(turn, item), (), turn), subject=f"task {item.ref()}")


def _new(said: TaskAssign, turn: Turn) -> Item:
    day, moment = day_of(said.due) if said.due else (None, None)
    item = Item(
        branch=turn.branch.id,
        number=turn.number("T"),
        title=said.title,
        due=day,
        due_at=moment,
        priority=said.priority or "",
        made_by=turn.speaker.id,
        made_at=turn.now,
    )
    turn.session.add(item)
    turn.session.flush()
    return item


def _tell(turn: Turn, person: Member, card: Card) -> None:
    if person.id != turn.speaker.id:
        turn.tell(person, card)


def assigned(item: Item, owners: tuple[Member, ...], helpers: tuple[Member, ...], turn: Turn) -> Card:
    """What was written down; a form for what is missing."""
    parts = [
        f"责任人：{saying.names(owners)}" if owners else "责任人：待补",
        f"配合：{saying.names(helpers)}" if helpers else "",
        f"期限：{lines.due(item)}" if item.due else "期限：待补",
        "优先：高" if item.priority else "",
    ]
    words = [" · ".join(part for part in parts if part)]
    if turn.unreached:
        words.append(f"{'、'.join(turn.unreached)}还没有绑定账号，没能私下通知到。")
    hazard = f"已安排整改：{lines.called(item)}" if item.prefix == "H" else ""
    return Card(
        title=hazard or f"已记下任务 {item.ref()}：{item.title}",
        lines=tuple(words),
        form=_missing(item, bool(owners)),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )


def _missing(item: Item, owned: bool) -> Form | None:
    fields = []
    if not owned:
        fields.append(Field(name="owners", label="责任人", kind="people"))
    if item.due is None:
        fields.append(Field(name="due", label="期限", kind="day"))
    if not fields:
        return None
    submit = Button(label="补上", intent=TaskFill.intent, slots={"task": item.ref()}, style="primary")
    words = {"owners": f"{item.ref()} 转给王磊", "due": f"{item.ref()} 延到本周五"}
    example = "也可以直接说：" + "；".join(words[f.name] for f in fields)
    return Form(fields=tuple(fields), submit=submit, example=example)


def given(item: Item, by: Member, owners: tuple[Member, ...], helpers: tuple[Member, ...]) -> Card:
    """What an owner reads, once."""
    with_whom = (*owners, *helpers)
    words = [f"{by.name}交给您负责" + (f" · 期限：{lines.due(item)}" if item.due else " · 期限待定")]
    if len(with_whom) > 1:
        words.append(f"一起办的：{saying.names(with_whom)}")
    hazard = item.prefix == "H"
    hint = "整改好了回一声，另请一位同志复查后销号。" if hazard else lines.PRIVATE_HINT.format(ref=item.ref())
    done = Button(label="已整改" if hazard else "已完成", intent=TaskDone.intent, slots={"task": item.ref()})
    return Card(
        title=f"请您整改：{lines.called(item)}" if hazard else f"您的任务 {item.ref()}：{item.title}",
        lines=(*words, hint),
        buttons=(done,),
        about=item.ref(),
    )


def helping(item: Item, by: Member, owners: tuple[Member, ...]) -> Card:
    """What a helper reads, once."""
    until = f" · 期限：{lines.due(item)}" if item.due else ""
    return Card(
        title=f"请您配合 {item.ref()}：{item.title}",
        lines=(f"{by.name}安排 · 责任人：{saying.names(owners) or '待定'}{until}",),
        about=item.ref(),
    )
