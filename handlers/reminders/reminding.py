"""When a reminder falls due: who is reminded, and where; only those who are on the roster by then."""

from datetime import timedelta
from typing import Any

from branch.audience import Gathering, group_in
from branch.cards import Card
from branch.people import Member
from branch.saying import names
from branch.updates import ReminderCreate
from handlers.alarms import speak_up
from handlers.kit import Turn, UnitOfWork, once


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


def remind_now(turn: Turn, said: ReminderCreate, people: tuple[Member, ...]) -> None:
    """Remind others at once, because no time was said: this is the speaker's word, no timer's."""
    card = reminding(said.text, turn.speaker.name)
    few = tuple(m for m in (*people, *_few(turn, said.audience)) if m.id != turn.speaker.id)
    for person in few:
        turn.tell(person, card)
    if not few and turn.heard.private:
        turn.post(_to(card, said.audience), group=group_in(said.audience, turn.roster))
    whom = said.audience or names(people)
    turn.reply(Card(title=f"已提醒{whom}：{said.text}"))


def _remind_group(work: UnitOfWork, audience: str, card: Card) -> None:
    for person in _few(work, audience):
        work.tell(person, card)
    if not _few(work, audience):
        everybody = work.roster.body("支部")
        meant = Gathering(work.roster, everybody).meant(audience)
        speak_up(work, _to(card, audience), meant or everybody, body=group_in(audience, work.roster))


def _few(work: UnitOfWork, audience: str) -> tuple[Member, ...]:
    """The people a word means if they are only some: they need no post that everybody reads."""
    everybody = work.roster.body("支部")
    meant = Gathering(work.roster, everybody).meant(audience) if audience else ()
    return meant if meant and len(meant) < len(everybody) and not group_in(audience, work.roster) else ()


def _to(card: Card, audience: str) -> Card:
    return card if audience == "大家" else card.model_copy(update={"lines": (f"请{audience}", *card.lines)})


def _still_here(work: UnitOfWork, ids: list[int]) -> tuple[Member, ...]:
    return tuple(m for id in ids if (m := work.roster.get(id)))


def reminding(text: str, by: str = "") -> Card:
    """The reminder itself."""
    return Card(title=f"提醒：{text}", lines=(f"{by}请我提醒",) if by else ())
