"""Attendance: there, late, online, by a stand-in; excused; absent; made up for."""

import re

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents.attendance import excepted
from language.intents.attendance.presence import speaks_of
from language.intents.attendance.rollcall import named_groups
from language.intents.attendance.standins import substitutes
from language.intents.attendance.which import meetings_of, other_day
from language.references import meetings
from language.shapes import ticks
from language.slots.people import Mention
from language.slots.roll import Group
from language.slots.state import ABSENT, LEAVE, MAKEUP, PRESENT

INTENT = {
    PRESENT: "attendance.present",
    LEAVE: "attendance.leave",
    ABSENT: "attendance.absent",
    MAKEUP: "attendance.makeup",
}


def read(heard: Heard, start: int, end: int, *, made: bool = False) -> list[Draft]:
    """Return the attendance updates of a stretch in the order of first mention.

    `made`: of the meeting that this message itself writes down, so of none that is known.
    """
    sat_in = substitutes(heard, start, end)
    groups = (
        ticks.groups(heard, start, end)
        or (sat_in and _beside(heard, sat_in, start, end))
        or _groups(heard, start, end)
    )
    drafts: list[Draft] = []
    for group in groups:
        drafts += [_of(heard, group, None)] if made else _drafts(heard, group, start, end)
    return _together(drafts if made else _of_one_meeting(drafts))


def _of_one_meeting(drafts: list[Draft]) -> list[Draft]:
    """「缺席的记李峰一个，其他全到」: where none is on, those who came were where the others were missed."""
    missed = next((d for d in drafts if d.intent == "attendance.absent" and "meeting" in d.slots), None)
    for draft in drafts if missed else ():
        if missed and draft.intent == "attendance.present" and "meeting" not in draft.slots:
            draft.told = missed.told
            draft.put(meeting=missed.slots["meeting"])
    return drafts


def _groups(heard: Heard, start: int, end: int) -> list[Group]:
    """Return the groups of a stretch; an exception with its causes is read by itself."""
    but = excepted.told(heard, start, end)
    if but is None:
        return named_groups(heard, start, end)
    found = [named_groups(heard, a, b) for a, b in ((start, but[0]), (but[1], end)) if speaks_of(heard, a, b)]
    return [*(found[0] if found else []), *but[2], *(found[1] if len(found) > 1 else [])]


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
    for start, end in _without_stand_ins(heard, sat_in, within):
        if speaks_of(heard, start, end):
            found += [g for g in named_groups(heard, start, end) if g.people and not _about(g, known)]
    return found


def _without_stand_ins(heard: Heard, sat_in: list[Group], within: tuple[int, int]) -> list[tuple[int, int]]:
    """「签到：甲、乙，丙替丁」: the clauses up to a stand-in are one stretch, each behind it is its own."""
    found: list[tuple[int, int]] = []
    clauses = [c for c in heard.clauses if within[0] <= c.start and c.end <= within[1]]
    for before, clause in zip([None, *clauses], clauses, strict=False):
        if any(clause.start <= g.state.start < clause.end for g in sat_in):
            continue
        if before and found and found[-1][1] == before.end and before.stop[:1] == "：":
            found[-1] = found[-1][0], clause.end
        else:
            found.append((clause.start, clause.end))
    return found


def _about(group: Group, known: set[str]) -> bool:
    return bool(known & {m.name for m in group.people})


def _drafts(heard: Heard, group: Group, start: int, end: int) -> list[Draft]:
    state = group.state
    hits = meetings_of(heard, state, start, end)
    if state.what == LEAVE and hits and not hits[0].named and other_day(heard, hits[0], start, end):
        return []
    return [_of(heard, group, hit) for hit in hits] or [_of(heard, group, None)]


def _of(heard: Heard, group: Group, hit: meetings.MeetingHit | None) -> Draft:
    state = group.state
    draft = Draft(INTENT[state.what], {}, f"roll: {state.what}", state.start, state.end)
    draft.told = hit is not None and hit.named
    return _filled(draft.put(meeting=hit.meeting.id if hit else ""), heard, group)


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
    return [d for d in joined.values() if not any(_within(d, other) for other in joined.values())]


def _within(draft: Draft, other: Draft) -> bool:
    """「研讨会到了，我和小刘都在会场」: who is there was told again, with others or with the place."""
    if draft is other or draft.intent != other.intent or draft.intent != INTENT[PRESENT]:
        return False
    same = draft.slots.get("meeting") == other.slots.get("meeting")
    plain = not {"mode", "late", "substitute", "audience"} & set(draft.slots)
    mine, theirs = set(draft.slots.get("people", ())), set(other.slots.get("people", ()))
    return same and plain and bool(mine) and mine < theirs
