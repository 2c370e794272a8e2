"""Who is to do a piece of work, and who only helps or receives it."""

import re

from language.heard import Heard
from language.lexicon import phrase
from language.slots.names import POST
from language.slots.people import Mention

_RECEIVER = re.compile(r"(?:交给?|报给?|发给?|给|送给?|交由|提交|抄送|找|跟|对接|向|请示|经|汇总给)$")
GIVEN_WORK = phrase(r"<given_work>[：，]?")
_RECEIVES = re.compile(r"^(?:审核|审|汇总|审定|把关|把[把个下]关|过目|审阅|指正|收|签字|那边|那儿|这儿|处)")
_HELP = r"(?:带着|领着|跟着|搭手|跑腿|陪着|配合|协助|参与|会同|协同|帮着|帮忙|帮|支持|把关|搭把手|打下手)"


def helps(heard: Heard, mention: Mention, start: int, end: int, doers: list[Mention]) -> bool:
    """「杨帆配合」「小韩帮着整」「你跟娜姐对一下账」「请甲会同乙」: a helper, not the owner."""
    index = doers.index(mention)
    after = heard.text[mention.end : min(end, mention.end + 8)]
    before = heard.text[max(start, mention.start - 4) : mention.start]
    follows = index + 1 < len(doers)
    gap = heard.text[mention.end : doers[index + 1].start] if follows else ""
    if follows and re.fullmatch(rf"(?:来|同志|去)?{_HELP}[：:]?", gap):
        return False
    if re.match(rf"(?:来|也|一起|同志|给|们|负责)*{_HELP}", after):
        return True
    if re.search(rf"(?:你|你们)(?:跟|和|会同|找)$|{_HELP}[：:]?$|联合$", before):
        return True
    if follows and re.fullmatch(r"[、和跟与及]", gap):
        return helps(heard, doers[index + 1], start, end, doers) and bool(
            re.match(
                rf"(?:来|也|一起|同志|给|们|负责)*{_HELP}",
                heard.text[doers[index + 1].end : doers[index + 1].end + 8],
            )
        )
    if index and re.fullmatch(r"[、和跟与及]", heard.text[doers[index - 1].end : mention.start]):
        lead = heard.text[max(start, doers[index - 1].start - 4) : doers[index - 1].start]
        return bool(re.search(rf"(?:你|你们)(?:跟|和)$|{_HELP}[：:]?$", lead))
    return False


def who_does(heard: Heard, start: int, end: int) -> list[Mention]:
    """Return who is to do it: not who receives the result, and not the speaker's own name."""
    found = []
    for mention in heard.mentions_in(start, end):
        before = heard.text[max(start, mention.start - 4) : mention.start]
        after = heard.text[mention.end : min(end, mention.end + 3)]
        if (
            _RECEIVER.search(before)
            and not re.search(r"(?:你|你们)[跟和]$", before)
            and not GIVEN_WORK.match(heard.text, mention.end)
            or _RECEIVES.match(after)
        ):
            continue
        if after.startswith("的") and not re.match(
            r"的(?:任务|活|工作)", heard.text[mention.end : mention.end + 3]
        ):
            continue
        if mention.how == POST and re.search(r"要求|说|指示|同意|审$", before + after):
            continue
        found.append(mention)
    return found
