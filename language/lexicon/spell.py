"""Derive sounds.txt from pypinyin: `python -m language.lexicon.spell`.

One toneless syllable a line, then its characters. The common characters (GB 2312) are enough for homophones
and names; reading this file takes 3 ms, importing
pypinyin with its tables several hundred. pypinyin is MIT-licensed, so is this excerpt.
"""

from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin

TARGET = Path(__file__).with_name("sounds.txt")


def main() -> None:
    """Write sounds.txt beside this file."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in range(0x4E00, 0x9FA6):
        char = chr(code)
        try:
            char.encode("gb2312")
        except UnicodeEncodeError:
            continue
        found[lazy_pinyin(char)[0]].append(char)
    lines = [f"{sound} {''.join(chars)}" for sound, chars in sorted(found.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
