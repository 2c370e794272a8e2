"""A new defect: a concrete fault at a concrete place, who puts it right, until when."""

import re
from typing import Any

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents.hazards.gravity import grave
from language.intents.hazards.where import place_end, where_and_what
from language.lexicon import cue
from language.references.elsewhere import apart, elsewhere
from language.references.item import Hit
from language.slots import spans
from language.slots.people import Mention
from language.slots.places import sure_places

_ASSIGNED = re.compile(
    r"^(?:师傅|同志)?(?:负责|今天|今晚|明天|后天|安排|抓紧|尽快|赶紧|马上|在?\d|"
    r"[^，。；]{0,8}(?:前|之前|换|修|改|装|恢复|清|处理|接|补|整改|弄|加固|更换|落实))"
)


def grumbled(heard: Heard, start: int, end: int) -> bool:
    """「哪个把3号池边的盖板掀了」: a concrete defect though only grumbled; no real question."""
    text = heard.text[start:end]
    return (
        bool(re.match(r"(?:哪个|谁|是谁|哪位)(?:又)?把[^？]+了", text))
        and report(heard, start, end) is not None
    )


def known(hit: Hit, text: str) -> bool:
    """Say whether a defect is the listed one: most of its title was said, and nothing makes it a
    further one; words of another place tell of another one."""
    if hit.score < 15 and apart(hit.item.title, text):
        return False
    other = re.search(r"也|新(?:发现|增|出现|[拉挖堆搭裂开接])|另(?:一|外)|还有", text) or set(
        _FIGURES.findall(text)
    ) - set(_FIGURES.findall(hit.item.title))
    if hit.coverage >= 0.85 and not other:
        return True
    defect = cue("defect").search(text)
    undone = re.search(r"(?:今天|昨天|还|一直)没", text)
    if defect and not undone and not hit.head and not set(defect[0]) & set(hit.item.title[-3:]):
        return False  # 「蒸养窑西侧盖板少了两块」 while 「蒸养窑蒸汽管漏气」 is listed
    return hit.coverage >= 0.6 and not re.search(
        r"又(?!大|重|严重|厉害|开始|犯|深|宽)|也|新(?:发现|增|出现|[拉挖堆搭裂开接])|另(?:一|外)|还有", text
    )


_FIGURES = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"\d{1,2}号")


def report(heard: Heard, start: int, end: int) -> Draft | None:
    """Return a new defect: a concrete fault at a concrete place, with who puts it right and until when
    if said."""
    text = heard.text[start:end]
    defect = next((d for d in cue("defect").finditer(text) if text[d.start() - 1 : d.start()] != "不"), None)
    if not defect or not sure_places(heard, heard.without_days(start, end)) or cue("dealt_with").search(text):
        return None
    if _TAKEN.search(text) or _TAKEN_DOWN.search(text):
        return None
    if re.search(r"([\u4e00-\u9fff])不\1", text):
        return None  # 「食堂关不关门」
    if re.search(r"[明后]天再|回头再|下周再|那天|当时|(?<!跟)上[次回]|那会儿?", text):
        return None  # told of another day
    if _TRAFFIC.search(text) or _MENDED.search(text) or _MENDED_BEHIND.match(heard.text, end):
        return None
    if _MEASURED.search(text) or _still_there(heard, text) or _DEALT_WITH.match(heard.text, end):
        return None
    where, what = where_and_what(heard, start, end)
    if (
        not where
        or where.startswith(("他们", "人家", "别家", "别人", "测", "量"))
        or _NOWHERE.fullmatch(where)
    ):
        return None
    return _charged(heard, start, end, start + defect.start()).put(place=where, text=what)


def inspected(heard: Heard, start: int, end: int) -> Draft | None:
    """Return what an inspection found at a place, whatever it is called: 「3号船带缆桩旁绳索散放绊脚」."""
    if found := report(heard, start, end):
        return found
    clauses = re.split(r"[，。；！\n]", heard.text[start:end])
    said = clauses[0]
    places = [after for _, after in sure_places(heard, said)]
    cut = place_end(said, max(places)) if places else 0
    if not cut or heard.mentions_in(start, start + len(said)):
        return None
    what = said[cut:].lstrip("有的") or (clauses[1] if len(clauses) > 1 else "")
    if len(what.strip()) < 2 or heard.mentions_in(start + len(said), start + len(said) + 3):
        return None
    return _charged(heard, start, end, start + cut).put(place=spans.light(said[:cut]), text=spans.light(what))


