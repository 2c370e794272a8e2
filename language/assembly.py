"""From drafts to Updates: typed, with what is in doubt."""

from typing import Any

from branch.updates import Update
from language.drafts import Draft


def update(draft: Draft) -> Update:
    """Return the typed Update of a draft."""
    kind = Update.catalog[draft.intent]
    slots: dict[str, Any] = {}
    for name, value in draft.slots.items():
        if name in kind.model_fields:
            slots[name] = tuple(value) if isinstance(value, list) else value
    doubts = tuple(d for d in draft.doubts if len(d.choices) != 1)
    return kind(doubts=doubts, **slots)
