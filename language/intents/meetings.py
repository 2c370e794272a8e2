"""Meetings: fixed, moved, called off; who is meant, where, on what subject, who speaks."""

import re
from datetime import datetime, timedelta

from branch.calendar import CHINA
from branch.context import NearMeeting
from language import notices
from language.drafts import Draft
from language.heard import Heard
from language.lexicon import cue
from language.moments import Kind, Policy
from language.notices import Field
from language.slots import audience, kinds, meetings, spans
from language.slots.times import Time, When
from language.unit import Unit

_QUOTED = re.compile(r"[“《「](?P<t>[^”》」\n]{2,40})[”》」]")
_TOPIC = re.compile(
    r"(?:主题(?:是|为|：)?|题目(?:是|为|：)?|议题(?:是|为|：)?|专题(?:讨论|学习|研究)|讲(?!课|座|一|话|师)(?:一?讲)?|(?=讨论(?!时间|会))|(?=研究(?!决定|生|会))|(?=学习(?!会|室|资料|材料|心得))|(?=学(?!习|校|时|员|完)\S)|(?=审议)|(?=推荐)|(?=评选)|(?=传达)|(?=汇报(?!人))|(?=部署(?!会))|(?=观看)|(?=参观)|(?=清理)|(?=总结(?!会)))"
    r"(?P<t>[^，。；：\n]{2,30})"
)
_PLACE = re.compile(
    r"(?:地点(?:是|在|为|：|还是|改到|改在|定在)?|(?<![现正存实所潜])在|到(?!会|场|位|齐)|去|改到|改在|挪到|搬到|换到|前往|于)\s?(?P<p>[^，。；：\n]{2,16}?(?:室|厅|楼(?!\S{0,5}(?:室|厅|活动))|部|场|所|馆|家|院|堂|工区|食堂|门口|广场|基地|中心|公园|现场|展馆|遗址|码头|泊位|工地|活动室|之家|样板区|预制场|大院|操场|调度室|船上|纪念馆|旧址|学校|村|站|棚|区|处|营地))"
)
_PLACE_WORD = re.compile(
    r"^(?:就?在|还是|地点|于)?(?P<p>[^，。；：\n]{1,14}?(?:会议室|活动室|活动中心|党员之家|办公室|多功能厅|报告厅|礼堂|食堂|广场|门口|教室|项目部|工区|调度室|值班室|培训室|展馆|展示馆|规划馆|纪念馆|基地|大院|操场|样板区|预制场|现场|泊位|码头|工棚|大厅|院子|图书室|阅览室))(?:开|上|集合|见|举行|召开|参加)?$"
)
_NEW_PLACE = re.compile(
    r"改(?:到|在|为|至|成|去)?(?P<p>线上(?:[，,]?会议号[\s\d]+)?(?=开|进行|召开|举行|$|[，。；\n])|腾讯会议[\s\d]*|视频会议|[一二三四五六七八九十\d]+楼[^，。；\n]{0,10}|[^，。；\n]{2,12}?(?:室|厅|楼|场|码头|工地|食堂|门口|中心|广场|基地|工区|项目部|陵园|公园|园|碑|馆|院|学校|村|镇|社区|桥头|岸边))(?=开|进行|召开|举行|$|[，。；\n])"
)
_MEETING_NUMBER = re.compile(r"(?:腾讯|钉钉|飞书|视频|线上)?会议(?:号|室号|ID)?[：:是为\s]*\d[\d\s-]{5,}\d")
_NO_PLACE = re.compile(r"待定|老地方|不变|另行|照旧|原地")
_ENDS = re.compile(r"(?:约|大约|大概|预计)?(?:开|讲|上|持续|时长|会期|为时|用时)?(?:约|大约|大概|为)?$")
_LECTURER = re.compile(r"(?:由|请|邀请|特邀|主讲(?:人)?(?:是|为|：)?|主讲)?$")
_MENTIONS_ONLY = re.compile(
    r"照旧|时间不变|照常|不变|准时|按时|别忘|记得|别迟到|材料|开完|之后|以后|会前|会后|上次|结束|签到|请假|缺席|参加不了|纪要|没来|补"
)


