"""States of a roll told without a state word: 「人齐了」, 「就差贾总」, 「到了6个：……」, 「周总出差」."""

import re

from language.heard import Heard
from language.lexicon import cue
from language.slots.audience import group_in
from language.slots.own_state import joined_own_state
from language.slots.state import ABSENT, LEAVE, PRESENT, State

GOODS = re.compile(
    r"[\d一二两三四五六七八九十百]\s?[节台件根片榀车块套吨方船车捆卷张批箱](?:都|全部?|均|已经?)*$|"
    r"(?:材料|设备|物资|机具|构件|钢筋|模板|机械)(?:都|全部?|均|已经?)*$"
)
"""「八节全部到位」「材料到齐了」: things, not people."""
_LEAD_OF_WHOLE = re.compile(r"(?:人(?:员)?|大家|都|已经?|全部?|就|也)*")


def whole(heard: Heard, start: int, end: int, found: list[State]) -> list[State]:
    """「各小组都齐了」「人齐了」: everybody of a group is there, without any other word of presence."""
    whole = []
    for word in cue("whole_present").finditer(heard.text, start, end):
        begins = max((c.start for c in heard.clauses if c.start <= word.start()), default=start)
        lead = heard.text[max(start, begins) : word.start() + word[0].startswith("人")]
        group = group_in(lead, heard.ears.people.groups) or group_in(lead + word[0], heard.ears.people.groups)
        known = any(s.start < word.end() and word.start() < s.end for s in found)
        things = GOODS.search(heard.text, max(0, word.start() - 10), word.start())
        if not known and not things and (group or (lead and _LEAD_OF_WHOLE.fullmatch(lead))):
            whole.append(State(PRESENT, word.start(), word.end()))
    return whole


LACKS = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[一二三四]组|就|只|还)*(?:缺|"
    r"差)(?:了)?(?:[一二三四五两\d]个?人?[：:，])?(?=[\u4e00-\u9fff])"
)


_PAPERS_LACK = re.compile(
    r"[\d一二三四五六七八九十]+[份张篇本]|(?:收|交|签|报|回)(?:到|齐|上来)[^，。]{0,6}[\d一二三四五六七八九十]"
)
"""「收到27份，差龙飞、小段」: their papers are missing, not they."""


def lacking(heard: Heard, start: int, end: int) -> list[State]:
    """「一组缺老马」「就差贾总」: somebody missing, named right behind the word."""
    names = {m.start for m in heard.mentions_in(start, end)}
    if _PAPERS_LACK.search(heard.text[:end]):
        return []
    return [
        State(ABSENT, m.start(), m.end()) for m in LACKS.finditer(heard.text, start, end) if m.end() in names
    ]


_CAME = re.compile(
    r"(?<![应迟报])(?:[到来]了|实到)(?=\s?[\d一二两三四五六七八九十]+(?:个|位|名)?(?:人|同志|党员)?[：:，])"
)
_COUNT = re.compile(r"\s?[\d一二两三四五六七八九十]+(?:个|位|名)?(?:人|同志|党员)?[：:，]\s?")


def counted(heard: Heard, start: int, end: int) -> list[State]:
    """「小组会到了6个：甲、乙……」: those who came, named right behind their number."""
    named = {m.start: m for m in heard.mentions_in(start, end)}
    return [
        State(PRESENT, came.start(), came.end())
        for came in _CAME.finditer(heard.text, start, end)
        if (count := _COUNT.match(heard.text, came.end(), end))
        and (first := named.get(count.end()))
        and heard.text[first.end : first.end + 1] in ("、", "，", " ", "和")
        and not joined_own_state(heard, first)
    ]


_THE_OTHERS = re.compile(
    r"(?:其[他余它]|剩下|别的?)的?(?:人员?|同志们?|党员|支委)?(?:[也就]?(?:都|全部?|均))(?:[到来]|在(?=[，。；！了\n]|$))"
)


def away(heard: Heard, start: int, end: int, found: list[State]) -> list[State]:
    """「到了6个：……，周总出差」「甲、乙到了，周总出差」: beside who came a bare cause excuses."""
    counted = _CAME.search(heard.text)
    told = [s.end for s in found if s.what == PRESENT] if heard.kind_in(heard.text) else []
    if _THE_OTHERS.search(heard.text, start, end):
        told = [start]  # 「李峰夜班，柯工出差，其余全到」
    if counted is None and not told:
        return []
    at = min(told) if told else counted.end() if counted else start
    causes = [
        cue("away_because").match(heard.text, m.end, end) for m in heard.mentions_in(max(start, at), end)
    ]
    return [
        State(LEAVE, cause.start(), cause.end())
        for cause in causes
        if cause and _CLAUSE_ENDS.match(heard.text, cause.end())
    ]


_CLAUSE_ENDS = re.compile(r"(?:了|呢|中)?(?=[，；。、！\n]|$)")
