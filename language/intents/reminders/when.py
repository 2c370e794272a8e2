"""When a reminder comes, once or again and again."""

import re
from datetime import date, datetime, timedelta

from language.heard import Heard
from language.intents.reminders.asked import TILL_DUE
from language.intents.reminders.whom import ME
from language.moments import Kind
from language.references import meetings
from language.slots.quantities import number
from language.slots.times import Time

_WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
_FIELDS = re.compile(r"时间[：:]?|对象|内容[：:]")
_CORRECTS = re.compile(r"不对|算了|改|错")
Told = tuple[object, str, list[Time]]


def when(heard: Heard, start: int, end: int, word: tuple[int, int]) -> Told:
    """Return (at, repeat, the times used): those before the word of reminding, else those after 提醒我."""
    if due := TILL_DUE.search(heard.text, start, end):
        day = _before_due(heard, start, end, due)
        clock = next((t for t in heard.times_in(due.end(), end) if t.clock and t.found.start), None)
        if clock and clock.found.start and isinstance(day, date) and clock.start <= due.end() + 1:
            return datetime.combine(day, clock.found.start.timetz()), "", [clock]
        return day, "", []
    if AHEAD.search(heard.text, start, word[0]):
        ahead = _ahead(heard, start, word[0])
        if ahead or ME.search(heard.text, start, end):  # oneself is asked when; others would be told at once
            return ahead, "", heard.times_in(start, word[0])
    chosen = _chosen(heard, start, end, word)
    if on_that := _that_day(heard, start, word[0], chosen):
        return on_that, "", chosen
    if before := _days_ahead(heard, start, word[0], chosen):
        return before, "", chosen
    if eve := _eve(heard, start, word[0]):
        hour = next((t.found.start for t in chosen if t.clock and t.found.start), None)
        return (datetime.combine(eve, hour.timetz()) if hour else eve), "", chosen
    if not chosen:
        return None, "", []
    if _DAY_BY_DAY.search(heard.text, start, end) and not any(t.repeat for t in chosen):
        return _clocked_first(chosen), "FREQ=DAILY", chosen
    if weekly := _weekdays_again(heard, start, end, chosen):
        return _clocked_first(chosen), weekly, chosen
    if repeated := next((t for t in chosen if t.repeat), None):
        return _first(heard, repeated, chosen), repeated.repeat, chosen
    clocked = [t for t in chosen if t.clock]
    if clocked and "工作日" in heard.text[start : word[0]]:
        return clocked[0].found.start, _WORKDAYS, chosen
    if len(chosen) > 1 and _CORRECTS.search(heard.text[chosen[-2].end : chosen[-1].start]):
        return chosen[-1].value, "", chosen
    return (clocked or chosen)[0].value, "", chosen


_DAY_BY_DAY = re.compile(r"(?:以后|今后|往后)(?:就|都)?(?:天天|每天)")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_DAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))


def _weekdays_again(heard: Heard, start: int, end: int, chosen: list[Time]) -> str:
    """「周六周日早上10点，循环提醒」: weekdays that come again, though no 每 was said."""
    if not re.search(r"循环|重复", heard.text[start:end]) or any(t.repeat for t in chosen):
        return ""
    days = _WEEKDAY.findall(heard.text, start, chosen[-1].end)
    return f"FREQ=WEEKLY;BYDAY={','.join(_DAYS[d] for d in days)}" if days else ""


def _clocked_first(chosen: list[Time]) -> object:
    values = [t.value for t in chosen if t.value is not None]
    clock = next((t.found.start for t in chosen if t.clock and t.found.start), None)
    day = min(
        (v.date() if isinstance(v, datetime) else v for v in values if isinstance(v, date)), default=None
    )
    return datetime.combine(day, clock.timetz()) if day and clock else values[0] if values else None


_THAT_DAY = re.compile(r"的?(?:那天|当天|那日)")


def _that_day(heard: Heard, start: int, word: int, chosen: list[Time]) -> object:
    """「廉政讲座那天下午两点提醒」: the day of a known meeting, the clock said behind."""
    said = _THAT_DAY.search(heard.text, start, word)
    hit = meetings.named(heard, start, said.end(), meetings.FUTURE) if said else None
    clock = next((t.found.start for t in chosen if t.clock and t.found.start), None)
    return datetime.combine(meetings.starts(hit.meeting).date(), clock.timetz()) if hit and clock else None


_DAYS_AHEAD = re.compile(r"提前(?P<n>[一二两三四五六七八九十\d]+)天")


