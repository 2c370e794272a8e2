"""Settle what a chain left open: which year, month, week or day, as the policy says."""

import re
from datetime import datetime, timedelta

from language.moments.chain import Chain
from language.moments.found import Grain
from language.moments.stretch import (
    DAY,
    ONE,
    WEEK,
    YEAR,
    Atom,
    Scene,
    Stretch,
    frame_of,
    midnight,
)

_AFTERWARDS_WORD = re.compile(r"[前后]的?$")
_RECENT = timedelta(days=150)
"""With the tense unknown, a month that has just passed is this year's; one long past is next year's."""
_PERIODS = {"month", "旬", "week", "counted"}
_TRIES = 9
"""29 February comes round within eight years."""


def settle(chain: Chain, scene: Scene) -> Stretch | None:
    """Return what a chain means, its open part chosen as the policy says; None if there is no such time."""
    first = chain.atoms[0]
    if not first.needs:
        return _fold(chain, None, scene)
    if first.needs == DAY:
        return _on_some_day(chain, scene)
    for k in _order(first, scene):
        try:
            found = _fold(chain, frame_of(first.needs, scene.floor, k), scene)
        except ValueError:
            continue  # 29 February of a plain year, 31 April
        if found is not None and _fits(found, chain, scene):
            return _doubt(found, first, scene)
    return None


def _order(first: Atom, scene: Scene) -> range:
    if scene.policy.tense == "past":
        return range(0, -_TRIES, -1)
    return (
        range(-1, _TRIES)
        if first.tag == "date" and "月" in first.name and first.needs == YEAR
        else range(_TRIES)
    )


def _fold(chain: Chain, box: Stretch | None, scene: Scene) -> Stretch | None:
    for atom, joint in zip(chain.atoms, chain.joints, strict=True):
        if joint[-1:] and box is not None and _AFTERWARDS_WORD.search(joint):
            box = _beside(box, "后" in joint)
        box = atom.narrow(box, scene)
        if box is None:
            return None
    return box


def _beside(box: Stretch, after: bool) -> Stretch:
    """Return the day after a day or holiday (春节后第一个工作日), or before it (国庆前最后一个工作日)."""
    first, end = box.frame if box.feast and box.frame else (box.start, box.end)
    reached = end if after else first - ONE
    return Stretch(reached, reached + ONE, Grain.DAY, DAY)


def _fits(found: Stretch, chain: Chain, scene: Scene) -> bool:
    if scene.policy.tense == "past":
        return found.start <= scene.now
    if found.clock:
        return found.start > scene.floor or (midnight(found.start) == scene.today and found.bare)
    if scene.policy.tense == "open" and {chain.atoms[0].tag, chain.atoms[-1].tag} <= _PERIODS:
        return found.end + _RECENT > scene.floor
    return found.end > scene.floor


def _on_some_day(chain: Chain, scene: Scene) -> Stretch | None:
    """Settle a clock time or a part of day said without a day."""
    old = scene.policy.old
    base = scene.day or (midnight(old) if isinstance(old, datetime) else None)
    if base is not None:
        return _fold(chain, frame_of(DAY, base), scene)
    found = _fold(chain, frame_of(DAY, scene.floor), scene)
    if found is None or scene.policy.tense == "past":
        return found
    passed = found.start <= scene.floor if found.clock else found.end <= scene.floor
    if passed and (found.bare or scene.policy.tense == "future"):
        return _fold(chain, frame_of(DAY, scene.floor, 1), scene)
    return found


def _doubt(found: Stretch, first: Atom, scene: Scene) -> Stretch:
    """周三 said on a Wednesday without an hour may be today or in a week."""
    if (
        first.needs == WEEK
        and found.level == DAY
        and found.start == scene.today
        and scene.policy.tense != "past"
    ):
        return found.but(alternatives=(found.start, found.start + 7 * ONE))
    return found
