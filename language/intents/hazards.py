"""Hazards: a defect at a place, seen now; and a known hazard put right."""

import re
from typing import Any

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.lexicon import cue, phrase
from language.references.item import Hit, Item
from language.slots import spans
from language.slots.people import Mention
from language.units.unit import Unit

_REPORTED = re.compile(
    r"^(?:随手拍|隐患(?:排查|上报|报告|登记)?|发现|报(?:一个|个|一条)?隐患|上报|巡查|"
    r"检查)(?:第?\d*期?)?[^，。：:]{0,6}[：:]\s*"
)
_FEAR = re.compile(
    r"掉下|砸|绊|危险|吓人|容易|怕|小心|绕着走|注意|赶紧|抓紧|尽快|必须处理|得赶紧|拉警戒|"
    r"恢复前|否则|照片|罚款|大家|已经?(?:拉|围|设|停)|先|http|底下是|挺|太|哗啦"
)
_LEAD = re.compile(
    r"^(?:刚才|刚刚|刚|今天|今早|早上|下午|昨晚|我|巡查|检查|路过|顺便|顺路|顺带|看到|看见|"
    r"发现|瞅见|瞧见|碰见|报一下|报告|另外|还有|各位|有个隐患|新发现|又|：|，)+"
)
_SEEN = re.compile(r"(?:我)?(?<![又新])(?:看到|看见|发现|瞅见|瞧见|碰见)了?")
_DUTY = re.compile(r"(?:请|安排|责令|麻烦|由|让|要求|通知)?\s*$")
_ASSIGNED = re.compile(
    r"^(?:师傅|同志)?(?:负责|今天|今晚|明天|后天|安排|抓紧|尽快|赶紧|马上|在?\d|"
    r"[^，。；]{0,8}(?:前|之前|换|修|改|装|恢复|清|处理|接|补|整改|弄|加固|更换|落实))"
)
_ORDERED = re.compile(r"请|必须|务必|责令|尽快|抓紧|之?前(?:把|要|必须|完成|换|修|整改|恢复|处理|清)")
_UNDONE = re.compile(r"[了过掉]?(?:又|也|还|都|一直)?[没未](?!问题|事)")


def put_right(text: str) -> bool:
    """Say whether words tell that something was mended: 「换了」, not 「拆了没补」."""
    return any(not _UNDONE.match(text, m.end()) for m in cue("fixed").finditer(text))


def fixed(unit: Unit, hazard: Item | None) -> list[Draft]:
    """Return that a known hazard is put right; partly done or planned is nothing."""
    kept: list[str] = []
    is_fixed = False
    for clause in unit.clauses:
        text = clause.text
        good, bad = put_right(text), cue("not_fixed").search(text) or _ORDERED.search(text)
        if good and not bad:
            is_fixed = True
        rest = _how(unit, clause.start, clause.end)
        if rest:
            kept.append(rest)
    if not is_fixed or any(cue("partly_fixed").search(clause.text) for clause in unit.clauses):
        return []
    draft = Draft("hazard.fixed", {}, "a known hazard put right", unit.start, unit.end)
    return [draft.put(hazard=hazard.id if hazard else "", note="，".join(kept))]


