"""What waits for the speaker's yes or no: work reported done, hazards put right, later days asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from branch.cards import Button
from branch.items import Item, ItemState, Remark
from branch.refusal import Ask
from branch.updates import TaskAccept, TaskExtend, TaskReject
from handlers.hazards.rechecking import FIXED, checker_of
from handlers.kit import Turn
from handlers.tasks.extending import ASKED, CHANGED, REFUSED
from handlers.things import accepter_of, last_remark, owner_ids, remarks
from storage import finding
from storage.tables import Outbox


@dataclass(frozen=True)
class Request:
    """An item, and the later day asked for; without one it waits for 销号."""

    item: Item
    later: TaskExtend | None = None


def the_open_one(said: TaskAccept | TaskReject, turn: Turn) -> Request | None:
    """The later day asked for on the item named, or the one thing a bare 「同意」 can mean, if there is one.

    Raises Ask if several wait for the speaker.
    """
    if said.task:
        item = finding.item(turn.session, turn.branch.id, said.task)
        later = _later(turn, item) if item else None
        return Request(item, later) if item and later else None
    found = list(_all(turn)) if said.bare else []
    if len(found) > 1:
        raise Ask("说的是哪一项？", tuple(_button(said, request) for request in found[:6]))
    return found[0] if found else None


def _all(turn: Turn) -> Iterable[Request]:
    for prefix in "TH":
        for item in finding.open_items(turn.session, turn.branch.id, prefix):
            if item.state is ItemState.REPORTED:
                if turn.speaker == _closer(turn, item):
                    yield Request(item)
            elif later := _later(turn, item):
                yield Request(item, later)


def _closer(turn: Turn, item: Item) -> object:
    owners = owner_ids(turn, item)
    if item.prefix != "H":
        return accepter_of(turn, item, owners)
    report = last_remark(turn, item, FIXED)
    return checker_of(item, turn, owners | {report.person_id} if report and report.person_id else owners)


def _later(turn: Turn, item: Item) -> TaskExtend | None:
    """The day that was asked of the speaker and not yet answered."""
    asked = _unanswered(remarks(turn, item))
    if item.state is not ItemState.OPEN or asked is None or asked.person_id is None:
        return None
    if accepter_of(turn, item, frozenset({asked.person_id})) != turn.speaker:
        return None
    sent = select(Outbox).where(Outbox.branch == turn.branch.id, Outbox.subject == f"extend {item.ref()}")
    card = turn.session.exec(sent.order_by(col(Outbox.id).desc())).first()
    slots = card.card["buttons"][0]["slots"] if card and card.card.get("buttons") else None
    return TaskExtend.model_validate(slots) if slots else None


def _unanswered(told: list[Remark]) -> Remark | None:
    about = [remark for remark in told if remark.what in (ASKED, CHANGED, REFUSED)]
    return about[-1] if about and about[-1].what == ASKED else None


def _button(said: TaskAccept | TaskReject, request: Request) -> Button:
    item, later = request.item, request.later
    ref = {"task": item.ref()}
    if later and isinstance(said, TaskAccept):
        return Button(label=f"{item.ref()} 延期", intent=later.intent, slots=later.slots())
    slots = {name: value for name, value in said.slots().items() if name != "bare"} | ref
    return Button(label=f"{item.ref()} {item.place}{item.title}"[:30], intent=said.intent, slots=slots)
