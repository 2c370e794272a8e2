"""How characters sound, without tones: for wrong homophones and names typed in pinyin. pypinyin is
loaded when needed."""

import importlib
from functools import cache, lru_cache
from typing import Any


@cache
def _pypinyin() -> Any:
    return importlib.import_module("pypinyin")


@lru_cache(maxsize=4096)
def syllable(char: str) -> str:
    """Return the toneless syllable of a character, "" if it has none; n/l and zh/z, ch/c, sh/s sound
    alike."""
    if not "\u4e00" <= char <= "\u9fff":
        return ""
    said = str(_pypinyin().lazy_pinyin(char)[0])
    for flat, retroflex in (("z", "zh"), ("c", "ch"), ("s", "sh")):
        if said.startswith(retroflex):
            said = flat + said[2:]
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
    return "".join(_pypinyin().lazy_pinyin(text))
