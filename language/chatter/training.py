"""Learn weights.txt from the lines in data/chatter: `make chatter`.

Needs scikit-learn (the extra `chatter`); the bot itself does not.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from language.chatter.classifier import SCALE, WEIGHTS
from language.chatter.grams import grams

CORPUS = Path(__file__).parent.parent.parent / "data" / "chatter"
SEEN = 3
"""A run met in fewer lines teaches nothing about other lines."""
KEPT = 8_000
"""The weightiest runs; more made no difference in cross-validation."""
STRENGTH = 20.0
"""Inverse regularisation, chosen by cross-validation among 10, 20, 30, 100."""


@dataclass(frozen=True)
class Line:
    """One line of the corpus: its runs, whether it was said to the bot, whether it is chatter."""

    runs: frozenset[str]
    addressed: bool
    chatter: bool


def corpus(folder: Path = CORPUS) -> list[Line]:
    """Read the four files of a folder, overheard_chatter.txt to addressed_records.txt."""
    lines = []
    for side in ("overheard", "addressed"):
        for what in ("chatter", "records"):
            for raw in (folder / f"{side}_{what}.txt").read_text(encoding="utf-8").splitlines():
                if raw.strip():
                    lines.append(Line(frozenset(grams(raw)), side == "addressed", what == "chatter"))
    return lines


class Matrix:
    """The lines as numbers: overheard runs, addressed runs, and both together, each worth what naive Bayes
    gives it."""

    def __init__(self, lines: list[Line]) -> None:
        counts: dict[str, int] = {}
        for line in lines:
            for run in line.runs:
                counts[run] = counts.get(run, 0) + 1
        self.runs = sorted(run for run, seen in counts.items() if seen >= SEEN)
        places = {run: number for number, run in enumerate(self.runs)}
        rows = [sorted(places[run] for run in line.runs if run in places) for line in lines]
        ends = np.cumsum([0, *map(len, rows)])
        ones = csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=(len(lines), len(places)))
        self.chatter = np.array([line.chatter for line in lines])
        self.addressed = np.array([line.addressed for line in lines]).astype(float)
        parts = hstack([diags(1 - self.addressed) @ ones, diags(self.addressed) @ ones, ones]).tocsr()
        talk = np.asarray(parts[self.chatter].sum(0)).ravel() + 1
        told = np.asarray(parts[~self.chatter].sum(0)).ravel() + 1
        self.worth = np.abs(np.log((talk / talk.sum()) / (told / told.sum())))
        length = np.sqrt([len(line.runs) for line in lines])
        scaled = diags(1 / length) @ parts @ diags(self.worth)
        self.x = hstack([scaled, csr_matrix(self.addressed[:, None])]).tocsr()


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000)


def weigh(matrix: Matrix) -> dict[str, tuple[int, int]]:
    """Return the weights (overheard, addressed) of the weightiest runs and of `bias`, in hundredths."""
    model = _model().fit(matrix.x, matrix.chatter)
    size = len(matrix.runs)
    flat = model.coef_[0, :-1] * matrix.worth
    alone, called, shared = flat[:size], flat[size : 2 * size], flat[2 * size :]
    overheard, addressed = alone + shared, called + shared
    heavy = np.argsort(-np.maximum(np.abs(overheard), np.abs(addressed)), kind="stable")[:KEPT]
    weights = {
        matrix.runs[n]: (round(float(overheard[n]) * SCALE), round(float(addressed[n]) * SCALE))
        for n in heavy
    }
    bias = float(model.intercept_[0])
    weights["bias"] = round(bias * SCALE), round((bias + float(model.coef_[0, -1])) * SCALE)
    return weights


def crossed(matrix: Matrix) -> list[str]:
    """Return what five-fold cross-validation gives: chatter caught where so many of the records are lost."""
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    likely = cross_val_predict(_model(), matrix.x, matrix.chatter, cv=folds, method="predict_proba")[:, 1]
    lines = []
    for side, name in ((0, "overheard"), (1, "addressed")):
        here = matrix.addressed == side
        talk, told = likely[here & matrix.chatter], np.sort(likely[here & ~matrix.chatter])[::-1]
        for lost in (0.002, 0.005, 0.01):
            line = told[int(len(told) * lost)]
            lines.append(
                f"{name}: over {line:.2f} {(talk > line).mean():.1%} of chatter, {lost:.1%} of records"
            )
    return lines


def main() -> None:
    """Write weights.txt and print the cross-validation."""
    matrix = Matrix(corpus())
    print(f"{len(matrix.chatter)} lines, {len(matrix.runs)} runs")  # noqa: T201
    print("\n".join(crossed(matrix)))  # noqa: T201
    rows = (
        f"{run}\t{overheard}\t{addressed}" for run, (overheard, addressed) in sorted(weigh(matrix).items())
    )
    WEIGHTS.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
