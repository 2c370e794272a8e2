"""What a reminder says."""

import re

from language.heard import Heard
from language.intents.reminders.asked import SENDS
from language.intents.reminders.whom import ME
from language.slots import spans
from language.slots.people import Mention
from language.slots.times import Time

_STRIP = re.compile(
    r"(?:帮我?记着|帮忙|麻烦|请(?![假示])|帮我|记得|记住|给我|设个?|定一?个|闹[钟铃]|建个|加个|一下|一声|"
    r"再(?!就)|到时候?|照例|一到|自动|循环|：|，|。|！|@)"
)
_BEFORE_A_MEETING = re.compile(
    r"[^，。；：]{0,10}[会课日动座]的?(?:开始|召开)?(?:之|以)?前[一二两三四五六七八九十半\d]+(?:个?小时|分钟|个?钟头|刻钟)"
)
_EDGES = re.compile(
    r"^(?:提醒|从|、|设|定|建|加|下|就|先|都|往后|以后|今后|期间|之?前|起|开始|的时候|跟|的)+(?![班午周月旬次雨水海料发放载])|"
    r"(?:设|定|下|都|往后|以后|今后|期间|之?前|起|开始|的时候|跟|的)+$"
)
_JOINED_LEFT = re.compile(r"^(?:我|[和跟与、，])+(?=[去到把交做看开参写])|^[和跟与、]")


def _told(heard: Heard, mention: Mention, word: tuple[int, int], mine: bool) -> bool:
    """Whether somebody near the word is reminded; behind 提醒我 only who is joined to me."""
    if mine and mention.start >= word[1]:
        return bool(_JOINED_TO_ME.fullmatch(heard.text, word[1], mention.start))
    return abs(mention.start - word[1]) <= 12


_JOINED_TO_ME = re.compile(r"(?:一下|一声)?我(?:[、和跟与及][\u4e00-\u9fff]{0,12}?)?[、和跟与及]")


def what(heard: Heard, start: int, end: int, word: tuple[int, int], used: list[Time], group: str) -> str:
    """Return the thing itself: without the word of reminding, the time used, and who is reminded."""
    cuts = [(t.start, t.end) for t in used]
    mine = ME.search(heard.text, start, end) is not None
    cuts += [(m.start, m.end) for m in heard.mentions_in(start, end) if _told(heard, m, word, mine)]
    text = spans.without(heard.text[start:end], start, [*cuts, word])
    if group:
        text = text.replace(group, "", 1)
    text = _BEFORE_A_MEETING.sub("", text)
    text = re.sub(r"^(?:小助手|支部通)[，\s]*", "", text)
    if SENDS.search(heard.text, start, end):
        text = re.sub(r"(?:让|叫|喊|请|要求)?(?:他们|她们|大伙)(?:都)?|^别[^，]{1,4}，|给(?=，|$)", "", text)
    text = re.sub(
        r"(?:时间|对象|内容)(?:是|为)?[：:]?|到期前.{1,2}天|循环提醒|我老忘事|(?:晚上|"
        r"早上)?算了[^，]*，|(?:跟晚上|…+)",
        "",
        text,
    )
    if ME.search(heard.text, start, end):
        text = _JOINED_LEFT.sub("", text)
    pieces = [
        p
        for p in (
            spans.trim(_EDGES.sub("", _STRIP.sub("", piece).strip()))
            for piece in re.split(r"[，。；\n：]", text)
        )
        if len(p) > 1 and not re.fullmatch(r"我|一下|大家|的|我?(?:这边|自己)|下?我|各一次", p)
    ]
    return "、".join(re.sub(r"^我(?=[\u4e00-\u9fff]{2})", "", p) for p in pieces[:3])
