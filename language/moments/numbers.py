"""Numerals of both scripts: 12, 十二, 廿二, 二〇二六, 两, 半."""

import re

N12 = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
"""A month's number."""
N31 = (
    r"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|"
    r"[廿卅][一二三四五六七八九]?|[一二三四五六七八九])"
)
"""A day's number within a month."""
N24 = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
"""An hour's number."""
N60 = r"(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])"
"""A minute's number."""
NN = r"(?:\d{1,3}|[一二两三四五六七八九十百俩仨]{1,5})"
"""A small count."""
RUN = re.compile(r"\d{1,12}|[零〇一二两三四五六七八九十百千万廿卅俩仨]{1,12}")
"""A numeral at a place; bounded, so that a page of digits stays cheap."""

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SHORT = {"廿": "二十", "卅": "三十"}


def number(said: str) -> int:
    """Return the value of a numeral; ValueError if it is none."""
    if said.isascii():
        return int(said.replace(",", ""))
    if not any(c in "十百千万廿卅" for c in said):
        return int("".join(str(_digit(c)) for c in said))
    for short, long in _SHORT.items():
        said = said.replace(short, long)
    if "万" in said:
        head, _, tail = said.partition("万")
        return number(head or "一") * 10_000 + (number(tail) if tail else 0)
    return _counted(said)


def _digit(char: str) -> int:
    if char.isdigit():
        return int(char)
    if char not in _DIGIT:
        raise ValueError(char)
    return _DIGIT[char]


def _counted(said: str) -> int:
    total = held = 0
    for char in said:
        if char in _TENS:
            total += (held or 1) * _TENS[char]
            held = 0
        else:
            held = held * 10 + _digit(char) if char.isdigit() else _digit(char)
    return total + held
