"""When a rhythm falls due: the first time from a moment on."""

from datetime import datetime, timedelta

from language.moments.found import Recurrence
from language.moments.stretch import ONE, midnight, month_of

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def first_time(rule: Recurrence, now: datetime) -> datetime:
    """Return the first time a rhythm falls due, not past, today included; 00:00 if it has no clock."""
    hour, minute = (int(n) for n in (rule.time or "0:00").split(":"))
    today = midnight(now) + timedelta(hours=hour, minutes=minute)
    for ahead in range(_HORIZON):
        start = today + ahead * ONE
        if _falls_on(rule, start) and (start > now or not rule.time):
            return start
    return midnight(now)


_HORIZON = 800
"""Days searched; every rhythm that people speak of falls due within two years."""


def _falls_on(rule: Recurrence, moment: datetime) -> bool:
    """Whether a day belongs to a rhythm that may begin on any of its days."""
    if rule.bymonth and moment.month not in rule.bymonth:
        return False
    if rule.setpos:
        return _nth_of_month(rule, moment)
    if rule.byday and DAYS[moment.weekday()] not in rule.byday:
        return False
    if not rule.bymonthday:
        return True
    return moment.day in rule.bymonthday or (-1 in rule.bymonthday and (moment + ONE).day == 1)


def _nth_of_month(rule: Recurrence, moment: datetime) -> bool:
    first, end = month_of(moment.year, moment.month)
    picked = [d for d in range((end - first).days) if DAYS[(first + d * ONE).weekday()] in rule.byday]
    place = rule.setpos if rule.setpos < 0 else rule.setpos - 1
    return -len(picked) <= place < len(picked) and moment.day == picked[place] + 1
