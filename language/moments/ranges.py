"""Ranges: A到B, with B taking from A what it does not say (下周二上午9:00-11:30, 11月3日至5日)."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from language.moments.chain import Chain, chain_at
from language.moments.edges import Edged, plain_edge
from language.moments.found import Kind, Policy
from language.moments.occurrences import first_time
from language.moments.settling import settle
from language.moments.stretch import CLOCK, DAY, MONTH, ONE, WEEK, YEAR, Atom, Scene, Stretch, midnight

_TO = re.compile(r"(?:\)|开始|起|起始)?,?(?:一直|持续)?(?:直到|直至|到|至|-{1,3}|~{1,2})")
_AND = re.compile(r"[和与跟](?=.{1,16}?间)")
_NOW = re.compile(r"今(?![天日早晚年明])|现在|目前")
_TILL = re.compile(r"止|为止|(?:这段)?(?:时间|期间)?之?间(?![隔断])|期间")


def range_from(text: str, chain: Chain, box: Stretch, scene: Scene) -> tuple[Edged, Stretch] | None:
    """Read the second edge after a first one; return both and the first as it was settled, or None."""
    if box.kind in (Kind.SHIFT, Kind.DEADLINE):
        return None
    to = _TO.match(text, chain.end) or _AND.match(text, chain.end)
    if to is None:
        return None
    if now := _NOW.match(text, to.end()):
        return _till_now(chain, now.end(), scene)
    second = chain_at(text, to.end())
    if second is None or second.atoms[0].tag.startswith(("rhythm", "shift")):
        return None
    if box.recurrence is not None:
        return _rhythm(chain, box, second, scene)
    second.atoms, second.joints = _inherit(chain, second)
    return _joined(text, (chain, box), second, scene)


def _till_now(chain: Chain, stop: int, scene: Scene) -> tuple[Edged, Stretch] | None:
    box = past(chain, scene)
    if box is None or box.start > scene.now:
        return None
    edge = plain_edge(box, (chain.start, stop), f"{chain.name}至今")
    return replace(edge, end=scene.now, kind=Kind.RANGE, last=None), box


def _joined(
    text: str, first: tuple[Chain, Stretch], second: Chain, scene: Scene
) -> tuple[Edged, Stretch] | None:
    """Join two edges into a range; None if the second does not come after the first."""
    chain, box = first
    other = settle(second, scene.after(box.start))
    if other is None or other.kind in (Kind.RECURRING, Kind.SHIFT):
        return None
    box, other = _running(chain, second, scene) or (_half_day(box, second, other), other)
    end = _end(box, other)
    if end is None or end <= box.start:
        return None
    tail = _TILL.match(text, second.end)
    at = (chain.start, tail.end() if tail else second.end)
    days = (not box.clock, not other.clock)
    return Edged(box.start, end, other.grain, Kind.RANGE, f"{chain.name}到X", at, days), box


def _rhythm(first: Chain, box: Stretch, second: Chain, scene: Scene) -> tuple[Edged, Stretch] | None:
    """Read 每周三上午九点到十一点: the first time, and its end."""
    hours = second.atoms[0].tag in ("clock", "pm", "part")
    if box.recurrence is None or not box.recurrence.time or not hours:
        return None
    start = first_time(box.recurrence, scene.now)
    part = replace(scene.after(start), day=midnight(start), part=box.part)
    other = settle(second, part)
    end = _end(Stretch(start, start, box.grain, CLOCK), other) if other else None
    if end is None:
        return None
    place = (first.start, second.end)
    edge = Edged(start, end, box.grain, Kind.RECURRING, f"{first.name}到X", place, (False, False))
    return edge, box


def _inherit(first: Chain, second: Chain) -> tuple[list[Atom], list[str]]:
    """Give the second edge the coarser atoms of the first that it left out."""
    head = second.atoms[0]
    if not head.needs:
        return second.atoms, second.joints
    kept = []
    for atom, joint in zip(first.atoms, first.joints, strict=True):
        if atom.level >= head.level:
            break
        kept.append((atom, joint))
    while kept and kept[-1][0].level not in head.joins:
        kept.pop()
    return [a for a, _ in kept] + second.atoms, [j for _, j in kept] + second.joints


def _running(first: Chain, second: Chain, scene: Scene) -> tuple[Stretch, Stretch] | None:
    """Prefer the range that runs now (20日到30日, said on the 25th) to the next one."""
    if not first.atoms[0].needs or scene.policy.tense == "past" or scene.day:
        return None
    box = past(first, scene)
    other = settle(second, scene.after(box.start)) if box else None
    if box is None or other is None or other.end <= scene.now:
        return None
    limit = {YEAR: 180, MONTH: 31, WEEK: 7, DAY: 1}[first.atoms[0].needs]
    return (box, other) if box.start < other.end <= box.start + limit * ONE else None


def past(chain: Chain, scene: Scene) -> Stretch | None:
    """Return what a chain means when it looks back."""
    return settle(chain, replace(scene, policy=Policy("past")))


def _half_day(box: Stretch, second: Chain, other: Stretch) -> Stretch:
    """3点-5点pm: the half of day said at the end holds for a bare first hour too."""
    if box.bare and second.atoms[-1].tag == "pm" and box.start.hour < 12:
        moved = box.start + timedelta(hours=12)
        if moved < other.start:
            return box.but(start=moved, end=moved)
    return box


def _end(box: Stretch, other: Stretch) -> datetime | None:
    if not other.clock:
        return other.end
    end = other.end if other.end > other.start else other.start
    if end > box.start:
        return end
    half = end + timedelta(hours=12)
    if other.level == CLOCK and half > box.start and end.hour < 12:
        return half
    return end + ONE if other.level == CLOCK and end + ONE > box.start else None
