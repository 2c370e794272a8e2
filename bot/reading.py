"""The understanding as a branch has taught it: its own words, its own days off."""

from pathlib import Path

from bot.config import Settings
from language.lexicon import Lexicon
from language.understanding import Understanding


def reader(settings: Settings) -> Understanding:
    """Load the dictionary, the lexicon and the branch's own words (about a third of a second)."""
    return Understanding(Lexicon.load(Path(settings.lexicon)), settings.rules.days)
