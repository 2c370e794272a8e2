"""Statements: each unit is read by the family it belongs to, and becomes drafts."""

import re

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

_MINE = re.compile(r"我(?:这|那|手上|手里|负责|的)(?:个|项|份|块|边|活|任务|的)?")


def read(heard: Heard, silent: set[int], start: int = 0, end: int | None = None) -> list[Draft]:
    """Return the drafts of the clauses that no rule silences, in the order said."""
    drafts: list[Draft] = []
    for unit in units(heard, silent, start, len(heard.text) if end is None else end):
        drafts += _read_unit(unit)
    return _lent(heard, _owned(_uncaused(heard, drafts)))


def _uncaused(heard: Heard, drafts: list[Draft]) -> list[Draft]:
    """「热水器是地线断了，换了新线，H53关了吧」: the cause of what is put right is no new one."""
    mended = {
        heard.sentence_of(d.start) for d in drafts if d.intent == "hazard.fixed" and "hazard" in d.slots
    }
    return [d for d in drafts if d.intent != "hazard.report" or heard.sentence_of(d.start) not in mended]


_PUT_RIGHT = phrase(
    r"(?:[两三四五六][处个条]|以上|全|都|均|归|由)*(?:给?我|把?它|赶紧|马上|抓紧|立刻|全部?|重新|尽快)*(?:整改|处理|恢复|复原|弄|搞|修|<mending>)[\u4e00-\u9fff]{0,3}"
)


_PUSH = re.compile(r"(?:让|请)?(?:抓紧|赶紧|尽快)(?=$|，)|(?:必须|务必)?(?:恢复|整改|处理|修好|整改到位)")


_ALL = re.compile(r"[两三四五六][处个条]|以上|全|都|均")


def _without_owner(drafts: list[Draft]) -> list[Draft]:
    return [d for d in drafts if d.intent == "hazard.report" and "owners" not in d.slots]


def _owned(drafts: list[Draft]) -> list[Draft]:
    """「护栏拆了没恢复！蒲师傅收工前给我装回去」: the order behind a defect is its owner and its day.

    Behind anything else 「郭队今天必须恢复」 names no work of its own: a push on what is known.
    """
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        title = draft.slots.get("title", "") if draft.intent == "task.assign" else ""
        ordered = _PUT_RIGHT.fullmatch(title.split("，")[0]) or _PUSH.match(title)
        open_ones = _without_owner(kept) if ordered else []
        if open_ones and before is open_ones[-1]:
            for hazard in open_ones if _ALL.match(title) else open_ones[-1:]:
                hazard.put(
                    owners=draft.slots.get("owners"), due=hazard.slots.get("due") or draft.slots.get("due")
                )
            before.doubts += draft.doubts
        elif not _PUSH.match(title):
            kept.append(draft)
    return kept


_DUE_FOR_ALL = re.compile(r"(?:都|均|统一|全部|以上)(?:都|是|限|要|请|必须|在)*")


def _lent(heard: Heard, drafts: list[Draft]) -> list[Draft]:
    """「……，聂工处理；……，郝站长处理。都是10号前。」: one day for all that was given out."""
    given = [d for d in drafts if d.intent in ("hazard.report", "task.assign")]
    if len(given) < 2 or any("due" in d.slots for d in given):
        return drafts
    for first, last in heard.sentences():
        start, end = heard.clauses[first].start, heard.clauses[last].end
        lead = _DUE_FOR_ALL.match(heard.text, start)
        times = [
            t for t in heard.times_in(start, end) if t.value is not None and lead and t.start == lead.end()
        ]
        if times and start > given[-1].start:
            for draft in given:
                draft.put(due=times[0].value)
    return drafts


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
    if drafts := moving.change(unit) or planning.plan(unit):
        return [*drafts, *announcing.duties_after(unit)]
    return _order(unit)


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
    if heard.context.addressed and _MEASURED.search(unit.text):
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
