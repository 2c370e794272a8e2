"""Learn weights.txt from the lines in data/tone: `make tone`.

Needs scikit-learn (the extra `tone`); the bot itself does not.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from language.tone.classifier import SCALE, WEIGHTS
from language.tone.grams import grams

CORPUS = Path(__file__).parent.parent.parent / "data" / "tone"
KINDS = ("chatter", "records", "defects")
SIDES = ("overheard", "addressed")
SEEN = 3
"""A run met in fewer lines teaches nothing about other lines."""
KEPT, KEPT_FOR_DEFECTS = 12_000, 3_000
"""The weightiest runs; more made no difference on lines kept aside."""
STRENGTH = 20.0
"""Inverse regularisation, chosen by cross-validation among 10, 20, 30, 100."""


@dataclass(frozen=True)
class Line:
    """One line of the corpus: its runs, whether it was said to the bot, and what it is."""

    runs: frozenset[str]
    addressed: bool
    kind: str


def corpus(folder: Path = CORPUS) -> list[Line]:
    """Read the six files of a folder, overheard_chatter.txt to addressed_defects.txt."""
    lines = []
    for side in SIDES:
        for kind in KINDS:
            for raw in (folder / f"{side}_{kind}.txt").read_text(encoding="utf-8").splitlines():
                if raw.strip():
                    lines.append(Line(frozenset(grams(raw)), side == "addressed", kind))
    return lines


class Matrix:
    """The lines as numbers. `of` gives the runs the worth that naive Bayes sees in them for a question."""

    def __init__(self, lines: list[Line]) -> None:
        counts: dict[str, int] = {}
        for line in lines:
            for run in line.runs:
                counts[run] = counts.get(run, 0) + 1
        self.runs = sorted(run for run, seen in counts.items() if seen >= SEEN)
        places = {run: number for number, run in enumerate(self.runs)}
        rows = [sorted(places[run] for run in line.runs if run in places) for line in lines]
        ends = np.cumsum([0, *map(len, rows)])
        self.ones = csr_matrix(
            (np.ones(ends[-1]), np.concatenate(rows), ends), shape=(len(lines), len(places))
        )
        self.chatter = np.array([line.kind == "chatter" for line in lines])
        self.defects = np.array([line.kind == "defects" for line in lines])
        self.addressed = np.array([line.addressed for line in lines]).astype(float)
        self.short = diags(1 / np.sqrt([len(line.runs) for line in lines]))

    def both_sides(self) -> csr_matrix:
        """Return the runs as overheard ones, as addressed ones, and together."""
        alone, called = diags(1 - self.addressed) @ self.ones, diags(self.addressed) @ self.ones
        return hstack([alone, called, self.ones]).tocsr()

    def of(self, parts: csr_matrix, what: np.ndarray) -> tuple[csr_matrix, np.ndarray]:
        """Return the runs scaled by their worth for a question, with that worth; the last column tells
        the side."""
        inside = np.asarray(parts[what].sum(0)).ravel() + 1
        outside = np.asarray(parts[~what].sum(0)).ravel() + 1
        worth = np.abs(np.log((inside / inside.sum()) / (outside / outside.sum())))
        scaled = self.short @ parts @ diags(worth)
        return hstack([scaled, csr_matrix(self.addressed[:, None])]).tocsr(), worth


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000)


def weigh(matrix: Matrix) -> dict[str, tuple[int, int, int]]:
    """Return the weights (overheard, addressed, defect) of the weightiest runs and of `bias`."""
    x, worth = matrix.of(matrix.both_sides(), matrix.chatter)
    model = _model().fit(x, matrix.chatter)
    flat, size = model.coef_[0, :-1] * worth, len(matrix.runs)
    alone, called, shared = flat[:size], flat[size : 2 * size], flat[2 * size :]
    overheard, addressed = alone + shared, called + shared
    x, worth = matrix.of(matrix.ones, matrix.defects)
    second = _model().fit(x, matrix.defects)
    defect = second.coef_[0, :-1] * worth
    heavy = set(np.argsort(-np.maximum(np.abs(overheard), np.abs(addressed)), kind="stable")[:KEPT])
    heavy |= set(np.argsort(-np.abs(defect), kind="stable")[:KEPT_FOR_DEFECTS])
    weights = {matrix.runs[n]: _hundredths(overheard[n], addressed[n], defect[n]) for n in sorted(heavy)}
    bias, side = float(model.intercept_[0]), float(model.coef_[0, -1])
    weights["bias"] = _hundredths(bias, bias + side, float(second.intercept_[0]))
    return weights


def _hundredths(overheard: float, addressed: float, defect: float) -> tuple[int, int, int]:
    return round(float(overheard) * SCALE), round(float(addressed) * SCALE), round(float(defect) * SCALE)


def crossed(matrix: Matrix) -> list[str]:
    """Return what five-fold cross-validation gives: chatter and defects caught where so much else is lost."""
    likely = _cross(matrix.of(matrix.both_sides(), matrix.chatter)[0], matrix.chatter)
    lines = []
    for side, name in enumerate(SIDES):
        here = matrix.addressed == side
        talk, told = likely[here & matrix.chatter], np.sort(likely[here & ~matrix.chatter])[::-1]
        for lost in (0.002, 0.005, 0.01):
            line = told[int(len(told) * lost)]
            lines.append(
                f"{name}: over {line:.2f} {(talk > line).mean():.1%} of chatter, {lost:.1%} of records"
            )
    likely = _cross(matrix.of(matrix.ones, matrix.defects)[0], matrix.defects)
    for line in (0.5, 0.7, 0.9):
        caught, wrong = (likely[matrix.defects] > line).mean(), (likely[~matrix.defects] > line).sum()
        lines.append(f"defects: over {line} {caught:.1%} of them, and {wrong} lines of anything else")
    return lines


def _cross(x: csr_matrix, what: np.ndarray) -> np.ndarray:
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    return cross_val_predict(_model(), x, what, cv=folds, method="predict_proba")[:, 1]


def main() -> None:
    """Write weights.txt and print the cross-validation."""
    matrix = Matrix(corpus())
    print(f"{len(matrix.chatter)} lines, {len(matrix.runs)} runs")  # noqa: T201
    print("\n".join(crossed(matrix)))  # noqa: T201
    rows = ("\t".join([run, *map(str, values)]) for run, values in sorted(weigh(matrix).items()))
    WEIGHTS.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