def plan_from_fields(heard: Heard, found: dict[str, Field]) -> list[Draft] | None:
    """Return the meeting a notice in fields announces or moves, else None."""
    if "time" not in found and not re.search("改|调整|取消|推迟", heard.text):
        return None
    head = heard.text[: min(f.start for f in found.values())]
    name = notices.value(heard, found.get("name"))
    kind = (
        _convened(head, heard)
        or kinds.find(name, heard.ears.lexicon.kinds)
        or kinds.find(head, heard.ears.lexicon.kinds)
        or kinds.find(heard.text, heard.ears.lexicon.kinds)
    )
    other = kinds.other(name or head)
    if kind is None and other is None:
        return None
    stretch = found.get("time") or found.get("place")
    assert stretch is not None
    times = _times(heard, stretch.start, stretch.end)
    draft = Draft("meeting.plan", {}, "notice in fields", 0, len(heard.text))
    draft.put(
        kind=kind[0] if kind else "其他会议",
        start=times[0] if times else None,
        end=times[1] if times else None,
    )
    draft.put(title=_field_title(heard, found, name or head, kind), place=_field_place(heard, found))
    draft.put(audience=_field_audience(heard, found, head), lecturer=_field_lecturer(heard, found))
    return [_known(heard, draft, 0, len(heard.text))]


def _convened(head: str, heard: Heard) -> tuple[str, int, int] | None:
    """「经支委会研究，决定召开一季度党课」: what is convened, not who decided it."""
    held = re.search(r"(?:召开|举行|举办|开展|组织)", head)
    return kinds.find(head[held.end() :], heard.ears.lexicon.kinds) if held else None


def _field_title(heard: Heard, found: dict[str, Field], head: str, kind: tuple[str, int, int] | None) -> str:
    title = notices.value(heard, found.get("title"))
    quoted = _QUOTED.search(title)
    if quoted and len(quoted[0]) > len(title) * 0.6:
        return quoted["t"]
    if title:
        return "" if re.search(r"[；;]|\d[、.．]|[一二三]、", title) else spans.bare(spans.light(title))
    if "暨" in head:
        return spans.light(re.sub(r"的?(?:通知|预告|公告)$", "", head.split("暨")[1].strip()))
    if kind is None:
        return _other_name(head)
    quoted = _QUOTED.search(head)
    return quoted["t"] if quoted else ""


def _other_name(head: str) -> str:
    text = re.sub(
        r"^(?:.*?关于)?(?:召开|举行|举办|开展|组织|开)?|的?(?:通知|预告|安排)[：:\s]*$",
        "",
        head.strip().split("\n")[0].strip("【】🔔📢 "),
    )
    found = kinds.other(text)
    return spans.light(text[: found[1]]) if found else spans.light(text)


def _field_place(heard: Heard, found: dict[str, Field]) -> str:
    place = re.sub(
        r"^(?:改到|改在|改为|调整为|调整到|变更为|仍?在|还是|为|是|换到|挪到)",
        "",
        notices.value(heard, found.get("place")),
    )
    place = re.sub(r"[（(][^）)]*(?:不变|原)[^）)]*[）)]$", "", place)
    return "" if _NO_PLACE.search(place) else place


def _field_audience(heard: Heard, found: dict[str, Field], head: str) -> str:
    main, also = notices.value(heard, found.get("audience")), notices.value(heard, found.get("also"))
    if main:
        return f"{main}、{also}" if also else main
    return _salutation(heard, head) or _whose(heard, head)


def _field_lecturer(heard: Heard, found: dict[str, Field]) -> str:
    field = found.get("lecturer")
    if not field:
        return ""
    named = [m.name for m in heard.mentions_in(field.start, field.end) if m.name]
    return named[0] if named else notices.value(heard, field)


