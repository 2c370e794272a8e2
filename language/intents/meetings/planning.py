"""A meeting fixed in a sentence: a word for a meeting and a definite day."""

import re
from datetime import datetime

from branch.calendar import CHINA
from branch.context import NearMeeting
from language.drafts import Draft
from language.heard import Heard
from language.intents.meetings import moving
from language.intents.meetings.moving import reason
from language.intents.meetings.people import audience_of, lecturer_of
from language.intents.meetings.subject import subject_of
from language.intents.meetings.times import told_times
from language.lexicon import cue
from language.references import meetings
from language.slots import kinds
from language.slots.places import place_in
from language.slots.times import When
from language.units.unit import Unit

_MENTIONS_ONLY = re.compile(
    r"照旧|时间不变|照常|不变|准时|按时|别忘|记得|别迟到|材料|开完|之后|以后|会前|会后|上次|"
    r"结束|签到|请假|缺席|参加不了|纪要|没来|补"
)


_SET_FOR = re.compile(r"(?:放|定|安排|排|选)(?:在|到|于)")
"""「下次支委会放在12月9号」: set for a day, though for no hour."""
_AS_IT_WAS = re.compile(r"照旧|照常|不变|上次|纪要|没来|缺席")


_HELD = re.compile(r"(?:[会课午晚天]|党日)(?:已经)?开了(?!个)")
"""「党课上午开了，讲党的纪律」: it was held."""


_WHO_GO = re.compile(r"(?:听|上|开|参加|去)[^，。；]{0,5}(?:会|课|党日)的(?:先|都|早|人|自己|记得|来)")
"""「明早五点半就有粥，听安全课的先来垫两口」: who goes there, and nothing is fixed."""


def known_or_new(heard: Heard, draft: Draft, start: int, end: int) -> Draft:
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


def plan(unit: Unit) -> list[Draft] | None:
    """Return a meeting fixed in a sentence: a word for a meeting and a definite day; None otherwise."""
    draft = _fixed(unit)
    if draft is None or _mere_mention(unit.heard, unit, draft):
        return None
    if _ASKED_TO.match(unit.heard.text, _first_name_ends(unit)):
        return None
    if each := _one_each(unit, draft):
        return each
    made = known_or_new(unit.heard, draft, unit.start, unit.end)
    kind = unit.heard.kind_in(unit.text)
    strange = moving.unknown(unit, kind[1:]) if kind and made is draft else None
    return [made] if strange is None else strange


_ASKED_TO = re.compile(r"同?志?，?(?:你|您)(?:来|去|负责)?(?:组织|牵头|张罗|安排|筹备|准备|通知)(?:一下|下)?")
"""「袁刚你组织一下周末的义务劳动」: somebody is to see to it."""


def _first_name_ends(unit: Unit) -> int:
    named = unit.heard.mentions_in(unit.start, unit.end)
    return named[0].end if named and named[0].start == unit.start else unit.start


_EACH = re.compile(r"各(?:再)?(?:开|上|办|搞|组织|安排)(?:一?[次场堂节])")


def _one_each(unit: Unit, draft: Draft) -> list[Draft]:
    """「下周二和周四各上一次党课」: one for each day told."""
    each = _EACH.search(unit.text)
    days = [t for t in unit.times if t.day and each and t.end <= unit.start + each.start()]
    joined = all(
        re.fullmatch(r"\s*[、和跟与及]\s*", unit.heard.text[a.end : b.start])
        for a, b in zip(days, days[1:], strict=False)
    )
    if len(days) < 2 or not joined:
        return []
    clock = next((t.value for t in days if t.clock and isinstance(t.value, datetime)), None)
    found = []
    for day in days:
        start = day.value
        if clock and not isinstance(start, datetime) and day.day:
            start = datetime.combine(day.day, clock.timetz())
        found.append(Draft(draft.intent, {**draft.slots, "start": start}, draft.rule, draft.start, draft.end))
    return found


def announced(unit: Unit) -> list[Draft]:
    """Return the meeting a formal notice fixes, also one already known that is announced again."""
    draft = _fixed(unit)
    return [known_or_new(unit.heard, draft, unit.start, unit.end)] if draft else []


def _fixed(unit: Unit) -> Draft | None:
    heard, text = unit.heard, unit.text
    kind = heard.kind_in(text)
    other = None if kind else kinds.other(text)
    if kind is None and other is None:
        return None
    times = told_times(heard, unit.start, unit.end)
    if kind is None and times and not isinstance(times[0], datetime) and _I_GO.search(text):
        return None  # 「周五植树我坐康队的车去」
    if times is None or times[0] is None or not _to_come(heard, times[0]):
        return None
    if re.search(r"(?<![自草])拟于|旬", text) and not isinstance(times[0], datetime):
        return None  # 「拟于6月上旬组织演练」 fixes no day
    draft = Draft("meeting.plan", {}, "a meeting fixed", unit.start, unit.end)
    draft.put(kind=kind[0] if kind else "其他会议", start=times[0], end=times[1])
    draft.put(
        place=place_in(heard, unit.start, unit.end),
        audience=audience_of(heard, unit),
        lecturer=lecturer_of(heard, unit),
    )
    return draft.put(title=subject_of(heard, unit, kind))


_I_GO = re.compile(r"(?:^|[^叫让请找给跟和])我(?!们|单位|部|项目)[^，。；]{0,8}[去到来]")


def _to_come(heard: Heard, when: When) -> bool:
    return when >= heard.context.now if isinstance(when, datetime) else when >= heard.context.now.date()


def _mere_mention(heard: Heard, unit: Unit, draft: Draft) -> bool:
    """A known meeting mentioned as it was is no plan, unless it is announced again in full."""
    hit = meetings.named(heard, unit.start, unit.end, meetings.FUTURE)
    told = sum(name in draft.slots for name in ("title", "place", "audience", "lecturer"))
    told -= draft.slots.get("title") in ("大会", "会议", "讲座", "培训", "参观", "仪式", "活动")
    clock = isinstance(draft.slots.get("start"), datetime)
    if _HELD.search(unit.text) and not clock or _WHO_GO.search(unit.text) and told < 1:
        return True
    if hit and draft.slots.get("kind") == hit.meeting.kind:
        when = draft.slots.get("start")
        same = (
            when == meetings.starts(hit.meeting) if clock else (when == meetings.starts(hit.meeting).date())
        )
        if same:
            only = _AS_IT_WAS if told > 2 or "title" in draft.slots else _MENTIONS_ONLY
            return not (clock and told >= 2 and not only.search(unit.text))
        if not clock and not cue("meeting_change").search(unit.text):
            return told < 1 and not _SET_FOR.search(unit.text)
    if clock and told < 2 and any(m.start == draft.slots.get("start") for m in heard.context.meetings):
        return True  # 「四点多功能厅开大会，暖气有人试过吗」
    if _MENTIONS_ONLY.search(unit.text) and not (
        clock and (told or re.search("别忘|准时|按时|记得", unit.text))
    ):
        return True
    return not clock and told < 1 and not _SET_FOR.search(unit.text)
