"""How many 学时 a meeting counts for: 「这次党课2个学时」「学时：4」."""

import re

from language.clauses import Clause
from language.drafts import Draft
from language.heard import Heard
from language.intents.meetings.held import Held
from language.lexicon import cue
from language.slots.quantities import N, number

MOST = 40
"""No single event counts for more; a larger number is what a year asks for."""
_SHAPES = (
    re.compile(rf"学时数?(?:是|为|记|按|算|计|：)*\s*(?P<n>{N}|\d+\.\d)(?![月号日年])"),
    re.compile(rf"(?<![\d.])(?P<n>{N})\s*个?学时"),
)


def hours(heard: Heard, sentence: list[Clause], held: Held) -> tuple[Draft, list[Clause]] | None:
    """Return how many hours the meeting of a sentence counts for; None if it says no such number."""
    start, end = sentence[0].start, sentence[-1].end
    found = next((f for shape in _SHAPES if (f := shape.search(heard.text, start, end))), None)
    value = number(found["n"]) if found else None
    if found is None or not value or value > MOST or not (held.named or held.id):
        return None
    inside = [c for c in sentence if c.end > found.start() and c.start < found.end()]
    if not inside or any(cue("owes_hours").search(c.text) for c in inside):
        return None
    draft = Draft("meeting.hours", {}, "how many hours it counts for", *found.span())
    return draft.put(meeting=held.id, kind=held.unknown, hours=value), inside
