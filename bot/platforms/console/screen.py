"""What the person at the console sees: drawn for eyes, or one JSON line per card for a program."""

import json
import sys
import unicodedata
from typing import Any, Protocol

from bot.platforms.console.platform import Shown
from branch.calendar import CHINA

KEPT = {"\n", "\t"}


class Screen(Protocol):
    """Where a rehearsal shows things."""

    def card(self, shown: Shown, numbers: list[int]) -> None:
        """The bot says something; `numbers` are those of its buttons."""

    def said(self, who: str, text: str, *, private: bool) -> None:
        """A member says something."""

    def note(self, text: str) -> None:
        """The console itself says something: the time, the roster, a mistake."""


class JsonLines:
    """One line per thing the bot sends, nothing else; the console's own words go to standard error."""

    def card(self, shown: Shown, numbers: list[int]) -> None:
        sys.stdout.write(json.dumps(as_json(shown), ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def said(self, who: str, text: str, *, private: bool) -> None:
        """Not the bot's words: not shown."""

    def note(self, text: str) -> None:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def as_json(shown: Shown) -> dict[str, Any]:
    """A card as a program reads it. `text` is everything a reader of the card sees."""
    card = shown.card
    return {
        "at": shown.at.astimezone(CHINA).isoformat(),
        "to": shown.to,
        "private": shown.private,
        "text": plain(card.as_text()),
        "buttons": [button.label for button in card.pressables()],
        "mentions": [*card.mentions, *(["所有人"] if card.everyone else [])],
        "file": shown.file or (card.file.name if card.file else None),
    }


def plain(text: str) -> str:
    """Text without what would steer a terminal: escape sequences, bidi marks, other control characters."""
    return "".join(c for c in text if c in KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
