"""Take back the last entry, or swap a person in it."""

import re

from branch.updates import Doubt
from language.clauses import Clause
from language.drafts import Draft
from language.heard import Heard
from language.lexicon import cue
from language.references import meetings
from language.slots import spans
from language.slots.states import states_in

_CROSSED_OFF = re.compile(
    r"(?:换|修|装|补|清|弄|做|改|焊|封|铺)[^。]{1,16}，[^，。]{0,4}把(?:它|那条|这条)划掉"
)
"""「箱门换了新锁，你把它划掉」: off the list of hazards."""


def undo(heard: Heard) -> tuple[Draft, list[int]] | None:
    """Return the taking back and the clauses that carry it, else None."""
    if re.search(r"以这条为准|以此为准|重发", heard.text) or _CROSSED_OFF.search(heard.text):
        return None
    swapped = re.search(
        r"(?:缺席|请假|迟到|没来|线上|现场|"
        r"到)(?:[^，。；]{0,4})?的?(?:人)?(?:不是(?P<a>\S{2,4}?)[，,]?(?:而)?是\S{2,4}|"
        r"是\S{2,4}[，,](?:而)?不是\S{2,4})",
        heard.text,
    )
    if _rights_somebody(heard):
        return None
    for number, clause in enumerate(heard.clauses):
        if cue("undo").search(clause.text) and not re.search(r"提醒|任务不|怎么|如何|咋", clause.text):
            draft = Draft("undo", {}, "take back the last entry", clause.start, clause.end)
            draft.put(records=_named(heard, clause))
            if "records" not in draft.slots and (unknown := _unknown(heard, clause)):
                draft.doubts = [Doubt(slot="records", said=unknown, choices=())]
            return draft, _undo_clauses(heard, number)
    if swapped:
        return Draft("undo", {}, "a swapped person", 0, 1), []
    return None


_NUMBER = re.compile(r"(?<![A-Za-z])([TtHhMmSs])-?(\d{1,6})(?!\d)")
_HALF = 0.5


def _named(heard: Heard, clause: Clause) -> list[str]:
    """「撤销T12」「把党课的通知撤销」: the numbers of what the clause may name; none for 「撤销刚才那条」."""
    if numbers := _NUMBER.findall(clause.text):
        return [f"{letter.upper()}{int(number)}" for letter, number in numbers]
    if hit := meetings.named(heard, clause.start, clause.end):
        return [meeting.id for meeting in hit.rivals or (hit.meeting,)]
    hits = heard.hits(clause.start, clause.end, "task", "hazard", "study")
    return [hit.item.id for hit in hits if hit.telling and hit.coverage >= _HALF]


_OBJECT = re.compile(r"(?:撤销|撤回)掉?(?P<a>[^，。；]{2,20})$|把(?P<b>[^，。；]{2,20}?)(?:撤销|撤回)")


def _unknown(heard: Heard, clause: Clause) -> str:
    """「把扫地的任务撤销」, and nothing is called so: what was named in vain, "" if only words that point."""
    found = _OBJECT.search(clause.text)
    if found is None:
        return ""
    at = clause.start + found.start(found.lastgroup or 0)
    said = found[found.lastgroup or 0]
    cuts = [(m.start, m.end) for m in heard.mentions_in(at, at + len(said))]
    cuts += [(t.start, t.end) for t in heard.times_in(at, at + len(said))]
    left = cue("undo_points").sub("", spans.without(said, at, cuts))
    return said.strip() if len(left.strip()) > 1 else ""


_ANEW = re.compile(
    r"(?:撤掉|撤了|删掉|删了|作废|抹掉|划掉|错了|不算|别算)?[，、]?(?:重来|重报|重记|重登|"
    r"重新(?:来|报|记|登|说))(?:一下|一遍|一条|过)?[：:，]"
)
_WRONG_OF_HIM = re.compile(r"(?:的)?(?:那|这)?(?:条|个|项)?(?:我)?(?:记|登|写|弄|搞|标|打)?(?:错|岔|混)了")


def _rights_somebody(heard: Heard) -> bool:
    """「小贺那条错了，他是线上进来的」: the right state of a named person is only the new record."""
    for mention in heard.mentions:
        wrong = _WRONG_OF_HIM.match(heard.text, mention.end)
        if wrong and states_in(heard, wrong.end(), len(heard.text)):
            return True
    return False


_TAKES_BACK = re.compile(
    r"(?:撤|删|取消|作废|抹|划)(?:回|了|掉|销|去|除)*(?:刚才|刚刚|上一?条|那一?条|这一?条)(?:的|那条|这条)?(?:吧)?|"
    r"我?再(?:核|查|看|想|问)(?:核|一?下|看|问)*|(?:刚才|刚刚)?[^，。；]{0,4}那[条个](?:串|搞错|弄错|记错|报错)了|(?:把)?(?:刚才|刚刚|上一?条|那一?条|这一?条)?(?:的|那条)?(?:帮我|给我|麻烦|请)?(?:撤|删|取消|作废|抹|划)(?:回|了|掉|销|去|除)*(?:吧|它|一下|谢谢)*"
)


def _undo_clauses(heard: Heard, number: int) -> list[int]:
    """The clause of taking back, and a mere 错了 beside it."""
    if anew := _ANEW.search(heard.text):
        return [n for n, clause in enumerate(heard.clauses) if clause.start < anew.end()]
    used = [number, *(n for n, c in enumerate(heard.clauses) if _TAKES_BACK.fullmatch(c.text.strip()))]
    for other in range(len(heard.clauses)):
        if other != number and re.fullmatch(
            r"\s*(?:刚才|上一?条|那条|这条)?(?:说|发|记|登记|写)?(?:错了)+(?:错了)*[啊哈]?|(?:不对)+|等[等下]|哎呀?|额|呃|不好意思|抱歉|sorry",
            heard.clauses[other].text.strip(),
        ):
            used.append(other)
    return used


def anew(heard: Heard, taken: Draft, told: list[Draft]) -> list[Draft]:
    """Return what is told anew beside an undo: about the task that was named, and no mere reason."""
    kept = []
    for draft in told:
        if draft.intent == "task.progress" and not {"percent", "expected"} & set(draft.slots):
            continue  # 「刚才那条撤回，船还没看完」
        if draft.intent in ("task.progress", "task.done") and "task" not in draft.slots:
            if "percent" not in draft.slots:
                continue
            hits = [h for h in heard.hits(taken.start, taken.end, "task") if h.telling]
            draft.put(task=hits[0].item.id if hits else "")
        kept.append(draft)
    return kept
