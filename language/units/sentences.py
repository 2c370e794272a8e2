"""What a sentence decides over its clauses: a meeting or a posting from end to end."""

import re

from language.heard import Heard
from language.intents import study
from language.intents.meetings import moving, planning
from language.lexicon import cue
from language.references import meetings as slot_meetings
from language.references.item import Hit
from language.units.topics import Topic
from language.units.unit import Unit
from language.units.words import TASK_WORDS

_INVITED = re.compile(
    r"参加|参会|出席|到会|列席|与会|到场|入场|准时|按时|提前|都来|请假(?:的)?(?:找|向|跟|须|"
    r"要|需|提前|报|履行|联系)|全部到|全到|都到"
)


def _states_told(heard: Heard, inside: list[int], topics: dict[int, Topic]) -> bool:
    """Say whether an attendance clause tells more than who is to take part."""
    told = [
        heard.clauses[n]
        for n in inside
        if topics[n][0] == "attendance" and not _INVITED.search(heard.clauses[n].text)
    ]
    return any(heard.mentions_in(c.start, c.end) or re.search(r"我|俺", c.text) for c in told)


def mark_meetings(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """A sentence that fixes or moves a meeting is about it from end to end, unless it also names a
    task or hazard."""
    for first, last in heard.sentences():
        inside = [n for n in numbers if first <= n <= last]
        families = {topics[n][0] for n in inside}
        if "meeting" not in families:
            continue
        reported = {
            f
            for f in families
            if f == "attendance" or (f in ("task", "hazard", "study") and _tells(heard, inside, topics, f))
        }
        whole = Unit(heard, inside, "meeting")
        fixed = planning.plan(whole) or moving.change(whole)
        if reported == {"attendance"} and not _states_told(heard, inside, topics) and fixed:
            reported = set()
            for number in inside:
                if topics[number][0] == "attendance":
                    topics[number] = ("meeting", None, [])
        moved = moving.change(whole)
        if not reported and (moved or planning.plan(whole)):
            for number in inside:
                if topics[number][0] in ("", "act", "order", "meeting", "task", "hazard", "study") or (
                    moved and topics[number][0] == "new hazard"  # 「大会议室空调坏了」: why it moves
                ):
                    topics[number] = ("meeting", None, [])
        elif reported:
            for number in inside:
                if topics[number][0] == "meeting" and (
                    _already_held(heard, number)
                    or not (moving.change(Unit(heard, [number])) or planning.plan(Unit(heard, [number])))
                ):
                    topics[number] = ("", None, [])


def _already_held(heard: Heard, number: int) -> bool:
    """「今天关爱环卫工人活动，甲、乙参加」: a known meeting that has begun leads into its roll."""
    clause = heard.clauses[number]
    if any(t.clock for t in heard.times_in(clause.start, clause.end)):
        return False
    days = [t.day for t in heard.times_in(clause.start, clause.end) if t.day]
    if days and all(day <= heard.context.now.date() for day in days):
        return True
    hit = slot_meetings.named(heard, clause.start, clause.end, slot_meetings.PAST)
    return hit is not None and slot_meetings.starts(hit.meeting) <= heard.context.now


def mark_posts(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """A sentence that puts material to a group, with a duty or a date, is a posting from end to end."""
    for first, last in heard.sentences():
        inside = [n for n in numbers if first <= n <= last]
        if not inside or any(topics[n][0] in ("attendance", "meeting") for n in inside):
            continue
        said = heard.text[heard.clauses[inside[0]].start : heard.clauses[inside[-1]].end]
        asked = cue("to_be_studied").search(said)
        hits = [h for n in inside if (h := topics[n][1]) and h.item.family == "study"]
        known = hits[0].item if asked and hits else None
        if study.posts(heard, heard.clauses[inside[0]].start, heard.clauses[inside[-1]].end, known):
            for number in inside:
                topics[number] = ("post", topics[number][1] if known else None, [])


def _tells(heard: Heard, inside: list[int], topics: dict[int, Topic], family: str) -> bool:
    """Say whether a clause of a family reports something of a known thing, rather than only sharing
    words with it."""
    words = TASK_WORDS if family == "task" else cue("fixed") if family == "hazard" else cue("studied")
    return any(
        topics[n][0] == family and _well_named(topics[n][1]) and words.search(heard.clauses[n].text)
        for n in inside
    )


def _well_named(hit: Hit | None) -> bool:
    return hit is None or hit.head or hit.coverage >= 0.35 or hit.score >= 15
