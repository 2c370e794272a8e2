"""The words behind a slot of a draft: for --why, for every kind of slot."""

import re
from typing import Any

from language.drafts import Draft
from language.heard import Heard
from language.lexicon import cue
from language.slots import audience, quantities
from language.slots.periods import period
from language.slots.states import states_in

IDS = ("task", "study", "hazard", "meeting")
CUES = {
    ("about", "attendance"): "ask_attendance",
    ("about", "compliance"): "ask_compliance",
    ("about", "study"): "ask_study",
    ("about", "meetings"): "ask_meetings",
    ("about", "tasks"): "ask_tasks",
    ("status", "open"): "ask_open",
    ("priority", "高"): "urgent",
    ("priority", "重大"): "grave",
}
"""The lists whose words decide slots of a few values."""


def source_of(heard: Heard, draft: Draft, slot: str) -> str:
    """Return where the value of a slot comes from: the words themselves, or how it follows from them."""
    value = draft.slots[slot]
    if slot in IDS or slot == "record":
        return _thing(heard, draft, value)
    if isinstance(value, list):
        return "、".join(_person(heard, draft, name) for name in value)
    if hasattr(value, "isoformat"):
        return _time(heard, draft, value)
    for look in (_share, _state, _kind, _repeat, _period, _cue, _somebody):
        if found := look(heard, draft, slot):
            return found
    return _words(heard, draft, str(value))


def quoted(heard: Heard, start: int, end: int) -> str:
    """Return a stretch as it stands in the text: 「写了八成」第 5–8 字."""
    return f"「{heard.text[start:end]}」第 {start + 1}–{end} 字"


def _within(heard: Heard, draft: Draft) -> tuple[int, int]:
    return (draft.start, draft.end) if 0 <= draft.start < draft.end else (0, len(heard.text))


def _thing(heard: Heard, draft: Draft, id: str) -> str:
    for stretch in (_within(heard, draft), (0, len(heard.text))):
        hit = next((h for h in heard.hits(*stretch) if h.item.id == id), None)
        if hit and hit.telling:
            return quoted(heard, hit.start, min(hit.end, len(heard.text)))
    if heard.context.about == id:
        return "回复的就是这张卡片"
    kinds = heard.kinds_in(heard.text)
    if draft.slots.get("meeting") == id and kinds:
        return quoted(heard, kinds[0][1], kinds[0][2])
    return "没有点名，按说话人、时间和在办的事推出"


def _person(heard: Heard, draft: Draft, name: str) -> str:
    stretch = _within(heard, draft)
    named = [*heard.mentions_in(*stretch), *heard.mentions]
    if mention := next((m for m in named if m.name == name), None):
        return quoted(heard, mention.start, mention.end)
    if name == heard.sender:
        return f"说话人{name}"
    group = audience.find(heard.text[slice(*stretch)], heard.ears.people.groups)
    return f"「{group[0]}」里的{name}" if group else f"按名册推出{name}"


def _time(heard: Heard, draft: Draft, value: Any) -> str:
    start, end = _within(heard, draft)
    times = heard.times_in(start, end) or heard.times
    for time in times:
        if value in (time.value, time.until, time.found.start):
            return quoted(heard, time.start, time.end)
    if times:
        return f"由{'和'.join(quoted(heard, t.start, t.end) for t in times[:2])}推出"
    return "由原来的时间推出"


def _share(heard: Heard, draft: Draft, slot: str) -> str:
    if slot not in ("percent", "present", "expected"):
        return ""
    start, end = _within(heard, draft)
    if slot == "percent" and (share := quantities.percent(heard.text[start:end])):
        how = "数出来的：" if share.counted else ""
        return how + quoted(heard, start + share.start, start + share.end)
    number = re.search(str(draft.slots[slot]), heard.text[start:end])
    return quoted(heard, start + number.start(), start + number.end()) if number else "没有做过，算 0"


def _state(heard: Heard, draft: Draft, slot: str) -> str:
    if slot not in ("mode", "late"):
        return ""
    for state in states_in(heard, 0, len(heard.text)):
        if (slot == "mode" and state.mode) or (slot == "late" and state.late):
            return quoted(heard, state.start, state.end)
    return "说到了会场"


def _kind(heard: Heard, draft: Draft, slot: str) -> str:
    if slot != "kind":
        return ""
    same = [(a, b) for kind, a, b in heard.kinds_in(heard.text) if kind == draft.slots["kind"]]
    return quoted(heard, *same[0]) if same else "有自己名字的会，归其他会议"


def _repeat(heard: Heard, draft: Draft, slot: str) -> str:
    if slot != "repeat":
        return ""
    again = next((t for t in heard.times if t.repeat), None)
    return quoted(heard, again.start, again.end) if again else "「工作日」"


def _period(heard: Heard, draft: Draft, slot: str) -> str:
    if slot != "period":
        return ""
    today, text = heard.context.now.date(), heard.text[:200]
    for width in range(1, 9):
        for at in range(len(text)):
            if period(text[at : at + width], today) == draft.slots["period"]:
                return quoted(heard, at, at + width)
    return "看整句的用词"


def _cue(heard: Heard, draft: Draft, slot: str) -> str:
    if slot not in ("about", "status", "what", "priority"):
        return ""
    table = CUES.get((slot, draft.slots[slot]))
    word = cue(table).search(heard.text) if table else None
    return quoted(heard, *word.span()) if word and word[0] else "看整句的用词"


def _somebody(heard: Heard, draft: Draft, slot: str) -> str:
    """A person in a slot of one: 「我讲」「老马代我」."""
    value = draft.slots[slot]
    known = isinstance(value, str) and value in heard.ears.people.by_name
    return _person(heard, draft, value) if known else ""


def _words(heard: Heard, draft: Draft, value: str) -> str:
    """Free words: one stretch of the text, or the first and last of the stretches they were taken from."""
    start, _ = _within(heard, draft)
    for begin in (max(0, start), 0):
        at = heard.text.find(value, begin)
        if value and at >= 0:
            return quoted(heard, at, at + len(value))
    pieces = [p for p in re.split(r"[，、。；]", value) if p and p in heard.text]
    if pieces:
        return "、".join(quoted(heard, heard.text.find(p), heard.text.find(p) + len(p)) for p in pieces)
    head = next((value[:n] for n in range(len(value), 0, -1) if value[:n] in heard.text), "")
    at = heard.text.find(head)
    return f"{quoted(heard, at, at + len(head))}起，去掉人、时间和套话" if head else "按整句的用词定"
