"""A known meeting moved or called off, told in a sentence, and why."""

import re
from datetime import datetime

from branch.calendar import CHINA
from branch.context import NearMeeting
from branch.updates import Doubt
from language.drafts import Draft
from language.heard import Heard
from language.intents.meetings.times import told_end
from language.lexicon import cue
from language.moments import Kind, Policy
from language.references import meetings
from language.slots import spans
from language.slots.places import PLACE, PLACE_WORD, place_in
from language.slots.times import Time, When
from language.units.unit import Unit

_PUTS_RIGHT = re.compile(r"(?:哦|噢|呃|哎|等等|等下|不对|错了|搞错了|说错了|更正|不好意思)+")


def reason(heard: Heard, start: int, end: int) -> str:
    """Return why: the words after 因 or in a clause of their own without time, place and change."""
    text = heard.text[start:end]
    if found := re.search(
        r"(?:因为?|由于|原因(?:是)?[：:]?|说明[：:])(?P<r>[^；。\n]{2,40}?)(?=[，。；\n]|$|取消|"
        r"推迟|延期|改到|改在|不开|调整)",
        text,
    ):
        return found["r"]
    later = bool(_TO_BE_TOLD.search(heard.text))  # then a day tells when the cause comes
    for clause in heard.clauses:
        if not (start <= clause.start and clause.end <= end):
            continue
        body = clause.text.strip()
        plain = (
            not any(t.clock or not later for t in heard.times_in(clause.start, clause.end))
            and not cue("meeting_change").search(body)
            and not cue("meeting_cancel").search(body)
        )
        if (
            plain
            and 2 <= len(body) < 30
            and not PLACE.search(body)
            and not PLACE_WORD.search(body)
            and not cue("tells_no_reason").search(body)
            and not _TO_BE_TOLD.search(body)
            and not _PUTS_RIGHT.fullmatch(body)
            and not heard.kind_in(body)
        ):
            return spans.light(body)
    return ""


def change(unit: Unit) -> list[Draft] | None:
    """Return a known meeting moved or called off, told in a sentence; None if the unit tells neither."""
    heard, text = unit.heard, unit.text
    moved, dropped = cue("meeting_change").search(text), cue("meeting_cancel").search(text)
    if not moved and not dropped:
        return None
    word = moved or dropped
    at = unit.start + word.start() if word else unit.end
    hit = _named_before(heard, unit, at) or meetings.named(heard, unit.start, unit.end, meetings.FUTURE)
    hit = hit or _only_one(heard, unit)
    if hit is None or not _about_meeting(unit, hit):
        return None
    if elsewhen := _another_day(heard, unit, hit, moved or dropped):
        return [_no_such_meeting(unit, elsewhen, "meeting.cancel" if dropped else "meeting.reschedule")]
    old = meetings.starts(hit.meeting) if isinstance(hit.meeting.start, datetime) else hit.meeting.start
    when = _moved_time(heard, unit, moved, old) if moved else None
    place = place_in(heard, unit.start, unit.end)
    if moved and when is None and not place:
        place = _elsewhere(heard, unit)
    if dropped and when is None and not place and _PUT_OFF.search(text, dropped.end() - 0):
        draft = Draft("meeting.reschedule", {}, "moved", unit.start, unit.end)
    elif dropped and when is None:
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


def _named_before(heard: Heard, unit: Unit, at: int) -> meetings.MeetingHit | None:
    """「民主评议提前到5号，组织生活会开完接着开」: what is moved stands before the word of moving."""
    hit = meetings.named(heard, unit.start, at, meetings.FUTURE) if len(unit.numbers) > 1 else None
    return hit if hit and hit.named else None


_ITS_DAY = re.compile(r"的?(?:[这那][个场次堂节])?(?:的)?(?:第?[一二三四]?党?小?组|支部|项目部?)?的?")
"""What may stand between a day and the meeting of that day: 「明天的党课」, 「周五那次二组的会」."""
_THAT_DAY = re.compile(r"(?:就|先|也|都|暂时|还是)*")
"""What may stand between a day and what happens on it: 「党课明天先不上了」."""


def _another_day(
    heard: Heard, unit: Unit, hit: meetings.MeetingHit, word: re.Match[str] | None
) -> tuple[int, int] | None:
    """Return where the words name a meeting of a day on which the known one is not: 「明天的党课」."""
    at = unit.start + word.start() if word else unit.end
    kind = next(((a + unit.start, b + unit.start) for _, a, b in heard.kinds_in(unit.text)), None)
    if kind is None or kind[0] > at:
        return None
    for time in heard.times_in(unit.start, at):
        before = _ITS_DAY.fullmatch(heard.text, time.end, kind[0]) if time.end <= kind[0] else None
        after = _THAT_DAY.fullmatch(heard.text, time.end, at) if time.start >= kind[1] else None
        fits = meetings.falls_on(heard, time, meetings.starts(hit.meeting))
        if time.names_day and (before or after) and not fits:
            return min(time.start, kind[0]), max(time.end, kind[1])
    return None


