"""Attendance: there, late, online, by a stand-in; excused; absent; made up for."""

import re

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents.attendance.presence import speaks_of
from language.intents.attendance.rollcall import named_groups
from language.intents.attendance.standins import substitutes
from language.intents.attendance.which import meetings_of, other_day
from language.references import meetings
from language.shapes import ticks
from language.slots.people import Mention
from language.slots.roll import Group
from language.slots.states import ABSENT, LEAVE, MAKEUP, PRESENT, State

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
    for group in [*_left_out(heard, groups, start), *groups]:
        drafts += _drafts(heard, group, start, end)
    return _together(drafts)


def _left_out(heard: Heard, groups: list[Group], start: int) -> list[Group]:
    """「除了甲、乙没来，其他都到了」: why the others are left out is what is said of them."""
    found = []
    for group in groups:
        at = heard.text.find(group.audience, start) if group.audience.startswith("除") else -1
        why = _WHY_NOT.search(group.audience) if at >= 0 else None
        people = heard.mentions_in(at, at + len(group.audience)) if why else []
        if why and people:
            what = LEAVE if why["leave"] else ABSENT
            found.append(Group(State(what, at + why.start(), at + why.end()), people))
    return found


_WHY_NOT = re.compile(r"(?P<leave>请了?假|病假|事假)|没来|没到|未到|缺席|缺勤|不在")


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


def _drafts(heard: Heard, group: Group, start: int, end: int) -> list[Draft]:
    state = group.state
    hits = meetings_of(heard, state, start, end)
    if state.what == LEAVE and hits and not hits[0].named and other_day(heard, hits[0], start, end):
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
    return list(joined.values())
