"""A ticked roll: 「田野√ 李娜√ 袁媛×（病假）」, every name with its own mark."""

import re

from language.heard import Heard
from language.lexicon import cue
from language.slots.people import Mention
from language.slots.roll import Group
from language.slots.state import ABSENT, LEAVE, PRESENT, State

_MARK = re.compile(
    r"(?:同志)?\s?[：:]?\s?(?:(?P<here>[√✓✔☑✅〇○])|(?P<gone>[×✗✘❌╳△]))\s?"
    r"(?:[（(](?P<why>[^）)\n]{1,24})[）)]|(?P<bare>[\u4e00-\u9fff]{2,8})(?=[，。；、\s]|$))?"
)
_ME = re.compile(r"(?:本人|我自己|我)(?=\s?[：:]?\s?[√✓✔☑✅〇○×✗✘❌])")


def groups(heard: Heard, start: int, end: int) -> list[Group]:
    """Return who is ticked and who is crossed, each reason a group of its own; [] if fewer than two are."""
    marked = [
        (mention, mark)
        for mention in heard.mentions_in(start, end)
        if (mark := _MARK.match(heard.text, mention.end, end))
    ]
    if len(marked) < 2:
        return []
    found: dict[tuple[str, str], Group] = {}
    for mention, mark in marked:
        _put(found, mention, mark)
    if (me := _ME.search(heard.text, start, end)) and (mark := _MARK.match(heard.text, me.end(), end)):
        _put(found, None, mark)
    return list(found.values())


def _put(found: dict[tuple[str, str], Group], mention: Mention | None, mark: re.Match[str]) -> None:
    """Add one name, or the speaker, to the group of his mark and reason."""
    reason = mark["why"] or (mark["bare"] or "" if mark["gone"] else "")
    what = PRESENT if mark["here"] else LEAVE if _excused(reason) else ABSENT
    state = State(what, mark.start(), mark.end(), *_manner(what, reason))
    key = (what + state.mode + str(state.late), "" if what == PRESENT else reason)
    group = found.setdefault(key, Group(state, [], reason=key[1]))
    if mention is None:
        group.me = True
    else:
        group.people.append(mention)


def _excused(reason: str) -> bool:
    return bool(re.search(r"假", reason) or cue("leave_word").search(reason))


def _manner(what: str, words: str) -> tuple[str, bool]:
    """Return mode and lateness that stand in brackets behind a tick: 「李娜√（线上）」."""
    if what != PRESENT:
        return "", False
    return "线上" if cue("online").search(words) else "", bool(cue("late").search(words))
