"""Statements: unmuted clauses, gathered into units about one thing each, and read by the family they belong to."""

import re

from branch.context import OpenTask
from language.clauses import Clause
from language.drafts import Draft, item_doubt
from language.heard import Heard
from language.intents import (
    acceptance,
    assigning,
    attendance,
    authority,
    hazards,
    meetings,
    papers,
    study,
    tasks,
)
from language.lexicon import cue, phrase
from language.slots import kinds
from language.slots.refs import Hit, Item
from language.unit import Unit

ENOUGH = 0.9
"""The least score at which words of a title name a thing."""

_TASK_WORDS = phrase(
    r"<done>|<extend>|<accept>|<reject>|<transfer>|<task_cancel>|<not_yet>|<not_started>|<remaining>|\d+(?:\.\d+)?%|[一二三四五六七八九]成|一半|分之"
)
_MINE = re.compile(r"我(?:这|那|手上|手里|负责|的)(?:个|项|份|块|边|活|任务|的)?")
_POINTER = re.compile(r"(?:这|那|该|此)(?:个|项|份|块|件|条|事)|任务|活儿?|工作")


def read(heard: Heard, silent: set[int], start: int = 0, end: int | None = None) -> list[Draft]:
    """Return the drafts of the clauses that no rule silences, in the order said."""
    drafts: list[Draft] = []
    for unit in units(heard, silent, start, len(heard.text) if end is None else end):
        drafts += _read_unit(unit)
    return drafts


def units(heard: Heard, silent: set[int], start: int, end: int) -> list[Unit]:
    """Gather clauses into units: a new thing or a new family begins a new unit."""
    found: list[Unit] = []
    waiting: list[int] = []
    previous = -1
    for number, clause in enumerate(heard.clauses):
        if number in silent or clause.start < start or clause.end > end:
            waiting, previous = ([], number) if number in silent else (waiting, previous)
            continue
        family, hit, rivals = topic(heard, clause)
        new_sentence = previous >= 0 and heard.clauses[previous].sentence != clause.sentence
        current = found[-1] if found else None
        if family and _continues(current, family, hit, clause, new_sentence):
            assert current is not None
            current.numbers += [*waiting, number]
            if current.hit is None or (
                hit and hit.score > current.hit.score and hit.item.id == current.hit.item.id
            ):
                current.hit, current.rivals = hit or current.hit, rivals or current.rivals
            waiting = []
        elif family:
            if (
                current
                and waiting
                and heard.clauses[waiting[0]].sentence == heard.clauses[current.numbers[-1]].sentence
                and not _leads(heard, waiting, clause)
            ):
                current.numbers += waiting
                waiting = []
            found.append(Unit(heard, [*waiting, number], family, hit, rivals))
            waiting = []
        else:
            waiting.append(number)
        previous = number
    if waiting:
        _attach_rest(heard, found, waiting)
    return found


def _leads(heard: Heard, waiting: list[int], clause: Clause) -> bool:
    """Words before a statement lead into it if they end in its sentence, and the sentence before is closed."""
    return heard.clauses[waiting[0]].sentence == clause.sentence


def _attach_rest(heard: Heard, found: list[Unit], waiting: list[int]) -> None:
    if found:
        found[-1].numbers += waiting
    else:
        found.append(Unit(heard, waiting, ""))


_ONE_RUN = {"attendance", "meeting", "order"}


def _continues(
    current: Unit | None, family: str, hit: Hit | None, clause: Clause, new_sentence: bool
) -> bool:
    """Say whether a clause goes on about the thing of the current unit."""
    if current is None:
        return False
    if family == current.family and family in _ONE_RUN:
        return not (new_sentence and family == "order")
    if family != current.family:
        return (
            family == "act"
            and current.family in ("task", "hazard", "study")
            and not (new_sentence and clause.start - current.end > 2 and False)
        )
    if hit is None or current.hit is None:
        return True
    return hit.item.id == current.hit.item.id or (hit.score < 1.0 and not hit.telling)


def topic(heard: Heard, clause: Clause) -> tuple[str, Hit | None, list[Hit]]:
    """Return the family a clause belongs to, with the known thing it names."""
    start, end = clause.start, clause.end
    text = clause.text
    hits = [h for h in heard.hits(start, end, "task", "study", "hazard") if h.telling or h.score >= ENOUGH]
    best = _best(heard, hits, text)
    strong = best is not None and best.score >= 1.5
    if attendance.speaks_of(heard, start, end) and not (
        strong and best and best.item.family == "study" and not kinds.find(text)
    ):
        return "attendance", None, []
    if papers.pledge(Unit(heard, [heard.clauses.index(clause)])) and not (
        best and best.item.family == "task" and re.search("收", text)
    ):
        return "pledge", None, []
    if papers.publicity(Unit(heard, [heard.clauses.index(clause)])):
        return "publicity", None, []
    if best is not None and (best.telling or _TASK_WORDS.search(text)):
        return best.item.family, best, [h for h in hits if h.item.family == best.item.family]
    if _meeting(heard, clause):
        return "meeting", None, []
    if hazards.report(heard, start, end):
        return "new hazard", None, []
    if cue("studied").search(text) and re.search(r"学|读|课|片|心得|打卡", text):
        return "study", None, []
    if authority.may_order(heard) and assigning.one(heard, start, end) is not None:
        return "order", None, []
    if _TASK_WORDS.search(text) or _POINTER.search(text):
        return "act", best, hits
    return "", None, []


