"""复查: a hazard put right is closed only when a second person has looked.

The first word that it is fixed (HazardFixed, TaskDone) makes the item `reported`. It closes by the word of
somebody who is neither an owner nor the one who said "fixed", and who has looked: a press of 复查合格,
HazardFixed of one who `looked`, or TaskAccept. "Fixed" said again is no look: whoever works on it may say it
after a colleague did. TaskReject of any second person sends it back.
"""

from branch import saying
from branch.cards import Button, Card, Field, Form
from branch.items import Item, ItemState
from branch.orders import must_check
from branch.people import Member
from branch.refusal import Refusal
from branch.updates import HazardFixed, TaskReject
from handlers import lines
from handlers.evidence import belongs, with_files
from handlers.kit import Turn
from handlers.things import accepter_of, last_remark, owner_ids, owners_of, remark
from handlers.undo import undo_button

FIXED, CHECKED = "整改", "销号"


def fixed(item: Item, note: str, turn: Turn) -> None:
    """Take the first word that a hazard is put right: it asks for a 复查.

    Raises Refusal if it was said before, with what the 复查 is.
    """
    if item.state is ItemState.REPORTED:
        _must_be_checker(item, turn)
        raise Refusal(f"{lines.called(item)}已登记整改，等复查。到现场看过了可以说：{item.ref()} 复查合格。")
    item.report_done(turn.now)
    item.note = note or item.note
    remark(turn, item, FIXED, note, 100)
    belongs(turn, item.ref())
    checker = checker_of(item, turn, owner_ids(turn, item) | {turn.speaker.id})
    card = with_files(asks_check(item, turn.speaker, note), turn, item.ref())
    if checker and not turn.tell(checker, card, subject=f"check {item.ref()}"):
        checker = None
    turn.reply(with_files(awaits_check(item, checker, turn), turn, item.ref()), subject=f"task {item.ref()}")


def check(item: Item, turn: Turn, note: str = "") -> None:
    """A second person confirms; raises Refusal for the owner and for the one who reported it fixed."""
    if item.state is ItemState.OPEN:
        raise Refusal(f"{lines.called(item)}还没有报整改完成。")
    _must_be_checker(item, turn)
    item.accept(turn.speaker, frozenset(), turn.now, own=False)
    remark(turn, item, CHECKED, note)
    belongs(turn, item.ref())
    for owner in owners_of(turn, item):
        if turn.heard.private:
            turn.tell(owner, Card(title=f"{lines.called(item)}复查合格，已销号", tone="good"))
    subject = f"check {item.ref()}" if turn.heard.private else f"task {item.ref()}"
    turn.reply(checked(item, turn), subject=subject)


def fail(item: Item, reason: str, turn: Turn) -> None:
    """A second person found it wanting: it is open again, and who worked on it hears why."""
    report = last_remark(turn, item, FIXED)
    if item.state is ItemState.OPEN or report is None:
        raise Refusal(f"{lines.called(item)}还没有报整改完成。")
    must_check(turn.speaker, item, owner_ids(turn, item), report.person_id)
    item.send_back(reason)
    remark(turn, item, "退回", reason)
    fixer = turn.roster.get(report.person_id)
    for person in owners_of(turn, item) or ((fixer,) if fixer else ()):
        turn.tell(person, not_yet(item, reason, turn.speaker))
    subject = f"check {item.ref()}" if turn.heard.private else f"task {item.ref()}"
    turn.reply(failed(item, turn), subject=subject)


def _must_be_checker(item: Item, turn: Turn) -> None:
    report = last_remark(turn, item, FIXED)
    must_check(turn.speaker, item, owner_ids(turn, item), report.person_id if report else None)


def checker_of(item: Item, turn: Turn, apart: frozenset[int]) -> Member | None:
    """Whoever reported the hazard knows it best; else the secretary or another 支委; none of `apart`."""
    finder = turn.roster.get(item.made_by)
    return finder if finder and finder.id not in apart else accepter_of(turn, item, apart)


def asks_check(item: Item, by: Member, note: str) -> Card:
    """What the checker reads."""
    words = [f"{by.name}报告已整改" + (f"：{note}" if note else ""), "请到现场看一下，合格再点。"]
    looked = {"hazard": item.ref(), "looked": True}
    button = Button(label="复查合格", intent=HazardFixed.intent, slots=looked, style="primary")
    return Card(
        title=f"请复查：{lines.called(item)}",
        lines=tuple(words),
        buttons=(button,),
        form=_fail_form(item),
        about=item.ref(),
    )


def _fail_form(item: Item) -> Form:
    """Not being content wants a reason."""
    submit = Button(label="不合格", intent=TaskReject.intent, slots={"task": item.ref()})
    return Form(fields=(Field(name="reason", label="哪里不合格", required=True),), submit=submit)


def awaits_check(item: Item, checker: Member | None, turn: Turn) -> Card:
    """The echo of "fixed"."""
    who = f"{checker.name}" if checker else "另一位同志"
    return Card(
        title=f"已登记整改：{lines.called(item)}",
        lines=(f"等{who}复查后销号。",),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )


def failed(item: Item, turn: Turn) -> Card:
    """The echo of a 复查 that found it wanting."""
    return Card(
        title=f"复查不合格：{lines.called(item)}",
        lines=("已请整改人继续整改。",),
        buttons=(undo_button(turn),),
        about=item.ref(),
    )


def not_yet(item: Item, reason: str, by: Member) -> Card:
    """What who put it right reads."""
    return Card(
        title=f"{lines.called(item)}复查不合格",
        lines=(f"{by.name}：{reason or '请再整改'}", "整改好了再说一声。"),
        buttons=(Button(label="已整改", intent=HazardFixed.intent, slots={"hazard": item.ref()}),),
        about=item.ref(),
    )


def checked(item: Item, turn: Turn) -> Card:
    """The echo of a 复查."""
    return Card(
        title=f"已复查销号：{lines.called(item)}",
        lines=(f"{turn.speaker.name} · {saying.on(turn.today)}",),
        buttons=(undo_button(turn),),
        about=item.ref(),
        tone="good",
    )
