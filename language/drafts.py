"""What a rule proposes: an intent with slots, its place in the text, and what is in doubt."""

from dataclasses import dataclass, field
from typing import Any

from branch.updates import Choice, Doubt
from language.references.item import Item

OF_THIS_HOUSE = (
    "attendance.count",
    "history",
    "makeup.arrange",
    "meeting.chair",
    "meeting.confirm",
    "meeting.hours",
    "meeting.vote",
    "nudge.",
    "reminder.list",
    "roster.",
)
"""Intents that only this house knows: narrow rules, words of their own."""


@dataclass
class Draft:
    """An update before it is checked: `rule` is the human name of the rule that fired."""

    intent: str
    slots: dict[str, Any]
    rule: str
    start: int
    end: int
    item: Item | None = None
    told: bool = True
    """False if the item was only inferred (owner, sole open task), not recognised by words."""
    doubts: list[Doubt] = field(default_factory=list)

    def put(self, **slots: Any) -> "Draft":
        """Set slots that have a value; empty ones are left out."""
        for name, value in slots.items():
            if value is not None and value != "" and value != () and value != []:
                self.slots[name] = value
        return self


def shifted(drafts: list[Draft], by: int) -> list[Draft]:
    """Return the drafts of a piece of a message with their places in the whole of it."""
    for draft in drafts:
        draft.start, draft.end = draft.start + by, draft.end + by
    return drafts


def people_doubt(slot: str, said: str, names: tuple[str, ...]) -> Doubt:
    """Ask which of several people was meant."""
    return Doubt(slot=slot, said=said, choices=tuple(Choice(label=name, value=name) for name in names))


def item_doubt(slot: str, said: str, items: list[Item]) -> Doubt:
    """Ask which of several known things was meant."""
    return Doubt(
        slot=slot, said=said, choices=tuple(Choice(label=f"{i.title}（{i.id}）", value=i.id) for i in items)
    )
