"""Whether somebody is at the place of the meeting that is on."""

import re

from language.heard import Heard
from language.references import meetings

_AT = re.compile(r"(?:到了?|在|进了?)(?P<place>[^，。；\n到在]{2,12}?)(?:了|门口|$|，|。|签)")


def at_venue(heard: Heard, start: int, end: int) -> bool:
    """Say whether somebody is said to be at the place of the meeting that is on."""
    meeting = meetings.running(heard)
    if meeting and meeting.place and any(c.text.strip() == meeting.place for c in heard.clauses):
        return True
    for found in _AT.finditer(heard.text, start, end):
        place = found["place"]
        if re.match(r"会场|会议室", place):
            return True
        known = meeting.place if meeting else ""
        if known and any(place[i : i + 2] in known for i in range(len(place) - 1)):
            return True
    return False


def venue_said(heard: Heard, start: int, end: int) -> bool:
    """Say whether the place of the meeting that is on stands in full beside an arrival."""
    meeting = meetings.running(heard)
    return meeting is not None and bool(meeting.place) and meeting.place in heard.text[start:end]
