"""Clock times: 三点半, 15:30, 9点一刻, 差五分九点, 3pm; and which half of the day a bare hour means."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from language.moments import guards
from language.moments.found import Grain, Kind
from language.moments.numbers import N24, N60, number
from language.moments.parts import governs, hour_in
from language.moments.stretch import (
    CLOCK,
    DAY,
    MONTH,
    ONE,
    PART,
    YEAR,
    Atom,
    Family,
    Scene,
    Stretch,
    midnight,
)

clock = Family()

_QUARTER = {"一": 15, "1": 15, "二": 30, "两": 30, "2": 30, "三": 45, "3": 45}
_MORNING = re.compile(r".{0,3}(?:起床|晨练|晨跑|早操|出操|早饭|早餐|吃早)")
"""What is done in the morning settles a bare hour."""
_HALF = r"(?P<half>半)"
_QUARTERS = r"(?P<quarter>[一二两三123])刻钟?"
_SECOND = rf"(?:(?P<second>{N60})秒钟?)?"
_MINUTE = rf"(?:过|零|〇|又)?(?P<minute>{N60})分(?!之|部|公司|段|包|项|队|别|工|析|享|数|组)钟?{_SECOND}"
_SPOKEN = r"(?P<spoken>[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?|[0-5]\d(?!\d))"
_AFTER_HOUR = rf"(?:{_HALF}|{_QUARTERS}|{_MINUTE}|{_SPOKEN}(?![度个%倍米元万人]))?"
_HOUR = rf"(?P<hour>{N24})[点时](?!间|[候刻常光])(?:钟|整)?"
_MERIDIEM = r"(?P<half_day>[ap]\.?m?\.?(?![a-z]))?"
_COLON = r"(?P<hour>2[0-4]|[01]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?Z?(?!\d|:\d)"


@clock.rule("三点半", "三点半", rf"{_HOUR}{_AFTER_HOUR}(?:钟|整|多钟?|许|来钟)?{_MERIDIEM}", units="点时")
def _spoken(m: re.Match[str], text: str) -> Atom | None:
    exact = m["half"] or m["quarter"] or m["minute"] or m["spoken"]
    plain = not exact and m[0][-1] in "点时"
    if plain and guards.not_a_clock(text, m.start(), m.end(), m["hour"]):
        return None
    sure = _sure(m["hour"]) or bool(_MORNING.match(text, m.end()))
    atom = clock_atom(m.span(), _said(m), m["half_day"] or "", sure=sure)
    if plain and not m["hour"].isascii() and guards.maybe_points(text, m.start(), m.end(), m["hour"]):
        atom.weak = True
    return atom


def _said(m: re.Match[str]) -> tuple[int, int, int | None]:
    """Return hour, minute and second as they were said; a second not said is None."""
    minute = (
        30
        if m["half"]
        else _QUARTER[m["quarter"]]
        if m["quarter"]
        else number(m["minute"] or m["spoken"] or "0")
    )
    return number(m["hour"]), minute, number(m["second"]) if m["second"] else None


def _sure(hour: str) -> bool:
    """Whether a written hour is plainly of 24 (09, 零, 13)."""
    return (len(hour) == 2 and hour[0] == "0") or number(hour) > 12 or number(hour) == 0


@clock.rule("15:30", "15:30", rf"{_COLON}(?:分(?!之))?{_MERIDIEM}", units=":")
def _colon(m: re.Match[str], text: str) -> Atom | None:
    if guards.ratio(text, *m.span()):
        return None
    said = int(m["hour"]), int(m["minute"]), number(m["second"]) if m["second"] else None
    sure = _sure(m["hour"]) or bool(_MORNING.match(text, m.end()))
    return clock_atom(m.span(), said, m["half_day"] or "", sure=sure)


@clock.rule("15.30分", "15.30分", r"(?P<hour>2[0-3]|1?\d)\.(?P<minute>[0-5]\d)分(?!之|部|贝)", units=".")
def _dotted(m: re.Match[str], _: str) -> Atom | None:
    return clock_atom(m.span(), (int(m["hour"]), int(m["minute"]), None), "", sure=_sure(m["hour"]))


@clock.rule("3pm", "3pm", r"(?P<hour>1[0-2]|0?[1-9]) ?(?P<half_day>[ap]\.?m\.?)(?![a-z])", units=" apAP")
def _english(m: re.Match[str], _: str) -> Atom | None:
    return clock_atom(m.span(), (int(m["hour"]), 0, None), m["half_day"], sure=False)


_TO = rf"差(?P<minute>{N60}|一刻)分?钟?到?(?P<hour>{N24})点钟?"
_LESS = rf"(?P<hour>{N24})点钟?(?:差|欠)(?P<minute>{N60}|一刻)分?"


@clock.rule("差五分九点", "差五分九点", _TO, starts="差")
@clock.rule("九点差五分", "九点差五分", _LESS, units="点")
def _before_hour(m: re.Match[str], _: str) -> Atom | None:
    minutes = 15 if m["minute"] == "一刻" else number(m["minute"])
    hour = number(m["hour"])
    said = ((hour - 2) % 12 + 1 if hour <= _NOON else hour - 1, 60 - minutes, None)
    return clock_atom(m.span(), said, "", sure=hour > _NOON)


_PAIR = (
    rf"(?P<first>{N24})(?:-|~|到|至|、)(?P<hour>{N24})点(?P<half>半)?(?:钟|整)?(?![一二三四五六七八九十\d])"
)


_SPOKEN_PAIR = (
    r"(?P<first>[一二三四五六七八九])(?P<hour>[二三四五六七八九十])点(?P<half>半)?(?:钟|来钟|左右)?"
)


@clock.rule("2-3点", "2到3点", _PAIR, units="-~到至、")
@clock.rule("七八点", "七八点钟", _SPOKEN_PAIR, units="点")
def _hours(m: re.Match[str], text: str) -> Atom | None:
    first, last = number(m["first"]), number(m["hour"])
    together = m.end("first") == m.start("hour")
    if guards.in_code(text, m.start(), m.start("hour")) or (together and last != first + 1):
        return None
    atom = clock_atom(m.span(), (first, 0, None), "", sure=_sure(m["first"]))
    narrow_first = atom.narrow
    length = timedelta(hours=(last - first) % 12 or 12, minutes=30 if m["half"] else 0)

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        found = narrow_first(box, scene)
        if found is None or found.recurrence:
            return found
        return found.but(end=found.start + length, kind=Kind.RANGE)

    atom.narrow, atom.tag = narrow, "hours"
    return atom


_NOON = 12


def clock_atom(at: tuple[int, int], said: tuple[int, int, int | None], half_day: str, *, sure: bool) -> Atom:
    """Read a clock time (hour, minute, second) within a day; `sure`: the hour needs no part of day."""
    hour, minute, second = said

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        hours, bare = _half(hour, half_day) if half_day else _hour(hour, sure, box, scene)
        if box is not None and box.recurrence is not None:
            return _rhythm(box, hours, minute)
        first = midnight(scene.floor if box is None else box.start if box.level == DAY else box.inside()[0])
        start = first + timedelta(hours=hours, minutes=minute, seconds=second or 0)
        grain = Grain.MINUTE if second is None else Grain.SECOND
        found = Stretch(start, start, grain, CLOCK, bare=bare, part=box.part if box else "", clock=True)
        return _settle(found, scene) if bare else found

    return Atom(
        *at, CLOCK, narrow, "几点几分", needs=DAY, joins=(DAY, PART, 0), tag="pm" if half_day else "clock"
    )


def _half(hour: int, half_day: str) -> tuple[int, bool]:
    """Return the hour that am or pm makes of a spoken one."""
    after = _NOON if half_day[0] in "pP" else 0
    return (hour % _NOON + after if hour <= _NOON else hour), False


def _hour(hour: int, sure: bool, box: Stretch | None, scene: Scene) -> tuple[int, bool]:
    """Return the hour meant, and whether its half of the day had to be guessed."""
    part = box.part if box else ""
    if part:
        settled = hour_in(part, hour)
        return (hour if settled is None else settled), False
    if sure:
        return hour, False
    if scene.part and governs(scene.part, hour):
        return hour_in(scene.part, hour) or hour, False
    return (hour + 12 if 1 <= hour <= 6 else hour), True


def _rhythm(box: Stretch, hours: int, minute: int) -> Stretch:
    assert box.recurrence is not None
    return box.but(recurrence=replace(box.recurrence, time=f"{hours % 24:02d}:{minute:02d}"), clock=True)


def _settle(found: Stretch, scene: Scene) -> Stretch:
    """Choose between the two halves of the day: nearest to the old time, or the one still to come today."""
    other = found.start + timedelta(hours=-12 if found.start.hour >= 12 else 12)
    old = scene.policy.old
    if isinstance(old, datetime):
        near = min((found.start, other), key=lambda t: _distance(t, old))
        return found.but(start=near, end=near)
    passed = (
        midnight(found.start) == scene.today and scene.policy.tense != "past" and found.start <= scene.floor
    )
    if passed and scene.floor < other < scene.today + ONE:
        tomorrow = found.start + ONE
        return found.but(start=other, end=other, alternatives=(other, tomorrow))
    return found


def _distance(moment: datetime, old: datetime) -> timedelta:
    a = timedelta(hours=moment.hour, minutes=moment.minute)
    return abs(a - timedelta(hours=old.hour, minutes=old.minute))


@clock.rule("现在", "现在", r"(?:现在|此刻|此时此刻|当前时间)(?!化)", starts="现此当")
def _now(m: re.Match[str], _: str) -> Atom | None:
    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        return Stretch(scene.now, scene.now, Grain.SECOND, CLOCK, clock=True)

    return Atom(*m.span(), CLOCK, narrow, "现在", tag="now")


@clock.rule("这个时候", "明天这个时候", r"的?(?:这个?时候|这个?时间|同一时间|此时)", starts="的这同此")
def _same_time(m: re.Match[str], _: str) -> Atom | None:
    """After a day: the clock time of now."""

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        if box is None:
            return None
        start = scene.now.replace(year=box.start.year)
        if box.level == DAY:
            start = start.replace(month=box.start.month, day=box.start.day)
        elif box.level == MONTH:
            start = start.replace(month=box.start.month)
        return Stretch(start, start, Grain.MINUTE, CLOCK, clock=True)

    return Atom(*m.span(), CLOCK, narrow, "这个时候", joins=(YEAR, MONTH, DAY), weak=True, tag="same")
