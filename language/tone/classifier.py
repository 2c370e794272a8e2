"""Weighs the character runs of a message: how likely a careful secretary writes nothing down, or a defect.

The weights are learnt by `training.py` (naive Bayes features under a logistic regression, after Wang and
Manning, 2012) and are one sum to apply.
"""

from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from pathlib import Path

from language.tone.grams import grams

WEIGHTS = Path(__file__).with_name("weights.txt")
SCALE = 100
"""The weights are written down in hundredths."""
OVERHEARD, ADDRESSED, DEFECT = range(3)
"""What a run weighs for: chatter that is overheard, chatter to the bot, a defect."""
Weights = dict[str, tuple[int, ...]]


@cache
def _weights(path: Path) -> Weights:
    parts = path.read_text(encoding="utf-8").split()  # no run holds a blank: all at once is twice as fast
    values = (map(int, parts[column::4]) for column in (1, 2, 3))
    return dict(zip(parts[::4], zip(*values, strict=True), strict=True))


@dataclass(frozen=True)
class Classifier:
    """Tells chatter and defects. `path` is a file of lines: a run, then its weight for each of the three."""

    path: Path = WEIGHTS

    def chatter(self, plain: str, addressed: bool) -> float:
        """Return how likely a masked text is chatter, 0 to 1."""
        return self._likely(plain, ADDRESSED if addressed else OVERHEARD)

    def defect(self, plain: str) -> float:
        """Return how likely a masked text reports a defect, 0 to 1."""
        return self._likely(plain, DEFECT)

    def _likely(self, plain: str, what: int) -> float:
        found = grams(plain)
        weights = _weights(self.path)
        total = sum(weights[gram][what] for gram in found if gram in weights)
        odds = (total / sqrt(len(found)) + weights["bias"][what]) / SCALE
        return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))

    def telling(self, plain: str, addressed: bool, most: int = 5) -> list[str]:
        """Return the runs that speak most for chatter, for --why."""
        weights, side = _weights(self.path), ADDRESSED if addressed else OVERHEARD
        known = (gram for gram in grams(plain) if len(gram) > 1 and gram in weights)
        found = sorted(known, key=lambda g: (-weights[g][side], g))
        kept: list[str] = []
        for gram in found:
            if weights[gram][side] > 0 and not any(gram in other or other in gram for other in kept):
                kept.append(gram)
        return kept[:most]
