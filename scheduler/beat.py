"""Timers. A timer row says only what to do; the words are found when it fires, from the present state."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from branch.people import Branch
from branch.rules import Rules
from handlers.kit import TIMERS, Surroundings, TimerRule, UnitOfWork
from scheduler.recurrence import following
from storage.queue import claim, mark
from storage.store import Store, insert_new
from storage.tables import Fired, Timer

log = logging.getLogger(__name__)
TIMER = SQLModel.metadata.tables[str(Timer.__tablename__)]
FIRED = SQLModel.metadata.tables[str(Fired.__tablename__)]
LAST_TRY = 3
ON_TIME = timedelta(minutes=5)
MOST_MISSED = 1000


class Beat:
    """Fires what is due: a timer's writes, its cards and its next turn commit together."""

    def __init__(self, store: Store, clock: Callable[[], datetime], around: Surroundings) -> None:
        self.store, self.clock, self.around = store, clock, around

    async def work(self) -> int:
        """Fire some of what is due."""
        return await self.store.run(self._fire_some)

    def _fire_some(self, s: Session) -> int:
        rows = claim(s, Timer, self.clock(), self.store.batch)
        for row in rows:
            self._attend(row, s)
        mark(s, rows)
        return len(rows)

    def _attend(self, row: Timer, s: Session) -> None:
        rule, now = TIMERS.get(row.what), self.clock()
        if rule is None:  # a capability that this version no longer has: keep the row, ask again in a day
            row.due_at, row.error = now + timedelta(days=1), "unknown timer"
            return
        silence = self.around.rules.silence
        if rule.quiet and silence.covers(now):
            row.due_at = silence.opening(now)
            return
        branch = s.get(Branch, row.branch, with_for_update=True)
        assert branch is not None, "a timer's branch is a foreign key"
        self._fire(row, rule, UnitOfWork(now, s, branch, self.around))

    def _fire(self, row: Timer, rule: TimerRule, work: UnitOfWork) -> None:
        row.error = None
        try:
            with work.savepoint():
                self._occurrences(row, rule, work)
        except Exception as crash:
            log.exception("timer %s of %s failed", row.what, row.branch)
            row.error, row.attempts = repr(crash), row.attempts + 1
            if row.attempts < LAST_TRY:
                row.due_at = work.now + timedelta(seconds=5**row.attempts)
                return
        row.attempts = 0
        upcoming = following(row.rule, row.at, work.now)
        if upcoming is None:
            row.done_at = work.now
        else:
            row.at = row.due_at = upcoming

    def _occurrences(self, row: Timer, rule: TimerRule, work: UnitOfWork) -> None:
        """Decide for every moment missed until now: fire it, merge it into the last, or skip and note it."""
        moments = _missed(row, work.now)
        for i, at in enumerate(moments):
            how = self._manner(row, rule, at, last=i == len(moments) - 1, now=work.now)
            key = {"branch": row.branch, "what": row.what, "key": row.key, "at": at}
            new = insert_new(work.session, FIRED, [key | {"how": how, "noted_at": work.now}])
            if new and how in ("on time", "late"):
                rule.fire(work, dict(row.payload))

    def _manner(self, row: Timer, rule: TimerRule, at: datetime, *, last: bool, now: datetime) -> str:
        silence = self.around.rules.silence
        meant = silence.opening(at) if rule.quiet and silence.covers(at) else at
        if now - meant <= ON_TIME:
            return "on time"
        if now - meant > timedelta(seconds=row.grace) or row.late == "skip":
            return "skipped"
        return "late" if last or row.late == "send" else "merged"


def _missed(row: Timer, now: datetime) -> list[datetime]:
    moments, at = [row.at], following(row.rule, row.at, row.at)
    while at is not None and at <= now and len(moments) < MOST_MISSED:
        moments.append(at)
        at = following(row.rule, row.at, at)
    return moments


def wind(s: Session, now: datetime, rules: Rules) -> None:
    """See to it that every branch has a row for every regular timer, with the rule of config.yaml."""
    branches = list(s.exec(select(col(Branch.id))))
    for what, timer in TIMERS.items():
        if timer.rule is not None:
            _wind(s, what, timer.rule(rules), timer, branches, now)


def _wind(s: Session, what: str, rule: str, timer: TimerRule, branches: list[str], now: datetime) -> None:
    first = following(rule, now, now)
    assert first is not None, "a regular timer never ends"
    common = {"rule": rule, "late": timer.late, "grace": int(timer.grace.total_seconds())}
    fresh: list[dict[str, Any]] = [
        common
        | {"branch": b, "what": what, "key": "", "at": first, "due_at": first, "order_at": first}
        | {"lane": f"{b} {what}", "attempts": 0, "payload": {}}
        for b in branches
    ]
    if fresh:
        insert_new(s, TIMER, fresh)
    changed = select(Timer).where(Timer.what == what, Timer.key == "", Timer.rule != rule)
    for row in s.exec(changed):
        row.rule, row.at, row.due_at, row.done_at = rule, first, first, None
        row.late, row.grace = timer.late, int(timer.grace.total_seconds())