def _salutation(heard: Heard, head: str) -> str:
    """Return a group that is greeted: 「各党小组：」; 各位 is none."""
    found = re.search(r"(?:^|\n)(?P<g>[^\n：，。]{2,14})[：:]\s*(?:\n|$)", head) or re.match(
        r"(?P<g>[^\n：，。]{2,12})[：:]", heard.text
    )
    if not found:
        return ""
    group = audience.find(found["g"], heard.ears.people.groups)
    return found["g"] if group and group[0] not in ("大家",) and "各位" not in found["g"] else ""


def _whose(heard: Heard, text: str) -> str:
    """Return the group whose meeting it is: 「一组今晚7点小组会」."""
    found = re.search(
        r"(?<![周期拜])(?P<g>第?[一二三四1-4](?:党?小)?组(?:的同志们?|全体(?:党员|同志)?|党员)?|[两三]个党小组)(?!组会)",
        text,
    )
    if found:
        return found["g"]
    found = re.search(r"(?P<g>第[一二三四]党小组)会", text)
    return found["g"] if found else ""


def _times(
    heard: Heard, start: int, end: int, old: When | None = None
) -> tuple[When | None, When | None] | None:
    """Return (start, end) of a meeting told in a stretch; the last value of a self-correction holds."""
    times = heard.times_again(start, end, Policy("future", old)) if old else heard.times_in(start, end)
    fixed = [t for t in times if t.value is not None and t.found.kind not in (Kind.DURATION, Kind.RECURRING)]
    fixed = [
        t
        for t in fixed
        if not re.match(r"(?:前(?!往)|之前|以前|截止)", heard.text[t.end : t.end + 2])
        and t.found.kind is not Kind.DEADLINE
    ]
    if not fixed:
        return None
    chosen = _corrected(heard, fixed)
    begin = chosen.value
    finish: When | None = chosen.until
    if finish is None:
        finish = _told_end(heard, times, chosen, begin)
    return begin, finish


def _corrected(heard: Heard, times: list[Time]) -> Time:
    """Return the time that holds: the first with a clock, or the last after 「不对，是…」 and 「改到」."""
    for time in reversed(times):
        before = heard.text[max(0, time.start - 10) : time.start]
        if re.search(
            r"(?:不对|说错|错了|应该是|更正|改到|改在|改为|改成|调整(?:为|到|至)|另定在?|推迟到|提前到|挪到|延到|定到|换到|改至|延至)[^\d]{0,4}$",
            before,
        ):
            return time
    for time in times:
        tail = heard.text[time.end : time.end + 6]
        if (
            time.clock
            and not re.match(r"[^，。]{0,2}(?:集合|出发|签到|上车|到齐)", tail)
            and not re.match(r"\S{0,2}不是", heard.text[max(0, time.start - 2) : time.start])
        ):
            return time
    return times[0]


def _told_end(heard: Heard, times: list[Time], chosen: Time, begin: When | None) -> When | None:
    if not isinstance(begin, datetime):
        return None
    for time in times:
        seconds = time.found.seconds
        if (
            time.found.kind is Kind.DURATION
            and seconds
            and 600 <= seconds < 86400
            and time.start >= chosen.end
        ):
            lead = heard.text[max(0, time.start - 5) : time.start]
            if re.search(r"约|大概|预计|时长|开|讲|持续|会期|为时|[，：（]$", lead) and not re.search(
                r"提前|每人|不超过|发言", lead
            ):
                return begin + timedelta(seconds=seconds)
        before = heard.text[max(0, time.start - 5) : time.start]
        after = heard.text[time.end : time.end + 4]
        if (
            time.start > chosen.end
            and time.clock
            and (re.search(r"开到|到$|至$|散会", before) or re.match(r"(?:结束|散会|前结束)", after))
        ):
            return time.value
    return None


