"""Formal notices in running text: 「通知：定于7月8日15:00在活动室召开党员大会，…，请每人7日前交材料」."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents import authority
from language.intents.attendance import presence
from language.intents.meetings import moving, planning
from language.intents.tasks import assigning
from language.lexicon import phrase
from language.slots import kinds
from language.units.unit import Unit

_OPENING = phrase(r"^\s*(?:<notice_opening>)[】\]：:，！\s]*")
_HELD = phrase(r"<formal_held>")
_ATTENDING = phrase(r"<attending>")
_EACH = re.compile(r"每(?:人|位|名|个)|人人|各(?:自|人|组|班|部门)")
_WORK_FOR_ALL = re.compile(r"(?:每|各|全体|所有|大家|人均)[^，。；]{0,14}|请[^，。；]{0,4}")


def read(heard: Heard) -> list[Draft]:
    """Return the meeting a formal notice fixes or moves, then the work it lays on people, if it is one."""
    opened = _OPENING.match(heard.text)
    first = _first(heard, opened.end() if opened else 0)
    if first is None:
        return []
    unit = Unit(heard, [n for n in range(first[0], len(heard.clauses))], "meeting")
    told = heard.text[heard.clauses[first[0]].start : heard.clauses[first[1]].end]
    if not (opened or _HELD.search(told)) or not _definite(heard, first):
        return []
    duties = _duties(heard, first)
    if duties:
        upto = min(d.start for d in duties)
        unit.numbers = [n for n in unit.numbers if heard.clauses[n].start < upto]
    named = Unit(heard, [n for n in unit.numbers if n <= first[1]], "meeting")
    drafts = moving.change(named) if _moves(told) else planning.announced(unit)
    return [*drafts, *duties] if drafts else []


def _first(heard: Heard, at: int) -> tuple[int, int] | None:
    """Return the first and last clause of the sentence that follows opening and salutation."""
    for first, last in heard.sentences():
        inside = [n for n in range(first, last + 1) if heard.clauses[n].end > at]
        if inside and any(heard.times_in(heard.clauses[n].start, heard.clauses[n].end) for n in inside):
            return inside[0], last
    return None


def _definite(heard: Heard, stretch: tuple[int, int]) -> bool:
    start, end = heard.clauses[stretch[0]].start, heard.clauses[stretch[1]].end
    text = heard.text[start:end]
    clocked = any(t.clock and t.value is not None for t in heard.times_in(start, end))
    named = heard.kind_in(text) or kinds.other(text)
    return clocked and (named is not None or _moves(text))


def _moves(text: str) -> bool:
    return bool(phrase(r"<moves_meeting>").search(text))


def _duties(heard: Heard, first: tuple[int, int]) -> list[Draft]:
    """Return the work with a day of its own that a notice lays on all or on somebody named."""
    if not authority.may_order(heard):
        return []
    found = []
    starts_at = heard.clauses[first[0]].start
    for a, b in _stretches(heard, first):
        text = heard.text[a:b]
        if a >= heard.clauses[first[1]].end and (named := for_somebody(heard, a, b)):
            found += named
            continue
        if a <= starts_at or _ATTENDING.search(text) or not _WORK_FOR_ALL.search(text):
            continue
        draft = assigning.one(heard, a, b)
        if draft is not None and "due" in draft.slots:
            found.append(draft)
    return found


_IN_CHARGE = re.compile(r"(?P<lead>由)[\u4e00-\u9fff]{2,4}(?:同志)?(?:负责|牵头)")
_NO_DUTY = re.compile(r"联系|请假|报名|电话|主持|主讲|讲课|授课|参加|出席|列席|对接群")


def for_somebody(heard: Heard, start: int, end: int) -> list[Draft]:
    """「……。彭师傅周五前把水桶装车。」: a sentence of its own that begins with who does it."""
    begin = start + len(heard.text[start:end]) - len(heard.text[start:end].lstrip("请由让 "))
    named = [m for m in heard.mentions_in(start, end) if m.start == begin]
    text = heard.text[start:end]
    if not named and (charged := _IN_CHARGE.search(text)):
        at = start + charged.end("lead")
        named = [m for m in heard.mentions_in(start, end) if m.start == at]
    if not named or _NO_DUTY.search(text) or presence.speaks_of(heard, start, end):
        return []
    draft = assigning.one(heard, start, end, strict=False)
    return [draft] if draft is not None and draft.slots.get("owners") else []


def _stretches(heard: Heard, first: tuple[int, int]) -> list[tuple[int, int]]:
    """Return clauses of the sentence of the meeting one by one, later sentences whole."""
    own = [(heard.clauses[n].start, heard.clauses[n].end) for n in range(first[0] + 1, first[1] + 1)]
    later = [(heard.clauses[a].start, heard.clauses[b].end) for a, b in heard.sentences() if a > first[1]]
    return [*own, *later]


_CHARGE = re.compile(r"(?:同志)?(?:来)?(?:负责|牵头|准备)(?!讲|主讲|主持|领学|上课|宣讲)")


def _charged(unit: Unit) -> list[Draft]:
    """「……全体支委参加，小刘负责接待」: work for somebody named in the sentence that fixes a meeting."""
    heard = unit.heard
    drafts = []
    for clause in unit.clauses[1:]:
        named = heard.mentions_in(clause.start, clause.end)
        if named and named[0].start == clause.start and _CHARGE.match(heard.text, named[-1].end):
            drafts.append(assigning.one(heard, clause.start, clause.end))
    return [draft for draft in drafts if draft is not None]


def duties_after(unit: Unit) -> list[Draft]:
    """Return the work for all, with its own day, told behind a meeting: 「…，每人写篇体会，25号前交」."""
    heard = unit.heard
    if not authority.may_order(heard):
        return []
    if charged := _charged(unit):
        return charged
    for clause in unit.clauses[1:]:
        if _EACH.search(clause.text) and not _ATTENDING.search(heard.text[clause.start : unit.end]):
            draft = assigning.one(heard, clause.start, unit.end)
            return [draft] if draft is not None and "due" in draft.slots else []
    return []
