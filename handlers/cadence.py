"""体检: once in a month, and before a quarter ends, the secretary privately hears what is still owed."""

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from branch.cadence import Owed, owed, reach, said, suggested, urgent
from branch.cards import Card
from branch.rules import Rules
from branch.saying import number_in, on
from handlers.kit import UnitOfWork, every
from storage import finding
from storage.tables import Outbox


def each_morning(rules: Rules) -> str:
    """Every day at the hour of the ladder: the day itself may be a rest day."""
    return f"cron:{rules.ladder.hour.minute} {rules.ladder.hour.hour} * * *"


@every(each_morning, late="merge", grace=timedelta(days=3), quiet=True)
def watch_cadence(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Give one private hint for each thing owed and period, however often the day is met."""
    rules = work.rules.reminders
    late = urgent(standing(work), work.today, rules.cadence_day, rules.cadence_days_before_quarter_end)
    fresh = [one for one in late if not _hinted(work, period_of(one))]
    if fresh:
        periods = dict.fromkeys(period_of(one) for one in fresh)
        work.tell_secretary(hint(work, fresh), subject=" ".join(("cadence", *periods)))


def standing(work: UnitOfWork) -> tuple[Owed, ...]:
    """What every body owes in the periods around today, and what of it was held or is planned."""
    first, last = reach(work.rules.cadence, work.today)
    events = finding.events(work.session, work.branch.id, first, last)
    groups = sorted(work.roster.groups, key=number_in)
    return owed(work.rules.cadence, groups, events, work.today)


def compliance_lines(work: UnitOfWork) -> tuple[str, ...]:
    """The 体检 in lines, what is missing first: for Query about=compliance."""
    return tuple(said(one) for one in sorted(standing(work), key=lambda one: (one.met, bool(one.planned))))


def period_of(one: Owed) -> str:
    """By what the hint of a period is known again, in the subject of the card that gave it."""
    return f"{one.every}:{one.first.isoformat()}"


def _hinted(work: UnitOfWork, period: str) -> bool:
    mine = select(col(Outbox.id)).where(Outbox.branch == work.branch.id)
    there = mine.where(col(Outbox.subject).startswith("cadence"), col(Outbox.subject).contains(period))
    return work.session.exec(there.limit(1)).first() is not None


def hint(work: UnitOfWork, missing: list[Owed]) -> Card:
    """What the secretary reads: what is owed, why, and a day that would still do."""
    rows = []
    for one in missing:
        day = suggested(one, work.rules.days, work.today)
        rows.append(said(one) + (f" · 可以考虑 {on(day)}" if day else ""))
    return Card(
        title=f"组织生活体检：还差 {len(missing)} 项",
        lines=(*rows, "已经开过的，补一句到会情况就行，例如：支委会20号开了，实到5人。"),
    )
