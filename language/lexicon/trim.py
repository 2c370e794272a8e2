"""Derive dictionary.txt from jieba's own dictionary: `python -m language.lexicon.trim`.

Kept are words of two characters seen at least 200 times in jieba's corpus and of three to six seen at
least 30 times: about thirty thousand, enough to
know where a word ends; the long tail only costs start-up time and memory. jieba is MIT-licensed, so is
this excerpt.
"""

import importlib.util
from pathlib import Path

LEAST_SEEN = {2: 200}
LEAST_SEEN_LONG = 30
LONGEST = 6
TARGET = Path(__file__).with_name("dictionary.txt")


def kept(line: str) -> str | None:
    """Return `word count` if the dictionary line is worth keeping, else None."""
    word, count = line.split(" ")[:2]
    often = int(count) >= LEAST_SEEN.get(len(word), LEAST_SEEN_LONG)
    return f"{word} {count}" if often and 2 <= len(word) <= LONGEST else None


def main() -> None:
    """Write dictionary.txt beside this file."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SystemExit("jieba is not installed")
    source = Path(spec.origin).with_name("dict.txt")
    lines = (kept(line) for line in source.read_text(encoding="utf-8").splitlines())
    TARGET.write_text("\n".join(sorted(filter(None, lines))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
