"""What is owed in a month, a quarter, a year, and what is still missing (体检).

How often, and by which source, is config.yaml's (支部工作条例 第十一至十七条, local custom), not the code's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from branch import kinds
from branch.calendar import WorkingDays, month_end, quarter
from branch.events import Event, EventState
from branch.rules import Cadence
from branch.saying import on

HELD = (EventState.DRAFT, EventState.RECORD)
PERIODS = {"month": "本月", "quarter": "本季度", "year": "今年"}


@dataclass(frozen=True)
class Owed:
    """One thing that a body owes in a period: how often, how often it was held, and what is planned."""

    kind: str
    body: str
    every: str
    first: date
    last: date
    need: int
    held: int
    planned: tuple[date, ...] = ()
    source: str = ""

    @property
    def met(self) -> bool:
        """Whether it was held often enough."""
        return self.held >= self.need

    @property
    def missing(self) -> int:
        """How many are neither held nor planned."""
        return max(0, self.need - self.held - len(self.planned))

    @property
    def name(self) -> str:
        """支委会, or 党小组会（第一党小组）."""
        called = kinds.event(self.kind).called
        return called if self.body == "" else f"{called}（{self.body}）"


def period(every: str, day: date) -> tuple[date, date]:
    """First and last day of the month, quarter or year around a day."""
    if every == "month":
        return day.replace(day=1), month_end(day)
    return quarter(day) if every == "quarter" else (date(day.year, 1, 1), date(day.year, 12, 31))


def owed(
    rules: Mapping[str, Cadence], groups: Iterable[str], events: Iterable[Event], day: date
) -> tuple[Owed, ...]:
    """Everything that is owed in the periods around a day; a 党小组会 by each 党小组 for itself.

    `events` must reach back and ahead as far as the longest period (see reach()).
    """
    there, bodies = list(events), tuple(groups)
    return tuple(
        _one(kind, rule, body, there, day)
        for kind, rule in rules.items()
        for body in (bodies if kinds.event(kind).due == "党小组" else ("",))
    )


def reach(rules: Mapping[str, Cadence], day: date) -> tuple[date, date]:
    """The first and last day of the longest period that the rules know, around a day."""
    spans = [period(rule.every, day) for rule in rules.values()] or [(day, day)]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _one(kind: str, rule: Cadence, body: str, events: list[Event], day: date) -> Owed:
    first, last = period(rule.every, day)
    mine = [e for e in events if _counts(e, kind, body) and e.day and first <= e.day <= last]
    held = sum(e.state in HELD for e in mine)
    ahead = tuple(e.day for e in mine if e.state is EventState.PLANNED and e.day and e.day >= day)
    return Owed(kind, body, rule.every, first, last, rule.min, held, ahead, rule.source)


def _counts(event: Event, kind: str, body: str) -> bool:
    cadence = kinds.event(event.kind).cadence or event.kind
    return cadence == kind and (body == "" or event.body == body)


def urgent(
    all_owed: Iterable[Owed], day: date, cadence_day: int, before_quarter_end: int
) -> tuple[Owed, ...]:
    """What a hint is due for: monthly things from `cadence_day` on, quarterly ones near the quarter's end.

    Yearly ones from `cadence_day` of October on: 组织生活会 一般第四季度 (支部工作条例 第十七条).
    """
    late, near = day.day >= cadence_day, timedelta(days=before_quarter_end)
    ripe = {"month": late, "quarter": quarter(day)[1] - day <= near, "year": late and day.month >= 10}
    return tuple(one for one in all_owed if one.missing and ripe[one.every])


def said(one: Owed) -> str:
    """One line of the 体检: 党课 · 本季度 0/1 次 · 已安排 12月4日（周五）."""
    words = f"{PERIODS[one.every]} {one.held}/{one.need} 次"
    if one.met:
        return f"{one.name} · {words} · 已达标"
    if one.planned:
        return f"{one.name} · {words} · 已安排 {'、'.join(on(day) for day in one.planned)}"
    return f"{one.name} · {words} · 还差 {one.missing} 次" + (f"（{one.source}）" if one.source else "")


def suggested(one: Owed, days: WorkingDays, today: date) -> date | None:
    """A working day for it that leaves time to announce it, within its period; None if none is left."""
    for n in (3, 2, 1):
        day = days.after(today, n)
        if day <= one.last:
            return day
    return None
