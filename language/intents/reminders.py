"""Reminders: asked for (once or again and again), and stopped."""

import re
from datetime import datetime, timedelta

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.lexicon import cue
from language.slots import audience, spans
from language.slots.people import Mention
from language.slots.times import Time

_TILL_DUE = re.compile(
    r"(?:到期|截止|期限|逾期)(?:日)?(?:前(?P<n>[一二两三四五六七八九十\d]+)天|当天|那天|前一天)"
)
_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_ME = re.compile(
    r"(?:给|帮)我(?:设|定|建|加|弄|来|记|整|上)(?:上|一?[个条])?(?:提醒|闹钟)|"
    r"(?:提醒|叫|戳|通知|喊|催|敲|@|艾特)(?:一下|下|一声)?(?:我(?!们|支部)|本人)"
)
_PARTS = re.compile(
    r"；|。|(?<=[\u4e00-\u9fff])，(?=再(?:提醒|叫|催))|，(?=[^，；]{2,14}(?:到期前|每[天周月])[^，；]*提醒)"
)
_STRIP = re.compile(
    r"(?:帮我?记着|帮忙|麻烦|请|帮我|记得|记住|给我|设个?|定一?个?|闹钟|建个?|加个?|一下|下|一声|再|到时候?|照例|一到|就|自动|循环|先|都|往后|以后|今后|期间|之?前(?=$|[，：])|起|开始|的时候|：|，|。|！|@|跟|的(?=$))"
)


def cancel(heard: Heard) -> list[Draft] | None:
    """Return that an earlier reminder is to stop, else None."""
    if not cue("remind_cancel").search(heard.text) or re.search(r"刚才|上一条|上条", heard.text):
        return None
    kept = []
    for clause in heard.clauses:
        text = (
            re.sub(
                r"(?:每[天日周月]\S{0,6}?|工作日|周[一二三四五六日、]+)(?:早上|上午|中午|下午|晚上)?(?:\d+点半?|\d+:\d+)?(?=\S)",
                "",
                clause.text,
            )
            if False
            else clause.text
        )
        cuts = [
            (t.start - clause.start, t.end - clause.start) for t in heard.times_in(clause.start, clause.end)
        ]
        text = spans.without(text, 0, cuts)
        text = re.sub(
            r"(?:自动)?(?:提醒|催|闹钟|推送|点名)(?:我|大家|一下)?|(?:撤|取消|停|关|删|去)(?:掉|了|止)?(?:吧)?|(?:别|不用|不要)再?|(?:那个|这个|之前|原来|设的|以后|今后|用发|发(?=了|吧|$)|的|了|吧|把)",
            "",
            text,
        )
        if len(spans.light(text)) >= 2:
            kept.append(spans.light(text))
    return [
        Draft("reminder.cancel", {}, "a reminder is to stop", 0, len(heard.text)).put(
            text=kept[0] if kept else ""
        )
    ]


def create(heard: Heard) -> list[Draft] | None:
    """Return the reminders asked for; None if the message asks for none."""
    text = heard.text
    if not _asks(heard):
        return None
    drafts: list[Draft] = []
    for start, end in _pieces(text):
        drafts += _one(heard, start, end, drafts[-1] if drafts else None)
    return drafts or None


def _asks(heard: Heard) -> bool:
    text = heard.text
    if re.search(r"提醒(?!函|单|书|牌|卡|语|标志|事项|会|谈话)|闹钟", text) and not re.search(
        r"谢谢.{0,4}提醒|提醒(?:得|的)(?:好|对|及时)|感谢提醒", text
    ):
        return True
    timed = bool(heard.times)
    if timed and _SENDS.search(text):
        return True
    if _TILL_DUE.search(text) and re.search(r"催|叫|戳|喊|通知|提醒", text):
        return True
    if _told_to_call(heard):
        return True
    again = any(t.repeat for t in heard.times) or bool(re.search(r"工作日|往后|以后每|循环", text))
    if (
        re.search(
            r"(?:^|[，。、]|记得|到时候?|再|帮忙|[点分半号天早晚午周月后前])(?:叫|戳|喊|敲|催|@|艾特)(?:一下|下|一声)?我",
            text,
        )
        and timed
    ):
        return True
    if (
        re.search(r"帮我?(?:记着|盯着|催|通知|叫|喊)|记着", text)
        and timed
        and re.search(r"通知|催|叫|喊|戳|@|提", text)
    ):
        return True
    return bool(
        timed
        and re.search(
            r"(?:再|照例|就|自动|记得|帮忙)?(?:催|点名|广播|播报|通知|戳|艾特|@|推送|喊)(?:一下|下)?", text
        )
        and (again or re.search(r"再催|催一?下|记得|帮", text))
    )


