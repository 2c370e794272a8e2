"""A rule and a moment -> the next moment. Rules are text: cron:…, rrule:…, or "" for once."""

from datetime import datetime
from functools import lru_cache

from apscheduler.triggers.cron import CronTrigger
from dateutil.rrule import rrule, rrulestr

from branch.calendar import CHINA


def following(rule: str, first: datetime, after: datetime) -> datetime | None:
    """The first moment of a rule strictly after the given one (aware, China time); None if it is over.

    `first` is the first moment of a recurrence: it fixes its hour, its phase and where its count begins.
    Raises ValueError for a rule that is neither cron nor recurrence.
    """
    if not rule:
        return None
    how, _, what = rule.partition(":")
    if how == "cron":
        return _next_of_cron(what, after)
    if how == "rrule":
        return _next_of_recurrence(what, first, after)
    raise ValueError(f"a rule begins with cron: or rrule:, not {rule!r}")


def _next_of_cron(line: str, after: datetime) -> datetime | None:
    trigger, local = _cron(line), after.astimezone(CHINA)
    found: datetime | None = trigger.get_next_fire_time(local, local)
    return found


def _next_of_recurrence(what: str, first: datetime, after: datetime) -> datetime | None:
    # China has no summer time, so wall-clock arithmetic without a zone is exact
    found = _recurrence(what, first.astimezone(CHINA).replace(tzinfo=None)).after(
        after.astimezone(CHINA).replace(tzinfo=None)
    )
    return found.replace(tzinfo=CHINA) if found else None


@lru_cache(maxsize=256)
def _cron(line: str) -> CronTrigger:
    return CronTrigger.from_crontab(line, timezone=CHINA)


@lru_cache(maxsize=64)
def _recurrence(what: str, start: datetime) -> rrule:
    rules = rrulestr(what, dtstart=start, cache=True)
    if not isinstance(rules, rrule):
        raise ValueError(f"one recurrence, not a set of them: {what!r}")
    return rules
