"""An authority decides on a task: accepted (销号), sent back, handed to somebody else, dropped."""

import re
from collections.abc import Callable

from branch.context import OpenTask
from language.drafts import Draft
from language.intents import authority
from language.intents.tasks import extending, transfers
from language.lexicon import cue
from language.slots import quantities, spans
from language.slots.times import Time
from language.units.unit import Unit

_FAULT_END = re.compile(r"(?:打回|退回|驳回|重新|重写|重做|先退|返工|拿回去).*$")


Decide = Callable[[Unit, OpenTask | None, bool], Draft | None]


def read(unit: Unit, task: OpenTask | None, decisions: tuple[Decide, ...] = ()) -> list[Draft] | None:
    """Return the decision a unit tells about a task, with a new due day after it; None if it tells none.

    Of `decisions`, all if none are given, the first that fits holds.
    """
    mine = task is not None and unit.heard.sender in task.owners
    for decide in decisions or (transfers.transfer, reject, cancel, _accept):
        draft = decide(unit, task, mine)
        if draft is not None:
            if task:
                draft.put(task=task.id)
            return [draft, *_due_after(unit, task, draft)]
    return None


def _draft(intent: str, rule: str, unit: Unit) -> Draft:
    return Draft(intent, {}, rule, unit.start, unit.end)


def _due_after(unit: Unit, task: OpenTask | None, draft: Draft) -> list[Draft]:
    """「重新写，下周一交」「改给刘芳，26号之前补齐」: a new date is an extension after the decision."""
    if draft.intent not in ("task.reject", "task.transfer"):
        return []
    today = unit.heard.context.now.date()
    for clause in unit.clauses:
        if (moved := extending.extends(unit.heard, clause, task)) and moved.due:
            extended = _draft("task.extend", "a new date with the decision", unit)
            return [extended.put(task=task.id if task else "", due=moved.due)]
    for time in unit.times:
        near = unit.heard.text[max(unit.start, time.start - 3) : time.end + 8]
        day = time.day
        if re.match(
            r"前?(?:的?(?:期限|时间|日期|截止日?期?))?(?:都|也|还是)?(?:不[变动改]|照旧|没变)",
            unit.heard.text[time.end :],
        ):
            continue
        if "起" in unit.heard.text[time.start : time.end + 1] or unit.heard.text[: time.start].endswith("从"):
            continue  # 「从今天起转给萍姐弄」
        dated = re.search(r"前|之前|以前|交|报|补齐|完|给我|弄|搞|截止|期限", near) or _alone(unit, time)
        if day and day >= today and dated:
            return [
                _draft("task.extend", "a new date with the decision", unit).put(
                    task=task.id if task else "", due=time.value
                )
            ]
    return []


def _alone(unit: Unit, time: Time) -> bool:
    """「T3由小邵负责，明天」: a day in a clause of its own is the new date."""
    return any(
        clause.start <= time.start and time.end <= clause.end and clause.text.strip() == time.found.text
        for clause in unit.clauses
    )


_NOT_YET = re.compile(
    r"[了完好齐]就(?:可以|能|给)?(?:销|关)|先别|别销|不能销|还不能|没通过|未通过|不同意|不(?:予以?|准予?|能|得|许)?(?:以)?(?:通过|认可|验收|销号)"
)
"""「不予通过」 says the opposite of 通过."""


_CLOSES = re.compile(r"销[号掉了吧]|关(?:了吧|闭|掉)|可以关")
"""Only who may accept closes; 「验收通过了」 anybody may report."""


def _accept(unit: Unit, task: OpenTask | None, mine: bool) -> Draft | None:
    text = unit.text
    if not cue("accept").search(text) or _NOT_YET.search(text):
        return None
    if any(extending.extends(unit.heard, clause, task) for clause in unit.clauses):
        return None  # 「计量延到5号，同意」 agrees to the new day
    share = quantities.percent(text)
    if (mine or task is None) and share is not None and share.percent < 100:
        return None  # 「试了三台，振动都合格」 of four
    if not mine and not authority.may_accept(unit.heard) and _CLOSES.search(text):
        if not unit.heard.context.addressed:
            return None
        return _draft("task.accept", "somebody asks to close what is not his", unit)
    if mine or not authority.may_accept(unit.heard):
        return _draft("task.done", "the owner says it can be closed", unit) if mine or task else None
    return _draft("task.accept", "an authority agrees that it is done", unit)


def reject(unit: Unit, task: OpenTask | None, mine: bool) -> Draft | None:
    """Return that an authority sends a piece of work back, with the fault it found."""
    if mine or not authority.may_accept(unit.heard) or not cue("reject").search(unit.text):
        return None
    return _draft("task.reject", "an authority sends it back", unit).put(reason=_fault(unit))


def _fault(unit: Unit) -> str:
    """Return the fault, not the instruction."""
    kept = []
    for clause in unit.clauses:
        text = clause.text
        if unit.hit and clause.start <= unit.hit.start < clause.end:
            text = (
                re.sub(r"^.{0,2}", "", unit.heard.text[min(unit.hit.end, clause.end) : clause.end])
                if unit.hit.end < clause.end
                else ""
            )
            text = unit.heard.text[min(unit.hit.end, clause.end) : clause.end]
        text = _FAULT_END.sub("", text)
        text = re.sub(
            r"^(?:我?(?:仔细)?(?:看|审|查)(?:了|过了)?|不行|不认|内容|[，。：])+|(?:不行|不认|不通过|没通过)$",
            "",
            text,
        )
        text = spans.light(re.sub(r"^(?:可是|但是|但|因为|由于|结论说)", "", text))
        time = unit.heard.times_in(clause.start, clause.end)
        person = unit.heard.mentions_in(clause.start, clause.end)
        if len(text) > 2 and not time and not (person and len(text) < 6):
            kept.append(text)
    return "，".join(kept)


def _not_needed(unit: Unit) -> re.Match[str] | None:
    """「年终宣传片不用拍了」: said in the very clause that names the task."""
    named = next((c for c in unit.clauses if unit.hit and c.start <= unit.hit.start < c.end), None)
    return cue("not_needed").search(unit.text, 0, named.end - unit.start) if named else None


def cancel(unit: Unit, task: OpenTask | None, mine: bool) -> Draft | None:
    """Return that a piece of work is no longer to be done, and why."""
    word = cue("task_cancel").search(unit.text) or _not_needed(unit)
    if not word or task is None or not (mine or authority.may_order(unit.heard)):
        return None
    if re.search(r"换成|改由|交给", unit.text):
        return None
    reason = spans.light(unit.text[word.end() :].removeprefix("了")) or spans.light(
        "，".join(c.text for c in unit.clauses[1:] if not cue("task_cancel").search(c.text))
    )
    return _draft("task.cancel", "no longer to be done", unit).put(
        reason=re.sub(r"^(?:因为|由于|原因是?)", "", reason)
    )