_CALL = re.compile(r"(?:叫|喊|催|通知|戳|敲|@)(?:一下|下|一声)?\s?$")


_SENDS = re.compile(
    r"(?:给|向|跟)(?P<g>[^，。；]{1,14}?)(?:群)?(?P<word>发(?:一?[个条份则]|一下)?(?:通知|消息|信息|短信|微信))"
)
_LEAD_TO_CALL = re.compile(
    r"(?:，|再|就|记得|帮我|给我|都|准时|自动|先|请|统一|你|按时|到时候?|麻烦|开始|起)*"
)


def _told_to_call(heard: Heard) -> bool:
    """「八点半叫书记签字」: a time still to come, then calling somebody; not the speaker's own plan."""
    for mention in heard.mentions:
        call = _CALL.search(heard.text[: mention.start])
        before = [t for t in heard.times if call and t.end <= call.start()]
        lead = heard.text[before[-1].end : call.start()] if call and before else ""
        coming = any(t.repeat or t.value is not None and _to_come(heard, t) for t in before)
        stands_in = re.match(r"[^，。]{0,3}[替代]", heard.text[mention.end :])
        if coming and not stands_in and _LEAD_TO_CALL.fullmatch(lead):
            return True
    return False


def _to_come(heard: Heard, time: Time) -> bool:
    now = heard.context.now
    value = time.value
    return value is not None and (value > now if isinstance(value, datetime) else value >= now.date())


