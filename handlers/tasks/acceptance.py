"""销号: anybody reports a task done, the secretary or its accepter agrees, or sends it back."""

from branch import saying
from branch.cards import Button, Card, Field, Form
from branch.items import Item, ItemState
from branch.people import COMMITTEE, Member
from branch.refusal import Refusal
from branch.updates import TaskAccept, TaskDone, TaskReject
from handlers import lines
from handlers.evidence import belongs, with_files
from handlers.hazards.rechecking import check, fail, fixed
from handlers.kit import HANDLERS, Turn, handles
from handlers.rights import admit
from handlers.tasks.awaiting import the_open_one
from handlers.tasks.extending import decline, grant
from handlers.things import accepter_of, must_live, owner_ids, owners_of, remark, task_of
from handlers.undo import undo_button


@handles(TaskDone, help="汇报完成，例如：T12 已完成，资料已归档")
def report_done(said: TaskDone, turn: Turn) -> None:
    """Note that it is finished, and ask whoever accepts."""
    item = task_of(said, turn)
    must_live(turn, item)
    if item.prefix == "H":
        fixed(item, said.note, turn)
        return
    item.report_done(turn.now)
    item.note = said.note or item.note
    remark(turn, item, "完成", said.note, 100)
    belongs(turn, item.ref())
    accepter = accepter_of(turn, item, owner_ids(turn, item))
    card = with_files(asks_acceptance(item, turn.speaker, owners_of(turn, item), said.note), turn, item.ref())
    if accepter and not turn.tell(accepter, card, subject=f"accept {item.ref()}"):
        accepter = None
    if turn.heard.private and turn.speaker.id not in owner_ids(turn, item):
        _tell_owners(turn, item, reported_for(item, turn.speaker, said.note))
    turn.reply(with_files(reported(item, accepter, turn), turn, item.ref()), subject=f"task {item.ref()}")


@handles(
    TaskAccept,
    allow=COMMITTEE,
    heads=True,
    help="同意销号或退回，例如：T12 同意销号；T12 退回，缺监理签字",
)
def accept(said: TaskAccept, turn: Turn) -> None:
    """Close the item: the accepter agrees that it is done; or give the later day that was asked for."""
    request = the_open_one(said, turn)
    if request and request.later:
        grant(request.later, request.item, turn)
        return
    item = request.item if request else task_of(said, turn)
    must_live(turn, item)
    if item.prefix == "H":
        check(item, turn)
        return
    if turn.heard.pressed and item.state is ItemState.OPEN:  # an old card: sent back or taken back since
        raise Refusal(f"{lines.called(item)}现在没有待销号的完成报告，可能已退回或撤销。")
    item.accept(turn.speaker, owner_ids(turn, item), turn.now, turn.rules.acceptance.owner_may_close)
    remark(turn, item, "销号")
    if turn.heard.private:  # in the group the owners read the answer themselves
        _tell_owners(turn, item, closed_for(item, turn.speaker))
    turn.reply(closed(item, turn), subject=_subject(item, turn))


@handles(TaskReject)
def reject(said: TaskReject, turn: Turn) -> None:
    """Send it back to its owners, who hear the reason: a task by who may accept it, a hazard by any other."""
    request = the_open_one(said, turn)
    if request and request.later:
        decline(request.item, said.reason, turn)
        return
    item = request.item if request else task_of(said, turn)
    must_live(turn, item)
    if item.prefix == "H":
        fail(item, said.reason, turn)
        return
    admit(turn.speaker, HANDLERS[TaskAccept], turn.roster, turn.rules)
    if owner_ids(turn, item) == {turn.speaker.id}:
        raise Refusal(f"{lines.called(item)}是您自己负责的，不用退回，直接说进展就行。")
    item.send_back(said.reason)
    remark(turn, item, "退回", said.reason)
    _tell_owners(turn, item, sent_back_to(item, said.reason, turn.speaker))
    turn.reply(sent_back(item, said.reason, turn), subject=_subject(item, turn))


def _tell_owners(turn: Turn, item: Item, card: Card) -> None:
    for owner in owners_of(turn, item):
        if owner.id != turn.speaker.id:
            turn.tell(owner, card)


def _subject(item: Item, turn: Turn) -> str:
    """In private the answer takes the place of the card that asked."""
    return f"accept {item.ref()}" if turn.heard.private else f"task {item.ref()}"


def reported(item: Item, accepter: Member | None, turn: Turn) -> Card:
    """The echo of a report."""
    then = f"等{accepter.name}确认销号。" if accepter else "请书记或支委确认销号。"
    return Card(
        title=f"已登记完成：{lines.called(item)}",
        lines=(then,),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )


def reported_for(item: Item, by: Member, note: str) -> Card:
    """What the owner reads when somebody else reports his task done."""
    words = (f"说明：{note}",) if note else ()
    return Card(
        title=f"{by.name}报告完成：{lines.called(item)}",
        lines=(*words, f"还没做完就回一声，例如：{item.ref()} 做了八成。"),
        about=item.ref(),
    )


def asks_acceptance(item: Item, by: Member, owners: tuple[Member, ...], note: str) -> Card:
    """What the accepter reads: agree, or send back with a reason."""
    words = [f"{by.name}报告" + (f" · 责任人：{saying.names(owners)}" if owners and owners != (by,) else "")]
    if item.due:
        words.append(f"期限：{lines.due(item)}")
    if note:
        words.append(f"说明：{note}")
    return Card(
        title=f"待销号：{lines.called(item)}",
        lines=tuple(words),
        buttons=(
            Button(label="同意销号", intent=TaskAccept.intent, slots={"task": item.ref()}, style="primary"),
        ),
        form=back_form(item),
        about=item.ref(),
    )


def back_form(item: Item) -> Form:
    """Sending back wants a reason."""
    submit = Button(label="退回", intent=TaskReject.intent, slots={"task": item.ref()})
    field = Field(name="reason", label="退回原因", required=True)
    return Form(fields=(field,), submit=submit, example=f"退回可以说：{item.ref()} 退回，缺监理签字")


def closed(item: Item, turn: Turn) -> Card:
    """The echo of 销号."""
    return Card(
        title=f"已销号：{lines.called(item)}",
        lines=(f"{turn.speaker.name} · {saying.on(turn.today)}",),
        buttons=(undo_button(turn),),
        about=item.ref(),
        tone="good",
    )


def closed_for(item: Item, by: Member) -> Card:
    """What the owner reads."""
    return Card(title=f"{lines.called(item)}已销号", lines=(f"{by.name}确认完成。",), tone="good")


def sent_back(item: Item, reason: str, turn: Turn) -> Card:
    """The echo of sending back; the reason goes to the owner, not to the group."""
    words = (f"原因：{reason}",) if reason and turn.heard.private else ()
    return Card(
        title=f"已退回：{lines.called(item)}", lines=words, buttons=(undo_button(turn),), about=item.ref()
    )


def sent_back_to(item: Item, reason: str, by: Member) -> Card:
    """What the owner reads."""
    return Card(
        title=f"{lines.called(item)}退回补充",
        lines=(f"{by.name}：{reason or '请补充后再报'}", "补好后再说一声“已完成”。"),
        buttons=(Button(label="已完成", intent=TaskDone.intent, slots={"task": item.ref()}),),
        about=item.ref(),
    )
