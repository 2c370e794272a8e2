"""Clock times: 三点半, 15:30, 9点一刻, 差五分九点, 3pm; and which half of the day a bare hour means."""

import re
from datetime import datetime, timedelta

from language.moments import guards
from language.moments.found import Grain, Kind
from language.moments.numbers import N24, N60, number
from language.moments.parts import governs, hour_in
from language.moments.stretch import CLOCK, DAY, ONE, PART, Atom, Family, Scene, Stretch, midnight

clock = Family()

_QUARTER = {"一": 15, "1": 15, "二": 30, "两": 30, "2": 30, "三": 45, "3": 45}
_AFTER_HOUR = (
    r"(?P<half>半)|(?P<quarter>[一二两三123])刻钟?"
    rf"|(?:过|零|〇|又)?(?P<minute>{N60})分(?!之|部|公司|段|包|项|队|别|工|析|享|数|组)钟?(?:(?P<second>{N60})秒钟?)?"
    r"|(?P<spoken>[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?|[0-5]\d(?!\d))(?![度个%倍米元万人])"
)
_MERIDIEM = r"(?P<half_day>[ap]\.?m?\.?(?![a-z]))?"


@clock.rule("三点半", "三点半", rf"(?P<hour>{N24})[点时](?!间|[候刻常光])(?:钟|整)?(?:{_AFTER_HOUR})?(?:钟|整|多钟?|许|来钟)?{_MERIDIEM}",
            units="点时")  # fmt: skip
def _spoken(m: re.Match[str], text: str) -> Atom | None:
    minute = (
        30
        if m["half"]
        else _QUARTER[m["quarter"]]
        if m["quarter"]
        else number(m["minute"] or m["spoken"] or "0")
    )
    plain = not (m["half"] or m["quarter"] or m["minute"] or m["spoken"]) and m[0][-1] in "点时"
    if plain and guards.not_a_clock(text, m.start(), m.end(), m["hour"]):
        return None
    second = number(m["second"]) if m["second"] else None
    atom = clock_atom(m.span(), number(m["hour"]), minute, second, m["half_day"] or "", said=_sure(m["hour"]))
    if plain and not m["hour"].isascii() and guards.maybe_points(text, m.start(), m.end(), m["hour"]):
        atom.weak = True
    return atom


def _sure(hour: str) -> bool:
    """Whether a written hour is plainly of 24 (09, 零, 13)."""
    return (len(hour) == 2 and hour[0] == "0") or number(hour) > 12 or number(hour) == 0


@clock.rule("15:30", "15:30", rf"(?P<hour>2[0-4]|[01]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?Z?(?!\d|:\d)(?:分(?!之))?{_MERIDIEM}",
            units=":")  # fmt: skip
def _colon(m: re.Match[str], text: str) -> Atom | None:
    if guards.ratio(text, *m.span()):
        return None
    second = number(m["second"]) if m["second"] else None
    return clock_atom(
        m.span(), int(m["hour"]), int(m["minute"]), second, m["half_day"] or "", said=_sure(m["hour"])
    )


@clock.rule("15.30分", "15.30分", r"(?P<hour>2[0-3]|1?\d)\.(?P<minute>[0-5]\d)分(?!之|部|贝)", units=".")
def _dotted(m: re.Match[str], _: str) -> Atom | None:
    return clock_atom(m.span(), int(m["hour"]), int(m["minute"]), None, "", said=_sure(m["hour"]))


@clock.rule("3pm", "3pm", r"(?P<hour>1[0-2]|0?[1-9]) ?(?P<half_day>[ap]\.?m\.?)(?![a-z])", units=" apAP")
def _english(m: re.Match[str], _: str) -> Atom | None:
    return clock_atom(m.span(), int(m["hour"]), 0, None, m["half_day"], said=False)


@clock.rule(
    "差五分九点", "差五分九点", rf"差(?P<minute>{N60}|一刻)分?钟?(?:到)?(?P<hour>{N24})点钟?", starts="差"
)
def _before_hour(m: re.Match[str], _: str) -> Atom | None:
    minutes = 15 if m["minute"] == "一刻" else number(m["minute"])
    hour = number(m["hour"])
    return clock_atom(
        m.span(), (hour - 2) % 12 + 1 if hour <= 12 else hour - 1, 60 - minutes, None, "", said=hour > 12
    )


