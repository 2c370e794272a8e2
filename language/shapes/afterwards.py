"""A meeting told of afterwards that nobody had announced: 「10月13日支委会全到」, with its roll.

Such a sentence is a record, never a notice: its day is the last one of that name.
"""

import re

from language import statements
from language.clauses import Clause
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents.attendance import counts, headcount, presence, rolls
from language.intents.meetings.people import lecturer_of, whose_meeting
from language.intents.meetings.subject import subject_of
from language.lexicon import cue, phrase
from language.moments import Policy
from language.references import meetings
from language.silence import mutes
from language.slots.people import Mention
from language.slots.places import place_in
from language.slots.state import PRESENT
from language.slots.times import Time
from language.units.unit import Unit

_MADE_UP = re.compile(r"补[课学看听]|录像|回放|没赶上")
_DID = re.compile(r"^(学习|研究|讨论|传达|审议|通过|听取|观看|参观|总结|部署)了")


def records(heard: Heard, silent: set[int]) -> list[Draft]:
    """Return the meetings a message records with their rolls and what else it says, in order; [] if none."""
    told = {first: _told(heard, first, last, silent) for first, last in heard.sentences()}
    found = [drafts for drafts in told.values() if drafts]
    if not found or (len(found) == 1 and counts.counts(heard) and headcount.day_of(heard)):
        return []  # one meeting with its number: the number says it all
    said: list[Draft] = []
    for first, last in heard.sentences():
        start, end = heard.clauses[first].start, heard.clauses[last].end
        said += told[first] or statements.read(heard, silent, start, end)
    return said


def _told(heard: Heard, first: int, last: int, silent: set[int]) -> list[Draft] | None:
    start, end = heard.clauses[first].start, heard.clauses[last].end
    text = heard.text[start:end]
    kind = heard.kind_in(text)
    if kind is None or cue("yet_to_come").search(text) or _MADE_UP.search(text):
        return None
    clause = next(c for c in heard.clauses[first : last + 1] if c.end >= start + kind[2])
    if clause.number in silent or mutes.another_bodys(clause, heard):
        return None
    when = _when(heard, start, end)
    if when is None or _known(heard, kind[0], when):
        return None
    return [_held(heard, first, last, kind, when), *_roll(heard, clause, start, end)]


def _when(heard: Heard, start: int, end: int) -> Time | None:
    """The day a meeting was held on: one gone by, or today if a verb or a roll says so."""
    text = heard.text[start:end]
    held = cue("held_then").search(text)
    there = held or cue("there_then").search(text)
    for time in heard.times_again(start, end, Policy("past")):
        day, today = time.day, heard.context.now.date()
        if day is None or not time.names_day or day > today:
            continue
        settled = any(t.start == time.start and t.day == day for t in heard.times_in(start, end))
        told = there or (settled and (cue("all_there").search(text) or _dated(time, text)))
        if held if day == today else told:
            return time
    return None


_DATE = re.compile(r"\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}")


def _dated(time: Time, text: str) -> bool:
    """「11月3日 项目研讨会 …参加」: a date gone by needs no verb."""
    return bool(_DATE.match(time.found.text)) and bool(re.search(r"讲|主持|记录|参加|到会|出席|议题", text))


def _known(heard: Heard, kind: str, when: Time) -> bool:
    day = when.day
    return any(m.kind == kind and meetings.starts(m).date() == day for m in heard.context.meetings)


def _held(heard: Heard, first: int, last: int, kind: tuple[str, int, int], when: Time) -> Draft:
    unit = Unit(heard, list(range(first, last + 1)), "meeting")
    draft = Draft("meeting.plan", {}, "a meeting held", unit.start, unit.end)
    draft.put(kind=kind[0], start=when.value, place=place_in(heard, unit.start, unit.end), held=True)
    draft.put(audience=whose_meeting(heard, unit.text), lecturer=lecturer_of(heard, unit))
    return draft.put(title=_DID.sub(r"\1", subject_of(heard, unit, kind)))


def _roll(heard: Heard, clause: Clause, start: int, end: int) -> list[Draft]:
    drafts = counts.counts(heard, start, end)
    if presence.speaks_of(heard, start, end):
        drafts += rolls.read(heard, start, end, made=True)
    drafts += [] if drafts else _took_part(heard, start, end)
    for draft in drafts:
        draft.slots.pop("meeting", None)
        draft.rule, draft.told = headcount.BESIDE, True
    return [d for d in drafts if d.intent != "attendance.makeup"]


_TOOK_PART = phrase(r"(?:同志)?(?:等)?(?:都|均)?(?:参加|出席|到会|参会)(?!人员|对象|范围)")
_JOINT = re.compile(r"[、，和及与跟\s]*")


def _took_part(heard: Heard, start: int, end: int) -> list[Draft]:
    """「刘亮、王浩参加」 of a meeting that is over: they were there."""
    people: list[Mention] = []
    for mention in heard.mentions_in(start, end):
        joined = people and _JOINT.fullmatch(heard.text[people[-1].end : mention.start])
        people = [*people, mention] if joined else [mention]
        if word := _TOOK_PART.match(heard.text, mention.end, end):
            draft = Draft(rolls.INTENT[PRESENT], {}, "", people[0].start, word.end())
            draft.doubts = [people_doubt("people", m.said, m.names) for m in people if not m.name]
            return [draft.put(people=[m.name for m in people if m.name])]
    return []
