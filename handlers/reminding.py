"""When a reminder falls due: who is reminded, and where; only those who are on the roster by then."""

from datetime import timedelta
from typing import Any

from branch.audience import Gathering, group_in
from branch.cards import Card
from branch.people import Member
from handlers.alarms import speak_up
from handlers.kit import UnitOfWork, once


@once(late="send", grace=timedelta(hours=12), quiet=False)
def remind_himself(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Remind who asked for it, at the hour he named, quiet or not."""
    for person in _still_here(work, payload["people"]):
        work.tell(person, reminding(payload["text"]))


@once(late="send", grace=timedelta(hours=12), quiet=True)
def remind_others(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Remind the people named, privately, and a group in its chat while the day's budget lasts."""
    by = work.roster.get(payload["by"])
    card = reminding(payload["text"], by.name if by else "")
    people = _still_here(work, payload["people"])
    for person in people:
        work.tell(person, card)
    if payload["audience"]:
        _remind_group(work, payload["audience"], card)


def _remind_group(work: UnitOfWork, audience: str, card: Card) -> None:
    everybody = work.roster.body("支部")
    meant = Gathering(work.roster, everybody).meant(audience)
    body = group_in(audience, work.roster)
    if meant and len(meant) < len(everybody) and not body:
        for person in meant:  # a few people need no post that everybody reads
            work.tell(person, card)
        return
    to = card if audience == "大家" else card.model_copy(update={"lines": (f"请{audience}", *card.lines)})
    speak_up(work, to, meant or everybody, body=body)


def _still_here(work: UnitOfWork, ids: list[int]) -> tuple[Member, ...]:
    return tuple(m for id in ids if (m := work.roster.get(id)))


def reminding(text: str, by: str = "") -> Card:
    """The reminder itself."""
    return Card(title=f"提醒：{text}", lines=(f"{by}请我提醒",) if by else ())
