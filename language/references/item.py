"""A known thing, and where a text names it."""

import re
from dataclasses import dataclass

from branch.context import Context

_MARKS = re.compile(r"[“”《》〈〉\"'（）()：，、·\s]")


@dataclass(frozen=True, slots=True)
class Item:
    """A known thing: its family (task, study, hazard, meeting), id, bare title and who owns it."""

    family: str
    id: str
    title: str
    owners: tuple[str, ...] = ()


@dataclass(slots=True)
class Hit:
    """A known thing recognised in a stretch of text, how surely and where; made by the thousand."""

    item: Item
    score: float
    start: int
    end: int
    telling: bool
    """At least two telling characters of the title, or the id, were said."""
    coverage: float = 0.0
    """Which share of the title's characters was said; 1 for an id."""
    head: bool = False
    """Whether the last word of the title (方案, 交底 …), which tells twins apart, was said."""


def items_of(context: Context) -> list[Item]:
    """Return the known things of a context, titles bare."""
    found = [Item("task", t.id, bare(t.title), t.owners) for t in context.tasks]
    found += [Item("study", s.id, bare(s.title)) for s in context.studies]
    found += [Item("hazard", h.id, bare(h.title), (h.owner,) if h.owner else ()) for h in context.hazards]
    return found + [Item("meeting", m.id, bare(m.title or m.kind)) for m in context.meetings]


def bare(title: str) -> str:
    """Return a title without marks and quotation marks."""
    return _MARKS.sub("", title)
