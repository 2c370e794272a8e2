"""What a clause only explains: a cause names no new thing, a broken machine is what stops the work."""

import re

from language.clauses import Clause
from language.heard import Heard
from language.intents.hazards.finding import report
from language.intents.hazards.mending import put_right
from language.lexicon import phrase
from language.slots import quantities, roll
from language.slots.places import sure_places
from language.slots.state import LEAVE
from language.slots.states import states_in
from language.units.topics import Topic

_CAUSE = re.compile(r"\s*(?:主要是|就是|但是?)?(?:因为|由于|因(?![此而]))")
_MACHINE = phrase(r"\s*(?:但是?|可是?|结果|不过)?[^，。；]{0,4}?<machine>[^，。；]{0,10}")
_WAITS = re.compile(r"等(?:着)?(?:配件|备件|零件|件|材料|厂家|师傅|换|修)")
_LACKS = re.compile(r"(?:还|就|只)?(?:缺|差|少)(?!陷)")
_COMES = re.compile(r"(?:厂家|供货商|供应商|厂里|仓库)?[^，。；]{0,8}(?:到货|发货|送来|送到|寄来|补来)")


def _on_its_way(heard: Heard, number: int) -> bool:
    """「风机房还缺个进风阀，厂家说25号到货」: what is lacking is on its way, so it is awaited, no defect."""
    clause = heard.clauses[number]
    after = heard.clauses[number + 1] if number + 1 < len(heard.clauses) else None
    same = after is not None and after.sentence == clause.sentence
    return bool(same and after and _LACKS.search(clause.text) and _COMES.search(after.text))


_CAME_BY = re.compile(
    r"\s*(?:我|俺)?(?:刚才?|早上|早起|今早|中午|下午|晚上|昨晚|今天)?(?:[巡走路转检遛查]|在|到|去|经过)"
)
_SOMEWHERE = re.compile(r"\d|[东南西北左右]侧|边|口|处|层|区|[一二三四五六七八九十]号")


