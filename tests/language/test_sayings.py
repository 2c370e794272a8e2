"""The sayings of tests/sayings, written by somebody who never saw the rules, against a floor for each file.

A saying is right if its intents and all exact slots are (free words of the message are not compared here).
The floors are what was reached; a lower figure means that something was unlearnt. Misses are listed on failure.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from language.jsonl import Lines

ROOM = Path(__file__).parent.parent / "sayings"
CONTEXTS = json.loads((ROOM / "contexts.json").read_text("utf-8"))
FREE = {"title", "text", "reason", "note", "blocker", "place", "audience", "topic", "lecturer"}
FLOORS = {
    "acceptance": 0.98,
    "attendance": 0.95,
    "commands": 0.95,
    "hazards": 0.95,
    "meetings": 0.93,
    "mixed": 0.90,
    "silence_addressed": 0.96,
    "silence_overheard": 0.98,
    "study": 0.96,
    "tasks": 0.95,
}
LINES = Lines()


def exact(updates: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """The intents in order, each with its slots that are compared exactly."""
    return [
        (u["intent"], {k: comparable(v) for k, v in u["slots"].items() if k not in FREE}) for u in updates
    ]


def comparable(value: Any) -> Any:
    """Lists as sets, moments as instants."""
    if isinstance(value, list):
        return frozenset(value)
    if isinstance(value, str) and "T" in value and value[:4].isdigit():
        return datetime.fromisoformat(value)
    return frozenset(value.split(";")) if isinstance(value, str) and value.startswith("FREQ=") else value


def understood(saying: dict[str, Any]) -> list[dict[str, Any]]:
    """What the language answers to a saying."""
    scene = CONTEXTS[saying["context"]["ref"]]
    return list(LINES.answer({**saying, "context": {**scene, **saying["context"]}})["updates"])


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_sayings_of_a_file_are_understood_as_well_as_recorded(name: str) -> None:
    sayings = [json.loads(line) for line in (ROOM / f"{name}.jsonl").read_text("utf-8").splitlines()]
    missed = [s for s in sayings if exact(understood(s)) != exact(s["updates"])]
    share = 1 - len(missed) / len(sayings)
    assert share >= FLOORS[name], "\n".join(f"{s['id']} {s['text']}\n   {understood(s)}" for s in missed)
