"""Who is to do a piece of work, and who only helps or receives it."""

import re

from language.heard import Heard
from language.lexicon import phrase
from language.slots.names import POST
from language.slots.people import Mention

_RECEIVER = re.compile(
    r"(?:交给?|报给?|发给?|给|送给?|等|差|缺|报告|汇报|交由|提交|抄送|找|跟|对接|向|请示|经|汇总给)$"
)
GIVEN_WORK = phrase(r"<given_work>[：，]?")
_RECEIVES = re.compile(
    r"^(?:审核|审|汇总|审定|过目|审阅|指正|收(?![集齐回拾尾])|签字|那边(?!也?[出派抽])|那儿|这儿|处)"
)
_TAKES_ALONG = phrase(r"(?:来|同志|去)?<helping>[：:]?")
_HELPS = phrase(
    r"跟[你他她]一起|(?:(?:那边|这边|那儿)?(?:也)?(?:出|派|抽)[^，。；]{1,4}人|来|也|一起|同志|给你|给|们|负责|把[^，。；]{1,10})*<helping>"
)
_LED_TO = phrase(r"(?:你|你们)(?:跟|和|会同|找)$|<helping>[：:]?$|联合$")
_EACH = re.compile(r"各|分别|一人|每人|都要|都得")
_LED_TO_BOTH = phrase(r"(?:你|你们)(?:跟|和)$|<helping>[：:]?$")
_HEADS_HIS_WORK = re.compile(r"派给：")
"""「派给甲：交底，月底前；乙：预案，20号前」: whose work stands behind the colon."""
_AND = re.compile(r"[、和跟与及]")


def helpers_among(heard: Heard, start: int, end: int, doers: list[Mention]) -> list[Mention]:
    """「杨帆配合」「小韩帮着整」「你跟娜姐对一下账」「请甲会同乙」: who only helps, of those named."""
    return [m for n, m in enumerate(doers) if _helps(heard, start, end, doers, n)]


def _helps(heard: Heard, start: int, end: int, doers: list[Mention], n: int) -> bool:
    text, mention = heard.text, doers[n]
    gap = text[mention.end : doers[n + 1].start] if n + 1 < len(doers) else ""
    if _TAKES_ALONG.fullmatch(gap):
        return False
    if _HELPS.match(text[mention.end : min(end, mention.end + 12)]):
        return True
    if _LED_TO.search(text[max(start, mention.start - 4) : mention.start]):
        return not _EACH.match(text, mention.end)  # 「你和顾部各拿一版」: both do it
    if _AND.fullmatch(gap):
        return _helps_himself(text, doers, n + 1)
    if n and _AND.fullmatch(text[doers[n - 1].end : mention.start]):
        return bool(_LED_TO_BOTH.search(text[max(start, doers[n - 1].start - 4) : doers[n - 1].start]))
    return False


def _helps_himself(text: str, doers: list[Mention], n: int) -> bool:
    """「甲、乙配合」: the word stands behind the last of two, and leads to nobody else."""
    after = text[doers[n].end : doers[n + 1].start] if n + 1 < len(doers) else ""
    return bool(_HELPS.match(text[doers[n].end : doers[n].end + 8])) and not _TAKES_ALONG.fullmatch(after)


_SAYS_OR_HEARS = re.compile(
    r"(?:又|都|也|刚)?(?:说|讲|表示|答应|回话)|[，：\s](?:[您你]说的)?[^，。；]{0,12}(?<![给跟和叫让帮请把向找等替])我"
    r"(?!们|这|方|部|支)(?:[^，。；]{0,6}(?:再|去|来|会|就|先|马上|自己))"
)
"""「顾队说周一才给」 is somebody's word, 「蔡总，那个节点我晚上再去复一遍」 the speaker's own promise."""


def _end_of_joined(heard: Heard, mention: Mention, end: int) -> int:
    """「给甲和乙派个活」: where the names joined to one end."""
    at = mention.end
    for other in heard.mentions_in(mention.end, end):
        if not _AND.fullmatch(heard.text, at, other.start):
            break
        at = other.end
    return at


def who_does(heard: Heard, start: int, end: int) -> list[Mention]:
    """Return who is to do it: not who receives the result, and not the speaker's own name."""
    found = []
    for mention in heard.mentions_in(start, end):
        before = heard.text[max(start, mention.start - 4) : mention.start]
        after = heard.text[mention.end : min(end, mention.end + 3)]
        if (
            _RECEIVER.search(before)
            and not re.search(r"(?:你|你们)[跟和]$", before)
            and not GIVEN_WORK.match(heard.text, _end_of_joined(heard, mention, end))
            and not _HEADS_HIS_WORK.match(before + heard.text[mention.end : mention.end + 1])
            or _RECEIVES.match(after)
            and not before.endswith("由")
        ):
            continue
        if after.startswith("的") and not re.match(
            r"的(?:任务|活|工作)", heard.text[mention.end : mention.end + 3]
        ):
            continue
        if _SAYS_OR_HEARS.match(heard.text, mention.end, end):
            continue
        if mention.how == POST and re.search(r"要求|说|指示|同意|审$", before + after):
            continue
        found.append(mention)
    return found