def mark_causes(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """「因为配合比数据没出，申请延到16号」: the cause of what is said of a task is about that task."""
    for number in numbers:
        family, hit, _ = topics[number]
        vague = family == "task" and hit is not None and hit.coverage < 0.6
        causal = _CAUSE.match(heard.clauses[number].text)
        if vague and causal and _task_before(heard, numbers, topics, number):
            topics[number] = ("", None, [])


def mark_breakdowns(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """「就剩最后一段，挖机坏了，等配件」: a machine without a place is no hazard but what stops the task."""
    for number in numbers:
        text = heard.clauses[number].text
        machine = _MACHINE.fullmatch(text) and not _SOMEWHERE.search(text)
        if topics[number][0] == "new hazard" and _on_its_way(heard, number):
            topics[number] = ("act", None, [])
        if topics[number][0] != "new hazard" or not (machine or _WAITS.search(text)):
            continue
        if _task_before(heard, numbers, topics, number):
            topics[number] = ("act", None, [])


def mark_waits_on_others(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """「贴砖进度0，防水没交面，我进不去」: somebody else's task not done is what stops one's own."""
    for number in numbers:
        family, hit, _ = topics[number]
        text = heard.clauses[number].text
        others = family == "task" and hit is not None and heard.sender not in hit.item.owners
        if others and re.search(r"没|未", text) and not quantities.percent(text):
            mine = [
                n
                for n in numbers
                if n < number
                and heard.clauses[n].sentence == heard.clauses[number].sentence
                and topics[n][0] == "task"
                and heard.sender in getattr(getattr(topics[n][1], "item", None), "owners", ())
            ]
            if mine:
                topics[number] = ("", None, [])


def mark_faults(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """「B线敷设我抽查了，弯曲半径不够，打回返工」: why a task is sent back is no new hazard."""
    for number in numbers:
        if topics[number][0] == "new hazard" and _task_before(heard, numbers, topics, number):
            start, end = heard.sentence_of(heard.clauses[number].start)
            if _SENT_BACK.search(heard.text, start, end):
                topics[number] = ("", None, [])


_SENT_BACK = re.compile(r"[打退驳]回|退给|返工|重[做写弄编报]|不予?(?:通过|销号)|销不了")


def mark_leave_reasons(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """「小组会请假，贯通测量下井」: work named beside leave is why somebody stays away, no report on it."""
    for number in numbers:
        if topics[number][0] not in ("task", "act", "new hazard", "meeting", "study", "hazard"):
            continue
        clause = heard.clauses[number]
        told = _REPORTED.search(clause.text)
        if told and not _STILL_TO_DO.search(clause.text[: told.start()]) or quantities.percent(clause.text):
            continue
        beside = [n for n in (number - 1, number + 1) if n in topics and topics[n][0] == "attendance"]
        if any(_leave_only(heard, n, clause.sentence) for n in beside):
            topics[number] = ("", None, [])


_STILL_TO_DO = re.compile(r"(?:要|得|去|准备|还没|没)[^，。]?$")
_REPORTED = phrase(
    "<done>|<extend>|<meeting_cancel>|<meeting_change>|<reject>|<transfer>|<fixed>|<studied>|负责|牵头|隐患|通知"
)


def _leave_only(heard: Heard, number: int, sentence: int) -> bool:
    clause = heard.clauses[number]
    states = states_in(heard, clause.start, clause.end)
    away = bool(states) and all(s.what == LEAVE or s.late for s in states)
    return clause.sentence == sentence and away


def _task_before(
    heard: Heard,
    numbers: list[int],
    topics: dict[int, Topic],
    number: int,
    families: tuple[str, ...] = ("task", "act"),
) -> bool:
    sentence = heard.clauses[number].sentence
    return any(
        n < number and topics[n][0] in families and heard.clauses[n].sentence == sentence for n in numbers
    )


def mark_nobody_left(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """「交底昨晚做完了，62个人一个没落」: how thoroughly a task was done is no roll."""
    for number in numbers:
        clause = heard.clauses[number]
        plain = not heard.mentions_in(clause.start, clause.end) and heard.kind_in(clause.text) is None
        whole = topics[number][0] == "attendance" and plain and roll.whole(clause.text)
        if whole and _task_before(heard, numbers, topics, number, ("task", "act", "study", "hazard", "post")):
            topics[number] = ("", None, [])


_ANEW = re.compile(r"新(?:发现|增|冒出|出现)|又(?:多|冒|出|裂|塌)")


def _names_nothing(told: Topic) -> bool:
    """A listed hazard of which no more than the place was said is as good as none."""
    family, hit, _ = told
    return not family or family == "hazard" and hit is not None and hit.coverage < 0.6


_LIES_THERE = re.compile(r"(?:搁|放|堆|摆|挂|支|吊|停|架)(?:了|着)[^，]{1,8}$")


def _only_where(heard: Heard, clause: Clause) -> bool:
    """「后厨左边那台和面机，防护网拆了没装」: a clause that names a place and tells nothing."""
    if _LIES_THERE.search(clause.text):
        return bool(sure_places(heard, clause.text))
    told = re.search(r"了|过|着|不|没|请|要|好|完|一[遍下次]|把|给", clause.text) or heard.mentions_in(
        clause.start, clause.end
    )
    return not told and len(clause.text) <= 14 and bool(sure_places(heard, clause.text))


def mark_split_hazards(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """「刚巡到2号棚北侧，篷布撕了个口子」: the place in one clause, the defect in the next."""
    for number in numbers:
        later = number + 1
        if later not in topics or topics[later][0] not in ("", "act"):
            continue
        if not _names_nothing(topics[number]) and not _ANEW.match(heard.clauses[later].text):
            continue
        place, defect = heard.clauses[number], heard.clauses[later]
        if (
            place.sentence != defect.sentence
            or not (_CAME_BY.match(place.text) or _only_where(heard, place))
            or put_right(defect.text)
        ):
            continue
        if report(heard, place.start, defect.end) is not None:
            topics[number] = topics[later] = ("new hazard", None, [])
