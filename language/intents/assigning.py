"""New work for somebody: a doer or a duty for all, a piece of work, a due day."""

import re

from language.clauses import MARK
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents import authority
from language.lexicon import cue, phrase
from language.slots import audience, quantities, spans
from language.slots.people import POST, Mention
from language.slots.times import Time
from language.unit import Unit

_RECEIVER = re.compile(r"(?:交给?|报给?|发给?|给|送给?|交由|提交|抄送|找|跟|对接|向|请示|经|汇总给)$")
_GIVEN_WORK = phrase(r"<given_work>[：，]?")
_RECEIVES = re.compile(r"^(?:审核|审|汇总|审定|把关|收|签字|那边|那儿|这儿|处)")
_PAST = re.compile(r"了(?:$|[，。；！])|过了|已经?|昨天|昨晚|刚才|刚刚")
SELF = re.compile(
    r"(?:我|我自己|本人|我这边)(?:自己)?(?:来)?(?:负责|牵头|主笔|主办)|我(?:自己)?来(?:弄|写|做|跟|盯|抓|组织|办|管|搞)"
)
_DUE_FOR_ALL = re.compile(
    r"(?:前|之前|以前|截止|务必|必须|底).{0,14}(?:交|报|完成|提交|做|填|发|签|弄|整改|上传|写|清)"
)
_CARRIERS = re.compile(
    r"(?:请(?:于|在)?|麻烦|辛苦|务必|抓紧|尽快|一定|安排|组织(?=做|写|弄)|负责|完成|牵头|把(?!关)|将|你来|你去|你们?|好吧|哈|啊|呢|吧|之前|以前|前(?=$|[，。；])|"
    r"(?:交|报|发|给|送)(?:给|到)?(?:我|支部|党委|综合办|办公室)?(?:$|(?=[，。；]))|要(?=[\u4e00-\u9fff])|需要?|的事(?:情)?|这件事|这事|这个|就行|即可|出来$|为准|截止|特急|紧急|加急|急件|特别急|@)"
)


def read(unit: Unit) -> list[Draft] | None:
    """Return the work a unit gives out, one draft for each doer with his own piece; None if it gives none."""
    heard = unit.heard
    if not authority.may_order(heard):
        return None
    parts = _parts(unit)
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


def _parts(unit: Unit) -> list[tuple[int, int]]:
    """Cut a unit where another doer begins his own piece of work."""
    starts = [unit.start]
    if (
        sum(
            bool(re.search(r"负责|牵头", c.text)) and bool(who_does(unit.heard, c.start, c.end))
            for c in unit.clauses
        )
        > 1
    ):
        own = [
            c
            for c in unit.clauses
            if re.search(r"负责|牵头", c.text) and who_does(unit.heard, c.start, c.end)
        ]
        starts = [
            own[0].start
            if own[0].start == unit.start
            or re.search(r"[：]", unit.heard.text[unit.start : own[0].start + 1])
            else unit.start
        ]
        starts += [c.start for c in own[1:]]
        return list(zip(starts, [*starts[1:], unit.end], strict=True))
    for clause in unit.clauses[1:]:
        doers = who_does(unit.heard, clause.start, clause.end)
        begins = doers and doers[0].start - clause.start <= 2 and _works(clause.text)
        had = who_does(unit.heard, starts[-1], clause.start)
        if (
            begins
            and had
            and not cue("helper_word").search(clause.text)
            and not clause.text.startswith(("由", "请"))
            or begins
            and had
            and re.match(r"(?:请|由|让)?\S{2,4}(?:负责|牵头)", clause.text)
        ):
            starts.append(clause.start)
    return list(zip(starts, [*starts[1:], unit.end], strict=True))


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
        and bool(re.search(r"各|每|请|负责|牵头", text))
    )
    if not doers and not mine and not everyone and not fixed:
        return None
    if strict and not _ordered(heard, text, times, bool(doers or fixed), mine):
        return None
    return fill(heard, start, end, doers, times, mine)


def _ordered(heard: Heard, text: str, times: list[Time], doers: bool, mine: bool) -> bool:
    today = heard.context.now.date()
    now = heard.context.now
    future = [
        t
        for t in times
        if t.day is None or t.day > today or (t.day == today and not (t.found.end and t.found.end <= now))
    ]
    if quantities.percent(text):
        return False
    text_told = re.sub(r"别[^，。]{0,4}了", "", text)
    if future:  # 「小卜今天把5号台座复测了」: 把…了 with a day to come is an order
        text_told = re.sub(r"(把[^，。；]{2,20}[\u4e00-\u9fff])了(?=$|[，。；])", r"\1", text_told)
    if _PAST.search(text_told) and not re.search(r"了(?:$|，).{0,12}(?:前|之前)", text):
        return False
    if cue("favour").search(text) and not future:
        return False
    if cue("order").search(text):
        return (
            bool(future)
            or mine
            or bool(re.search(r"负责|牵头|安排|请|由|务必|必须|抓紧|尽快|落实|辛苦|麻烦|准备", text))
        )
    return bool(future) and doers


def fill(
    heard: Heard, start: int, end: int, doers: list[Mention], times: list[Time], mine: bool
) -> Draft | None:
    """Return the draft with owners, helpers, due, priority and title."""
    text = heard.text[start:end]
    helpers = [m for m in doers if _helps(heard, m, start, end, doers)]
    owners = [m for m in doers if m not in helpers]
    draft = Draft("task.assign", {}, "work given out", start, end)
    names = [m.name for m in owners if m.name]
    if mine and heard.sender not in names:
        names = [heard.sender, *names]
    if not names and not owners:
        names = (
            list(audience.resolve(text, heard.ears.people))
            if re.search(r"负责|牵头|两位组长|支委|各|班子", text)
            else []
        )
    draft.doubts = [people_doubt("owners", m.said, m.names) for m in owners if not m.name]
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
    return draft if len(draft.slots.get("title", "")) > 1 else None


