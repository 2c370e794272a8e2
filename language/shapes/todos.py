"""「记个待办：……」: work somebody puts down for himself, with colleagues he names."""

import re

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents import authority
from language.intents.tasks import assigning, doers
from language.lexicon import cue, phrase
from language.shapes import lists
from language.slots import spans
from language.slots.people import Mention

_ASKED = phrase(r"(?:帮我|给我|替我|请|麻烦|再|先|小助手|支部通|，|\s)*(?:<note_down>)?<todo>[：，:。\s]*")
_MYSELF = re.compile(r"(?:^|(?<=[，。；\s]))(?:这个|这事|由)?(?:我|俺|本人)(?:自己|来|亲自)+[^，。；]{0,4}$")
_WITH_ME = re.compile(r"(?:我|俺|本人)[和跟与、]|[和跟与、](?:我|俺|本人)(?![们])")
_AND = re.compile(r"[、和跟与及]")
_TOGETHER = re.compile(r"(?:^|(?<=[，。；\s]))(?:我)?(?:和|跟|与)?一(?:起|块儿?|道)(?:做|弄|搞|办|去|干)?")


_ROLL_LATE = re.compile(r"补(?:记|登|录|报)(?:一笔|一下|个|一条)?[，：]")
"""「补记一笔，上周五老尹是请假的」 puts down no work."""


def read(heard: Heard) -> list[Draft]:
    """Return the work a message puts down for its sender; [] if it asks for none."""
    asked = _ASKED.search(heard.text)
    asks = re.search(r"待办(?:没|有|都|清单|是)|[？?]", heard.text)
    if asked is None or asks or not heard.context.addressed or _ROLL_LATE.match(heard.text):
        return []
    listed = lists.read(heard)
    pieces = [(i.start, i.end) for i in listed.items] if listed else [_piece(heard, asked)]
    work = [draft for start, end in pieces if (draft := _one(heard, start, end)) is not None]
    return _given_to(_receivers(heard, asked), work)


def _receivers(heard: Heard, asked: re.Match[str]) -> list[Mention]:
    """「给张三和李四派个任务」「派个任务给张三」: for whom it is put down, if not for the speaker."""
    people = heard.mentions
    for first in (n for n, m in enumerate(people) if heard.text[: m.start].endswith(("给", "替", "向"))):
        joined = [people[first]]
        for mention in people[first + 1 :]:
            if not _AND.fullmatch(heard.text[joined[-1].end : mention.start]):
                break
            joined.append(mention)
        if joined[-1].end == asked.start() or asked.end() <= joined[0].start <= asked.end() + 1:
            return joined
    return []


def _given_to(whom: list[Mention], work: list[Draft]) -> list[Draft]:
    """The work with its receivers as owners; as it is where there are none."""
    for draft in work:
        if whom:
            draft.slots["owners"] = [m.name for m in whom if m.name]
            draft.doubts = [people_doubt("owners", m.said, m.names) for m in whom if not m.name]
    return work


def _piece(heard: Heard, asked: re.Match[str]) -> tuple[int, int]:
    """The work stands behind the asking, or before it: 「周五前交表，记个待办」."""
    behind = len(heard.text) - asked.end()
    return (asked.end(), len(heard.text)) if behind >= asked.start() else (0, asked.start())


def _one(heard: Heard, start: int, end: int) -> Draft | None:
    who = doers.who_does(heard, start, end)
    times = [t for t in heard.times_in(start, end) if t.value is not None]
    ordering = authority.may_order(heard)
    draft = assigning.fill(heard, start, end, who, times, not ordering or not who)
    title = _title(heard, start, end)
    if len(title) < 2:
        return draft
    if draft is None:
        draft = Draft("task.assign", {}, "put down for oneself", start, end).put(owners=[heard.sender])
        draft.put(due=times[-1].value if times else None)
    owners = [n for n in draft.slots.get("owners", []) if n != heard.sender]
    if (
        not ordering
        or not owners
        or _MYSELF.search(heard.text[start:end])
        or _WITH_ME.search(heard.text[start:end])
    ):
        draft.slots["owners"] = [heard.sender, *owners]
    return draft.put(title=title)


def _title(heard: Heard, start: int, end: int) -> str:
    cuts = [(m.start, m.end) for m in heard.mentions_in(start, end)]
    cuts += [(t.start, t.end) for t in heard.times_in(start, end) if t.value is not None]
    left = spans.without(heard.text[start:end], start, cuts)
    pieces = []
    for piece in re.split(r"[，。；\n]", left):
        plain = spans.trim(cue("todo").sub("", _TOGETHER.sub("", _MYSELF.sub("", piece.strip()))))
        if len(plain) > 1:
            pieces.append(plain)
    return "，".join(pieces[:2]) if pieces and len(pieces[0]) < 5 else (pieces[0] if pieces else "")