def _known(heard: Heard, draft: Draft, start: int, end: int) -> Draft:
    """Turn a plan into a reschedule if it moves a known meeting, else leave it a plan."""
    known = _same_meeting(heard, draft, start, end)
    if known is None:
        return draft
    change = cue("meeting_change").search(heard.text[start:end])
    when = draft.slots.get("start")
    differs = isinstance(when, datetime) and when != meetings.starts(known)
    if change or (differs and isinstance(known.start, datetime) is not False):
        slots = {k: v for k, v in draft.slots.items() if k in ("start", "end", "place")}
        moved = Draft("meeting.reschedule", {}, "a known meeting moved", start, end)
        return moved.put(meeting=known.id, **slots, reason=reason(heard, start, end))
    return draft


def _same_meeting(heard: Heard, draft: Draft, start: int, end: int) -> NearMeeting | None:
    """Return the known meeting a plan speaks of: same kind, to come, and same day, or words of change."""
    hit = meetings.named(heard, start, end, meetings.FUTURE)
    if hit is None or meetings.starts(hit.meeting) < heard.context.now - meetings.AFTER:
        return None
    if draft.slots.get("kind") not in (None, hit.meeting.kind):
        return None
    change = cue("meeting_change").search(heard.text[start:end])
    when = draft.slots.get("start")
    day = when.astimezone(CHINA).date() if isinstance(when, datetime) else when
    if change or day is None or day == meetings.starts(hit.meeting).date():
        return hit.meeting
    return None


def reason(heard: Heard, start: int, end: int) -> str:
    """Return why: the words after 因 or in a clause of their own without time, place and change."""
    text = heard.text[start:end]
    if found := re.search(
        r"(?:因为?|由于|原因(?:是)?[：:]?|说明[：:])(?P<r>[^；。\n]{2,40}?)(?=[，。；\n]|$|取消|推迟|延期|改到|改在|不开|调整)",
        text,
    ):
        return found["r"]
    for clause in heard.clauses:
        if not (start <= clause.start and clause.end <= end):
            continue
        body = clause.text.strip()
        plain = (
            not heard.times_in(clause.start, clause.end)
            and not cue("meeting_change").search(body)
            and not cue("meeting_cancel").search(body)
        )
        if (
            plain
            and 2 <= len(body) < 30
            and not _PLACE.search(body)
            and not _PLACE_WORD.search(body)
            and not re.search(
                r"地点|时间|大家|请|各位|通知|还是|跟.*说|不变|别|会议室|口误|笔误|[说写记看]错", body
            )
            and not kinds.find(body)
        ):
            return spans.light(body)
    return ""


def change(unit: Unit) -> list[Draft] | None:
    """Return a known meeting moved or called off, told in a sentence; None if the unit tells neither."""
    heard, text = unit.heard, unit.text
    moved, dropped = cue("meeting_change").search(text), cue("meeting_cancel").search(text)
    if not moved and not dropped:
        return None
    hit = meetings.named(heard, unit.start, unit.end, meetings.FUTURE) or _only_one(heard, unit)
    if hit is None or not _about_meeting(unit, hit):
        return None
    old = meetings.starts(hit.meeting) if isinstance(hit.meeting.start, datetime) else hit.meeting.start
    when = _moved_time(heard, unit, moved, old) if moved else None
    place = place_in(heard, unit.start, unit.end)
    if dropped and when is None:
        draft = Draft("meeting.cancel", {}, "called off", unit.start, unit.end)
    elif moved and (when or place or re.search("推迟|延期|延后|提前|改期|推[到至后]|顺延|往后", text)):
        draft = Draft("meeting.reschedule", {}, "moved", unit.start, unit.end)
        if when:
            draft.put(start=when[0], end=when[1])
        draft.put(place=place)
    else:
        return None
    draft.told = hit.named
    return [draft.put(meeting=hit.meeting.id, reason=reason(heard, unit.start, unit.end))]


