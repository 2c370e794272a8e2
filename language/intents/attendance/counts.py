"""The numbers of a roll: 应到, 实到."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.references import meetings

_EXPECTED = re.compile(r"应到(?:会)?\s?(\d+)")
_COUNTED = re.compile(r"(?:实到|到会|现场|签到|(?<!应)到了?)(?:会)?\s?(\d+)\s?(?:人|名|个)")


def counts(heard: Heard, start: int = 0, end: int | None = None) -> list[Draft]:
    """Return the numbers of a roll (应到, 实到): the house checks them against the names, it never
    stores them instead."""
    end = len(heard.text) if end is None else end
    expected, present = _EXPECTED.search(heard.text, start, end), _COUNTED.search(heard.text, start, end)
    if not present:
        return []
    draft = Draft("attendance.count", {}, "head count", present.start(), present.end())
    hit = meetings.resolve(heard, start, end, meetings.PAST)
    draft.put(
        meeting=hit.meeting.id if hit else "",
        present=int(present[1]),
        expected=int(expected[1]) if expected else None,
    )
    return [draft]
