"""Timers. A timer row says only what to do; the words are found when it fires, from the present state."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session, SQLModel

from branch.cards import Card
from handlers.kit import TIMERS, Surroundings, TimerRule, UnitOfWork
from scheduler.lateness import FIRES, manners, missed
from scheduler.recurrence import following
from scheduler.winding import wind
from storage.branches import take_pen
from storage.journal import Pen
from storage.queue import claim, in_time, mark
from storage.store import Store, insert_new
from storage.tables import Fired, Timer
from storage.trouble import beyond_us

__all__ = ["Beat", "wind"]
log = logging.getLogger(__name__)
FIRED = SQLModel.metadata.tables[str(Fired.__tablename__)]
LAST_TRY = 3


class Beat:
    """Fires what is due: a timer's writes, its cards and its next turn commit together."""

    def __init__(self, store: Store, clock: Callable[[], datetime], around: Surroundings) -> None:
        self.store, self.clock, self.around = store, clock, around

    async def work(self) -> int:
        """Fire some of what is due."""
        return await self.store.run(self._fire_some)

    def _fire_some(self, s: Session) -> int:
        attended = []
        for row in in_time(claim(s, Timer, self.clock(), self.store.batch)):
            self._attend(row, s)
            attended.append(row)
        mark(s, attended)
        return len(attended)

    def _attend(self, row: Timer, s: Session) -> None:
        """See to one timer. Whatever goes wrong with it, its neighbours in the batch are not touched."""
        now = self.clock()
        try:
            with s.begin_nested():
                self._settle(row, s, now)
        except Exception as crash:
            if beyond_us(crash):
                raise
            log.exception("timer %s of %s failed", row.what, row.branch)
            self._put_off(row, s, now, repr(crash))

    def _settle(self, row: Timer, s: Session, now: datetime) -> None:
        timer = TIMERS.get(row.what)
        if timer is None:  # a capability that this version no longer has: keep the row, ask again in a day
            row.due_at, row.error = now + timedelta(days=1), "unknown timer"
            log.warning("nobody knows the timer %s of %s", row.what, row.branch)
            return
        silence = self.around.rules.silence
        if timer.quiet and silence.covers(now):
            row.due_at = silence.opening(now)
            return
        branch = take_pen(s, row.branch)
        if branch is None:
            row.done_at, row.error = now, "no such branch"
            return
        self._fire(row, timer, UnitOfWork(now, s, branch, self.around))
        _move_on(row, now)

    def _fire(self, row: Timer, timer: TimerRule, work: UnitOfWork) -> None:
        """Decide for every moment until now: fire it, merge it into a later one, or skip and note it."""
        silence = self.around.rules.silence if timer.quiet else None
        with work.savepoint(Pen(row.branch, work.now)):
            for at, how in manners(row, missed(row, work.now), work.now, silence):
                if _note(work.session, row, at, how, work.now) and how in FIRES:
                    timer.fire(work, dict(row.payload))

    def _put_off(self, row: Timer, s: Session, now: datetime, error: str) -> None:
        row.error, row.attempts = error, row.attempts + 1
        if row.attempts < LAST_TRY:
            row.due_at = now + timedelta(seconds=5**row.attempts)
            return
        _note(s, row, row.at, "failed", now)
        self._tell_operator(row, s, now)
        try:
            _move_on(row, now)
        except ValueError:  # a rule nobody can read
            row.done_at = now
        row.error = error

    def _tell_operator(self, row: Timer, s: Session, now: datetime) -> None:
        branch = take_pen(s, row.branch)
        if branch is None or not self.around.operator:
            return
        work = UnitOfWork(now, s, branch, self.around)
        with work.savepoint():
            work.send(self.around.operator, failed(row), private=True)


def _move_on(row: Timer, now: datetime) -> None:
    """Give a row its next moment, or its end."""
    row.first = row.first or row.at
    upcoming = following(row.rule, row.first, max(row.at, now))
    row.attempts, row.error = 0, None
    if upcoming is None:
        row.done_at = now
    else:
        row.at = row.due_at = upcoming


def _note(s: Session, row: Timer, at: datetime, how: str, now: datetime) -> bool:
    """Write an occurrence down; False if somebody did before: then it happened, whatever the row says."""
    key = {"branch": row.branch, "what": row.what, "key": row.key, "at": at}
    return insert_new(s, FIRED, [key | {"how": how, "noted_at": now}]) > 0


def failed(row: Timer) -> Card:
    """One line for the operator: what did not happen, none of anybody's words."""
    kind = str(row.error).partition("(")[0][:80]
    return Card(title=f"定时任务没有办成：{row.what}（{row.branch}）", lines=(kind,), tone="warn")