def _about_meeting(unit: Unit, hit: meetings.MeetingHit) -> bool:
    return hit.named


_BARE_MEETING = re.compile(
    r"(?<!开|完|员|晚|机|社|聚|约|误|学|工|协|都)会(?!议室|计|不(?![开搞办成])|员|上|场|后)|会议(?!室)|[堂节场]课"
)


def _only_one(heard: Heard, unit: Unit) -> meetings.MeetingHit | None:
    """「下午的会改到四点」: a bare 会 is the one of that day, or the next one."""
    if not _BARE_MEETING.search(unit.text):
        return None
    days = [t.day for t in unit.times if t.day]
    if days:
        fit = [m for m in meetings.on_day(heard, days[0]) if meetings.of_group(m, unit.text)]
        return meetings.MeetingHit(fit[0], True) if len(fit) == 1 else None
    return None


def _moved_time(
    heard: Heard, unit: Unit, word: re.Match[str] | None, old: When
) -> tuple[When | None, When | None] | None:
    """Return the new time: the one said after the word of change, else the last one said."""
    times = [
        t
        for t in heard.times_again(unit.start, unit.end, Policy("future", old))
        if t.found.kind not in (Kind.DURATION, Kind.RECURRING)
    ]
    at = unit.start + (word.start() if word else 0)
    after = [t for t in times if t.end > at and t.value is not None and not _negated(heard, t)]
    if not after:
        said = [t for t in times if t.clock and t.value == old]
        return (old, None) if said else None
    after = [t for t in after if not _SETS_OFF.match(heard.text, t.end)] or after
    chosen = next((t for t in after if t.clock), after[0])
    begin = _with_clock(heard, unit, chosen, old)
    return begin, chosen.until or _told_end(heard, times, chosen, begin)


_SLIP = re.compile(r"(?:的)?(?:那个)?(?:是我?)?(?:口误|笔误|说错|写错|记错|看错|错的)")
_SETS_OFF = re.compile(r"[^，。；]{0,2}(?:集合|出发|发车|开车|上车|走(?=[，。；]|$)|发(?=[，。；]|$))")
_OPEN_END = re.compile(r"(?:以后|之后|过后)$|(?<=[一-龥])(?:以后|之后|过后)")  # no day is fixed by it


def _negated(heard: Heard, time: Time) -> bool:
    before, said = heard.text[max(0, time.start - 4) : time.start], heard.text[time.start : time.end + 2]
    return bool(
        re.search(r"(?:不是|原定|原来|原|由)(?:的|于|在)?$", before)
        or _SLIP.match(heard.text, time.end)
        or _OPEN_END.search(said)
    )


_SAME_CLOCK = re.compile(r"(?:同一|同样的?|一样的?|原来的?|老)(?:个)?(?:时间|钟点|点)")


def _with_clock(heard: Heard, unit: Unit, time: Time, old: When) -> When | None:
    """A new day with 「时间不变」 keeps the old clock; otherwise a day stays a day."""
    value = time.value
    if value is not None and isinstance(old, datetime) and _SAME_CLOCK.search(unit.text):
        day = value.astimezone(CHINA).date() if isinstance(value, datetime) else value
        return datetime.combine(day, old.astimezone(CHINA).timetz())
    if isinstance(value, datetime) or value is None or not isinstance(old, datetime):
        return value
    if re.search(r"时间不变|还是(?:那个|这个|原来的?)?(?:时间|点)|钟点不变", unit.text):
        clock = old.astimezone(CHINA)
        return datetime(value.year, value.month, value.day, clock.hour, clock.minute, tzinfo=CHINA)
    return value


