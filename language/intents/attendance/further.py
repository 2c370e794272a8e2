"""A further state word about the same people adds to what was said."""

import re

from language.heard import Heard
from language.intents.attendance.venue import at_venue
from language.lexicon import cue
from language.slots.roll import Group
from language.slots.state import ABSENT, LEAVE, PRESENT, State


def explains(heard: Heard, state: State, earlier: list[Group], lead: str, me: bool) -> bool:
    """A further state word about the same people adds to what was said:
    「不参加了，请个假」「迟到了，刚进门」."""
    if not earlier or _another_group(heard, lead):
        return False
    last = earlier[-1]
    word = heard.text[state.start : state.end]
    if (
        last.state.what == state.what
        and not last.people
        and (me or not lead.strip("，。、 "))
        and state.mode == last.state.mode
    ):
        return True
    if last.state.what == LEAVE and state.what == ABSENT and (me or not lead.strip("，。、 ")):
        return True
    if last.state.what == state.what and not me:
        return not state.mode or not last.state.mode or state.mode == last.state.mode
    if state.mode == "线上" and unable(heard, last.state):
        return False  # 「赶不回去，腾讯会议接进来」
    if last.state.what in (LEAVE, ABSENT) and (cue("inability").fullmatch(word) or state.mode) and not me:
        return True
    return last.state.what in (LEAVE, ABSENT) and state.what == PRESENT and not me and bool(state.mode)


def unable(heard: Heard, state: State) -> bool:
    """Say whether a state tells that somebody cannot come in person: 「走不开」, 「在船上下不来」."""
    return bool(cue("inability").search(heard.text, max(0, state.start - 1), state.end))


def _another_group(heard: Heard, lead: str) -> bool:
    """「……，其余同志都在现场」: who is told of now is a group of its own."""
    last = re.split(r"[，。；\n]", lead)[-1]
    return bool(re.match(r"\s*(?:其[余他]|别的|剩下的?|余下)", last))


def trails(heard: Heard, last: Group, state: State, at: int) -> bool:
    """「签到：甲、乙到会」: a state word right behind the names of its own list adds nothing."""
    between = heard.text[at : state.start]
    return (
        bool(last.people)
        and last.state.what == state.what
        and last.people[-1].end <= at
        and between in ("", "都", "全", "均", "已", "在", "都在", "全在", "均在", "已在")
        and at == last.people[-1].end
    )


def add(group: Group, heard: Heard, state: State) -> None:
    """Let a further state word add lateness or mode to a group."""
    old = group.state
    if old.what == PRESENT:
        venue = "现场" if at_venue(heard, state.start - 1, min(len(heard.text), state.end + 14)) else ""
        group.state = State(
            PRESENT, old.start, old.end, old.mode or state.mode or venue, old.late or state.late
        )
    elif (
        group.reason
        and heard.text[state.start : state.end] not in group.reason
        and cue("inability").fullmatch(heard.text[state.start : state.end])
    ):
        group.reason += heard.text[state.start : state.end]
