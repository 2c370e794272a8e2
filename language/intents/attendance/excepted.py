"""「除李峰夜班、马建设出差外都到了」: who is left out of a roll, and why."""

import re

from language.heard import Heard
from language.lexicon import cue, phrase
from language.slots.people import Mention
from language.slots.roll import Group
from language.slots.state import ABSENT, LEAVE, PRESENT, State

_BUT = phrase(
    r"除(?:了|开|去)?(?P<who>[^。；！？\n]{2,60}?)(?:以外|之外|外)?，?(?:其[他余它](?:人|的?人员|同志|党员)?)?"
    r"(?P<all>(?:全部?|全员|都|均)(?:按时|准时)?(?:到|来|在|参加|出席)(?:会|了|齐|场)*)"
)
_MISSED = re.compile(r"没[来到]|未到|缺[席勤]|不在")


def told(heard: Heard, start: int, end: int) -> tuple[int, int, list[Group]] | None:
    """Return where an exception with its causes stands and the groups it tells; None if it names no cause."""
    but = _BUT.search(heard.text, start, end)
    people = heard.mentions_in(*but.span("who")) if but else []
    if not but or not people or not all(m.name for m in people):
        return None
    groups: list[Group] = []
    waiting: list[Mention] = []
    for number, mention in enumerate(people):
        waiting.append(mention)
        upto = people[number + 1].start if number + 1 < len(people) else but.end("who")
        why = heard.text[mention.end : upto].strip("，、和跟与及因为由于是了的 （）()")
        if not why:
            continue
        state = _state(why, mention.end, upto)
        if state is None:
            return None
        groups.append(Group(state, waiting, reason=_reason(why)))
        waiting = []
    if not groups or waiting:
        return None
    everybody = State(PRESENT, *but.span("all"))
    rest = Group(everybody, [], audience=f"除{'、'.join(m.name for m in people)}外")
    return but.start(), but.end(), [*groups, rest]


def _state(why: str, start: int, end: int) -> State | None:
    if _MISSED.fullmatch(why):
        return State(ABSENT, start, end)
    excused = cue("leave_word").search(why) or cue("away_because").fullmatch(why)
    return State(LEAVE, start, end) if excused else None


def _reason(why: str) -> str:
    return re.sub(r"^请?(?=[病事婚丧产]假)|，?(?:已)?请了?假，?", "", "" if _MISSED.fullmatch(why) else why)
