"""New work for somebody: a doer or a duty for all, a piece of work, a due day."""

import re

from language.clauses import Clause
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents import authority
from language.intents.tasks.doers import helpers_among, who_does
from language.intents.tasks.ordering import ordered
from language.intents.tasks.titles import title
from language.lexicon import cue, phrase
from language.moments import Kind
from language.slots import audience, spans
from language.slots.people import Mention
from language.slots.strangers import strangers
from language.slots.times import Time
from language.units.unit import Unit

SELF = re.compile(
    r"(?:我|我自己|本人|我这边)(?:自己)?(?:来)?(?:负责|牵头|主笔|主办)|我(?:自己)?来(?:弄|写|"
    r"做|跟|盯|抓|组织|办|管|搞)"
)
_DUE_FOR_ALL = re.compile(
    r"把[^，。；]{2,12}[齐完好交报]，?[^，。；]{0,8}前|(?:前|之前|以前|截止|务必|必须|底).{0,14}(?:交|报|完成|提交|做|填|发|签|弄|整改|上传|写|清)"
)


def read(unit: Unit) -> list[Draft] | None:
    """Return the work a unit gives out, one draft for each doer with his own piece; None if it gives none."""
    heard = unit.heard
    if not authority.may_order(heard):
        return None
    parts = _in_one_breath(unit) or _side_by_side(unit) or _parts(unit)
    drafts = [draft for first, last in parts if (draft := one(heard, first, last)) is not None]
    if drafts and len(drafts) < len(parts):
        drafts = [
            draft for first, last in parts if (draft := one(heard, first, last, strict=False)) is not None
        ]
        if "due" in drafts[-1].slots and not any("due" in d.slots for d in drafts[:-1]):
            for draft in drafts[:-1]:
                draft.slots["due"] = drafts[-1].slots["due"]
    if len(drafts) > 1 and "due" in drafts[-1].slots and re.search(r"均|统一|以上|都|全部", unit.text):
        for draft in drafts[:-1]:
            draft.slots.setdefault("due", drafts[-1].slots["due"])
    return drafts or None


_TAKES = re.compile(r"把(?![把个]关)")


def _in_one_breath(unit: Unit) -> list[tuple[int, int]]:
    """「老郭把脚手板捆好江工把水泵备到位松哥把发电机试一遍都在礼拜天前」: dictated, a piece to each 把."""
    heard = unit.heard
    starts = [m.start for m in heard.mentions_in(unit.start, unit.end) if _TAKES.match(heard.text, m.end)]
    stops = any(mark in unit.text for mark in "，。；")
    return list(zip(starts, [*starts[1:], unit.end], strict=True)) if len(starts) > 1 and not stops else []


_PIECE_OF_WORK = re.compile(r"(?!、)[^，。；、]{3,}")


def _side_by_side(unit: Unit) -> list[tuple[int, int]]:
    """「甲细化方案、乙复测基床，都20号前交」: a name and a piece of work between every two marks 、."""
    heard = unit.heard
    named = heard.mentions_in(unit.start, unit.end)
    starts = [m.start for m in named if heard.text[unit.start : m.start][-1:] in ("", "、")]
    ends = [m.end for m in named if m.start in starts]
    if (
        len(starts) < 2
        or starts[0] != unit.start
        or not all(_PIECE_OF_WORK.match(heard.text, e) for e in ends)
    ):
        return []
    return list(zip(starts, [*starts[1:], unit.end], strict=True))


_IN_CHARGE = re.compile(r"负责|牵头")
_PUT_IN_CHARGE = re.compile(r"(?:请|由|让)?\S{2,4}(?:负责|牵头)")


def _parts(unit: Unit) -> list[tuple[int, int]]:
    """Cut a unit where another doer begins his own piece of work."""
    heard = unit.heard
    charged = [c for c in unit.clauses if _IN_CHARGE.search(c.text) and who_does(heard, c.start, c.end)]
    if len(charged) > 1:
        headed = "：" in heard.text[unit.start : charged[0].start + 1]
        starts = [charged[0].start if headed else unit.start, *(c.start for c in charged[1:])]
    elif len(told := _after_their_work(unit)) > 1:
        starts = [unit.start, *(c.start for c in told[1:])]
    else:
        starts = [unit.start]
        for clause in unit.clauses[1:]:
            if who_does(heard, starts[-1], clause.start) and _begins_work(heard, clause):
                starts.append(clause.start)
    return list(zip(starts, [*starts[1:], unit.end], strict=True))


def _after_their_work(unit: Unit) -> list[Clause]:
    """「清管记录小苗整理一套，试压记录郝佳整理一套」: the clauses that name a work, then who does it."""
    heard = unit.heard
    found: list[Clause] = []
    seen: set[str] = set()
    for clause in unit.clauses:
        doers = who_does(heard, clause.start, clause.end)
        if len(doers) == 1 and doers[0].start - clause.start >= 3 and _DOES.match(heard.text, doers[0].end):
            if doers[0].name in seen:
                return []
            seen.add(doers[0].name)
            found.append(clause)
    return found


_DOES = phrase(r"(?:来|去)?<do>")