def _charged(heard: Heard, start: int, end: int, said: int) -> Draft:
    """Return a report without its words: who puts the defect right and until when. `said` is where the
    defect is told."""
    draft = Draft("hazard.report", {}, "a defect at a place", start, end)
    owners = _owners(heard, start, end)
    draft.put(owners=[m.name for m in owners if m.name], priority="重大" if grave(heard, start, end) else "")
    draft.doubts = [people_doubt("owners", m.said, m.names) for m in owners if not m.name]
    days = [
        t
        for t in heard.times_in(start, end)
        if t.value is not None and t.day and t.day >= heard.context.now.date()
    ]
    days = [t for t in days if t.start > said or not _BARE_NUMBER.fullmatch(heard.text[t.start : t.end])]
    days = [t for t in days if _is_due(heard, t.start, t.end, end, bool(owners))]
    return draft.put(due=days[-1].value if days else None)


_NOWHERE = re.compile(r"(?:就|在)?(?:[后前里上下外旁对]|背|侧)(?:面|头|边)")
_TAKEN = re.compile(r"谁(?:又)?把?[^，。]{0,14}(?:[拿借开骑搬顺穿]走|偷)")
"""「谁把我库房那把大铁锁拿走了」 seeks a thing."""
_TAKEN_DOWN = re.compile(r"(?:割|拆|卸|取|换)下来了|(?:滴水|一滴|一点|不渗)不漏")
"""「锈掉的踏步割下来了，新的明天才焊」: somebody is at it."""
_DEALT_WITH = re.compile(
    r"[，；\s]{1,2}[^。；]{0,12}(?:后|完|过)[^，。；]{0,6}(?:没|不)(?:再)?(?:渗|漏|响|掉|松|晃|冒)"
)
"""「漏了一处，打胶后复淋没渗」: found and mended in one breath."""
_TRAFFIC = re.compile(
    r"^(?!.*(?:消防|通道|出口|材料|杂物|被|管|沟|井|泵)).*(?:门口|路上|路口|高速|大门|桥上|桥头)[^，。；]{0,3}堵(?:车|得\S{1,2}|着|死)?了?$"
)
"""「我到会议室了，门口堵」: traffic, no defect."""
_GOOD_AGAIN = (
    r"(?:已经?|都已经?|刚才?)(?:给|都|重新)?[装修换补恢复整改加固盖接焊紧清处理]{1,4}"
    r"(?:好|完|毕|到位|上)(?:了|啦)?"
)
_MENDED = re.compile(rf"{_GOOD_AGAIN}[。！]?$")
_MENDED_BEHIND = re.compile(rf"[，；\s]{{1,2}}(?:现在|我|我们|现场)?{_GOOD_AGAIN}(?=$|[。！\n])")
"""「护栏松动的已经装好了」: what is good again is no open defect."""
_MEASURED = re.compile(r"(?:量|测|监测|观测|查|看)[^，。；]{0,6}(?:位移|变形|裂缝|沉降|渗水)(?!了|超)")
"""「去量边坡位移」: what is to be measured."""
_STILL = re.compile(
    r"今天没|还(?:是|在|没)(?!有)|还(?:是|在)?[\u4e00-\u9fff]{1,3}着|比[^，。]{1,6}(?:还|更|又)"
)


def _still_there(heard: Heard, text: str) -> bool:
    """「东侧还渗着」 while 「边坡东侧渗水」 is listed: the listed one again is no new one."""
    if not _STILL.search(text):
        return False
    return any(
        len(set(text) & set(hazard.title)) > 2 and not elsewhere(hazard.title, text)
        for hazard in heard.context.hazards
    )


def duty(heard: Heard, start: int, end: int) -> dict[str, Any]:
    """Return who puts all of a list right and until when: 「均由安康14号前整改」."""
    owners = [m.name for m in heard.mentions_in(start, end) if m.name]
    days = [t for t in heard.times_in(start, end) if t.value is not None]
    found: dict[str, Any] = {"owners": owners} if owners else {}
    if days:
        found["due"] = days[-1].value
    return found


def _is_due(heard: Heard, at: int, after: int, end: int, owned: bool) -> bool:
    tail = heard.text[after : min(end, after + 12)]
    lead = heard.text[max(0, at - 6) : at]
    return bool(cue("due_behind").match(tail)) or (owned and bool(re.search(r"\S", lead)))


def _owners(heard: Heard, start: int, end: int) -> list[Mention]:
    found: list[Mention] = []
    for mention in heard.mentions_in(start, end):
        before = heard.text[max(start, mention.start - 2) : mention.start]
        after = heard.text[mention.end : end]
        named = re.search(
            r"(?:责任人|整改人|负责人)[：:]?$", heard.text[max(start, mention.start - 5) : mention.start]
        )
        if (
            named
            or cue("made_responsible").search(before)
            or (_ASSIGNED.match(after) and mention.start > start + 2)
        ):
            found.append(mention)
    return found
