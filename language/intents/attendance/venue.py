"""Whether somebody is at the place of the meeting that is on."""

import re

from language.heard import Heard
from language.lexicon import phrase
from language.references import meetings

_AT = re.compile(
    r"(?:到了?|(?<![压放贴挂搁存摆堆停藏锁丢落忘])在|进了?|坐(?:在|到|进)?)(?P<place>[^，。；\n到在]{2,12}?)(?:了|门口|坐|等着|候着|$|，|。|签)"
)


_PREPARES = re.compile(r"(?:布置|打扫|收拾|整理|清理|装饰|腾|搬|租|订|借)(?:好|一下|出)?(?:会场|会议室)")
"""「布置会场」: work at the place."""


def at_venue(heard: Heard, start: int, end: int) -> bool:
    """Say whether somebody is said to be at the place of the meeting that is on."""
    meeting = meetings.running(heard)
    if meeting and meeting.place and any(_seated(c.text, meeting.place) for c in heard.clauses):
        return True
    came = _CAME.match(heard.text, start, end)
    if meeting and meeting.place and came and _same(came["place"], meeting.place):
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


_CAME = re.compile(
    r"(?P<place>[\u4e00-\u9fff\d]{2,12}?)(?:我|俺|我们|这边)*(?:已经?|都|也)*(?:到了|我在|到)(?=$|[，。！]|[，。！\s])"
)
"""「文化礼堂我到了」."""
_SEAT = re.compile(
    r"第?[一二两三四五六七八九十\d]+[排桌]|头一?排|[前后]排|靠[前后里外]?[门窗墙]|角落|中间|"
    r"[坐站](?:起|着|下|好|定)?|都|全|人|已经?|在|里头?|了|的?位[子置]|[ ~！!]"
)


def _seated(said: str, place: str) -> bool:
    """「大会议室第三排」「都在放映室」: a clause that is nothing but the place of the meeting and a seat."""
    rest = _SEAT.sub("", said)
    return len(rest) > 1 and (
        rest == place or len(said) <= 12 and place.endswith(rest) or place.startswith(rest)
    )


_ANY_ROOM = phrase(r"<room>")


def _same(said: str, place: str) -> bool:
    """「二楼」 for 二楼大会议室: two characters in common beside the kind of room, or all of it."""
    own = _ANY_ROOM.sub("", place)
    return said in place or any(own[i : i + 2] in said for i in range(len(own) - 1))


def venue_said(heard: Heard, start: int, end: int) -> bool:
    """Say whether the place of the meeting that is on stands in full beside an arrival."""
    meeting = meetings.running(heard)
    return meeting is not None and bool(meeting.place) and meeting.place in heard.text[start:end]
