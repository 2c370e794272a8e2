"""Where a defect is and what it is: the place runs up to the last sure place word before it."""

import re

from language.heard import Heard
from language.intents.hazards.gravity import GRAVE_HEAD
from language.lexicon import cue, phrase
from language.slots import spans
from language.slots.places import sure_places

_REPORTED = re.compile(
    r"^(?:随手拍|隐患(?:排查|上报|报告|登记|整改)?(?:通知)?|发现|报(?:一个|个|一条)?隐患|上报|巡查|"
    r"检查)(?:第?\d*期?)?[^，。：:]{0,6}[：:]\s*"
)


_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[、.．]|\d{1,2}[、．]|刚才|刚刚|刚|今天|今早|早上|下午|昨晚|我|巡查|检查|路过|顺便|顺路|顺带|看到|看见|"
    r"发现|瞅见|瞧见|碰见|报一下|报告|另外|还有|各位|有个隐患|新发现|又|：|，)+"
)


_SEEN = re.compile(r"(?:我)?(?<![又新])(?:看到|看见|发现|瞅见|瞧见|碰见)了?")


def where_and_what(heard: Heard, start: int, end: int) -> tuple[str, str]:
    """Return where and what: the place runs up to the last sure place word before the defect."""
    text = _REPORTED.sub("", GRAVE_HEAD.sub("", heard.text[start:end]))
    clauses = [c for c in re.split(r"[，。；！？\n]", text) if c.strip()]
    number = next((n for n, c in enumerate(clauses) if cue("defect").search(c)), -1)
    if number < 0:
        return "", ""
    told = _what_was_seen(heard, _LEAD.sub("", clauses[number].strip()))
    defect = cue("defect").search(told)
    places = [end for at, end in sure_places(heard, told) if defect is None or at <= defect.start()]
    if not places:
        earlier = [c for c in clauses[:number] if sure_places(heard, c)]
        return (spans.light(_LEAD.sub("", earlier[-1].strip())), spans.light(told)) if earlier else ("", "")
    cut = place_end(told, max(places))
    where = told[:cut].rstrip("有的上里处") if told[:cut].endswith(("有", "的")) else told[:cut]
    return _zone(clauses, number, where) + spans.light(where), spans.light(told[cut:].lstrip("有的"))


_ZONE = re.compile(
    r"(?:就?在)?(?P<zone>(?:[A-Za-z\d]{1,3}|[一二三四五六七八九十东南西北中]{1,2})号?"
    r"(?:[工片分作]?区|标段?|栋|号?楼|层|跨|段|轴|幅))(?:那边|这边|里)?"
)


def _zone(clauses: list[str], number: int, where: str) -> str:
    """「2号塔吊限位松动，A区」: a zone in a clause of its own, beside the defect, belongs to the place."""
    beside = (clauses[n].strip() for n in (number + 1, number - 1) if 0 <= n < len(clauses))
    zones = (found["zone"] for clause in beside if (found := _ZONE.fullmatch(clause)))
    return next((zone for zone in zones if zone not in where), "")


_MACHINE = re.compile(r"[\u4e00-\u9fff]{0,3}?(?:车|船|机|泵|塔吊|吊|罐|驳|艇|炉|桩架)")
_TAIL = phrase(r"<place_tail>*")


def place_end(text: str, at: int) -> int:
    """Return where a place ends: 「塔吊」「南侧」「二层」「3号作业车」."""
    if text[:at].endswith("号") and (machine := _MACHINE.match(text, at)):
        return machine.end()
    tail = _TAIL.match(text, at)
    return tail.end() if tail else at


def _what_was_seen(heard: Heard, text: str) -> str:
    """「刚路过三号道口瞅见限高架歪了」: what was seen, with the place that was told before it."""
    seen = _SEEN.search(text)
    if seen is None:
        return text
    before, after = text[: seen.start()], text[seen.end() :]
    return before + after if sure_places(heard, before) or not sure_places(heard, after) else after
