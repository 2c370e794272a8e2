"""What kinds of Event, Item and Register there are: data read once from kinds.yaml, beside this file."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, PositiveInt
from ruamel.yaml import YAML

FILE = Path(__file__).with_name("kinds.yaml")
Due = Literal["支部", "支委会", "党小组", "参加人"]
Quorum = Literal["", "voters", "half", "two_thirds"]


class Kind(BaseModel):
    """One kind: its name, its number's letter, and what a record of it should hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    short: str = ""
    prefix: str = ""
    record: dict[str, str] = {}
    """What the paper wants -> the words by which minutes show it, as a regular expression."""

    @property
    def called(self) -> str:
        """What people call it: 支委会."""
        return self.short or self.name

    def wanting(self, minutes: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The parts of a record that are still 待补: neither known otherwise nor found in the minutes."""
        return tuple(
            part
            for part, words in self.record.items()
            if part not in known and not (words and re.search(words, minutes))
        )


class EventKind(Kind):
    """A kind of event: who is due, who chairs, what it counts for."""

    prefix: str = "M"
    due: Due = "支部"
    chair: str = ""
    quorum: Quorum = ""
    hours: bool = False
    makeup: bool = False
    many: bool = False
    """Several of one day are told apart by their titles."""
    cadence: str = ""


class ItemKind(Kind):
    """A kind of item."""

    prefix: str = "T"


class RegisterKind(Kind):
    """A kind of register: how long a row holds."""

    term: Literal["", "year", "months"] = ""
    months: PositiveInt | None = None


@cache
def events() -> dict[str, EventKind]:
    """Every kind of event by name.

    Raises pydantic's ValidationError for a line of kinds.yaml that is not one.
    """
    return {name: EventKind(name=name, **more) for name, more in _lines("event").items()}


@cache
def items() -> dict[str, ItemKind]:
    """Every kind of item by name; raises as events()."""
    return {name: ItemKind(name=name, **more) for name, more in _lines("item").items()}


@cache
def registers() -> dict[str, RegisterKind]:
    """Every kind of register by name; raises as events()."""
    return {name: RegisterKind(name=name, **more) for name, more in _lines("register").items()}


def event(name: str) -> EventKind:
    """The kind of this name; a name the file does not know is a kind of its own without rules."""
    return events().get(name) or EventKind(name=name, due="参加人", many=True)


@cache
def _file() -> dict[str, dict[str, dict[str, object] | None]]:
    found: dict[str, dict[str, dict[str, object] | None]] = YAML(typ="safe").load(
        FILE.read_text(encoding="utf-8")
    )
    return found


def _lines(shape: str) -> dict[str, dict[str, object]]:
    return {name: more or {} for name, more in _file()[shape].items()}
