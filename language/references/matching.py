"""How words of a text point to a title: pairs of characters, abbreviations, the words they stand in."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from language.lexicon import words
from language.references.item import Item

_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


FILLER = frozenset(words("title_filler"))
"""Characters that tell nothing of a title."""


@dataclass(slots=True)
class Score:
    """How surely a thing is meant: what of its title was said, and where."""

    weight: float = 0.0
    telling: bool = False
    start: int = 10**9
    end: int = -1
    seen: set[str] = field(default_factory=set)

    def add(self, piece: str, weight: float, at: int, telling: bool) -> None:
        """Count a piece of the title once; its place counts every time."""
        if piece not in self.seen:
            self.seen.add(piece)
            self.weight += weight
            self.telling |= telling
        if at < self.start:
            self.start = at
        if at + len(piece) > self.end:
            self.end = at + len(piece)


_FIGURES = str.maketrans("一二三四五六七八九十", "1234567891")
_NUMBERED = re.compile(r"(?<![一二三四五六七八九十百])十?[一二三四五六七八九](?=号)")


def in_figures(text: str) -> str:
    """Return a text of the same length with 三号 as 3号: titles and speech write it either way."""
    return _NUMBERED.sub(lambda m: m[0].translate(_FIGURES), text) if "号" in text else text


def short_forms(title: str) -> set[str]:
    """Return the two-character abbreviations of a title: 「东岛」 for 东人工岛."""
    plain = [char if char not in FILLER and not char.isdigit() and _HAN.match(char) else "" for char in title]
    return {a + b for i, a in enumerate(plain) for b in plain[i + 2 : i + 5] if a and b}


def is_telling(pair: str) -> bool:
    """Say whether neither of two characters is a filler or a figure."""
    return not any(char in FILLER or char.isdigit() for char in pair)


def inside_words(spans: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Map each place to the word it is inside of (only words longer than two characters matter)."""
    return {at: (start, end) for start, end in spans if end - start > 2 for at in range(start, end)}


def across_words(spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the places whose pair of characters ends one word and begins the next, neither a single
    character."""
    pairs = zip(spans, spans[1:], strict=False)
    return frozenset(b - 1 for (a, b), (c, d) in pairs if b - a > 1 and d - c > 1)


def abbreviated(items: Sequence[Item], abbreviations: Mapping[str, str]) -> dict[str, list[tuple[int, str]]]:
    """Map what may be said to the things whose title has the other form: (number, the title's words)."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for short, long in abbreviations.items():
        for number, item in enumerate(items):
            if long in item.title and short not in item.title:
                found[short].append((number, long))
            elif short in item.title and long not in item.title:
                found[long].append((number, short))
    return dict(found)
