"""Lists: a heading and items, numbered, bulleted, one a line or divided by marks; what the heading
lends its items."""

import re
from dataclasses import dataclass

from language.clauses import MARK
from language.heard import Heard
from language.slots.people import Mention

_INLINE = re.compile(
    r"(?:(?<=[：:；。，\s])|^)(?:[（(]?\d{1,2}[)）、.．](?!\d)|(?<![^\n])\d{1,2}、(?=\d{1,2}号)|(?<=[：:；。])\d[.．、](?=\d{1,2}[号#])|[①-⑳]|"
    r"[一二三四五六七八九十](?:[、.．]|是(?!否))|其[一二三四五六](?![他它中余实次])[，、]?)"
)
_CLOSING = re.compile(r"\n|[。；](?=(?:以上|上述|统一|均|全部|都|请|限|由|各|务必|\d?月?\d{1,2}[日号]))")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, by its place in the text (the mark left out)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading, its items, and a closing line that may hold for all."""

    heading: tuple[int, int]
    items: tuple[Item, ...]
    closing: tuple[int, int]


def read(heard: Heard) -> Listed | None:
    """Return the list a message is, else None."""
    text = heard.text
    for divide in (_numbered, _lines, _divided):
        found = divide(text)
        if found is not None and len(found.items) >= 2:
            return found
    return None


_HEAD = re.compile(r"[^：；\n]{2,40}：")
_PIECE = re.compile(r"[^，；。！\n]+")
_ALL_DUE = re.compile(
    r"\s*(?:以上|上述|统一|均|全部|都|[^，。；]{0,10}(?:前|之前|以前)[^，。；]{0,4}(?:弄|完|报|交|发|给|搞|做|办))"
)


def by_person(heard: Heard) -> Listed | None:
    """「各人收一收：龚队做固定，小屈抽水，燕子查门窗。以上23号前弄好」: one piece of work for each name."""
    head = _HEAD.match(heard.text)
    if head is None or "\n" in heard.text.strip():
        return None
    items: list[Item] = []
    closing = (len(heard.text), len(heard.text))
    seen: set[str] = set()
    for piece in _PIECE.finditer(heard.text, head.end()):
        named = heard.mentions_in(piece.start(), piece.end())
        if (
            (not named or _FOR_ALL.match(piece[0]))
            and items
            and _ALL_DUE.match(piece[0])
            and heard.times_in(piece.start(), piece.end())
        ):
            closing = (piece.start(), len(heard.text))
            break
        if named and named[0].name not in seen and _at_edge(heard, piece, named[0], named[-1]):
            items.append(_strip(heard.text, piece.start(), piece.end()))
            seen |= {m.name for m in named}
        elif items:
            items[-1] = Item(items[-1].start, piece.end())
        else:
            return None
    return Listed((0, head.end()), tuple(items), closing) if len(items) >= 2 else None


def _at_edge(heard: Heard, piece: re.Match[str], first: Mention, last: Mention) -> bool:
    """Say whether a piece begins or ends with who does it, and tells some work beside."""
    begins = re.fullmatch(r"\s*(?:@|请|由|让)?", heard.text[piece.start() : first.start])
    ends = not heard.text[last.end : piece.end()].strip()
    work = len(piece[0].strip()) - sum(m.end - m.start for m in heard.mentions_in(piece.start(), piece.end()))
    return bool(begins or ends) and work >= 2


def _numbered(text: str) -> Listed | None:
    marks = list(_INLINE.finditer(text))
    if len(marks) < 2:
        return None
    items = []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else _last_end(text, mark.end())
        items.append(_strip(text, mark.end(), end))
    return Listed((0, marks[0].start()), tuple(items), (items[-1].end, len(text)))


def _last_end(text: str, at: int) -> int:
    stop = _CLOSING.search(text, at)
    return stop.start() if stop else len(text)


def _lines(text: str) -> Listed | None:
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    if len(lines) < 3:
        return None
    closing = (len(text), len(text))
    if len(lines) > 3 and _FOR_ALL.match(text, *lines[-1]):
        closing = lines.pop()
    items = []
    for start, end in lines[1:]:
        mark = MARK.match(text, start, end)
        items.append(_strip(text, mark.end() if mark else start, end))
    return Listed(lines[0], tuple(items), closing)


_FOR_ALL = re.compile(r"\s*(?:以上|上述|统一|均|全部|都(?!\S{0,4}[：:]))")


def _divided(text: str) -> Listed | None:
    """「分工：甲……；乙……；丙……」, or one heading before a colon and pieces divided by semicolons or
    full stops."""
    head = re.match(r"[^：；\n]{2,30}：", text)
    if not head:
        return None
    at = head.end()
    items = []
    for piece in re.split(r"([；。\n])", text[at:]):
        if piece.strip("；。\n "):
            items.append(_strip(text, at, at + len(piece)))
        at += len(piece)
    closing = (len(text), len(text))
    if len(items) > 2 and (_FOR_ALL.match(text, items[-1].start) or _ALL_DUE.match(text, items[-1].start)):
        closing = (items[-1].start, len(text))
        items.pop()
    return Listed((0, head.end()), tuple(items), closing) if len(items) >= 2 else None


def _strip(text: str, start: int, end: int) -> Item:
    while start < end and text[start] in " \n，；。、：:":
        start += 1
    while end > start and text[end - 1] in " \n；。，、":
        end -= 1
    return Item(start, end)