def _no_such_meeting(unit: Unit, said: tuple[int, int], intent: str) -> Draft:
    draft = Draft(intent, {}, "no meeting on that day", unit.start, unit.end)
    draft.doubts = [Doubt(slot="meeting", said=unit.heard.text[slice(*said)], choices=())]
    return draft


_MOVES = re.compile(r"(?:提前|推迟|延[后期迟]|顺延|往后推|改)(?:到|至|为)")


def unknown(unit: Unit, kind: tuple[int, int]) -> list[Draft] | None:
    """「研讨会提前到九点」, and nobody has called one: no new meeting; addressed, it is asked which."""
    if not _MOVES.search(unit.text):
        return None
    said = (unit.start + kind[0], unit.start + kind[1])
    return [_no_such_meeting(unit, said, "meeting.reschedule")] if unit.heard.context.addressed else []


_PUT_OFF = re.compile(
    r"[，；\s](?:改|挪|推|放|延)(?:到|在|成|至)?(?:下下?个?(?:周|星期|礼拜|月)|改天|以后)(?![一二三四五六日天\d])"
)
"""「支委会不开了，改下周」: put off, and the day is still to be said."""


_ELSEWHERE = re.compile(r"(?:[改换挪移搬]到|[改换]在)(?P<p>[^，。；\n]{2,16})")


def _elsewhere(heard: Heard, unit: Unit) -> str:
    """「集合点换到设备分公司大门」: where to, if what follows the word of moving is no time."""
    found = _ELSEWHERE.search(heard.text, unit.start, unit.end)
    return found["p"] if found and not heard.times_in(found.start("p"), found.end("p")) else ""


def _about_meeting(unit: Unit, hit: meetings.MeetingHit) -> bool:
    return hit.named


_BARE_MEETING = re.compile(
    r"(?<!开|完|员|晚|机|社|聚|约|误|学|工|协|都)会(?!议室|计|不(?![开搞办成])|员|上|场|后)|会议(?!室)|[堂节场]课|活动(?!室|中心|板房)"
)


_MOVES_ONLY = re.compile(
    r"\s*(?:那就|就|时间|地点|地方|会议?)*(?:改|挪|换|调|推|提前|往[前后])(?:[^，。；]{0,4}(?:到|在|成|至|为))?"
)


def _only_moves(heard: Heard, unit: Unit) -> bool:
    """「地点改二楼会议室」「时间往后挪半小时」, said to the bot: only one meeting can be meant."""
    named = any(h.telling for h in heard.hits(0, len(heard.text), "task", "study", "hazard"))
    return heard.context.addressed and not named and bool(_MOVES_ONLY.match(unit.text))


def _coming(heard: Heard) -> list[NearMeeting]:
    return [m for m in heard.context.meetings if meetings.starts(m) > heard.context.now]


def _only_one(heard: Heard, unit: Unit) -> meetings.MeetingHit | None:
    """「下午的会改到四点」: a bare 会 is the one of that day, or the next one."""
    if _only_moves(heard, unit) and len(coming := _coming(heard)) == 1:
        return meetings.MeetingHit(coming[0], True)
    if not _BARE_MEETING.search(unit.text) or heard.kind_in(unit.text):
        return None
    days = [t.day for t in unit.times if t.day]
    if days:
        fit = [m for m in meetings.on_day(heard, days[0]) if meetings.of_group(m, unit.text)]
        fit = fit or meetings.next_of_group(heard, unit.text)  # 「二组的会挪到周三」
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
    if moved_when := re.search(r"时间(?:照旧|不变)", unit.text):
        clause = next((c for c in unit.clauses if c.start <= at < c.end), None)
        times = [t for t in times if clause and clause.start <= t.start < clause.end] if moved_when else times
    if _TO_BE_TOLD.search(heard.text) and not any(t.clock for t in times):
        return None  # 「推迟，明天暴雨，时间另行通知」
    after = [t for t in times if t.end > at and t.value is not None and not _negated(heard, t)]
    if not after:
        said = [t for t in times if t.clock and t.value == old]
        return (old, None) if said else None
    after = [t for t in after if not _SETS_OFF.match(heard.text, t.end)] or after
    chosen = next((t for t in after if t.clock), after[0])
    begin = _with_clock(heard, unit, chosen, old)
    return begin, chosen.until or told_end(heard, times, chosen, begin)


_TO_BE_TOLD = re.compile(
    r"(?:时间|啥时候|什么时候|何时|哪天|几时|具体)[^，。；]{0,4}(?:另行|再|等)(?:通知|定|说|告知)"
)
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
    if re.search(
        r"时间(?:、|和)?(?:地点)?(?:都|也)?(?:不变|照旧)|几点[^，。]{0,6}不变|还是(?:那个|这个|原来的?)?(?:时间|点)|钟点不变",
        unit.text,
    ):
        clock = old.astimezone(CHINA)
        return datetime(value.year, value.month, value.day, clock.hour, clock.minute, tzinfo=CHINA)
    return value