def _pieces(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for cut in _PARTS.finditer(text):
        found.append((at, cut.start()))
        at = cut.end()
    found.append((at, len(text)))
    pieces = [(a, b) for a, b in found if text[a:b].strip()]
    with_word = [p for p in pieces if cue("remind").search(text[p[0] : p[1]])]
    return pieces if len(with_word) > 1 and len(with_word) == len(pieces) else [(0, len(text))]


def _one(heard: Heard, start: int, end: int, earlier: Draft | None) -> list[Draft]:
    text = heard.text[start:end]
    word = _word(heard, start, end)
    at, repeat, used = _when(heard, start, end, word)
    draft = Draft("reminder.create", {}, "a reminder asked for", start, end)
    people, unsure, group = _whom(heard, start, end, word)
    if at is None and earlier is not None and not repeat:
        at = earlier.slots.get("at")
    draft.put(at=at, repeat=repeat, people=people)
    draft.doubts = [people_doubt("people", m.said, m.names) for m in unsure]
    if group and not people:
        draft.put(audience=group)
    draft.put(text=_what(heard, start, end, word, used, group))
    extra = _second_clock(heard, start, end, used, draft)
    return [draft, *extra] if text.strip() else []


def _second_clock(heard: Heard, start: int, end: int, used: list[Time], draft: Draft) -> list[Draft]:
    """Two clock times a day are two reminders: 「早上8点和下午5点各提醒一次」."""
    if len(used) < 2 or not all(t.clock for t in used):
        return []
    first, second = used[0], used[1]
    if not re.fullmatch(r"[、，和跟与及]", heard.text[first.end : second.start].strip()):
        return []
    value = second.value or second.found.start
    return (
        [Draft("reminder.create", {**draft.slots, "at": value}, "a second clock time", start, end)]
        if value
        else []
    )


def _word(heard: Heard, start: int, end: int) -> tuple[int, int]:
    """Return where the word of reminding stands (提醒 before the weaker ones); the end if there is none."""
    if sends := _SENDS.search(heard.text, start, end):
        return sends.span("word")
    for shape in (r"提醒", r"叫|戳|催|点名|通知|广播|播报|喊|@|艾特|敲|推送"):
        found = re.search(shape, heard.text[start:end])
        if found:
            return start + found.start(), start + found.end()
    return end, end


def _when(heard: Heard, start: int, end: int, word: tuple[int, int]) -> tuple[object, str, list[Time]]:
    """Return (at, repeat, the times used): those before the word of reminding, else those after 提醒我."""
    text = heard.text
    due = _TILL_DUE.search(text, start, end)
    if due:
        return _before_due(heard, start, end, due), "", []
    times = heard.times_in(start, end)
    before = [t for t in times if t.start < word[0]]
    fields = re.search(r"时间[：:]?|对象|内容[：:]", text[start:end])
    chosen = before or (
        [t for t in times if t.start >= word[1]] if _ME.search(text, start, end) or fields else []
    )
    chosen = [t for t in chosen if t.value is not None or t.repeat or (t.found.start is not None and t.clock)]
    chosen = [t for t in chosen if not (t.found.kind.value == "deadline" and not t.clock and len(chosen) > 1)]
    if not chosen:
        return None, "", []
    repeated = next((t for t in chosen if t.repeat), None)
    workday = re.search(r"工作日", text[start : word[0]])
    if not repeated and workday and any(t.clock for t in chosen):
        first = next(t.found.start for t in chosen if t.clock)
        return first, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", chosen
    if repeated:
        first = repeated.found.start
        clocked = next((t for t in chosen if t.clock and t is not repeated), None)
        if repeated.found.day_only and clocked and clocked.found.start and first:
            clock = clocked.found.start
            first = first.replace(hour=clock.hour, minute=clock.minute)
            if first < heard.context.now:
                first += timedelta(days=1)
        ranged = next(
            (
                t
                for t in chosen
                if t.found.kind.value == "range"
                and t.found.start
                and not t.clock
                and t.start < repeated.start
            ),
            None,
        )
        if ranged and ranged.found.start and first and first < ranged.found.start:
            first = ranged.found.start.replace(hour=first.hour, minute=first.minute)
        at = first if first is None or not repeated.found.day_only or (clocked is not None) else first.date()
        return at, repeated.repeat, chosen
    last = (
        chosen[-1]
        if len(chosen) > 1 and re.search(r"不对|算了|改|错", text[chosen[-2].end : chosen[-1].start])
        else chosen[0]
    )
    clocked_first = next((t for t in chosen if t.clock), last)
    pick = last if last is not chosen[0] else clocked_first
    return pick.value, "", chosen


_WEEKDAYS = dict(zip("一二三四五六日天", ["MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"], strict=True))


def _weekdays(heard: Heard, times: list[Time]) -> list[str]:
    """Return the weekdays of 「周六周日早上10点，循环提醒」."""
    said = "".join(heard.text[t.start : t.end] for t in times)
    return list(
        dict.fromkeys(_WEEKDAYS[d] for d in re.findall(r"(?:周|星期|礼拜)([一二三四五六日天])", said))
    )


def _before_due(heard: Heard, start: int, end: int, due: re.Match[str]) -> object:
    hits = heard.hits(start, end, "task", "study")
    dues = {t.id: t.due for t in heard.context.tasks} | {s.id: s.due for s in heard.context.studies}
    if not hits or not dues.get(hits[0].item.id):
        return None
    day = dues[hits[0].item.id]
    assert day is not None
    said = due["n"]
    count = (
        1 if "前一天" in due[0] else 0 if not said else int(said) if said.isdigit() else _NUMBERS.get(said, 1)
    )
    return day - timedelta(days=count)


def _whom(heard: Heard, start: int, end: int, word: tuple[int, int]) -> tuple[list[str], list[Mention], str]:
    text = heard.text[start:end]
    if me := _ME.search(text):
        return _with_me(heard, start + me.end(), end), [], ""
    mentions = heard.mentions_in(start, end)
    behind = [m for m in mentions if m.start >= word[1] and m.start - word[1] <= 3]
    if behind:
        run = [behind[0]]
        for m in mentions:
            if m.start > run[-1].start and re.fullmatch(
                r"[、和跟与及，\s]{0,2}", heard.text[run[-1].end : m.start]
            ):
                run.append(m)
        mine = [heard.sender] if re.match(r"[、和跟与及]我(?!们|支部)", heard.text[run[-1].end : end]) else []
        return [m.name for m in run if m.name] + mine, [m for m in run if not m.name], ""
    group = _group(heard, start, end, word)
    if group:
        return [], [], group
    if re.search(r"我(?!们|支部)", text[: max(0, word[0] - start)]) and not mentions:
        return [heard.sender], [], ""
    named = [m for m in mentions if m.name]
    if re.search(r"对象[：:]?", text) and named:
        return [m.name for m in named], [], ""
    return (
        ([heard.sender], [], "")
        if re.search(r"我(?:要|得|去|有|明天|下午|这边|交|把|自己)", text) and heard.sender
        else ([], [], "")
    )


def _with_me(heard: Heard, at: int, end: int) -> list[str]:
    """「提醒我和古队」: the speaker, and who is joined to him."""
    names = [heard.sender] if heard.sender else []
    for mention in heard.mentions_in(at, end):
        if not re.fullmatch(r"[、和跟与及]", heard.text[at : mention.start]) or not mention.name:
            break
        names.append(mention.name)
        at = mention.end
    return names


def _group(heard: Heard, start: int, end: int, word: tuple[int, int]) -> str:
    text = heard.text
    if found := re.search(r"对象(?:是|为|：|:)?\s*(?P<g>[^，。；\n]{2,16})", text[start:end]):
        return found["g"]
    sends = _SENDS.search(text, start, end)
    if sends and (sent := audience.find(sends["g"])):
        return sent[0]
    tail = text[word[1] : end]
    lead = re.match(r"(?:一下|下|一声)?[，：\s]?", tail)
    at = word[1] + (lead.end() if lead else 0)
    for shape in (audience.EXCEPT, audience.OPEN, audience.COUNTED, audience.GROUP):
        found = shape.search(text, at, end)
        if found and found.start() - at <= 1:
            return audience.said(found[0].rstrip("，"))
    found = audience.GROUP.search(text, start, word[0]) or audience.GROUP.search(text, word[1], end)
    return audience.said(found[0]) if found else ""


_JOINED_LEFT = re.compile(r"^(?:我|[和跟与、，])+(?=[去到把交做看开参写])|^[和跟与、]")


def _what(heard: Heard, start: int, end: int, word: tuple[int, int], used: list[Time], group: str) -> str:
    """Return the thing itself: without the word of reminding, the time used, and who is reminded."""
    cuts = [(t.start, t.end) for t in used]
    cuts += [(m.start, m.end) for m in heard.mentions_in(start, end) if abs(m.start - word[1]) <= 12]
    text = spans.without(heard.text[start:end], start, [*cuts, word])
    if group:
        text = text.replace(group, "", 1)
    text = re.sub(r"^(?:小助手|支部通)[，\s]*", "", text)
    if _SENDS.search(heard.text, start, end):
        text = re.sub(r"(?:让|叫|喊|请|要求)?(?:他们|她们|大伙)(?:都)?|^别[^，]{1,4}，|给(?=，|$)", "", text)
    text = re.sub(
        r"(?:时间|对象|内容)(?:是|为)?[：:]?|到期前.{1,2}天|循环提醒|我老忘事|(?:晚上|早上)?算了[^，]*，|(?:跟晚上|…+)",
        "",
        text,
    )
    if _ME.search(heard.text, start, end):
        text = _JOINED_LEFT.sub("", text)
    pieces = [
        p
        for p in (spans.trim(_STRIP.sub("", piece)) for piece in re.split(r"[，。；\n：]", text))
        if len(p) > 1 and not re.fullmatch(r"我|一下|大家|的|我?(?:这边|自己)|下?我|各一次", p)
    ]
    return "、".join(re.sub(r"^我(?=[\u4e00-\u9fff]{2})", "", p) for p in pieces[:3])
