"""Why a message was understood as it was: clauses, words, rules that fired and those that lost, spans
of slots."""

from branch.context import Context
from language.clauses import Clause
from language.drafts import Draft
from language.heard import Heard
from language.understanding import Reading, Trace, Understanding
from language.units.topics import topic


def explain(understanding: Understanding, text: str, context: Context) -> str:
    """Return a readable trace of how a text was understood."""
    reading, trace = understanding.trace(text, context)
    heard = trace.heard
    assert heard is not None
    lines = [f"原文：{heard.text}" + ("（过长，已截断）" if reading.cut else "")]
    lines += _clauses(heard, trace) + _found(heard) + _drafts(heard, trace)
    return "\n".join(lines + _result(reading))


def _clauses(heard: Heard, trace: Trace) -> list[str]:
    lines = ["分句："]
    for number, clause in enumerate(heard.clauses):
        mute = next((m for m in trace.muted if m.first <= number <= m.last), None)
        about = f"不读（{mute.rule}）" if mute else _topic(heard, clause)
        words = "/".join(heard.text[a:b] for a, b in heard.tokens if clause.start <= a and b <= clause.end)
        lines.append(f"  {number + 1}. {words}  → {about}")
    return lines


def _topic(heard: Heard, clause: Clause) -> str:
    family, hit, rivals = topic(heard, clause)
    if hit is None:
        return family or "待并入前后句"
    others = [f"{h.item.id} {h.score:.1f}" for h in rivals if h.item.id != hit.item.id][:3]
    beaten = f"，落选：{'、'.join(others)}" if others else ""
    return f"{family} {hit.item.id}「{hit.item.title}」{hit.score:.1f}{beaten}"


def _found(heard: Heard) -> list[str]:
    people = [f"{m.said}={m.name or '？'.join(m.names)}" for m in heard.mentions]
    times = [
        f"{heard.text[t.start : t.end]}={t.value or t.repeat or '长度'}（{t.found.rule}）"
        for t in heard.times
    ]
    return [f"人：{'、'.join(people) or '无'}", f"时间：{'、'.join(times) or '无'}"]


def _drafts(heard: Heard, trace: Trace) -> list[str]:
    lost = {id(draft): why for draft, why in trace.lost}
    lines = ["规则："]
    for draft in trace.drafts:
        verdict = f"未采用（{lost[id(draft)]}）" if id(draft) in lost else "采用"
        lines.append(f"  {draft.rule} → {draft.intent}  {verdict}")
        lines += [f"    {name} = {value}{_span(heard, draft, value)}" for name, value in draft.slots.items()]
        lines += [f"    {d.slot} 待问：{'、'.join(c.label for c in d.choices)}" for d in draft.doubts]
    return lines if len(lines) > 1 else ["规则：没有一条适用"]


def _span(heard: Heard, draft: Draft, value: object) -> str:
    """Return the words a slot came from: the span itself, the name as said, or the time as said."""
    if isinstance(value, list):
        said = [m.said for m in heard.mentions if m.name in value]
        return f"  ←「{'」「'.join(said)}」" if said else "  ← 说话人"
    for time in heard.times:
        if time.value == value:
            return f"  ←「{heard.text[time.start : time.end]}」"
    if isinstance(value, str) and value in heard.text:
        return f"  ← 第{heard.text.find(value) + 1}字起"
    if draft.item is not None and value == draft.item.id:
        return f"  ←「{draft.item.title}」"
    return ""


def _result(reading: Reading) -> list[str]:
    if reading.updates:
        return [f"结果：{'；'.join(u.intent for u in reading.updates)}"]
    hint = f"；可以这样说：{reading.suggestion}" if reading.suggestion else ""
    return [f"结果：不作记录（{reading.silence}）{hint}"]
