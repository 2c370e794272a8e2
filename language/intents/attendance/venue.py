"""Whether somebody is at the place of the meeting that is on."""

import re

from language.heard import Heard
from language.lexicon import phrase
from language.references import meetings

_AT = re.compile(r"(?:到了?|在|进了?)(?P<place>[^，。；\n到在]{2,12}?)(?:了|门口|坐|等着|候着|$|，|。|签)")


_PREPARES = re.compile(r"(?:布置|打扫|收拾|整理|清理|装饰|腾|搬|租|订|借)(?:好|一下|出)?(?:会场|会议室)")
"""「布置会场」: work at the place."""


def at_venue(heard: Heard, start: int, end: int) -> bool:
    """Say whether somebody is said to be at the place of the meeting that is on."""
    meeting = meetings.running(heard)
    if meeting and meeting.place and any(c.text.strip() == meeting.place for c in heard.clauses):
        return True
    if _PREPARES.search(heard.text, start, end):
        return False
    for found in _AT.finditer(heard.text, start, end):
        place = found["place"]
        if re.match(r"会场|会议室", place):
            return True
        if meeting and _same(place, meeting.place):
            return True
    return False


_ANY_ROOM = phrase(r"<room>")


def _same(said: str, place: str) -> bool:
    """「二楼」 for 二楼大会议室: two characters in common beside the kind of room, or all of it."""
    own = _ANY_ROOM.sub("", place)
    return said in place or any(own[i : i + 2] in said for i in range(len(own) - 1))


def venue_said(heard: Heard, start: int, end: int) -> bool:
    """Say whether the place of the meeting that is on stands in full beside an arrival."""
    meeting = meetings.running(heard)
    return meeting is not None and bool(meeting.place) and meeting.place in heard.text[start:end]