def _begins_work(heard: Heard, clause: Clause) -> bool:
    """Say whether a clause opens with another doer and his own piece of work, not with a helper."""
    doers = who_does(heard, clause.start, clause.end)
    if (
        not doers
        or clause.text.startswith("你")
        or doers[0].start - clause.start > 2
        or not _works(clause.text)
    ):
        return False
    helps = cue("helper_word").search(clause.text) or clause.text.startswith(("由", "请"))
    return not helps or bool(_PUT_IN_CHARGE.match(clause.text))


def _works(text: str) -> bool:
    return bool(cue("order").search(text) or re.search(r"\S{4,}", text))


def one(heard: Heard, start: int, end: int, *, strict: bool = True) -> Draft | None:
    """Return the one piece of work a stretch gives out, or None."""
    text = heard.text[start:end]
    doers = who_does(heard, start, end)
    mine = bool(SELF.search(text))
    times = [t for t in heard.times_in(start, end) if t.value is not None]
    everyone = (
        not doers and bool(cue("everyone").search(text)) and bool(times) and bool(_DUE_FOR_ALL.search(text))
    )
    fixed = (
        not doers
        and bool(audience.resolve(text, heard.ears.people))
        and bool(re.search(r"各|每|(?<!我)请|负责|牵头", text))
    )
    unknown = strangers(heard, start, end)
    if not doers and not mine and not everyone and not fixed and not unknown:
        return None
    if strict and not ordered(heard, text, times, bool(doers or fixed or unknown), mine):
        return None
    return fill(heard, start, end, doers, times, mine)


def fill(
    heard: Heard, start: int, end: int, doers: list[Mention], times: list[Time], mine: bool
) -> Draft | None:
    """Return the draft with owners, helpers, due, priority and title."""
    text = heard.text[start:end]
    helpers = helpers_among(heard, start, end, doers)
    owners = [m for m in doers if m not in helpers]
    draft = Draft("task.assign", {}, "work given out", start, end)
    names = list(dict.fromkeys(m.name for m in owners if m.name))
    if mine and heard.sender not in names:
        names = [heard.sender, *names]
    if not names and not owners:
        names = (
            list(audience.resolve(text, heard.ears.people))
            if re.search(r"负责|牵头|两位组长|支委|各|班子", text)
            else []
        )
    unknown = strangers(heard, start, end)
    draft.doubts = [people_doubt("owners", m.said, m.names) for m in owners if not m.name]
    draft.doubts += [people_doubt("owners", s.said, ()) for s in unknown]
    draft.put(owners=names, helpers=[m.name for m in helpers if m.name and m.name not in names])
    day = _due(heard, times)
    if day:
        draft.put(due=day.value)
    if cue("urgent").search(text):
        draft.put(priority="高")
    draft.put(title=title(heard, start, end, doers, [day] if day else []))
    if "title" not in draft.slots:
        cuts = [(m.start, m.end) for m in heard.mentions_in(start, end)] + [(t.start, t.end) for t in times]
        left = spans.light(spans.without(heard.text[start:end], start, cuts))
        draft.put(
            title=left if len(left) > 2 and not re.search(r"^(?:我个|辛苦|抓紧|麻烦|加油|收到)", left) else ""
        )
    told = draft.slots.get("title", "")
    return draft if len(told) > 1 and not _NO_WORK.fullmatch(told) else None


_NO_WORK = re.compile(
    r"(?:必须|务必|一定|得|要)*(?:交|报|完成|办结|办完|了结|收尾|做完|拿下|弄完|定稿|搞定|拿出来|给我)(?:了|上来|出来)?|"
    r"(?:改成|改由|换成|换个?人?|改)|(?:[到来去上][^，。；]{0,8})?找(?:一下)?我(?:一下|一趟|谈(?:谈|话)?|聊聊)?"
)
"""Nor is 「下周一到三楼找我」."""


_PUT_RIGHT = re.compile(r"不对|哦不|那就|改成|改到|说错")
_FROM_THEN = re.compile(r"(?<!前)起(?:$|(?![重吊]).$)")
"""「今晚起就这么测」: since when, not by when."""
_BY_NIGHT = re.compile(r"夜间|白天|日间|晚间|夜里|早晚")
"""「南门夜间双岗」: a part of the day that belongs to the work."""


_THEY_COME = re.compile(r"[^，。；]{0,8}(?:来[看查检]|来?检查|来?验收|来?调研|要用|登轮|过来)")
"""「今晚重新挂好，明早公司领导来看」: why by then."""


def _due(heard: Heard, times: list[Time]) -> Time | None:
    today = heard.context.now.date()
    fit = [
        t
        for t in times
        if t.day
        and t.day >= today
        and not _BY_NIGHT.fullmatch(heard.text[t.start : t.end])
        and not _FROM_THEN.search(heard.text[t.start : t.end + 1])
    ]
    fit = [t for t in fit if not _THEY_COME.match(heard.text, t.end)] or fit
    firm = [t for t in fit if t.found.kind is Kind.DEADLINE]
    if firm and not _PUT_RIGHT.search(heard.text, firm[-1].end, fit[-1].start):
        return firm[-1]
    return fit[-1] if fit else None
