"""Combine neighbouring atoms into a chain (下周|三|下午|3点) and settle what it left open."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from language.moments.found import Grain
from language.moments.scan import atoms_at
from language.moments.stretch import (
    CLOCK, DAY, MONTH, ONE, PART, WEEK, YEAR, Atom, Scene, Stretch, frame_of, midnight,
)  # fmt: skip

_FILLER = re.compile(r"(?:的|那天|当天|这天|当日|,|:|\(|\)|/| |\n)?[的,(): ]?")
_AFTERWARDS = re.compile(r"(?:之|以|过)?(?:后的?(?=第|首|的第|上班|开工|复工)|前的?(?=最后|倒数))")
_AFTERWARDS_WORD = re.compile(r"[前后]的?$")
_OPEN = {YEAR: "year", MONTH: "month", WEEK: "weekday", DAY: "day"}
_RECENT = timedelta(days=150)
"""With nothing known of the tense, a month that has just passed is this year's; a long past one is next year's."""
_TRIES = 9
"""29 February comes round within eight years."""


@dataclass(slots=True)
class Chain:
    """Atoms that belong together, and the place where they end (a swallowed weekday included)."""

    atoms: list[Atom]
    start: int
    end: int
    joints: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What fired, for a reader: 下周X+几点."""
        return "+".join(dict.fromkeys(atom.name for atom in self.atoms))

    @property
    def open(self) -> str:
        """What the words left open."""
        return _OPEN.get(self.atoms[0].needs, "")


def chain_at(text: str, at: int) -> Chain | None:
    """Read the longest chain that begins at a place."""
    longest: Chain | None = None
    for first in atoms_at(text, at):
        if first.weak and not first.needs:
            continue
        chain = Chain([first], at, first.end, [""])
        while _grow(text, chain):
            pass
        if (len(chain.atoms) > 1 or not first.weak) and (longest is None or chain.end > longest.end):
            longest = chain
    return longest


def _grow(text: str, chain: Chain) -> bool:
    """Take the next neighbour into the chain, if there is one."""
    last = chain.atoms[-1]
    if last.tag.startswith("shift"):
        return False
    for joint, place in _places(text, chain.end, last):
        for atom in atoms_at(text, place):
            if last.level in atom.joins and (not joint or atom.needs or atom.tag):
                chain.atoms.append(atom)
                chain.joints.append(joint)
                chain.end = atom.end
                return True
            if _repeats(atom, last):
                return _swallow(text, chain, atom)
    return False


def _places(text: str, end: int, last: Atom) -> list[tuple[str, int]]:
    places = [("", end)]
    filler = _FILLER.match(text, end)
    if filler and filler.end() > end:
        places.append((filler[0], filler.end()))
        if filler.end() - end == 2:
            places.append((filler[0][0], end + 1))
    after = _AFTERWARDS.match(text, end) if last.level == DAY else None
    if after:
        places.append((after[0], after.end()))
    return places


def _repeats(atom: Atom, last: Atom) -> bool:
    """Whether an atom says the same day again: 11月25日(周三), 今天(25号), 周五(3月11日)."""
    if atom.tag == "weekday":
        return last.level == DAY and last.tag != "weekday"
    return (
        last.level == DAY
        and last.tag != "date"
        and atom.tag in ("date", "dom")
        and not last.tag.startswith("offset")
    )


def _swallow(text: str, chain: Chain, atom: Atom) -> bool:
    if atom.tag in ("date", "dom"):  # the date wins over a weekday or 今天
        chain.atoms, chain.joints = [atom], [""]
    chain.end = atom.end
    return _close(text, chain)


def _close(text: str, chain: Chain) -> bool:
    if text[chain.end : chain.end + 1] == ")":
        chain.end += 1
    return True


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
    """Return the day after a holiday or day (春节后第一个工作日), or the day before it (国庆前最后一个工作日)."""
    first, end = box.frame if box.feast and box.frame else (box.start, box.end)
    reached = end if after else first - ONE
    return Stretch(reached, reached + ONE, Grain.DAY, DAY)


def _fits(found: Stretch, chain: Chain, scene: Scene) -> bool:
    if scene.policy.tense == "past":
        return found.start <= scene.now
    if found.clock:
        return found.start > scene.floor or (midnight(found.start) == scene.today and found.bare)
    if scene.policy.tense == "open" and chain.atoms[-1].tag in ("month", "旬", "counted"):
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
    if passed and chain.atoms[-1].level in (PART, CLOCK) and (found.clock or scene.policy.tense == "future"):
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