def _how(unit: Unit, start: int, end: int) -> str:
    text = spans.light(unit.heard.text[start:end])
    text = re.sub(r"^(?:H\d+)?(?:可以)?(?:销号|销了|闭环|关了|任务)(?:吧|了)*$", "", text, flags=re.I)
    return (
        ""
        if re.fullmatch(r".{0,12}(?:整改|处理|弄|搞|修|改)?(?:好|完|到位|完成)了?", text) and len(text) < 6
        else text
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
    further one."""
    return hit.coverage >= 0.6 and not re.search(r"又|也|新(?:发现|增|出现)|另(?:一|外)|还有", text)


_BARE_NUMBER = re.compile(r"\d{1,2}号")


def report(heard: Heard, start: int, end: int) -> Draft | None:
    """Return a new defect: a concrete fault at a concrete place, with who puts it right and until when
    if said."""
    text = heard.text[start:end]
    defect = cue("defect").search(text)
    place = phrase(r"[^，。；：\n]{0,12}?<place_sure>[^，。；：\n]{0,10}?").search(text)
    if not defect or not place or cue("dealt_with").search(text):
        return None
    where, what = _split(heard, start, end)
    if not where:
        return None
    draft = Draft("hazard.report", {}, "a defect at a place", start, end).put(place=where, text=what)
    owners = _owners(heard, start, end)
    draft.put(owners=[m.name for m in owners if m.name])
    draft.doubts = [people_doubt("owners", m.said, m.names) for m in owners if not m.name]
    days = [
        t
        for t in heard.times_in(start, end)
        if t.value is not None and t.day and t.day >= heard.context.now.date()
    ]
    said = start + defect.start()
    days = [t for t in days if t.start > said or not _BARE_NUMBER.fullmatch(heard.text[t.start : t.end])]
    days = [t for t in days if _is_due(heard, t.start, t.end, end, bool(owners))]
    return draft.put(due=days[-1].value if days else None)


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
    return bool(
        re.match(
            r"(?:内|前|之前|以前|底|必须|一定|务必|得|要|把|就|改|换|修|装|清|处理|整改|恢复|接|补|"
            r"安排|弄|加固|落实|完成)",
            tail,
        )
    ) or (owned and bool(re.search(r"\S", lead)))


def _owners(heard: Heard, start: int, end: int) -> list[Mention]:
    found: list[Mention] = []
    for mention in heard.mentions_in(start, end):
        before = heard.text[max(start, mention.start - 2) : mention.start]
        after = heard.text[mention.end : end]
        if re.search(r"请|安排|责令|麻烦|由|让|要求|通知|责任人[：:]?|@|整改人[：:]?$", before) or (
            _ASSIGNED.match(after) and mention.start > start + 2
        ):
            found.append(mention)
    return found


def _split(heard: Heard, start: int, end: int) -> tuple[str, str]:
    """Return where and what: the place runs up to the last sure place word before the defect."""
    text = heard.text[start:end]
    text = _REPORTED.sub("", text)
    clauses = [c for c in re.split(r"[，。；！？\n]", text) if c.strip()]
    best = next((c for c in clauses if cue("defect").search(c)), "")
    if not best:
        return "", ""
    best = _what_was_seen(_LEAD.sub("", best.strip()))
    defect = cue("defect").search(best)
    places = [m for m in cue("place_sure").finditer(best) if defect is None or m.start() <= defect.start()]
    if not places:
        earlier = [
            c
            for c in clauses[: clauses.index(next(c for c in clauses if cue("defect").search(c)))]
            if cue("place_sure").search(c)
        ]
        return (spans.light(_LEAD.sub("", earlier[-1].strip())), spans.light(best)) if earlier else ("", "")
    cut = _place_end(best, places[-1].end())
    return spans.light(
        best[:cut].rstrip("有的上里处") if best[:cut].endswith(("有", "的")) else best[:cut]
    ), spans.light(best[cut:].lstrip("有的"))


def _place_end(text: str, at: int) -> int:
    tail = re.match(
        r"(?:处|上|里|下|旁|边|侧|内|外|口|顶|门口|南侧|北侧|东侧|西侧|附近|那边|那里|位置|区域|"
        r"一带|接岸处|二层|三层|[一二三四五]层|走廊|楼梯|停车点)*",
        text[at:],
    )
    return at + (tail.end() if tail else 0)


def _what_was_seen(text: str) -> str:
    """「刚路过三号道口瞅见限高架歪了」: what was seen, with the place that was told before it."""
    seen = _SEEN.search(text)
    if seen is None:
        return text
    before, after = text[: seen.start()], text[seen.end() :]
    placed = cue("place_sure").search(before)
    return before + after if placed or not cue("place_sure").search(after) else after
