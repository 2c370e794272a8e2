"""An authority decides on a task: accepted (销号), sent back, handed to somebody else, dropped."""

import re

from branch.context import OpenTask
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents import authority, tasks
from language.lexicon import cue
from language.slots import spans
from language.unit import Unit

_HANDED_IN = re.compile(r"交给[^，。；]{1,8}了(?:$|[，。！ ])")
_FAULT_END = re.compile(r"(?:打回|退回|驳回|重新|重写|重做|先退|返工|拿回去).*$")
_NOT_TRANSFER = re.compile(r"交给我|交给.{1,4}(?:审|看|汇总|录)|帮忙")


def read(unit: Unit, task: OpenTask | None) -> list[Draft] | None:
    """Return the decision a unit tells about a task, with a new due day after it; None if it tells none."""
    mine = task is not None and unit.heard.sender in task.owners
    for decide in (_transfer, _reject, _cancel, _accept):
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
        if (moved := tasks.extends(unit.heard, clause, task)) and moved.due:
            extended = _draft("task.extend", "a new date with the decision", unit)
            return [extended.put(task=task.id if task else "", due=moved.due)]
    for time in unit.times:
        near = unit.heard.text[max(unit.start, time.start - 3) : time.end + 8]
        day = time.day
        if day and day >= today and re.search(r"前|之前|以前|交|报|补齐|完|给我|弄|搞|截止|期限", near):
            return [
                _draft("task.extend", "a new date with the decision", unit).put(
                    task=task.id if task else "", due=time.value
                )
            ]
    return []


def _accept(unit: Unit, task: OpenTask | None, mine: bool) -> Draft | None:
    text = unit.text
    if not cue("accept").search(text) or re.search(r"先别|别销|不能销|还不能|没通过|未通过|不同意", text):
        return None
    if mine or not authority.may_accept(unit.heard):
        return _draft("task.done", "the owner says it can be closed", unit) if mine or task else None
    return _draft("task.accept", "an authority agrees that it is done", unit)


def _reject(unit: Unit, task: OpenTask | None, mine: bool) -> Draft | None:
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


def _cancel(unit: Unit, task: OpenTask | None, mine: bool) -> Draft | None:
    word = cue("task_cancel").search(unit.text) or _not_needed(unit)
    if not word or task is None or not (mine or authority.may_order(unit.heard)):
        return None
    if re.search(r"换成|改由|交给", unit.text):
        return None
    reason = spans.light(unit.text[word.end() :]) or spans.light(
        "，".join(c.text for c in unit.clauses[1:] if not cue("task_cancel").search(c.text))
    )
    return _draft("task.cancel", "no longer to be done", unit).put(
        reason=re.sub(r"^(?:因为|由于|原因是?)", "", reason)
    )


def _transfer(unit: Unit, task: OpenTask | None, mine: bool) -> Draft | None:
    takes = bool(re.search(r"我(?:来)?接(?:了|手|过|下)", unit.text))
    if not authority.may_order(unit.heard) and not mine and not takes:
        return None
    heard, text = unit.heard, unit.text
    if given := _given(unit):
        return _draft("task.transfer", "given to somebody", unit).put(owners=given)
    for word in cue("transfer").finditer(text):
        if _NOT_TRANSFER.match(text, word.start()):
            continue
        if _HANDED_IN.match(text, word.start()) and (mine or tasks.is_done(text[: word.start()])):
            continue
        at = unit.start + word.start()
        names, doubts = _receivers(heard, unit, at, unit.start + word.end())
        if names or doubts:
            draft = _draft("task.transfer", "handed to somebody else", unit).put(owners=names)
            draft.doubts = [people_doubt("owners", said, several) for said, several in doubts]
            return draft if task is not None or not doubts else None
    return None


def _given(unit: Unit) -> list[str]:
    """「把T3给小邵」: the task's name, 给, and a person."""
    if unit.hit is None:
        return []
    for mention in unit.heard.mentions_in(unit.start, unit.end):
        between = unit.heard.text[unit.hit.end : mention.start]
        after = unit.heard.text[mention.end : mention.end + 2]
        if (
            re.fullmatch(r"(?:那项|这项|那个)?(?:给|转|换)", between)
            and not re.match(r"看|审|过目|汇报|提醒|发|宽|延|放|缓|多|再", after)
            and mention.name
        ):
            return [mention.name]
    return []


def _receivers(
    heard: Heard, unit: Unit, start: int, end: int
) -> tuple[list[str], list[tuple[str, tuple[str, ...]]]]:
    """Return who takes it over: named inside or right behind the word, else right before 接手; 我 is
    the speaker."""
    word = heard.text[start:end]
    if re.match(r"归我|给我|我接", heard.text[start : start + 3]) or re.search(
        r"我(?:来)?$", heard.text[max(0, start - 2) : start]
    ):
        return [heard.sender], []
    after = [m for m in heard.mentions_in(start, min(len(heard.text), end + 12)) if m.start <= end + 2]
    if after:
        joined = [after[0]]
        for m in heard.mentions_in(after[0].end, min(len(heard.text), after[0].end + 16)):
            if re.fullmatch(r"[、和跟与及+]", heard.text[joined[-1].end : m.start]):
                joined.append(m)
        return [m.name for m in joined if m.name], [(m.said, m.names) for m in joined if not m.name]
    inside = heard.mentions_in(start, end)
    if inside:
        return [m.name for m in inside if m.name], [(m.said, m.names) for m in inside if not m.name]
    if re.search(r"你(?:来|先)?$", heard.text[max(0, start - 3) : start]):
        called = heard.mentions_in(unit.start, start) or heard.mentions[:1]
        return [m.name for m in called[:1] if m.name], []
    if word.startswith("接"):
        before = [m for m in heard.mentions_in(max(unit.start, start - 8), start)]
        return [m.name for m in before[-1:] if m.name], [(m.said, m.names) for m in before[-1:] if not m.name]
    return [], []
