"""What stands around an expression and turns it: 周五前, 截止周五, 9月1日起, 本周内, 国庆后, 自2018年."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from language.moments.found import Grain, Kind
from language.moments.occurrences import first_time
from language.moments.stretch import DAY, ONE, WEEK, Scene, Stretch

_BEFORE = re.compile(
    r"(?:或|及|或者)?(?:之前|以前|前(?![期往来提台夕面端列沿任言方线哨置景三十一二两四五六七八九]|\d|后[^,。]?)|为止|截止|截至|止(?!步|血|水))"
)
_AFTER = re.compile(r"(?:或|及|或者)?(?:之后|以后|过后|后(?![天面勤续台来方备期果]))")
_SINCE = re.compile(r"以来|至今|到(?:现在|目前|今天?为止)|(?:开始|起)?至今")
_FROM = re.compile(r"起(?![来重吊草飞诉床名码点落动])|开始|伊始|始")
_WITHIN = re.compile(r"(?:之内|以内|内(?![容部外页控业审环])|里(?![面程边]))")
_NEUTRAL = re.compile(
    r"左右|许|前后|上下|期间|之间|间(?![隔断接歇])|那天|当天|那一天|这一天|这天|那阵|时分|止"
)
_LATEST = re.compile(
    r"(?:截止到|截止至|截止(?:时间|日期)?(?:为|是)?|截至|最晚|最迟|不晚于|不迟于|不得晚于|不得迟于|至迟|早于|限)[:：在于]?$"
)
_OUT_OF = re.compile(r"(?:自从|自)$")


def looks_back(text: str, at: int) -> bool:
    """Whether 以来 or 至今 follows, which only a time gone by can have."""
    return bool(_SINCE.match(text, at))


@dataclass(slots=True)
class Edged:
    """An expression with its edges: None is open. `days` tells for each edge whether it is a whole day."""

    start: datetime | None
    end: datetime | None
    grain: Grain
    kind: Kind
    rule: str
    place: tuple[int, int]
    days: tuple[bool, bool]
    last: datetime | None = None


def edged(text: str, plain: Edged, box: Stretch, scene: Scene) -> Edged:
    """Read the edge words around an expression that was understood as a stretch."""
    at = plain.place
    if box.recurrence is not None:
        first = box.start if box.start > scene.now else first_time(box.recurrence, scene.now)
        tail = _BEFORE.match(text, at[1])
        place = (at[0], tail.end() if tail else at[1])
        return replace(plain, start=first, end=None, place=place, days=(not box.recurrence.time,) * 2)
    if box.kind is Kind.SHIFT:
        return plain
    for pattern, turn in _TURNS:
        if m := pattern.match(text, at[1]):
            return turn(replace(plain, place=(at[0], m.end())), box, scene)
    before = text[max(scene.read, at[0] - 8) : at[0]]
    if m := _LATEST.search(before):
        return _until(replace(plain, place=(at[0] - len(m[0]), at[1])), box, scene, "截止X")
    if m := _OUT_OF.search(before):
        return _onward(replace(plain, place=(at[0] - len(m[0]), at[1])), box, scene)
    return plain


def plain_edge(box: Stretch, at: tuple[int, int], rule: str) -> Edged:
    """Return a stretch as it stands."""
    day = not box.clock
    end = box.end if box.end > box.start else None
    kind = box.kind
    if kind is Kind.POINT and end is not None and box.grain is Grain.DAY and box.end - box.start > ONE:
        kind = Kind.RANGE
    return Edged(box.start, end, box.grain, kind, rule, at, (day, day), box.last)


def _until(found: Edged, box: Stretch, scene: Scene, rule: str = "X前") -> Edged:
    """前 includes a day that was said, but not a holiday, week, month or year: 国庆前 = 30 September."""
    end: datetime = box.end
    if box.clock:
        end = box.start if box.kind is not Kind.RANGE else box.end
    elif box.feast:
        end = box.frame[0] if box.frame and _movable(box) else box.start
    elif box.grain is Grain.DAYPART:
        return _before_part(found, box)
    elif box.level <= WEEK and box.last is None and not rule.startswith("截止"):
        end = box.start
    return replace(found, start=None, end=end, kind=Kind.DEADLINE, rule=f"{found.rule}+{rule}", last=box.last)


def _movable(box: Stretch) -> bool:
    return (box.start.month, box.start.day) not in ((1, 1), (5, 1), (10, 1))


def _before_part(found: Edged, box: Stretch) -> Edged:
    """中午前 is twelve o'clock; 下午前 and 晚上前 are the day."""
    if box.part == "中午":
        noon = box.start.replace(hour=12, minute=0)
        return replace(
            found,
            start=None,
            end=noon,
            kind=Kind.DEADLINE,
            grain=Grain.HOUR,
            days=(False, False),
            rule="中午前",
        )
    return replace(
        found, start=None, end=box.end, kind=Kind.DEADLINE, rule=f"{found.rule}+前", last=box.inside()[0]
    )


def _onward(found: Edged, box: Stretch, scene: Scene) -> Edged:
    end = scene.now if box.start <= scene.now else None
    return replace(found, end=end, kind=Kind.RANGE, rule=f"{found.rule}+起", last=None)


def _since(found: Edged, box: Stretch, scene: Scene) -> Edged:
    if box.start > scene.now:  # 明天以来 says nothing
        return found
    return replace(found, end=scene.now, kind=Kind.RANGE, rule=f"{found.rule}+以来", last=None)


def _afterwards(found: Edged, box: Stretch, scene: Scene) -> Edged:
    """After a holiday: the first day after it; a period: from its end on; a day or hour: from it on."""
    if box.feast:
        first = box.frame[1] if box.frame else box.end
        return replace(
            found, start=first, end=first + ONE, kind=Kind.POINT, rule=f"{found.rule}+后", last=None
        )
    start = box.end if box.level < DAY and not box.clock else box.start
    return replace(found, start=start, end=None, kind=Kind.RANGE, rule=f"{found.rule}+后", last=None)


def _inside(found: Edged, box: Stretch, scene: Scene) -> Edged:
    return replace(found, kind=Kind.DEADLINE, rule=f"{found.rule}+内", last=box.last)


def _same(found: Edged, box: Stretch, scene: Scene) -> Edged:
    return found


_TURNS = (
    (_SINCE, _since),
    (_BEFORE, _until),
    (_AFTER, _afterwards),
    (_FROM, _onward),
    (_WITHIN, _inside),
    (_NEUTRAL, _same),
)