def _best(heard: Heard, hits: list[Hit], text: str) -> Hit | None:
    """Return the likeliest thing; equals are told apart by verb, then by the owner named, then the sender's own."""
    if not hits:
        return None
    top = hits[0].score
    close = [h for h in hits if h.score >= top - 0.25]
    if len(close) == 1:
        return close[0]
    named = {m.name for m in heard.mentions if m.name}
    return max(
        close,
        key=lambda h: (
            _verb_fits(h.item, text),
            bool(named & set(h.item.owners)),
            heard.sender in h.item.owners,
            h.score,
        ),
    )


def _verb_fits(item: Item, text: str) -> int:
    if item.family == "study":
        return 2 if re.search(r"学|读|看(?:了|完|过)|课|片|材料", text) else 0
    if item.family == "hazard":
        return 2 if re.search(r"隐患|修|换|补|拆|锁|清(?:走|理|了)|整改", text) else 1
    return 1


def _meeting(heard: Heard, clause: Clause) -> bool:
    unit = Unit(heard, [heard.clauses.index(clause)])
    if meetings.change(unit):
        return True
    named = kinds.find(clause.text, heard.ears.lexicon.kinds) or kinds.other(clause.text)
    return bool(named)


def _read_unit(unit: Unit) -> list[Draft]:
    reader = {
        "attendance": _attendance,
        "pledge": lambda u: _one(papers.pledge(u)),
        "publicity": lambda u: _one(papers.publicity(u)),
        "meeting": _meetings,
        "new hazard": _new_hazard,
        "study": _study,
        "hazard": _hazard,
        "order": lambda u: assigning.read(u) or [],
        "task": _task,
        "act": _task,
    }.get(unit.family, _nothing_named)
    return reader(unit)


def _one(draft: Draft | None) -> list[Draft]:
    return [draft] if draft else []


def _attendance(unit: Unit) -> list[Draft]:
    return attendance.read(unit.heard, unit.start, unit.end)


def _meetings(unit: Unit) -> list[Draft]:
    return meetings.change(unit) or meetings.plan(unit) or _order(unit)


def _order(unit: Unit) -> list[Draft]:
    return assigning.read(unit) or []


def _new_hazard(unit: Unit) -> list[Draft]:
    return _one(hazards.report(unit.heard, unit.start, unit.end))


def _study(unit: Unit) -> list[Draft]:
    item = unit.hit.item if unit.hit else None
    if posted := study.post(unit.heard, unit.start, unit.end, item):
        return [posted]
    return study.done(unit, item)


def _hazard(unit: Unit) -> list[Draft]:
    assert unit.hit is not None
    return hazards.fixed(unit, unit.hit.item)


def _task(unit: Unit) -> list[Draft]:
    task, told, doubt = which(unit)
    drafts = acceptance.read(unit, task)
    if (
        drafts is None
        and task
        and unit.hit
        and told
        and (anew := tasks.deadline_anew(unit, task, unit.hit))
        and not tasks.listen(unit, task).extends
    ):
        drafts = [anew]
    if drafts is None:
        drafts = tasks.read(unit, task)
    for draft in drafts:
        draft.told = draft.told and told
        draft.item = unit.hit.item if unit.hit else None
        if doubt and task is None:
            draft.doubts.append(doubt_of(unit, doubt))
    return drafts


def doubt_of(unit: Unit, rivals: list[Item]) -> "object":
    """Ask which of several tasks was meant."""
    return item_doubt("task", unit.text, rivals)


def which(unit: Unit) -> tuple[OpenTask | None, bool, list[Item]]:
    """Return the task a unit means, whether words named it, and the rivals when several fit."""
    heard = unit.heard
    by_id = {t.id: t for t in heard.context.tasks}
    if unit.hit and unit.hit.item.family == "task":
        equals = _equals(heard, unit)
        if len(equals) > 1:
            return None, True, [h.item for h in equals]
        return by_id.get((equals[0] if equals else unit.hit).item.id), True, []
    if heard.context.about in by_id:
        return by_id[heard.context.about], True, []
    own = [t for t in heard.context.tasks if heard.sender in t.owners]
    named = {m.name for m in heard.mentions_in(unit.start, unit.end)}
    theirs = [t for t in heard.context.tasks if named & set(t.owners)]
    chosen = theirs or own
    if len(chosen) == 1:
        return chosen[0], False, []
    return None, False, [Item("task", t.id, t.title, t.owners) for t in chosen]


def _equals(heard: Heard, unit: Unit) -> list[Hit]:
    """Return the tasks that fit equally well after owner and sender have been asked."""
    assert unit.hit is not None
    hits = [h for h in unit.rivals if h.item.family == "task" and h.score >= unit.hit.score - 0.25] or [
        unit.hit
    ]
    if len(hits) == 1:
        return hits
    named = {m.name for m in heard.mentions if m.name}
    for owners in (named, {heard.sender}):
        fit = [h for h in hits if owners & set(h.item.owners)]
        if len(fit) == 1:
            return fit
        hits = fit or hits
    return (
        hits
        if max(h.score for h in hits) - min(h.score for h in hits) < 0.2
        else [max(hits, key=lambda h: h.score)]
    )


def _nothing_named(unit: Unit) -> list[Draft]:
    """No known thing and no act word: an order, a material, a plan, or, addressed, a report on one's own task."""
    heard = unit.heard
    if posted := study.post(heard, unit.start, unit.end, None):
        return [posted]
    return assigning.read(unit) or []
