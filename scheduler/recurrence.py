"""A rule and a moment -> the next moment. Rules are text: cron:…, rrule:…, or "" for once."""

from datetime import datetime
from functools import lru_cache

from apscheduler.triggers.cron import CronTrigger
from dateutil.rrule import rrule, rrulestr

from branch.calendar import CHINA


def following(rule: str, first: datetime, after: datetime) -> datetime | None:
    """The first moment of a rule strictly after the given one (aware, China time); None if it is over.

    `first` is the first moment of a recurrence: it fixes its hour and its phase.
    Raises ValueError for a rule that is neither cron nor recurrence.
    """
    if not rule:
        return None
    how, _, what = rule.partition(":")
    if how == "cron":
        found: datetime | None = _cron(what).get_next_fire_time(after, after)
        return found
    if how == "rrule":
        return _recurrence(what, first, after)
    raise ValueError(f"a rule begins with cron: or rrule:, not {rule!r}")


def _recurrence(what: str, first: datetime, after: datetime) -> datetime | None:
    # China has no summer time, so wall-clock arithmetic without a zone is exact
    local = after.astimezone(CHINA).replace(tzinfo=None)
    start = first.astimezone(CHINA).replace(tzinfo=None)
    rules = rrulestr(what, dtstart=start)
    assert isinstance(rules, rrule)
    found = rules.after(local)
    return found.replace(tzinfo=CHINA) if found else None


@lru_cache(maxsize=256)
def _cron(line: str) -> CronTrigger:
    return CronTrigger.from_crontab(line, timezone=CHINA)
