"""Which known meeting is meant: by kind, title word, day, place, group; else the one on now or nearest."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from branch.calendar import CHINA
from branch.context import NearMeeting
from language.heard import Heard
from language.slots import kinds
from language.slots.times import Time

BEFORE = timedelta(minutes=60)
AFTER = timedelta(hours=3)
_NAMES_GROUP = re.compile(r"(?<![周期拜])(?P<n>[一二三四])(?:党?小)?组")
PAST, PRESENT, FUTURE = "past", "present", "future"


@dataclass(frozen=True, slots=True)
class MeetingHit:
    """The meeting meant: `named` says whether words pointed to it, `rivals` what fits as well."""

    meeting: NearMeeting
    named: bool
    rivals: tuple[NearMeeting, ...] = ()


def starts(meeting: NearMeeting) -> datetime:
    """Return the start as a moment; a day alone counts as its 9 o'clock."""
    if isinstance(meeting.start, datetime):
        return meeting.start.astimezone(CHINA)
    return datetime(meeting.start.year, meeting.start.month, meeting.start.day, 9, tzinfo=CHINA)


def running(heard: Heard) -> NearMeeting | None:
    """Return the meeting whose window (60 min before to 3 h after its start) holds now."""
    now = heard.context.now
    inside = [m for m in heard.context.meetings if -AFTER <= starts(m) - now <= BEFORE]
    return min(inside, key=lambda m: abs(starts(m) - now)) if inside else None


def following(heard: Heard) -> NearMeeting | None:
    """Return the next meeting to come."""
    coming = [m for m in heard.context.meetings if starts(m) >= heard.context.now]
    return min(coming, key=starts) if coming else None


def latest(heard: Heard) -> NearMeeting | None:
    """Return the last meeting that has begun."""
    past = [m for m in heard.context.meetings if starts(m) < heard.context.now]
    return max(past, key=starts) if past else None


def resolve(heard: Heard, start: int, end: int, tense: str) -> MeetingHit | None:
    """Return the meeting a stretch speaks of, or the one its tense points to."""
    if heard.context.about:
        for meeting in heard.context.meetings:
            if meeting.id == heard.context.about:
                return MeetingHit(meeting, True)
    if hit := named(heard, start, end, tense):
        return hit
    days = {day for time in heard.times_in(start, end) if (day := time.day)}
    those = [m for day in days for m in on_day(heard, day)]
    if len(those) == 1:
        return MeetingHit(those[0], False)
    if tense == PAST:
        found = running(heard) or latest(heard)
    elif tense == FUTURE:
        found = running(heard) or following(heard)
    else:
        found = running(heard)
    return MeetingHit(found, False) if found else None


def named(heard: Heard, start: int, end: int, tense: str = PRESENT) -> MeetingHit | None:
    """Return the meeting that words of the stretch name, the nearest of equals that fits the tense."""
    key = ("meeting named", start, end, tense)
    if key not in heard.kept:
        heard.kept[key] = _named(heard, start, end, tense)
    hit = heard.kept[key]
    assert hit is None or isinstance(hit, MeetingHit)
    return hit


def _named(heard: Heard, start: int, end: int, tense: str) -> MeetingHit | None:
    scored = [(score, m) for m in heard.context.meetings if (score := _score(heard, m, start, end)) >= 2.5]
    if not scored:
        return None
    top = max(score for score, _ in scored)
    best = [m for score, m in scored if score >= top - 0.01]
    return MeetingHit(_nearest(best, heard.context.now, tense), True, tuple(best) if len(best) > 1 else ())


def _nearest(meetings: list[NearMeeting], now: datetime, tense: str) -> NearMeeting:
    def distance(meeting: NearMeeting) -> tuple[bool, timedelta]:
        gap = starts(meeting) - now
        wrong = gap > BEFORE if tense == PAST else gap < -AFTER
        return wrong, abs(gap)

    return min(meetings, key=distance)


