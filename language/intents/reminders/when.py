"""When a reminder comes, once or again and again."""

import re
from datetime import timedelta

from language.heard import Heard
from language.intents.reminders.asked import TILL_DUE
from language.intents.reminders.whom import ME
from language.slots.times import Time

_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


def when(heard: Heard, start: int, end: int, word: tuple[int, int]) -> tuple[object, str, list[Time]]:
    """Return (at, repeat, the times used): those before the word of reminding, else those after 提醒我."""
    text = heard.text
    due = TILL_DUE.search(text, start, end)
    if due:
        return _before_due(heard, start, end, due), "", []
    times = heard.times_in(start, end)
    before = [t for t in times if t.start < word[0]]
    fields = re.search(r"时间[：:]?|对象|内容[：:]", text[start:end])
    chosen = before or (
        [t for t in times if t.start >= word[1]] if ME.search(text, start, end) or fields else []
    )
    chosen = [t for t in chosen if t.value is not None or t.repeat or (t.found.start is not None and t.clock)]
    chosen = [t for t in chosen if not (t.found.kind.value == "deadline" and not t.clock and len(chosen) > 1)]
    if not chosen:
        return None, "", []
    repeated = next((t for t in chosen if t.repeat), None)
    workday = re.search(r"工作日", text[start : word[0]])
    if not repeated and workday and any(t.clock for t in chosen):
        first = next(t.found.start for t in chosen if t.clock)
        return first, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", chosen
    if repeated:
        first = repeated.found.start
        clocked = next((t for t in chosen if t.clock and t is not repeated), None)
        if repeated.found.day_only and clocked and clocked.found.start and first:
            clock = clocked.found.start
            first = first.replace(hour=clock.hour, minute=clock.minute)
            if first < heard.context.now:
                first += timedelta(days=1)
        ranged = next(
            (
                t
                for t in chosen
                if t.found.kind.value == "range"
                and t.found.start
                and not t.clock
                and t.start < repeated.start
            ),
            None,
        )
        if ranged and ranged.found.start and first and first < ranged.found.start:
            first = ranged.found.start.replace(hour=first.hour, minute=first.minute)
        at = first if first is None or not repeated.found.day_only or (clocked is not None) else first.date()
        return at, repeated.repeat, chosen
    last = (
        chosen[-1]
        if len(chosen) > 1 and re.search(r"不对|算了|改|错", text[chosen[-2].end : chosen[-1].start])
        else chosen[0]
    )
    clocked_first = next((t for t in chosen if t.clock), last)
    pick = last if last is not chosen[0] else clocked_first
    return pick.value, "", chosen


def _before_due(heard: Heard, start: int, end: int, due: re.Match[str]) -> object:
    hits = heard.hits(start, end, "task", "study")
    dues = {t.id: t.due for t in heard.context.tasks} | {s.id: s.due for s in heard.context.studies}
    if not hits or not dues.get(hits[0].item.id):
        return None
    day = dues[hits[0].item.id]
    assert day is not None
    said = due["n"]
    count = (
        1 if "前一天" in due[0] else 0 if not said else int(said) if said.isdigit() else _NUMBERS.get(said, 1)
    )
    return day - timedelta(days=count)
