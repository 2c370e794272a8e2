"""What a check-up found, in plain words."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["good", "note", "grave"]
SIGNS = {"good": "✓", "note": "!", "grave": "✗"}


@dataclass(frozen=True)
class Finding:
    """One finding; `fix` says what to do about it, and where."""

    mark: Mark
    text: str
    fix: str = ""

    @property
    def grave(self) -> bool:
        """Whether the bot cannot do its work like this."""
        return self.mark == "grave"

    def __str__(self) -> str:
        fix = f"\n  怎么办：{self.fix}" if self.fix else ""
        return f"{SIGNS[self.mark]} {self.text}{fix}"


def good(text: str) -> Finding:
    """All is well here."""
    return Finding("good", text)


def note(text: str, fix: str = "") -> Finding:
    """Worth knowing; the bot works all the same."""
    return Finding("note", text, fix)


def grave(text: str, fix: str) -> Finding:
    """The bot cannot work like this."""
    return Finding("grave", text, fix)