def _due(heard: Heard, times: list[Time]) -> Time | None:
    today = heard.context.now.date()
    fit = [t for t in times if t.day and t.day >= today]
    return fit[-1] if fit else None


_HELP = r"(?:带着|领着|跟着|搭手|跑腿|陪着|配合|协助|参与|会同|协同|帮着|帮忙|帮|支持|把关|搭把手|打下手)"


def _helps(heard: Heard, mention: Mention, start: int, end: int, doers: list[Mention]) -> bool:
    """「杨帆配合」「小韩帮着整」「你跟娜姐对一下账」「请甲会同乙」: a helper, not the owner."""
    index = doers.index(mention)
    after = heard.text[mention.end : min(end, mention.end + 8)]
    before = heard.text[max(start, mention.start - 4) : mention.start]
    follows = index + 1 < len(doers)
    gap = heard.text[mention.end : doers[index + 1].start] if follows else ""
    if follows and re.fullmatch(rf"(?:来|同志|去)?{_HELP}[：:]?", gap):
        return False
    if re.match(rf"(?:来|也|一起|同志|给|们|负责)*{_HELP}", after):
        return True
    if re.search(rf"(?:你|你们)(?:跟|和|会同|找)$|{_HELP}[：:]?$|联合$", before):
        return True
    if follows and re.fullmatch(r"[、和跟与及]", gap):
        return _helps(heard, doers[index + 1], start, end, doers) and bool(
            re.match(
                rf"(?:来|也|一起|同志|给|们|负责)*{_HELP}",
                heard.text[doers[index + 1].end : doers[index + 1].end + 8],
            )
        )
    if index and re.fullmatch(r"[、和跟与及]", heard.text[doers[index - 1].end : mention.start]):
        lead = heard.text[max(start, doers[index - 1].start - 4) : doers[index - 1].start]
        return bool(re.search(rf"(?:你|你们)(?:跟|和)$|{_HELP}[：:]?$", lead))
    return False


def who_does(heard: Heard, start: int, end: int) -> list[Mention]:
    """Return who is to do it: not who receives the result, and not the speaker's own name."""
    found = []
    for mention in heard.mentions_in(start, end):
        before = heard.text[max(start, mention.start - 4) : mention.start]
        after = heard.text[mention.end : min(end, mention.end + 3)]
        if (
            _RECEIVER.search(before)
            and not re.search(r"(?:你|你们)[跟和]$", before)
            and not _GIVEN_WORK.match(heard.text, mention.end)
            or _RECEIVES.match(after)
        ):
            continue
        if after.startswith("的") and not re.match(
            r"的(?:任务|活|工作)", heard.text[mention.end : mention.end + 3]
        ):
            continue
        if mention.how == POST and re.search(r"要求|说|指示|同意|审$", before + after):
            continue
        found.append(mention)
    return found


def title(heard: Heard, start: int, end: int, doers: list[Mention], times: list[Time]) -> str:
    """Return the work in its own words: without people, date, courtesy, carriers, where to hand it in."""
    text = heard.text[start:end]
    cuts = [(m.start, m.end) for m in heard.mentions_in(start, end)]
    cuts += [
        (t.start, t.end) for t in heard.times_in(start, end) if not t.repeat and not _names_work(heard, t)
    ]
    left = spans.without(text, start, cuts)
    left = re.sub(
        r"^.{0,4}?(?:同意|决定|议定|明确|研究)+由?(?=[\u4e00-\u9fff]{2})", "", _GIVEN_WORK.sub("", left)
    )
    left = re.sub(
        r"(?:交|报|发|给|送)(?:给|到|至)?\S{0,4}?(?:审核|审|汇总|审定|把关)(?=$|[，。；])", "", left
    )
    left = _CARRIERS.sub("", MARK.sub("", left) if MARK.match(left) else left)
    left = re.sub(
        r"(?:由|、|和|跟|与)?(?:配合|协助|参与|会同|帮着\S{0,2}|帮忙|支持(?:一下)?|把关)(?=$|[，。；])",
        "",
        left,
    )
    pieces = [p for p in (spans.trim(piece) for piece in re.split(r"[，。；：\n]", left)) if len(p) > 1]
    return _chosen(pieces)


def _names_work(heard: Heard, time: Time) -> bool:
    """「三季度考勤汇总表」: a quarter or month that belongs to the name of the work."""
    said = heard.text[time.start : time.end]
    behind = heard.text[time.end : time.end + 1]
    return (
        bool(re.search(r"(?:季度|年度|半年|月份?)$", said))
        and bool(re.match(r"[\u4e00-\u9fff]", behind))
        and behind not in "前底末初内之以"
    )


def _chosen(pieces: list[str]) -> str:
    kept = [
        p
        for p in pieces
        if not re.fullmatch(
            r"(?:[各全](?:体|位)?(?:党小组|部门|班组|小组|组|支部|单位|党员|同志)+|注意|原来.*|不用.*|后续工作|好|大家|各位|另外|地点不变|时间不变|以上|统一|我?个?(?:说法|交代|回话|答复|准信|回复|结果)|三五页.*|罚款.*|照片.*|谢谢.*|别忘了|收到.*)",
            p,
        )
    ]
    return "，".join(kept[:2]) if kept and len(kept[0]) < 5 else (kept[0] if kept else "")
