"""Reasons told one by one: 「甲夜班、乙出差没来」, 「缺甲和乙，甲吊装，乙没说原因」."""

import re

from language.heard import Heard
from language.intents.attendance import reasons
from language.lexicon import cue
from language.slots.people import Mention
from language.slots.roll import Group
from language.slots.state import ABSENT, LEAVE, State

_OWN_WORDS = re.compile(r"(?!和|跟|与|及|、|，|都|也|还有|以及)[\u4e00-\u9fff]{2,10}[、，,；]\s?")
_CLAUSE = re.compile(r"[^，；。、\n]{2,12}(?=[，；。、\n]|$)")


def before(heard: Heard, state: State, people: list[Mention]) -> list[Group]:
    """Return a group for each name that has words of its own before a shared state word; else none."""
    if state.what not in (LEAVE, ABSENT) or len(people) < 2:
        return []
    if both := _one_and_other(heard, Group(state, people), heard.sentence_of(state.start)[1]):
        return both[0]
    ends = [*(m.start for m in people[1:]), state.start]
    told = [heard.text[m.end : end] for m, end in zip(people, ends, strict=True)]
    if not all(_OWN_WORDS.fullmatch(words) for words in told[:-1]) or not told[-1]:
        return []
    return [Group(state, [m], reason=reasons.clean(w)) for m, w in zip(people, told, strict=True)]


def behind(heard: Heard, groups: list[Group], end: int) -> tuple[list[Group], int]:
    """Split a group whose people are named again behind it, each with a reason; return where that ends."""
    if len(groups) != 1 or groups[0].reason or len(groups[0].people) < 2:
        return groups, 0
    group = groups[0]
    if both := _one_and_other(heard, group, end):
        return both
    told, at = _told_again(heard, group, end)
    if not told:
        return groups, 0
    split = [Group(group.state, [m], reason=told.get(m.name or "", ""), me=False) for m in group.people]
    return split, at


_ONE_AND_OTHER = re.compile(
    r"[，、]?(?:前(?:面)?)?一?个(?P<a>[^，。；]{2,10})，(?:后(?:面)?|另)?一?个(?P<b>[^，。；]{2,10})"
)


def _one_and_other(heard: Heard, group: Group, end: int) -> tuple[list[Group], int] | None:
    """「小罗、石师傅没去，前一个值班，后一个晕车」."""
    told = _ONE_AND_OTHER.search(heard.text, max(group.people[-1].end, group.state.end), end)
    if told is None or len(group.people) != 2:
        return None
    first, second = group.people
    return [
        Group(group.state, [first], reason=told["a"]),
        Group(group.state, [second], reason=told["b"]),
    ], told.end()


def _told_again(heard: Heard, group: Group, end: int) -> tuple[dict[str, str], int]:
    names = {m.name for m in group.people if m.name}
    told: dict[str, str] = {}
    last = 0
    for mention in heard.mentions_in(group.people[-1].end, end):
        words = _CLAUSE.match(heard.text, mention.end, end)
        if mention.name not in names or words is None:
            break
        told[mention.name or ""] = reasons.clean(cue("no_reason").sub("", words[0]))
        last = words.end()
    return told, last
