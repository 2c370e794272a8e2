"""A swapped person put right: 「请假的不是甲，是乙」 reads like 「乙请假」 once the wrong entry is gone."""

import re

from language.heard import Heard

_WHO_DID = re.compile(
    r"(?P<what>[^，。；\n]{1,24}?)的(?:人|"
    r"同志)?(?:应该)?不是(?P<wrong>[^，。；\n是]{1,8})[，、]?(?:而|"
    r"应该?)?是(?P<right>[^，。；\n]{1,8})"
)
_NOT_THE_OTHER = re.compile(
    r"(?P<what>[^，。；\n]{1,24}?)的(?:人|"
    r"同志)?(?:应该)?是(?P<right>[^，。；\n]{1,8})[，、](?:而)?不是(?P<wrong>[^，。；\n是]{1,8})"
)
_NOT_HE = re.compile(
    r"不是(?P<wrong>[^，。；\n是]{1,8}?)(?P<what>(?:缺席|请假|迟到|没来|线上|学完|没到|"
    r"补课)[^，。；\n]{0,10})[，、](?:而|应该?)?是(?P<right>[^，。；\n]{1,8})"
)


def put_right(heard: Heard) -> str:
    """Return the message with the right person in a plain statement; "" if nobody is swapped in it."""
    for shape in (_WHO_DID, _NOT_THE_OTHER, _NOT_HE):
        for found in shape.finditer(heard.text):
            if _person(heard, *found.span("wrong")) and _person(heard, *found.span("right")):
                plain = f"{found['right']}{found['what']}了"
                return heard.text[: found.start()] + plain + heard.text[found.end() :]
    return ""


def _person(heard: Heard, start: int, end: int) -> bool:
    said = heard.text[start:end].strip()
    return bool(heard.mentions_in(start, end)) or said in ("我", "俺", "本人", "我自己")
