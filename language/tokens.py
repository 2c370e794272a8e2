"""Where words end: jieba over our own dictionary, without its cache file, its log or its global state."""

import importlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

DICTIONARY = Path(__file__).parent / "lexicon" / "dictionary.txt"
TAUGHT_WEIGHT = 2000


def _jieba() -> Any:
    """Import jieba without pkg_resources, which it would load for one file it does not need (0.4 s)."""
    if "jieba" in sys.modules:
        return sys.modules["jieba"]
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # makes the import fail, as jieba expects
    try:
        return importlib.import_module("jieba")
    finally:
        if absent:
            sys.modules.pop("pkg_resources", None)


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    """Read the trimmed dictionary once per process; every word's beginnings are in it with count 0."""
    parts = DICTIONARY.read_text(encoding="utf-8").split()
    counts = dict(zip(parts[::2], map(int, parts[1::2]), strict=True))
    total = sum(counts.values())
    for word in parts[::2]:
        for end in range(2, len(word)):
            counts.setdefault(word[:end], 0)
    for first in {word[0] for word in counts}:
        counts.setdefault(first, 0)
    return counts, total


class Words:
    """A tokenizer that knows the trimmed dictionary and the words taught to it."""

    def __init__(self, taught: frozenset[str] = frozenset()) -> None:
        counts, total = _dictionary()
        self._known = counts
        tokenizer = _jieba().Tokenizer()
        tokenizer.FREQ = dict(counts)
        tokenizer.total = total
        tokenizer.initialized = True  # never jieba's own initialize(): it writes a cache into the temp folder
        for word in taught:
            for end in range(1, len(word)):
                tokenizer.FREQ.setdefault(word[:end], 0)
            tokenizer.FREQ[word] = TAUGHT_WEIGHT
        self._tokenizer = tokenizer

    def cut(self, text: str) -> list[tuple[int, int]]:
        """Return the words of a text as (start, end), in order, covering everything."""
        spans, at = [], 0
        for word in self._tokenizer.cut(text, HMM=False):
            spans.append((at, at + len(word)))
            at += len(word)
        return spans

    def is_common(self, word: str) -> bool:
        """Say whether a word stands in the general dictionary."""
        return self._known.get(word, 0) > 0