def _days_ahead(heard: Heard, start: int, word: int, chosen: list[Time]) -> object:
    """「23号参观，提前一天下午五点提醒」: days counted back from the day said before."""
    said = _DAYS_AHEAD.search(heard.text, start, word)
    if said is None:
        return None
    days = [t.day for t in heard.times_in(start, said.start()) if t.day]
    hit = meetings.named(heard, 0, len(heard.text), meetings.FUTURE)
    base = days[-1] if days else meetings.starts(hit.meeting).date() if hit else None
    count = number(said["n"])
    clock = next(
        (t.found.start for t in heard.times_in(said.start(), word) if t.clock and t.found.start), None
    )
    if base is None or not count:
        return None
    day = base - timedelta(days=round(count))
    return datetime.combine(day, clock.timetz()) if clock else day


AHEAD = re.compile(
    r"(?:提前|(?<=[会课日动座])的?(?:开始|召开)?(?:之|以)?前)"
    r"(?P<n>[一二两三四五六七八九十半\d]+)(?P<u>个?小时|分钟|个?钟头|刻钟)$"
)
_SECONDS = {"分": 60, "刻": 900}


def _ahead(heard: Heard, start: int, word: int) -> datetime | None:
    """「周一大会两点半，提前半小时@一下…」: counted back from a clock or a meeting."""
    said = AHEAD.search(heard.text, start, word)
    if said is None:
        return None
    clocked = [
        t.value for t in heard.times_in(start, said.start()) if t.clock and isinstance(t.value, datetime)
    ]
    days = [t.day for t in heard.times_in(start, said.start()) if t.day]
    hit = meetings.named(heard, 0, len(heard.text), meetings.FUTURE)
    if hit and days and meetings.starts(hit.meeting).date() != days[-1]:
        hit = None  # 「下周三支委会前一小时」 while only this week's is known
    base = clocked[-1] if clocked else meetings.starts(hit.meeting) if hit else None
    count = 0.5 if said["n"] == "半" else number(said["n"])
    unit = _SECONDS.get(said["u"].removeprefix("个")[0], 3600)
    return base - timedelta(seconds=count * unit) if base and count else None


_EVE = re.compile(r"(?<=[会课日动座])的?前(?P<days>[一二两三123])天")


def _eve(heard: Heard, start: int, end: int) -> date | None:
    """「党员大会前一天上午十点」: days counted back from a known meeting."""
    said = _EVE.search(heard.text, start, end)
    hit = meetings.named(heard, start, said.start(), meetings.FUTURE) if said else None
    days = number(said["days"]) if said else None
    return meetings.starts(hit.meeting).date() - timedelta(days=round(days)) if hit and days else None


def _chosen(heard: Heard, start: int, end: int, word: tuple[int, int]) -> list[Time]:
    """The times that say when to remind, not by when the work is due."""
    times = heard.times_in(start, end)
    begin = next((c.start for c in reversed(heard.clauses) if c.start <= word[0]), start)
    found = [t for t in times if t.start < word[0]]
    here = [t for t in found if t.start >= begin]
    spans = [t for t in found if t.found.kind is Kind.RANGE and any(h.repeat for h in here) and t not in here]
    found = [*spans, *here] if any(t.clock or t.repeat for t in here) else found
    if not found and (ME.search(heard.text, start, end) or _FIELDS.search(heard.text[start:end])):
        found = [t for t in times if t.start >= word[1]]
    found = [t for t in found if t.value is not None or t.repeat or (t.found.start is not None and t.clock)]
    return [t for t in found if t.found.kind is not Kind.DEADLINE or t.clock or len(found) == 1]


def _first(heard: Heard, repeated: Time, chosen: list[Time]) -> object:
    """Return the first of a recurrence; a day gets the clock said beside it, a range before it opens it."""
    first = repeated.found.start
    if first is None:
        return None
    clocked = next((t for t in chosen if t.clock and t is not repeated), None)
    if repeated.found.day_only and clocked and clocked.found.start:
        first = first.replace(hour=clocked.found.start.hour, minute=clocked.found.start.minute)
        if first < heard.context.now:
            first += timedelta(days=1)
    opens = next((t.found.start for t in chosen if _opens(t, repeated)), None)
    if opens and first < opens:
        first = opens.replace(hour=first.hour, minute=first.minute)
    return first if not repeated.found.day_only or clocked is not None else first.date()


def _opens(time: Time, repeated: Time) -> bool:
    """「十月份每周五提醒」: a range before the recurrence."""
    ranged = time.found.kind is Kind.RANGE and time.found.start is not None
    return ranged and not time.clock and time.start < repeated.start


def _before_due(heard: Heard, start: int, end: int, due: re.Match[str]) -> object:
    hits = heard.hits(start, end, "task", "study")
    dues = {t.id: t.due for t in heard.context.tasks} | {s.id: s.due for s in heard.context.studies}
    if not hits or not dues.get(hits[0].item.id):
        return None
    day = dues[hits[0].item.id]
    assert day is not None
    if "前一天" in due[0]:
        return day - timedelta(days=1)
    return day - timedelta(days=round(number(due["n"]) or 1) if due["n"] else 0)
