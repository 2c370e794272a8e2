"""A defect told in words no list knows: the message sounds like one and names a place."""

from language.drafts import Draft
from language.heard import Heard
from language.intents.hazards import finding, mending
from language.references.item import Hit
from language.slots.places import sure_places

_LIKELY = 0.6
"""From here on a message reports a defect; of 14,400 others a dozen sound so (see `language/tone`)."""
_NAMED = 0.4
"""So much of a listed hazard's title says that it is meant."""
_GIVES_WAY = ("task.assign", "task.progress", "task.done", "hazard.fixed")
"""What such a sentence was taken for."""


def told(heard: Heard, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, with a defect in place of what its sentence was taken for.

    「泥浆池北侧的电缆从水里过，请东东天黑前架起来」
    """
    if any(d.intent == "hazard.report" for d in drafts) or heard.defect <= _LIKELY:
        return drafts
    for first, last in heard.sentences():
        end = heard.clauses[last].end
        start = _place_begins(heard, first, last)
        if start is None or _listed(heard, start, end, drafts):
            continue
        if found := finding.inspected(heard, start, end):
            found.rule = "sounds like a defect at a place"
            kept = [d for d in drafts if d.intent not in _GIVES_WAY or not _within(d, start, end)]
            return sorted([*kept, found], key=lambda d: d.start)
    return drafts


def _place_begins(heard: Heard, first: int, last: int) -> int | None:
    """Return where the first clause of a sentence begins that names a place and tells of nothing mended."""
    for clause in heard.clauses[first : last + 1]:
        if sure_places(heard, heard.without_days(clause.start, clause.end)):
            return None if mending.put_right(clause.text) else clause.start
    return None


def _within(draft: Draft, start: int, end: int) -> bool:
    return draft.start < end and start < draft.end


def _listed(heard: Heard, start: int, end: int, drafts: list[Draft]) -> bool:
    """Say whether a sentence tells of a listed hazard: the same again, or that it is put right."""
    mended = {d.slots.get("hazard") for d in drafts if d.intent == "hazard.fixed"}
    hits: list[Hit] = [h for h in heard.hits(start, end, "hazard") if h.telling]
    return any(
        finding.known(h, heard.text[start:end]) or h.item.id in mended and h.coverage >= _NAMED for h in hits
    )