def place_in(heard: Heard, start: int, end: int) -> str:
    """Return the place a stretch names."""
    if online := _MEETING_NUMBER.search(heard.text, start, end):
        return online[0].strip()
    people = [(m.start, m.end) for m in heard.mentions_in(start, end)]
    for clause in heard.clauses:
        if not (start <= clause.start and clause.end <= end):
            continue
        cuts = [(t.start, t.end) for t in heard.times_in(clause.start, clause.end)]
        text = spans.without(heard.text[clause.start : clause.end], clause.start, cuts)
        if _NO_PLACE.search(text) or re.search(r"不(?:在|去|到)", text) and "改" not in text:
            continue
        found = _NEW_PLACE.search(text) or _PLACE_WORD.match(text.strip()) or _PLACE.search(text)
        if found and not any(found["p"] == heard.text[a:b] for a, b in people):
            return re.sub(r"^(?:[还仍]在|改到|改在|改去|就在|还是|到|在|去)", "", found["p"])
    return ""


def plan(unit: Unit) -> list[Draft] | None:
    """Return a meeting fixed in a sentence: a word for a meeting and a definite day; None otherwise."""
    draft = _fixed(unit)
    if draft is None or _mere_mention(unit.heard, unit, draft):
        return None
    return [_known(unit.heard, draft, unit.start, unit.end)]


def announced(unit: Unit) -> list[Draft]:
    """Return the meeting a formal notice fixes, also one already known that is announced again."""
    draft = _fixed(unit)
    return [_known(unit.heard, draft, unit.start, unit.end)] if draft else []


def _fixed(unit: Unit) -> Draft | None:
    heard, text = unit.heard, unit.text
    kind = kinds.find(text, heard.ears.lexicon.kinds)
    other = None if kind else kinds.other(text)
    if kind is None and other is None:
        return None
    times = _times(heard, unit.start, unit.end)
    if times is None or times[0] is None or not _to_come(heard, times[0]):
        return None
    draft = Draft("meeting.plan", {}, "a meeting fixed", unit.start, unit.end)
    draft.put(kind=kind[0] if kind else "其他会议", start=times[0], end=times[1])
    draft.put(
        place=place_in(heard, unit.start, unit.end),
        audience=_audience(heard, unit),
        lecturer=_lecturer(heard, unit),
    )
    return draft.put(title=_title(heard, unit, kind))


def _to_come(heard: Heard, when: When) -> bool:
    return when >= heard.context.now if isinstance(when, datetime) else when >= heard.context.now.date()


def _mere_mention(heard: Heard, unit: Unit, draft: Draft) -> bool:
    """A known meeting mentioned as it was is no plan, unless it is announced again in full."""
    hit = meetings.named(heard, unit.start, unit.end, meetings.FUTURE)
    told = sum(name in draft.slots for name in ("title", "place", "audience", "lecturer"))
    told -= draft.slots.get("title") in ("大会", "会议", "讲座", "培训", "参观", "仪式", "活动")
    clock = isinstance(draft.slots.get("start"), datetime)
    if hit and draft.slots.get("kind") == hit.meeting.kind:
        when = draft.slots.get("start")
        same = (
            when == meetings.starts(hit.meeting) if clock else (when == meetings.starts(hit.meeting).date())
        )
        if same:
            return not (clock and told >= 2 and not _MENTIONS_ONLY.search(unit.text))
        if not clock and not cue("meeting_change").search(unit.text):
            return told < 1
    if _MENTIONS_ONLY.search(unit.text) and not (
        clock and (told or re.search("别忘|准时|按时|记得", unit.text))
    ):
        return True
    return not clock and told < 1