@clock.rule(
    "九点差五分", "九点差五分", rf"(?P<hour>{N24})点钟?(?:差|欠)(?P<minute>{N60}|一刻)分?", units="点"
)
def _hour_less(m: re.Match[str], _: str) -> Atom | None:
    minutes = 15 if m["minute"] == "一刻" else number(m["minute"])
    hour = number(m["hour"])
    return clock_atom(
        m.span(), (hour - 2) % 12 + 1 if hour <= 12 else hour - 1, 60 - minutes, None, "", said=hour > 12
    )


@clock.rule(
    "2-3点",
    "2到3点",
    rf"(?P<first>{N24})(?:-|~|到|至)(?P<hour>{N24})点(?P<half>半)?(?:钟|整)?(?![一二三四五六七八九十\d])",
    units="-~到至",
)
def _hours(m: re.Match[str], text: str) -> Atom | None:
    first = clock_atom(m.span(), number(m["first"]), 0, None, "", said=_sure(m["first"]))
    hours = (number(m["hour"]) - number(m["first"])) % 12 or 12
    if guards.in_code(text, m.start(), m.start("hour")) or number(m["hour"]) <= number(m["first"]) - 12:
        return None
    narrow_first = first.narrow

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        found = narrow_first(box, scene)
        if found is None or found.recurrence:
            return found
        end = found.start + timedelta(hours=hours, minutes=30 if m["half"] else 0)
        return found.but(end=end, kind=Kind.RANGE)

    first.narrow, first.name, first.tag = narrow, "2-3点", "hours"
    return first


def clock_atom(
    at: tuple[int, int], hour: int, minute: int, second: int | None, half_day: str, *, said: bool
) -> Atom:
    """Read a clock time within a day; `said` tells that the hour needs no part of day."""

    def narrow(box: Stretch | None, scene: Scene) -> Stretch | None:
        hours, bare = _hour(hour, half_day, said, box, scene)
        if box is not None and box.recurrence is not None:
            return _rhythm(box, hours, minute)
        first = midnight(box.inside()[0] if box else scene.floor)
        if box is not None and box.level == DAY:
            first = midnight(box.start)
        start = first + timedelta(hours=hours, minutes=minute, seconds=second or 0)
        grain = Grain.MINUTE if second is None else Grain.SECOND
        found = Stretch(start, start, grain, CLOCK, bare=bare, part=box.part if box else "", clock=True)
        return _settle(found, hour, minute, box, scene) if bare else found

    return Atom(*at, CLOCK, narrow, "几点几分", needs=DAY, joins=(DAY, PART, 0), tag="clock")


def _hour(hour: int, half_day: str, said: bool, box: Stretch | None, scene: Scene) -> tuple[int, bool]:
    if half_day:
        return (hour % 12 + (12 if half_day[0] in "pP" else 0) if hour <= 12 else hour), False
    part = box.part if box else ""
    if part:
        settled = hour_in(part, hour)
        return (hour if settled is None else settled), False
    if said:
        return hour, False
    if scene.part and governs(scene.part, hour):
        return hour_in(scene.part, hour) or hour, False
    return (hour + 12 if 1 <= hour <= 6 else hour), True


def _rhythm(box: Stretch, hours: int, minute: int) -> Stretch:
    from dataclasses import replace

    assert box.recurrence is not None
    return box.but(recurrence=replace(box.recurrence, time=f"{hours % 24:02d}:{minute:02d}"), clock=True)


def _settle(found: Stretch, hour: int, minute: int, box: Stretch | None, scene: Scene) -> Stretch:
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


_NOW = r"现在|此刻|目前这个时间|当前时间|此时此刻|眼下这会儿"


@clock.rule(
    "现在", "现在", r"(?:现在|此刻|此时此刻|这会儿|当前时间|立刻|刚刚|刚才)(?!化)", starts="现此这当刚立"
)
def _now(m: re.Match[str], text: str) -> Atom | None:
    if m[0] in ("立刻", "刚刚", "刚才", "这会儿"):
        return None

    def narrow(_: Stretch | None, scene: Scene) -> Stretch:
        return Stretch(scene.now, scene.now, Grain.SECOND, CLOCK, clock=True)

    return Atom(*m.span(), CLOCK, narrow, "现在", tag="now")
