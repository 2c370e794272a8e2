"""Statements: each unit is read by the family it belongs to, and becomes drafts."""

import re

from language import lending
from language.drafts import Draft
from language.heard import Heard
from language.intents import papers, study
from language.intents.attendance import rolls
from language.intents.hazards import finding, mending, ordering
from language.intents.meetings import moving, planning
from language.intents.tasks import acceptance, assigning, extending, listening, reporting
from language.intents.tasks.draft import about_task
from language.lexicon import phrase
from language.references.item import Item
from language.references.tasks import doubt_of, joint, which
from language.shapes import announcing
from language.slots import spans
from language.units.gathering import units
from language.units.unit import Unit


def read(heard: Heard, silent: set[int], start: int = 0, end: int | None = None) -> list[Draft]:
    """Return the drafts of the clauses that no rule silences, in the order said."""
    drafts: list[Draft] = []
    for unit in units(heard, silent, start, len(heard.text) if end is None else end):
        drafts += _read_unit(unit)
    return lending.settled(heard, drafts)


def _read_unit(unit: Unit) -> list[Draft]:
    reader = {
        "attendance": _attendance,
        "pledge": lambda u: _one(papers.pledge(u)),
        "publicity": lambda u: _one(papers.publicity(u)),
        "meeting": _meetings,
        "new hazard": _new_hazard,
        "study": _study,
        "post": lambda u: study.posts(u.heard, u.start, u.end, _material(u)),
        "hazard": _hazard,
        "order": lambda u: assigning.read(u) or [],
        "task": _task,
        "act": _task,
    }.get(unit.family, _nothing_named)
    return reader(unit)


def _one(draft: Draft | None) -> list[Draft]:
    return [draft] if draft else []


def _attendance(unit: Unit) -> list[Draft]:
    return rolls.read(unit.heard, unit.start, unit.end)


def _meetings(unit: Unit) -> list[Draft]:
    if each := _moved_one_by_one(unit):
        return each
    if missed := _missed(unit):
        return missed
    if drafts := moving.change(unit) or planning.plan(unit):
        return [*drafts, *announcing.duties_after(unit)]
    return _order(unit)


_DID_NOT_GO = re.compile(r"我[^。；]{0,16}没(?:去成|来成|赶上|能去|能来|参加)")


def _missed(unit: Unit) -> list[Draft]:
    """「周三的小组会我在公司报账，没去成」: who missed a meeting that was, no meeting to come."""
    if not _DID_NOT_GO.search(unit.text) or any(t.clock for t in unit.times):
        return []
    return rolls.read(unit.heard, unit.start, unit.end)


def _moved_one_by_one(unit: Unit) -> list[Draft]:
    """「组织生活会改到下午3点，评议大会跟着挪到四点半」: each clause moves a meeting of its own."""
    moved = [d for n in unit.numbers for d in moving.change(Unit(unit.heard, [n], "meeting")) or []]
    return moved if len({d.slots.get("meeting") for d in moved}) > 1 else []


def _order(unit: Unit) -> list[Draft]:
    return assigning.read(unit) or []


def _new_hazard(unit: Unit) -> list[Draft]:
    return _one(finding.report(unit.heard, unit.start, unit.end))


def _study(unit: Unit) -> list[Draft]:
    several = joint(unit)
    if several:
        return [d for hit in several for d in _study(Unit(unit.heard, unit.numbers, "study", hit, [hit]))]
    item = unit.hit.item if unit.hit else None
    if posted := study.post(unit.heard, unit.start, unit.end, item):
        return [posted]
    return study.done(unit, item)


def _material(unit: Unit) -> Item | None:
    return unit.hit.item if unit.hit and unit.hit.item.family == "study" else None


def _hazard(unit: Unit) -> list[Draft]:
    several = joint(unit)
    if several:
        return [d for hit in several for d in _hazard(Unit(unit.heard, unit.numbers, "hazard", hit, [hit]))]
    hazard = unit.hit.item if unit.hit else None
    return (hazard and ordering.read(unit, hazard)) or mending.fixed(unit, hazard)


def _task(unit: Unit) -> list[Draft]:
    several = joint(unit)
    if several:
        return [d for hit in several for d in _task(Unit(unit.heard, unit.numbers, "task", hit, [hit]))]
    if unit.hit and unit.hit.item.family == "hazard":
        return ordering.read(unit, unit.hit.item) or mending.fixed(unit, unit.hit.item)
    task, told, doubt = which(unit)
    drafts = acceptance.read(unit, task)
    if drafts is None and task and unit.hit and told and not listening.listen(unit, task).extends:
        anew = extending.deadline_anew(unit, task, unit.hit)
        drafts = [anew] if anew else None
    if drafts is None and task and told and _did_it(unit):
        drafts = [about_task("task.done", "somebody did it", unit, task)]
    if drafts is None:
        drafts = reporting.read(unit, task)
    for draft in drafts:
        draft.told = draft.told and told
        draft.item = unit.hit.item if unit.hit else None
        if doubt and task is None:
            draft.doubts.append(doubt_of(unit, doubt))
    return drafts


_MEASURED = phrase(r"(?:<do>|进|出|来|到)(?:了|完|好|掉|过)[^，。]{0,6}?[\d一二两三四五六七八九十百千半]")


_HEADS = re.compile(r"[到来]了?\s?[\d一二两三四五六七八九十百]+(?:个人|人|位|名)")
"""「到了15个人」 counts heads, not work."""
_DID_IT = phrase(r"(?:已经?|今天|昨天|刚才?|都)*把[^，。；]{2,16}<do>(?:完|好|掉)?了$")


def _did_it(unit: Unit) -> bool:
    """「小王把测量做了」: who, what, done; with a day to come it is an order."""
    people = unit.heard.mentions_in(unit.start, unit.end)
    today = unit.heard.context.now.date()
    if not people or people[0].start > unit.start or any(t.day and t.day > today for t in unit.times):
        return False
    return bool(_DID_IT.fullmatch(unit.heard.text, people[0].end, unit.end))


def _done_by_somebody(unit: Unit) -> Draft | None:
    """He did what no task is called: one of his is done, and it is asked which."""
    if not _did_it(unit):
        return None
    him = unit.heard.mentions_in(unit.start, unit.end)[0]
    names = {him.name, *him.names}
    his = [Item("task", t.id, t.title, t.owners) for t in unit.heard.context.tasks if names & set(t.owners)]
    draft = Draft("task.done", {}, "somebody did what matches no task", unit.start, unit.end)
    draft.doubts = [doubt_of(unit, his)] if his else []
    return draft if his else None


def _nothing_named(unit: Unit) -> list[Draft]:
    """No known thing and no act word: a material, an order, or, addressed, measured work on no known task."""
    heard = unit.heard
    if moved := moving.change(unit):
        return moved
    if posted := study.post(heard, unit.start, unit.end, None):
        return [posted]
    if ordered := assigning.read(unit):
        return ordered
    if heard.context.addressed and (done := _done_by_somebody(unit)):
        return [done]
    if heard.context.addressed and _MEASURED.search(unit.text) and not _HEADS.search(unit.text):
        return [
            Draft(
                "task.progress",
                {"note": spans.light(unit.text)},
                "work that matches no task",
                unit.start,
                unit.end,
            )
        ]
    return []
