"""What becomes of moments that were missed: sent late, merged into a later one, or skipped and noted."""

from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta

from branch.calendar import CHINA, Quiet
from scheduler.recurrence import following
from storage.tables import Timer

ON_TIME = timedelta(minutes=5)
MOST = 1000
FIRES = frozenset({"on time", "late"})


def missed(row: Timer, now: datetime) -> list[datetime]:
    """The moments of a timer until now that it has not seen to, at least one; of very many the newest."""
    first = row.first or row.at
    moments, at = deque([row.at], MOST), following(row.rule, first, row.at)
    while at is not None and at <= now:
        moments.append(at)
        at = following(row.rule, first, at)
    return list(moments)


def manners(
    row: Timer, moments: list[datetime], now: datetime, silence: Quiet | None
) -> Iterator[tuple[datetime, str]]:
    """Say of each moment how it happens: on time, late, merged or skipped.

    A moment in quiet time is meant for the end of it, unless the next one is heard by then or on that day.
    """
    for i, at in enumerate(moments):
        if silence and silence.covers(at) and _comes_again(row, at, silence):
            yield at, "merged"
        else:
            meant = silence.opening(at) if silence else at
            yield at, _manner(row, meant, now, last=i == len(moments) - 1)


def _manner(row: Timer, meant: datetime, now: datetime, *, last: bool) -> str:
    if now - meant <= ON_TIME:
        return "on time"
    if now - meant > timedelta(seconds=row.grace) or row.late == "skip":
        return "skipped"
    return "late" if last or row.late == "send" else "merged"


def _comes_again(row: Timer, at: datetime, silence: Quiet) -> bool:
    opening, upcoming = silence.opening(at), following(row.rule, row.first or row.at, at)
    if upcoming is None:
        return False
    later_that_day = upcoming.astimezone(CHINA).date() == opening.date() and not silence.covers(upcoming)
    return upcoming <= opening or later_that_day
