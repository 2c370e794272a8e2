"""How a saying is held against its gold answer: intents in order, each with its exact slots.

Free words of the message are not compared here.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from language.jsonl import Lines

ROOM = Path(__file__).parent
FREE = {"title", "text", "reason", "note", "blocker", "place", "audience", "topic", "lecturer"}
Saying = dict[str, Any]


def names() -> list[str]:
    """The files of sayings, without their endings."""
    return sorted(path.stem for path in ROOM.glob("*.jsonl"))


def sayings(name: str) -> list[Saying]:
    """The sayings of a file, each with its whole context in it."""
    scenes = json.loads((ROOM / "contexts.json").read_text("utf-8"))
    found = [json.loads(line) for line in (ROOM / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [{**s, "context": {**scenes[s["context"]["ref"]], **s["context"]}} for s in found]


def understood(saying: Saying, lines: Lines) -> list[dict[str, Any]]:
    """What the language answers to a saying."""
    return list(lines.answer(saying)["updates"])


def intents_right(said: list[dict[str, Any]], gold: list[dict[str, Any]]) -> bool:
    """Say whether the list of intents is exactly right."""
    return [u["intent"] for u in said] == [u["intent"] for u in gold]


def right(said: list[dict[str, Any]], gold: list[dict[str, Any]]) -> bool:
    """Say whether intents and all exact slots are right."""
    return _exact(said) == _exact(gold)


def _exact(updates: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (u["intent"], {k: _comparable(v) for k, v in u["slots"].items() if k not in FREE}) for u in updates
    ]


def _comparable(value: Any) -> Any:
    """Lists as sets, moments as instants, recurrences as their parts."""
    if isinstance(value, list):
        return frozenset(value)
    if isinstance(value, str) and "T" in value and value[:4].isdigit():
        return datetime.fromisoformat(value)
    return frozenset(value.split(";")) if isinstance(value, str) and value.startswith("FREQ=") else value
