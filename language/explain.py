"""Why a message was understood as it was: clauses and words, what each clause is about and what else it could
have been, which rules made records and which were held back, and the words behind every slot."""

from functools import cache

from branch.context import Context
from language.clauses import Clause
from language.drafts import Draft
from language.heard import Heard
from language.lexicon import HERE, cue
from language.silence import mutes
from language.sources import source_of
from language.tone.verdict import CHATTER
from language.understanding import STATEMENTS, Reading, Trace, Understanding
from language.units.gathering import units
from language.units.said import Said
from language.units.topics import RULES, ruled

FAMILIES = {
    "attendance": "到会",
    "pledge": "承诺书",
    "publicity": "投稿",
    "meeting": "会议",
    "act": "做事（没说哪件）",
    "new hazard": "新隐患",
    "task": "任务",
    "study": "学习",
    "hazard": "隐患",
    "post": "学习材料",
    "order": "派活",
    "": "没有归类",
}


_SILENCING = {
    "open condition": "condition",
    "put off: to be seen later": "until_then",
    "hearsay": "hearsay",
    "proposal or opinion": "proposal",
    "leave from a shift": "shift_leave",
    "a further agenda point": "agenda_more",
    "wish": "wish",
    "undecided": "undecided",
    "joke": "joke",
    "talk of the past or of others": "past_talk",
    "question": "question_words",
}
"""Rules of silence and the list of their words."""


@cache
def _names() -> dict[str, str]:
    lines = (HERE / "rules.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" = ") for line in lines if " = " in line and not line.startswith("#"))
    return {name: words for name, _, words in pairs}


def called(rule: str) -> str:
    """Return a rule as a reader knows it, with its name in the code: 「报进展」（reported how far it is）."""
    return f"「{_names()[rule]}」（{rule}）" if rule in _names() else f"「{rule}」"


def explain(understanding: Understanding, text: str, context: Context) -> list[str]:
    """Return a readable trace of how a text was understood, line by line."""
    reading, trace = understanding.trace(text, context)
    heard = trace.heard
    assert heard is not None
    lines = [f"原文：{heard.text}" + ("（过长，只读这些）" if reading.cut else "")]
    lines += [f"说话人：{heard.sender or '不明'}，{'叫到了机器人' if context.addressed else '旁听到的'}"]
    lines += ["", "分句和词", *_clauses(heard, trace)]
    lines += ["", "听到的人和时间", *_found(heard)]
    if trace.way:
        lines += ["", f"走法：{called(trace.way)}", *_units(heard, trace)]
    elif reading.silence and not trace.muted:
        lines += ["", f"整条不读：{called(reading.silence)}"]
    lines += ["", "规则", *_drafts(heard, trace)]
    return [*lines, "", *_result(reading)]


def _clauses(heard: Heard, trace: Trace) -> list[str]:
    lines = []
    for clause in heard.clauses:
        mute = next((m for m in trace.muted if m.first <= clause.number <= m.last), None)
        words = "/".join(heard.text[a:b] for a, b in heard.tokens if clause.start <= a and b <= clause.end)
        lines.append(f"  {clause.number + 1}. {words}")
        lines += [f"     不读：{_muted(clause, mute.rule)}"] if mute else _topic(heard, clause)
    return lines


def _muted(clause: Clause, rule: str) -> str:
    """The rule of silence, and the word by which it knew the clause."""
    found = cue(_SILENCING[rule]).search(clause.text) if rule in _SILENCING else None
    return called(rule) + (f"，因为「{found[0]}」" if found and found[0] else "")


def _topic(heard: Heard, clause: Clause) -> list[str]:
    """What a clause is about by the first rule that fits, and the later ones that would have fitted."""
    rule, (family, hit, rivals) = ruled(heard, clause)
    if rule is None:
        return ["     自己没说成一件事，跟着前后句"]
    thing = f" {hit.item.id}「{hit.item.title}」，像 {hit.score:.1f} 分" if hit else ""
    lines = [f"     归{FAMILIES[family]}{thing}，按规则{called(rule.name)}"]
    others = [
        f"{h.item.id}「{h.item.title}」{h.score:.1f}" for h in rivals if hit and h.item.id != hit.item.id
    ]
    lines += [f"     也像：{'、'.join(others[:3])}"] if others else []
    said = Said(heard, clause)
    later = [r.name for r in RULES[RULES.index(rule) + 1 :] if r.fits(said)]
    return lines + ([f"     也合、排在后面：{'、'.join(called(name) for name in later)}"] if later else [])


def _found(heard: Heard) -> list[str]:
    people = [f"「{m.said}」＝{m.name or '？'.join(m.names) + '？'}" for m in heard.mentions]
    times = [
        f"「{heard.text[t.start : t.end]}」＝{t.value or t.repeat or '一段时间'}（{t.found.rule}）"
        for t in heard.times
    ]
    return [f"  人：{'、'.join(people) or '没有'}", f"  时间：{'、'.join(times) or '没有'}"]


def _units(heard: Heard, trace: Trace) -> list[str]:
    """The clauses read together, when they were read one after another."""
    if trace.way != STATEMENTS:
        return []
    lines = []
    for unit in units(heard, mutes.silent(trace.muted), 0, len(heard.text)):
        numbers = "、".join(str(n + 1) for n in unit.numbers)
        thing = f" {unit.hit.item.id}「{unit.hit.item.title}」" if unit.hit else ""
        lines.append(f"  第 {numbers} 句合在一起读：{FAMILIES[unit.family]}{thing}")
    return lines


def _drafts(heard: Heard, trace: Trace) -> list[str]:
    lost = {id(draft): why for draft, why in trace.lost}
    lines = []
    for draft in trace.drafts:
        held = lost.get(id(draft))
        lines.append(f"  {'没有采用' if held else '采用'}{called(draft.rule)} → {draft.intent}")
        lines += [f"    {_held(heard, held)}"] if held else []
        lines += _slots(heard, draft)
    return lines or ["  没有一条成了记录"]


def _held(heard: Heard, rule: str) -> str:
    if rule != CHATTER:
        return f"因为是旁听到的，{called(rule)}"
    most = heard.ears.classifier.telling(heard.masked, heard.context.addressed)
    words = "、".join(f"「{run}」" for run in most)
    return f"因为{called(rule)}，{heard.chatter:.0%}，最像的是{words}"


def _slots(heard: Heard, draft: Draft) -> list[str]:
    lines = []
    for name, value in draft.slots.items():
        shown = "、".join(value) if isinstance(value, list) else value
        lines.append(f"    {name} = {shown}  ← {source_of(heard, draft, name)}")
    for doubt in draft.doubts:
        choices = "、".join(choice.label for choice in doubt.choices)
        lines.append(f"    {doubt.slot} 要问：“{doubt.said}”可能是 {choices}")
    return lines


def _result(reading: Reading) -> list[str]:
    if reading.updates:
        return [f"结果：{'；'.join(u.intent for u in reading.updates)}"]
    hint = [f"最接近的说法：{reading.suggestion}"] if reading.suggestion else []
    return [f"结果：不作记录，{called(reading.silence)}", *hint]
