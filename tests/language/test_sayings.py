"""The sayings of tests/sayings, written by somebody who never saw the rules, against a floor for each file.

A saying is right if its intents and all exact slots are. The floors are what was reached; a lower figure
means that something was unlearnt. Misses are listed on failure.
"""

import pytest

from language.jsonl import Lines
from tests.sayings.scoring import right, sayings, understood

FLOORS = {
    "acceptance": 0.98,
    "attendance": 0.95,
    "commands": 0.95,
    "hazards": 0.95,
    "meetings": 0.93,
    "mixed": 0.90,
    "silence_addressed": 0.96,
    "silence_overheard": 0.98,
    "railway": 0.98,
    "everyday": 0.97,
    "study": 0.96,
    "tasks": 0.95,
    "waterworks": 0.98,
}
LINES = Lines()


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_sayings_of_a_file_are_understood_as_well_as_recorded(name: str) -> None:
    said = [(s, understood(s, LINES)) for s in sayings(name)]
    missed = [(s, answer) for s, answer in said if not right(answer, s["updates"])]
    share = 1 - len(missed) / len(said)
    assert share >= FLOORS[name], "\n".join(f"{s['id']} {s['text']}\n   {answer}" for s, answer in missed)
