"""What the classifier sees of a message: its runs of one to four characters, without names and figures."""

import re

NAME = "〇"
LONGEST = 4
_FIGURES = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")


def masked(text: str, names: list[tuple[int, int]]) -> str:
    """Return a text with every name (start, end) as 〇: who is meant says nothing about how it is meant."""
    for start, end in sorted(names, reverse=True):
        text = text[:start] + NAME + text[end:]
    return text


def grams(plain: str) -> set[str]:
    """Return the runs of characters of a masked text; every figure is 0, a blank ␣, begin and end ^ and $."""
    line = f"^{_BLANKS.sub('␣', _FIGURES.sub('0', plain.strip()))}$"
    return {line[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(line) - size + 1)}
