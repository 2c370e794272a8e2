"""体检: once in a month, and before a quarter ends, the secretary privately hears what is still owed."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from branch import kinds
from branch.cadence import PERIODS, Owed, owed, reach, said, suggested, urgent
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
    """Give one private hint a month, and one before a quarter ends, however often their days are met."""
    rules = work.rules.reminders
    late = urgent(standing(work), work.today, rules.cadence_day, rules.cadence_days_before_quarter_end)
    fresh = [one for one in late if not _hinted(work, occasion(one, work.today))]
    if fresh:
        occasions = dict.fromkeys(occasion(one, work.today) for one in fresh)
        work.tell_secretary(hint(work, fresh), subject=" ".join(("cadence", *occasions)))


def standing(work: UnitOfWork) -> tuple[Owed, ...]:
    """What every body owes in the periods around today, and what of it was held or is planned."""
    first, last = reach(work.rules.cadence, work.today)
    events = finding.events(work.session, work.branch.id, first, last)
    groups = sorted(work.roster.groups, key=number_in)
    return owed(work.rules.cadence, groups, events, work.today)


def compliance_lines(work: UnitOfWork) -> tuple[str, ...]:
    """The 体检 in lines, what is missing first: for Query about=compliance."""
    return tuple(said(one) for one in sorted(standing(work), key=lambda one: (one.met, bool(one.planned))))


def occasion(one: Owed, today: date) -> str:
    """The hint a gap belongs to, as the subject of its card keeps it: the quarter's, or this month's.

    What a year owes goes with the month: by itself it would follow the month's hint a day later.
    """
    if one.every == "quarter":
        return f"quarter:{one.first.isoformat()}"
    return f"month:{today.replace(day=1).isoformat()}"


def _hinted(work: UnitOfWork, occasion: str) -> bool:
    mine = select(col(Outbox.id)).where(Outbox.branch == work.branch.id)
    there = mine.where(col(Outbox.subject).startswith("cadence"), col(Outbox.subject).contains(occasion))
    return work.session.exec(there.limit(1)).first() is not None


def hint(work: UnitOfWork, missing: list[Owed]) -> Card:
    """What the secretary reads: what is owed, why, and a day that would still do for all of it."""
    days = [day for one in missing if (day := suggested(one, work.rules.days, work.today))]
    there = "已经开过的，补一句到会情况就行，例如：支委会20号开了，实到5人。"
    return Card(
        title=f"组织生活体检：还差 {len(missing)} 项",
        lines=(*_rows(missing), *([f"可以考虑 {on(min(days))}。"] if days else []), there),
    )


def _rows(missing: list[Owed]) -> list[str]:
    """支委会 · 本月还差 1 次（支部工作条例 第十二条）; the 党小组 that owe the same share a line."""
    alike: dict[tuple[str, str, int, str], list[str]] = {}
    for one in missing:
        alike.setdefault((one.kind, one.every, one.missing, one.source), []).append(one.body)
    return [
        f"{_called(kind, bodies)} · {PERIODS[every]}{'各' if len(bodies) > 1 else ''}还差 {n} 次"
        + (f"（{source}）" if source else "")
        for (kind, every, n, source), bodies in alike.items()
    ]


def _called(kind: str, bodies: list[str]) -> str:
    return kinds.event(kind).called + (f"（{'、'.join(bodies)}）" if any(bodies) else "")
