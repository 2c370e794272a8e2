"""Twins: of two tasks that differ by a number, the second is told by its number alone."""

import re

from language.heard import Heard
from language.references.item import Hit, Item
from language.slots.quantities import number
from language.units.topics import Topic

_BY_NUMBER = re.compile(
    r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})号(?:那[边个头台]|这[边个头台])?(?=还|也|才|已|刚|的|没|在|要|得|差|就|只|明天|今天)"
)
_NUMBERED = re.compile(r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})号")
_SURE = 15.0


def mark_twins(heard: Heard, numbers: list[int], topics: dict[int, Topic]) -> None:
    """「一号弧门吊装完成；二号还在等浮吊」: the second is the task that differs by its number."""
    for clause in (heard.clauses[n] for n in numbers):
        said = _BY_NUMBER.match(clause.text) if topics[clause.number][0] in ("", "act") else None
        twin = _twin(heard, _named_before(numbers, topics, clause.number), said["n"]) if said else None
        if said and twin:
            start, end = clause.start, clause.start + said.end("n") + 1
            topics[clause.number] = ("task", Hit(twin, _SURE, start, end, True, 1.0, True), [])


def _named_before(numbers: list[int], topics: dict[int, Topic], before: int) -> Item | None:
    """Return the task told of last before a clause."""
    hits = (topics[n][1] for n in reversed(numbers) if n < before)
    return next((hit.item for hit in hits if hit is not None and hit.item.family == "task"), None)


def _twin(heard: Heard, first: Item | None, said: str) -> Item | None:
    """Return the task called like the first but for its number, which is the one said."""
    own = _NUMBERED.search(first.title) if first else None
    if first is None or own is None or number(own["n"]) == number(said):
        return None
    for item in heard.ears.things.items:
        other = _NUMBERED.search(item.title) if item.family == "task" else None
        if other and number(other["n"]) == number(said) and _rest(item, other) == _rest(first, own):
            return item
    return None


def _rest(item: Item, numbered: re.Match[str]) -> str:
    return item.title[: numbered.start()] + item.title[numbered.end() :]
