"""The ladder around a due day: the owner hears privately, later the secretary decides; never in a group.

Each rung is climbed once per item and due day: the bot's own Remark on the item says so. A new due day, set
by an extension, begins the ladder anew; a known reason (已说明原因) stops it until a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from branch.calendar import CHINA
from branch.items import Item, ItemState, Remark
from branch.people import Member
from branch.rules import Ladder, Rules
from handlers.kit import UnitOfWork, every
from handlers.tasks import nudges
from handlers.tasks.extending import CHANGED
from handlers.things import owners_of, remark, remarks

NUDGED = "催办"


@dataclass(frozen=True)
class Rung:
    """One step of the ladder for one due day."""

    name: str
    day: date
    secretary: bool = False


def _hour(rules: Rules) -> str:
    return f"cron:{rules.ladder.hour.minute} {rules.ladder.hour.hour} * * *"


@every(_hour, late="merge", grace=timedelta(hours=8))
def nudge(work: UnitOfWork, _: dict[str, Any]) -> None:
    """Climb every rung that is due: one card for each owner, one for the secretary."""
    # a rest day's round is put off to the morning quiet ends: it must not come before the hour asked for
    if work.now.astimezone(CHINA).time() < work.rules.ladder.hour:
        return
    owners: dict[Member, list[Item]] = {}
    secretary: list[Item] = []
    for item in _watched(work):
        for rung in _due(work, item):
            remark(work, item, NUDGED, _mark(item, rung))
            if rung.secretary:
                secretary.append(item)
            else:
                _collect(work, item, owners)
    for person, items in owners.items():
        work.tell(person, nudges.to_owner(items, work.today))
    if secretary:
        held = {item.ref(): owners_of(work, item) for item in secretary}
        work.tell_secretary(nudges.to_secretary(secretary, held, work))


def _collect(work: UnitOfWork, item: Item, into: dict[Member, list[Item]]) -> None:
    for person in owners_of(work, item):
        mine = into.setdefault(person, [])
        if item not in mine:
            mine.append(item)


def _watched(work: UnitOfWork) -> list[Item]:
    """Open items with a due day whose lateness nobody has explained."""
    live = select(Item).where(Item.branch == work.branch.id, Item.state == ItemState.OPEN)
    dated = live.where(col(Item.due).is_not(None)).order_by(col(Item.due), col(Item.id))
    return [i for i in work.session.exec(dated) if i.paused_until is None or i.paused_until <= work.today]


def _due(work: UnitOfWork, item: Item) -> Iterator[Rung]:
    """The rungs reached and not yet climbed. A rung whose day lay before the due day was set never counts."""
    told = remarks(work, item)
    climbed = {r.text for r in told if r.what == NUDGED}
    since = _set_on(item, told)
    for rung in ladder(work.rules.ladder, item.due or work.today):
        if since < rung.day <= work.today and _mark(item, rung) not in climbed:
            yield rung


def ladder(rules: Ladder, due: date) -> list[Rung]:
    """The rungs for a due day, in order of time."""
    before = [Rung(f"前{n}天", due - timedelta(n)) for n in rules.before]
    after = [Rung(f"后{n}天", due + timedelta(n)) for n in rules.after]
    last = Rung("书记", due + timedelta(rules.secretary_after), secretary=True)
    return sorted([*before, *after, last], key=lambda rung: rung.day)


def _set_on(item: Item, told: list[Remark]) -> date:
    moved = [r.at for r in told if r.what == CHANGED]
    return (moved[-1] if moved else item.made_at).astimezone(CHINA).date()


def _mark(item: Item, rung: Rung) -> str:
    return f"{item.due} {rung.name}"
