"""Names of people who are not on the roster, where somebody who is to do work must stand."""

import re
from dataclasses import dataclass

from language.heard import Heard
from language.lexicon import source

_LEAD = r"(?:^|(?<=[，。；：、\n])|(?<=让|请|派|由|叫)|(?<=安排))"
_NAME = rf"(?P<name>(?:{source('surnames')})[\u4e00-\u9fff]{{1,2}}?)"
_IN_CHARGE = r"(?:来)?(?:负责|牵头|主办|主笔|接手|配合|协助)"
_DOER = re.compile(rf"{_LEAD}{_NAME}(?={_IN_CHARGE})")
_BESIDE = re.compile(rf"(?P<and>[和跟与、]){_NAME}(?=[^\w]|$|{_IN_CHARGE}|[今明后下本这周]|把|去)")
_BEFORE = re.compile(rf"{_LEAD}{_NAME}(?P<and>[和跟与、])$")
LONGEST = 5
"""Letters of the longest name with the word that joins it."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name as it was said; the stretch takes in the 和 that joins it to a known name."""

    said: str
    start: int
    end: int


def strangers(heard: Heard, start: int, end: int) -> list[Stranger]:
    """Return names that nobody on the roster answers to: 「李强负责……」「让李强和张三……」."""
    text = heard.text
    found = [_stranger(m, m.start("name"), m.end("name")) for m in _DOER.finditer(text, start, end)]
    named = heard.mentions_in(start, end)
    begins = {m.start for m in named}
    for mention in named:
        if before := _BEFORE.search(text, max(start, mention.start - LONGEST), mention.start):
            found.append(_stranger(before, before.start("name"), before.end()))
        joined_to_known = mention.end + 1 in begins
        if not joined_to_known and (after := _BESIDE.match(text, mention.end, end)):
            found.append(_stranger(after, after.start(), after.end("name")))
    known = {at for m in named for at in range(m.start, m.end)}
    return [
        s
        for s in sorted(found, key=lambda s: s.start)
        if not heard.ears.words.is_common(s.said) and known.isdisjoint(range(s.start, s.end))
    ]


def _stranger(found: re.Match[str], start: int, end: int) -> Stranger:
    return Stranger(found["name"], start, end)
