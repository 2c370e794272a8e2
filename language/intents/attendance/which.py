"""Which meeting a state is told of."""

import re

from language.heard import Heard
from language.lexicon import cue
from language.references import meetings
from language.slots.state import ABSENT, LEAVE, MAKEUP, PRESENT, State


def other_day(heard: Heard, hit: meetings.MeetingHit, start: int, end: int) -> bool:
    """Leave for a day on which no meeting is held is leave from work, not from a meeting."""
    days = {t.day for t in heard.times_in(start, end) if t.day}
    return bool(days) and meetings.starts(hit.meeting).date() not in days


def meetings_of(heard: Heard, state: State, start: int, end: int) -> list[meetings.MeetingHit]:
    """Return the meetings a state is told of: several if joined, else the one its tense points to."""
    tense = {PRESENT: meetings.PRESENT, LEAVE: meetings.FUTURE, ABSENT: meetings.PAST, MAKEUP: meetings.PAST}[
        state.what
    ]
    if state.what == LEAVE and re.search(r"那天|当时|更正|上次|昨天|前天", heard.text[start:end]):
        tense = meetings.PAST
    if cue("leave_back").fullmatch(heard.text, state.start, state.end):
        tense = meetings.FUTURE
    both = re.search(r"(今天|明天|今明|下午|这)[^，。]{0,4}两个会|两个会都|两个会", heard.text[start:end])
    if both:
        days = [t.day for t in heard.times_in(start, end) if t.day] or [heard.context.now.date()]
        found = [meetings.MeetingHit(m, True) for m in meetings.on_day(heard, days[0])]
        if found:
            return found
    several = _several(heard, start, end, tense)
    if len(several) > 1:
        return several
    hit = _fitting(heard, state, meetings.named(heard, start, end, tense)) or meetings.named(
        heard, *heard.sentence_of(start), tense
    )
    hit = (
        hit
        or (_lesson(heard) if state.what == MAKEUP else None)
        or meetings.resolve(heard, start, end, tense)
    )
    return [hit] if hit else []


def _fitting(heard: Heard, state: State, hit: meetings.MeetingHit | None) -> meetings.MeetingHit | None:
    """Words that only sound like a title do not outweigh the meeting that is on."""
    on = meetings.running(heard)
    if hit is None or state.what != PRESENT or on is None or hit.meeting.id == on.id:
        return hit
    said = heard.kind_in(heard.text) or heard.times or hit.meeting.id in heard.text
    return hit if said else meetings.MeetingHit(on, False)


def _several(heard: Heard, start: int, end: int, tense: str) -> list[meetings.MeetingHit]:
    """「前天的党课、昨天的组会，我都补学了」: meetings joined by 、 or 和, each named by its own word."""
    words = heard.kinds_in(heard.text[start:end])
    joined = [
        n
        for n in range(len(words) - 1)
        if re.fullmatch(
            r"(?:、|和|跟|以及)[^，。；]{0,6}", heard.text[start + words[n][2] : start + words[n + 1][1]]
        )
    ]
    if not joined:
        return []
    first, last = joined[0], joined[-1] + 1
    found: list[meetings.MeetingHit] = []
    at = start
    for number in range(first, last + 1):
        stop = start + words[number][2]
        hit = meetings.named(heard, at, stop, tense)
        if hit and all(hit.meeting.id != other.meeting.id for other in found):
            found.append(hit)
        at = stop
    return found


def _lesson(heard: Heard) -> meetings.MeetingHit | None:
    """补课 without more is for the last lesson or assembly, not for a committee or group meeting."""
    past = [m for m in heard.context.meetings if meetings.starts(m) < heard.context.now]
    lessons = [
        m
        for m in past
        if m.kind in ("党课", "警示教育", "支部党员大会", "廉政讲座", "主题党日", "安全小课堂")
    ]
    return meetings.MeetingHit(max(lessons, key=meetings.starts), False) if lessons else None