def _score(heard: Heard, meeting: NearMeeting, start: int, end: int) -> float:
    text = heard.text[start:end]
    score = 0.0
    said = _kinds_said(heard, start, end)
    if meeting.kind in said:
        score += 3
    elif said:
        score -= 1.5
    if meeting.kind == "支部党员大会" and not said and "大会" in text:
        score += 3.0
    if not said and (head := kinds.other(text)) and text[slice(*head)] in meeting.kind + meeting.title:
        score += 2.6
    for hit in heard.hits(start, end, "meeting"):
        if hit.item.id == meeting.id and hit.telling:
            score += min(hit.score, 20.0) if hit.score >= 15 else min(3.5, 1.5 + hit.score)
    if not said and len(meeting.place or "") > 2 and meeting.place in text:
        score += 1.2
    if score > 0:
        score += _day(heard, meeting, start, end) + _place(meeting, text) + _group(meeting, text)
    return score


_AFTER_IT = re.compile(r"(?:开?完|结束)?(?:之?后|后面|前面)的")
"""「支委会后面的讲座」: the first meeting only says when the second one is."""


_BESIDE_IT = re.compile(r"不(?:跟|和|与)$")
"""「评议不跟组织生活会挤一天」: the second meeting is only what it leaves."""


def _kinds_said(heard: Heard, start: int, end: int) -> list[str]:
    key = ("kinds", start, end)
    if key not in heard.kept:
        text = heard.text[start:end]
        found = heard.kinds_in(text)
        heard.kept[key] = [
            kind
            for kind, begin, at in found
            if not _AFTER_IT.match(text, at) and not _BESIDE_IT.search(text[:begin])
        ] or [kind for kind, *_ in found]
    said = heard.kept[key]
    assert isinstance(said, list)
    return said


def _day(heard: Heard, meeting: NearMeeting, start: int, end: int) -> float:
    times = [time for time in heard.times_in(start, end) if time.day]
    if not times:
        return 0.0
    return 2.0 if any(falls_on(heard, time, starts(meeting)) for time in times) else -0.4


_BARE_NUMBER = re.compile(r"(?P<n>\d{1,2})[号日]")
_BARE_WEEKDAY = re.compile(r"(?:周|星期|礼拜)(?P<n>[一二三四五六日天])")


def falls_on(heard: Heard, time: Time, start: datetime) -> bool:
    """Say whether a time said means the day of a meeting; a bare 28号 or 周三 can be the last one too."""
    said = heard.text[time.start : time.end]
    if time.day == start.date():
        return True
    if number := _BARE_NUMBER.fullmatch(said):
        return int(number["n"]) == start.day and abs(start - heard.context.now) < timedelta(days=28)
    weekday = _BARE_WEEKDAY.fullmatch(said)
    near = abs(start - heard.context.now) < timedelta(days=7)
    return bool(weekday) and near and "一二三四五六日天".index(weekday["n"]) % 7 == start.weekday()  # type: ignore[index]


def _place(meeting: NearMeeting, text: str) -> float:
    return 0.5 if meeting.place and meeting.place in text else 0.0


def _group(meeting: NearMeeting, text: str) -> float:
    for said in _NAMES_GROUP.finditer(text):
        if "党小组" in meeting.title:
            return 1.5 if f"第{said['n']}党小组" in meeting.title else -3.0
    return 0.0


def on_day(heard: Heard, day: date) -> list[NearMeeting]:
    """Return the meetings of a day, in order."""
    return sorted((m for m in heard.context.meetings if starts(m).date() == day), key=starts)


def next_of_group(heard: Heard, text: str) -> list[NearMeeting]:
    """Return the meetings still to come of the 党小组 a text names; [] if it names none."""
    if not _NAMES_GROUP.search(text):
        return []
    ahead = [m for m in heard.context.meetings if starts(m) > heard.context.now]
    return [m for m in ahead if m.kind == "党小组会" and of_group(m, text)]


def of_group(meeting: NearMeeting, text: str) -> bool:
    """Say whether a meeting can be that of the group a text names; any can where none is named."""
    return _group(meeting, text) >= 0 and (meeting.kind == "党小组会" or not _NAMES_GROUP.search(text))
