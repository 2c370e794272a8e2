"""Regular timers: every branch has a row for each, with the rule that config.yaml gives it now."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from branch.people import Branch
from branch.rules import Rules
from handlers.kit import TIMERS, TimerRule
from scheduler.recurrence import following
from storage.store import insert_new
from storage.tables import Timer

TIMER = SQLModel.metadata.tables[str(Timer.__tablename__)]


def wind(s: Session, now: datetime, rules: Rules) -> None:
    """See to it that every branch has a row for every regular timer, with the rule of config.yaml."""
    branches = list(s.exec(select(col(Branch.id))))
    for what, timer in TIMERS.items():
        if timer.rule is not None:
            _wind(s, what, timer.rule(rules), timer, branches, now)


def _wind(s: Session, what: str, rule: str, timer: TimerRule, branches: list[str], now: datetime) -> None:
    first = following(rule, now, now)
    assert first is not None, "a regular timer never ends"
    how = {"late": timer.late, "grace": int(timer.grace.total_seconds())}
    fresh: list[dict[str, Any]] = [
        how
        | {"branch": b, "what": what, "key": "", "rule": rule, "payload": {}, "lane": f"{b} {what}"}
        | {"at": first, "due_at": first, "order_at": first, "attempts": 0}
        for b in branches
    ]
    if fresh:
        insert_new(s, TIMER, fresh)
    for row in s.exec(select(Timer).where(Timer.what == what, Timer.key == "")):
        row.late, row.grace = timer.late, int(timer.grace.total_seconds())
        if row.rule != rule:
            row.rule, row.at, row.due_at, row.first, row.done_at = rule, first, first, None, None
            row.attempts, row.error = 0, None
