"""Somebody else's words."""

import re

from language.clauses import Clause
from language.heard import Heard
from language.lexicon import cue, phrase

_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")


def unquoted(text: str) -> str:
    """Return a text without its quoted words and titles: 「主题《听老兵讲故事》」 is no hearsay."""
    return _QUOTED.sub("《》", text)


_SAYS = re.compile(
    r"(?:说|(?<![主宣来听再])讲(?![座课解堂授]|党课)|表示|交代|强调|提到|发话|透露|吐槽)(?:了|"
    r"过|的|道|是)?(?:[，：:“]|$|他|她|这|要|让|没|不|都|我|月|下|明|可)"
)
_TELLING = re.compile(
    r"(?:跟|给|和|向|对)(?:大家|各位|你|您|书记|支部|组里|群里).{0,3}(?:说|讲|汇报|报)|"
    r"我(?:来)?(?:说|讲)|说一声|说一下|说明|先说"
)

_OTHERS = phrase(r"<other_speakers>\w{0,4}$")


def _told_by_another(clause: Clause, heard: Heard) -> bool:
    """「曲总说T6可以缓一缓」: a person named right before 说, who is not the speaker."""
    for mention in heard.mentions_in(clause.start, clause.end):
        after = heard.text[mention.end : mention.end + 3]
        if heard.text[max(0, mention.start - 1) : mention.start] in ("跟", "和", "向", "给", "对"):
            continue
        if mention.name != heard.sender and re.match(r"(?:又|都|也|刚|昨天)?说(?!明|话|法|好|课)", after):
            return True
    return False


def reported_speech(clause: Clause, heard: Heard) -> bool:
    """Say whether a clause tells what somebody else said: 「曲总说T6可以缓一缓」."""
    if (
        cue("leave_word").search(clause.text)
        or cue("late").search(clause.text)
        or re.search(r"(?:来|去|到|参加)不了|不能来|来不成", clause.text)
    ):
        return False
    if _told_by_another(clause, heard):
        return True
    said = _SAYS.search(clause.text)
    if _lectures(clause, heard):
        return False
    if not said or _TELLING.search(clause.text):
        return False
    speakers = [
        m
        for m in heard.mentions_in(clause.start, clause.start + said.start())
        if m.name != heard.context.sender
    ]
    return bool(speakers) or bool(_OTHERS.search(clause.text[: said.start()]))


def tells_when(clause: Clause, heard: Heard) -> bool:
    """「数据还没给我，龚姐说周四出」: when the missing thing comes, told with what is in the way."""
    number = clause.number
    before = heard.clauses[number - 1] if number else None
    same = before is not None and before.sentence == clause.sentence
    waits = before is not None and same and cue("blocker").search(before.text)
    return bool(waits) and bool(heard.times_in(clause.start, clause.end))


def _lectures(clause: Clause, heard: Heard) -> bool:
    """「主题是……，查总监讲」: in a notice somebody speaks, he is not quoted."""
    return bool(re.search(r"(?:来|主|授|宣)?讲$", clause.text)) and heard.kind_in(heard.text) is not None
