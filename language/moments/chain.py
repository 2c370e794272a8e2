"""Combine neighbouring atoms into a chain (下周|三|下午|3点) and settle what it left open."""

import re
from dataclasses import dataclass, field

from language.moments.scan import atoms_at
from language.moments.stretch import (
    CLOCK,
    DAY,
    MONTH,
    WEEK,
    YEAR,
    Atom,
)  # fmt: skip

_FILLER = re.compile(r"(?:从|大约|大概|差不多|约|在|的|那天|当天|这天|当日|,|:|\(|\)|/| )?[的,(): ]?")
_AFTERWARDS = re.compile(r"(?:之|以|过)?(?:后的?(?=第|首|的第|上班|开工|复工)|前的?(?=最后|倒数))")
_OPEN = {YEAR: "year", MONTH: "month", WEEK: "weekday", DAY: "day"}


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
    if last.level >= CLOCK or chain.end >= len(text):
        return False
    for joint, place in _places(text, chain.end, last):
        if "(" in joint and last.level == DAY and _says_again(text, place, chain):
            return True
        for atom in atoms_at(text, place):
            if last.level in atom.joins:
                chain.atoms.append(atom)
                chain.joints.append(joint)
                chain.end = atom.end
                return True
            if _repeats(atom, last):
                return _swallow(text, chain, atom)
    return False


def _says_again(text: str, place: int, chain: Chain) -> bool:
    """Take in a bracket that names the same day: 3月18日（下周三）."""
    closing = text.find(")", place)
    inner = chain_at(text[:closing], place) if closing > place else None
    if inner is None or inner.end != closing:
        return False
    if any(atom.level not in (WEEK, DAY) or atom.tag in ("date", "dom") for atom in inner.atoms):
        return False
    chain.end = inner.end + 1
    return True


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
        and last.tag not in ("date", "dom")
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
