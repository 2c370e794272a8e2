"""Attendance: there, late, online, by a stand-in; excused; absent; made up for."""

import re

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents import ticks
from language.intents.presence import speaks_of
from language.intents.rollcall import named_groups
from language.intents.standins import substitutes
from language.slots import kinds, meetings
from language.slots.people import Mention
from language.slots.roll import ABSENT, LEAVE, MAKEUP, PRESENT, Group, State

INTENT = {
    PRESENT: "attendance.present",
    LEAVE: "attendance.leave",
    ABSENT: "attendance.absent",
    MAKEUP: "attendance.makeup",
}


def read(heard: Heard, start: int, end: int) -> list[Draft]:
    """Return the attendance updates of a stretch in the order of first mention."""
    sat_in = substitutes(heard, start, end)
    groups = (
        ticks.groups(heard, start, end)
        or (sat_in and _beside(heard, sat_in, start, end))
        or named_groups(heard, start, end)
    )
    drafts: list[Draft] = []
    for group in groups:
        drafts += _drafts(heard, group, start, end)
    return _together(drafts)


def _beside(heard: Heard, sat_in: list[Group], start: int, end: int) -> list[Group]:
    """Add what a roll tells of others beside its stand-ins: 「甲替乙参加；丙线上；丁晚到」."""
    known = {name for g in sat_in for name in (*g.audience.split("|"), g.substitute)}
    found = list(sat_in)
    for part in re.finditer(r"[^；。\n]+", heard.text[start:end]):
        a, b = start + part.start(), start + part.end()
        if any(a <= g.state.start < b for g in sat_in):
            found += _in_clauses_beside(heard, sat_in, known, (a, b))
        elif speaks_of(heard, a, b):
            found += [g for g in named_groups(heard, a, b) if g.people and not _about(g, known)]
    return sorted(found, key=lambda g: g.state.start)


def _in_clauses_beside(
    heard: Heard, sat_in: list[Group], known: set[str], within: tuple[int, int]
) -> list[Group]:
    found: list[Group] = []
    for clause in heard.clauses:
        inside = within[0] <= clause.start and clause.end <= within[1]
        if not inside or any(clause.start <= g.state.start < clause.end for g in sat_in):
            continue
        if speaks_of(heard, clause.start, clause.end):
            groups = named_groups(heard, clause.start, clause.end)
            found += [g for g in groups if g.people and not _about(g, known)]
    return found


def _about(group: Group, known: set[str]) -> bool:
    return bool(known & {m.name for m in group.people})


_EXPECTED = re.compile(r"应到(?:会)?\s?(\d+)")


_COUNTED = re.compile(r"(?:实到|到会|现场|签到|(?<!应)到了?)(?:会)?\s?(\d+)\s?(?:人|名|个)")


def counts(heard: Heard) -> list[Draft]:
    """Return the numbers of a roll (应到, 实到): the house checks them against the names, it never
    stores them instead."""
    expected, present = _EXPECTED.search(heard.text), _COUNTED.search(heard.text)
    if not present:
        return []
    draft = Draft("attendance.count", {}, "head count", present.start(), present.end())
    hit = meetings.resolve(heard, 0, len(heard.text), meetings.PAST)
    draft.put(
        meeting=hit.meeting.id if hit else "",
        present=int(present[1]),
        expected=int(expected[1]) if expected else None,
    )
    return [draft]


def _drafts(heard: Heard, group: Group, start: int, end: int) -> list[Draft]:
    state = group.state
    hits = _meetings(heard, state, start, end)
    if state.what == LEAVE and hits and not hits[0].named and _other_day(heard, hits[0], start, end):
        return []
    drafts = []
    found: list[meetings.MeetingHit | None] = [*hits] or [None]
    for meeting in found:
        draft = Draft(INTENT[state.what], {}, f"roll: {state.what}", state.start, state.end)
        if meeting is not None:
            draft.put(meeting=meeting.meeting.id)
            draft.told = meeting.named
        else:
            draft.told = False
        drafts.append(_filled(draft, heard, group))
    return drafts


def _other_day(heard: Heard, hit: meetings.MeetingHit, start: int, end: int) -> bool:
    """Leave for a day on which no meeting is held is leave from work, not from a meeting."""
    days = {t.day for t in heard.times_in(start, end) if t.day}
    return bool(days) and meetings.starts(hit.meeting).date() not in days


def _filled(draft: Draft, heard: Heard, group: Group) -> Draft:
    if group.substitute:
        return draft.put(people=group.audience.split("|"), substitute=group.substitute)
    names, unsure = _names(group.people, group.me, heard.sender)
    for mention in unsure:
        draft.doubts.append(people_doubt("people", mention.said, mention.names))
    if names:
        draft.put(people=names)
    elif group.audience and not unsure:
        draft.put(audience=group.audience)
    elif not unsure and heard.sender:
        draft.put(people=[heard.sender])
    if draft.intent in ("attendance.leave", "attendance.absent"):
        draft.put(reason=group.reason)
    if draft.intent == "attendance.present":
        draft.put(mode=group.state.mode, late=group.state.late or None)
    return draft


def _names(people: list[Mention], me: bool, sender: str) -> tuple[list[str], list[Mention]]:
    names = [sender] if me and sender else []
    names += [mention.name for mention in people if mention.name]
    return list(dict.fromkeys(names)), [mention for mention in people if not mention.name]


def _meetings(heard: Heard, state: State, start: int, end: int) -> list[meetings.MeetingHit]:
    tense = {PRESENT: meetings.PRESENT, LEAVE: meetings.FUTURE, ABSENT: meetings.PAST, MAKEUP: meetings.PAST}[
        state.what
    ]
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
    said = kinds.find(heard.text) or heard.times
    return hit if said else meetings.MeetingHit(on, False)


def _several(heard: Heard, start: int, end: int, tense: str) -> list[meetings.MeetingHit]:
    """「前天的党课、昨天的组会，我都补学了」: meetings joined by 、 or 和, each named by its own word."""
    words = kinds.find_all(heard.text[start:end])
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


def _together(drafts: list[Draft]) -> list[Draft]:
    """Join drafts with the same state, meeting and reason."""
    joined: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        slots = {k: v for k, v in draft.slots.items() if k != "people"}
        key = (draft.intent, *sorted((k, str(v)) for k, v in slots.items()))
        if key in joined and "people" in draft.slots and "people" in joined[key].slots:
            people = joined[key].slots["people"]
            people += [name for name in draft.slots["people"] if name not in people]
        elif key not in joined:
            joined[key] = draft
    return list(joined.values())
