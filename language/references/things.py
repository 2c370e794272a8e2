"""Which known thing is meant (task, study, hazard, meeting): by id, words of its title, abbreviation."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import nlargest

from branch.context import Context
from language.lexicon import words
from language.references.item import Hit, Item, items_of
from language.references.matching import (
    FILLER,
    Score,
    abbreviated,
    across_words,
    in_figures,
    inside_words,
    is_telling,
    short_forms,
)
from language.slots.sounds import syllable_pairs, syllables
from language.tokens import Words

_ID = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,3})[-#]?\s?(\d{1,6})(?![\dA-Za-z])")


_CODE = re.compile(r"(?<![A-Za-z\d])[A-Za-z]{1,3}\d{1,4}(?![A-Za-z\d])")
_LIKELY = 24
"""Things looked at closely of those that a stretch may mean, the heaviest first."""
_GENERIC = frozenset(words("generic_title_words"))


class Things:
    """The known things of a context, indexed by the pairs of characters in their titles."""

    def __init__(self, context: Context, abbreviations: Mapping[str, str] | None = None) -> None:
        self.items = tuple(items_of(context))
        self._meant = abbreviated(self.items, abbreviations or {})
        self._by_id = {item.id.upper(): number for number, item in enumerate(self.items)}
        self._pairs: dict[str, list[int]] = defaultdict(list)
        rare = Counter[str]()
        self._titles = [in_figures(item.title) for item in self.items]
        self._chars = [frozenset(title) - FILLER for title in self._titles]
        self._sounds: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._shorts: dict[str, list[int]] = defaultdict(list)
        self._codes: dict[str, list[int]] = defaultdict(list)
        for number, title in enumerate(self._titles):
            for pair in {title[i : i + 2] for i in range(len(title) - 1)}:
                self._pairs[pair].append(number)
            rare.update(set(title))
            for short in short_forms(title):
                self._shorts[short].append(number)
            for code in _CODE.findall(title):
                self._codes[code.upper()].append(number)
        self._all_titles = "\n".join(item.title for item in self.items)
        self._single = {char: 0.2 / often for char, often in rare.items()}

    def numbers(self, what: str) -> bool:
        """Say whether a title has a numbered thing of that name: 「1号主变就位」 numbers 主变."""
        return f"号{what}" in self._all_titles

    def of(self, *families: str) -> list[Item]:
        """Return the known things of some families."""
        return [item for item in self.items if item.family in families]

    def find(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        offset: int = 0,
        hidden: frozenset[int] = frozenset(),
        sites: Sequence[tuple[int, int]] = (),
    ) -> list[Hit]:
        """Return the things a text may mean, the likeliest first.

        `spans` are the words of the text, `hidden` the places (of dates) that name nothing, `sites` the
        branch's own places, which name only what has them in its title; `offset` is where the text begins
        in the message.
        """
        text = in_figures(text)
        scores: dict[int, Score] = defaultdict(Score)
        self._by_id_said(text, scores)
        self._by_abbreviation(text, scores)
        self._by_code(text, scores)
        self._by_pairs(
            text, spans, hidden, {at: text[a:b] for a, b in sites for at in range(a, b - 1)}, scores
        )
        return self._ranked(scores, text, offset)

    def _by_pairs(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        hidden: frozenset[int],
        site_at: Mapping[int, str],
        scores: dict[int, Score],
    ) -> None:
        inside, across = inside_words(spans), across_words(spans)
        for at in range(len(text) - 1):
            pair = text[at : at + 2]
            if at in hidden or pair.isdigit():
                continue
            numbers = self._pairs.get(pair)
            if numbers and (site := site_at.get(at)):
                numbers = [n for n in numbers if site in self.items[n].title]
            if numbers:
                self._pair(pair, at, inside, across, text, numbers, scores)
            elif at not in site_at and at not in across and at not in inside:
                short = self._shorts.get(pair, [])
                for number in short if len(short) <= 2 else ():
                    scores[number].add(pair, 0.7 / len(short) ** 0.5, at, True)

    def _ranked(self, scores: Mapping[int, Score], text: str, offset: int) -> list[Hit]:
        """Return the hits of scores, the likeliest first."""
        chars = frozenset(text)
        likely = nlargest(_LIKELY, scores.items(), key=lambda one: one[1].weight)
        hits = [self._hit(number, score, chars, offset) for number, score in likely]
        return sorted(hits, key=lambda hit: -hit.score)

    def by_sound(self, text: str, offset: int, known: Words) -> list[Hit]:
        """Return the things whose title has two neighbouring syllables of the text: 「复侧」 for 复测."""
        if not self._sounds:
            for number, item in enumerate(self.items):
                for pair in syllable_pairs(item.title):
                    self._sounds[pair].append(number)
        scores: dict[int, Score] = defaultdict(Score)
        said = syllables(text)
        for at in range(len(text) - 1):
            numbers = self._sounds.get((said[at], said[at + 1]), [])
            if 0 < len(numbers) <= 2 and not known.is_common(text[at : at + 2]):
                for number in numbers:
                    scores[number].add(text[at : at + 2], 0.8 / len(numbers) ** 0.5, at, True)
        return self._ranked(scores, text, offset)

    def _by_id_said(self, text: str, scores: dict[int, Score]) -> None:
        for found in _ID.finditer(text):
            number = self._by_id.get((found[1] + found[2]).upper())
            if number is not None:
                scores[number].add(found[0], 20.0, found.start(), True)

    def _by_code(self, text: str, scores: dict[int, Score]) -> None:
        """「E5笼子」: the code of a work (E5, W3, K12) that a title bears."""
        for found in _CODE.finditer(text):
            for number in self._codes.get(found[0].upper(), ()):
                scores[number].add(
                    found[0].upper(), 1.6 / len(self._codes[found[0].upper()]) ** 0.5, found.start(), True
                )

    def _by_abbreviation(self, text: str, scores: dict[int, Score]) -> None:
        """「上构」 for 上部结构: the branch's own abbreviation says what the title says."""
        for said, numbers in self._meant.items():
            at = text.find(said)
            for number, title in numbers if at >= 0 else ():
                weight = (len(title) - 1) / len(numbers) ** 0.5
                scores[number].add(said, weight, at, True)
                scores[number].seen.update(title[i : i + 2] for i in range(len(title) - 1))

    def _pair(
        self,
        pair: str,
        at: int,
        inside: dict[int, tuple[int, int]],
        across: frozenset[int],
        text: str,
        numbers: list[int],
        scores: dict[int, Score],
    ) -> None:
        plain = pair in _GENERIC
        weight = (0.35 if plain else 1.0) / len(numbers) ** 0.5
        telling = not plain and is_telling(pair)
        inner = inside.get(at, (0, 0))
        word = text[inner[0] : inner[1]] if at + 2 <= inner[1] else ""
        for number in numbers:
            title = self._titles[number]
            cut = word not in title or (at in across and not self._longer(title, text, at))
            scores[number].add(pair, weight * 0.3 if cut else weight, at, telling and not cut)

    @staticmethod
    def _longer(title: str, text: str, at: int) -> bool:
        """Say whether the pair is part of three or more characters of the title."""
        return text[at : at + 3] in title and at + 3 <= len(text) or at > 0 and text[at - 1 : at + 2] in title

    def _hit(self, number: int, score: Score, chars: frozenset[str], offset: int) -> Hit:
        item = self.items[number]
        said = frozenset("".join(score.seen))
        alone = (self._chars[number] & chars) - said
        single = sum([self._single[char] for char in alone]) if alone else 0.0
        whole = score.weight >= 15
        coverage = (
            1.0 if whole else sum(map(said.__contains__, self._titles[number])) / max(1, len(item.title))
        )
        return Hit(
            item,
            score.weight + single,
            score.start + offset,
            score.end + offset,
            score.telling,
            coverage,
            whole or item.title[-2:] in score.seen,
        )
