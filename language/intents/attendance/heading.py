"""Names behind their state word: each with its own reason, or one for all."""

import re

from language.heard import Heard
from language.intents.attendance import reasons
from language.slots import roll
from language.slots.people import Mention
from language.slots.roll import Group
from language.slots.state import ABSENT, LEAVE, State


def headed(heard: Heard, state: State, run: list[roll.Named], behind: int, upto: int) -> list[Group]:
    """Names behind their state word: each with its own reason, or one reason for all behind the last."""
    stop = clause_end(heard, behind, upto)
    again = {m.name for m in heard.mentions_in(behind, stop)} & {n.mention.name for n in run}
    common = "" if again or any(n.reason for n in run) else reasons.clean(heard.text[behind:stop])
    kind_of_leave = _KIND_OF_LEAVE.match(heard.text, state.start)
    common = common or (kind_of_leave[0] if kind_of_leave else "")
    by_reason: dict[str, list[Mention]] = {}
    for named in run:
        by_reason.setdefault(named.reason or common, []).append(named.mention)
    if excused := _excused(state, by_reason):
        return excused
    between = (
        heard.text[run[0].mention.start : run[-1].mention.end] + heard.text[state.end : run[0].mention.start]
    )
    joined = re.match(
        r"(?:[跟和与、]|还有|加上)(?:我|本人|俺)|，(?:还有|加上?|和)?(?:我|本人|俺)(?=$|[，。；！])",
        heard.text[run[-1].mention.end :],
    )
    me = bool(re.search(r"(?:^|[、和跟与及\s])?我(?!们)", between)) or joined is not None
    return [Group(state, people, reason=reason, me=me) for reason, people in by_reason.items()]


_KIND_OF_LEAVE = re.compile(r"[事病婚丧产]假")
_CALLED_LEAVE = re.compile(
    r"^(?:已)?请(?:了|过)?假[，、]?|[，、]?(?:已|都|并)?请(?:了)?(?:[事病]?)假$|[，、]?请假[，：:]?"
)


def _excused(state: State, by_reason: dict[str, list[Mention]]) -> list[Group]:
    """「缺：甲（出差请假）、乙」: who is said to have asked is excused, the others are absent."""
    if state.what != ABSENT or not any(_CALLED_LEAVE.search(reason) for reason in by_reason):
        return []
    leave = State(LEAVE, state.start, state.end)
    return [
        Group(leave, people, reason=reasons.clean(_CALLED_LEAVE.sub("", reason)))
        if _CALLED_LEAVE.search(reason)
        else Group(state, people, reason=reason)
        for reason, people in by_reason.items()
    ]


_NEXT_NAME = re.compile(r"(?:[，、 ]|，(?:就|只|仅|但|只有|就是|还有|另外|不过))$")
_NEXT_SUBJECT = re.compile(
    r"，?(?=其[他余])|，(?=其[他余]|大家|全体|我(?:这边)?(?:[和跟与]|就|改|用|走|在)?(?:视频|线上|晚|迟|请|电话|$))"
)


def clause_end(heard: Heard, at: int, upto: int) -> int:
    """Return where the words about a state end: the sentence's end, the next name of a roll, or the
    next state."""
    stop = re.compile(r"[。；！？\n]").search(heard.text, at, upto)
    end = stop.start() if stop else upto
    for mention in heard.mentions_in(at, end):
        if _NEXT_NAME.search(heard.text[: mention.start]):
            return mention.start
    another = _NEXT_SUBJECT.search(heard.text, at, end)
    return another.start() if another else end
