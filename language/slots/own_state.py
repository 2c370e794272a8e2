"""A name with a state word of its own behind it: 「卢海出车没去」 is headed by nothing before it."""

import re

from language.heard import Heard
from language.slots.people import Mention

_OWN_STATE = re.compile(r"[^，。；、\n]{0,8}(?:到|没|未|缺|迟|晚|请假|线上|现场|视频|远程|电话)")
_JOINED = re.compile(r"[、和跟与及]")


def own_state(heard: Heard, mention: Mention) -> bool:
    """Say whether a name has a state word of its own behind it."""
    return bool(_OWN_STATE.match(heard.text, mention.end))


def joined_own_state(heard: Heard, first: Mention) -> bool:
    """Say whether a name, or the last of those joined to it, has one: 「甲、乙、丙请假」."""
    last = first
    for mention in heard.mentions_in(first.end, len(heard.text)):
        if not _JOINED.fullmatch(heard.text[last.end : mention.start]):
            break
        last = mention
    return own_state(heard, last)
