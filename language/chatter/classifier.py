"""Weighs the character runs of a message: how likely it is that a careful secretary would write nothing down.

The weights are learnt by `training.py` (naive Bayes features under a logistic regression, after Wang and
Manning, 2012) and are one sum to apply.
"""

from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from pathlib import Path

from language.chatter.grams import grams

WEIGHTS = Path(__file__).with_name("weights.txt")
SCALE = 100
"""The weights are written down in hundredths."""
Weights = dict[str, tuple[int, int]]


@cache
def _weights(path: Path) -> Weights:
    weights: Weights = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        gram, overheard, addressed = line.split("\t")
        weights[gram] = int(overheard), int(addressed)
    return weights


@dataclass(frozen=True)
class Classifier:
    """Tells chatter from records. `path` is a file of lines: run, weight overheard, weight addressed."""

    path: Path = WEIGHTS

    def chatter(self, plain: str, addressed: bool) -> float:
        """Return how likely a masked text is chatter, 0 to 1."""
        found = grams(plain)
        weights = _weights(self.path)
        side = int(addressed)
        total = sum(weights[gram][side] for gram in found if gram in weights)
        odds = (total / sqrt(len(found)) + weights["bias"][side]) / SCALE
        return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))

    def telling(self, plain: str, addressed: bool, most: int = 5) -> list[str]:
        """Return the runs that speak most for chatter, for --why."""
        weights = _weights(self.path)
        found = sorted(
            (gram for gram in grams(plain) if len(gram) > 1 and gram in weights),
            key=lambda g: (-weights[g][addressed], g),
        )
        kept: list[str] = []
        for gram in found:
            if weights[gram][addressed] > 0 and not any(gram in other or other in gram for other in kept):
                kept.append(gram)
        return kept[:most]
