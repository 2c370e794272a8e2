"""How characters sound, without tones: for wrong homophones and for names typed in pinyin."""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "lexicon" / "sounds.txt"


@cache
def _table() -> dict[str, str]:
    """Read the sound of every common character; read when first needed."""
    lines = (line.split(" ") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {char: sound for sound, chars in lines for char in chars}


def syllable(char: str) -> str:
    """Return the syllable of a character, "" if unknown; zh/z, ch/c, sh/s and -ng/-n sound alike."""
    said = _table().get(char, "")
    if said[1:2] == "h" and said[0] in "zcs":
        said = said[0] + said[2:]
    return said.replace("ng", "n")


def syllables(text: str) -> list[str]:
    """Return the syllables of a text, one for each character."""
    return [syllable(char) for char in text]


def syllable_pairs(text: str) -> set[tuple[str, str]]:
    """Return the neighbouring syllables of a text."""
    said = syllables(text)
    return {(a, b) for a, b in zip(said, said[1:], strict=False) if a and b}


def spelt(text: str) -> str:
    """Return a text as it is typed in pinyin: 秦晓君 → qinxiaojun."""
    table = _table()
    return "".join(table.get(char, char) for char in text)
