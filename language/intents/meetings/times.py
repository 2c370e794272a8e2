"""When a meeting begins and ends."""

import re
from datetime import datetime, timedelta

from language.heard import Heard
from language.lexicon import phrase
from language.moments import Kind, Policy
from language.slots.times import Time, When

_ARRIVES = re.compile(r"(?:就|才|能|准|左右|前)*到(?:[了啊吧。，！]|$)")
"""「我开皮卡过去，八点半就到」."""
_CORRECTS = phrase(r"<corrects_time>[^\d]{0,4}$")


def told_times(
    heard: Heard, start: int, end: int, old: When | None = None
) -> tuple[When | None, When | None] | None:
    """Return (start, end) of a meeting told in a stretch; the last value of a self-correction holds."""
    times = heard.times_again(start, end, Policy("future", old)) if old else heard.times_in(start, end)
    fixed = [t for t in times if t.value is not None and t.found.kind not in (Kind.DURATION, Kind.RECURRING)]
    fixed = [
        t
        for t in fixed
        if not re.match(r"(?:前(?!往)|之前|以前|截止)", heard.text[t.end : t.end + 2])
        and t.found.kind is not Kind.DEADLINE
        and heard.text[max(0, t.start - 1) : t.start] != "“"
        and heard.text[t.start : t.end] not in ("现在", "此刻", "马上", "这会儿")
        and not _ARRIVES.match(heard.text, t.end)
    ]
    if not fixed:
        return None
    chosen = _corrected(heard, fixed)
    begin = chosen.value
    finish: When | None = chosen.until
    if finish is None:
        finish = told_end(heard, times, chosen, begin)
    return begin, finish


def _corrected(heard: Heard, times: list[Time]) -> Time:
    """Return the time that holds: the first with a clock, or the last after 「不对，是…」 and 「改到」."""
    for time in reversed(times):
        before = heard.text[max(0, time.start - 10) : time.start]
        if _CORRECTS.search(before):
            return time
    for time in times:
        tail = heard.text[time.end : time.end + 6]
        if (
            time.clock
            and not re.match(r"[^，。]{0,2}(?:集合|出发|签到|上车|到齐)", tail)
            and not re.match(r"\S{0,2}不是", heard.text[max(0, time.start - 2) : time.start])
        ):
            return time
    return times[0]


def told_end(heard: Heard, times: list[Time], chosen: Time, begin: When | None) -> When | None:
    """Return when a meeting ends: a length or a clock told after its begin; None if neither is."""
    if not isinstance(begin, datetime):
        return None
    for time in times:
        seconds = time.found.seconds
        if (
            time.found.kind is Kind.DURATION
            and seconds
            and 600 <= seconds < 86400
            and time.start >= chosen.end
        ):
            lead = heard.text[max(0, time.start - 5) : time.start]
            if re.search(r"约|大概|预计|时长|开|讲|持续|会期|为时|[，：（]$", lead) and not re.search(
                r"提前|每人|不超过|发言", lead
            ):
                return begin + timedelta(seconds=seconds)
        before = heard.text[max(0, time.start - 5) : time.start]
        after = heard.text[time.end : time.end + 4]
        if (
            time.start >= chosen.end
            and time.clock
            and (re.search(r"开到|到$|至$|散会", before) or re.match(r"(?:结束|散会|前结束)", after))
        ):
            return time.value
    return None