def _audience(heard: Heard, unit: Unit) -> str:
    text = unit.text
    found = re.search(
        r"(?P<g>[^，。；：\n]{2,16}?)(?:都|全部|一起|全体|均|请)?(?:要|需|得)?(?:参加|参会|出席|到会|全部到|都到|全到|必须到|到场)(?!不了|人)",
        text,
    )
    if found:
        group = audience.find(found["g"], heard.ears.people.groups)
        if group:
            return _joined_groups(found["g"]) or group[0]
        if re.search(r"都|全部", found[0]) and re.search(r"长|员|干部", found["g"]):
            return spans.trim(found["g"])
    if re.search(r"都(?:来|可以来|能来)|家属也可以|欢迎.{0,6}参加", text):
        return "大家"
    if whose := _whose(heard, text):
        return whose
    if salute := _salutation(heard, heard.text[: unit.end]):
        return salute
    if re.search(r"@所有人|@全体成员", heard.text):
        return "大家"
    everyone = audience.find(text, heard.ears.people.groups)
    if (
        everyone
        and everyone[0] not in ("党员", "支委", "青年")
        and not re.search(rf"{re.escape(everyone[0])}(?:会|大会)", text)
    ):
        return (
            "大家"
            if everyone[0] == "大家" and re.search(r"@所有人|所有人|大家(?:都)?(?:来|参加|到)", text)
            else ("" if everyone[0] == "大家" else everyone[0])
        )
    return ""


def _joined_groups(said: str) -> str:
    """「中层以上和全体党员」: several groups joined are the audience together."""
    left = audience.GROUP.sub("", said)
    several = len(audience.GROUP.findall(said)) > 1
    joined = several and re.fullmatch(r"[，\s]*(?:以[上下]|的|[和、及与])+", left)
    return spans.trim(said) if joined else ""


def _lecturer(heard: Heard, unit: Unit) -> str:
    text = unit.text
    if re.search(r"我(?:来)?(?:给大家)?(?:讲|上课|上党课|主讲|授课)", text):
        return heard.sender
    for mention in heard.mentions_in(unit.start, unit.end):
        after = heard.text[mention.end : mention.end + 8]
        before = heard.text[max(unit.start, mention.start - 5) : mention.start]
        if re.match(
            r"(?:来|同志|给大家|给咱们|亲自)*(?:主讲|讲|授课|上(?:党|微|廉|这)?课|宣讲|领学|给大家讲)", after
        ) or re.search(r"(?:主讲人?|授课人?|讲课人?)(?:是|为|：)?$", before):
            return mention.name
    found = re.search(
        r"(?:邀请|请|特邀)(?P<who>[^，。；\n]{2,24}?)(?:同志)?(?:来|给|为|到)(?:给|为)?(?:大家|咱们?|我们)?(?:讲|上|作|做|授)",
        text,
    )
    return (
        found["who"]
        if found and not heard.mentions_in(unit.start + found.start("who"), unit.start + found.end("who"))
        else ""
    )


def _title(heard: Heard, unit: Unit, kind: tuple[str, int, int] | None) -> str:
    text = unit.text
    if "暨" in text:
        return spans.light(re.split(r"[，。；\n]", text.split("暨")[1])[0])
    if quoted := _QUOTED.search(text):
        return quoted["t"]
    if kind is None:
        found = kinds.other(text)
        clause = next(
            (c for c in unit.clauses if found and c.start <= unit.start + found[0] < c.end), unit.clauses[0]
        )
        cuts = [(t.start, t.end) for t in heard.times_in(clause.start, clause.end)]
        name = spans.without(
            clause.text[: (unit.start + found[1] - clause.start) if found else None], clause.start, cuts
        )
        return spans.trim(re.sub(r"^.*(?:召开|举行|举办|开展|组织|参加|开)", "", name))
    found_topic = _TOPIC.search(re.sub(r"我来讲", "讲", text))
    if not found_topic:
        return ""
    topic = spans.light(found_topic["t"])
    topic = re.sub(r"(?:全部到|都参加|参加|，.*)$", "", topic)
    bare = _NO_TOPIC.fullmatch(topic) or kinds.find(topic) and len(topic) < 6
    return "" if bare else topic


_NO_TOPIC = re.compile(r"课|座|话|完|了|得|的|参观|学习|讨论|研究|观看|汇报|总结")
