"""Whether words about work and a doer give an order, or tell of what is, was, or is one's own."""

import re

from language.heard import Heard
from language.intents import dates
from language.lexicon import cue, phrase
from language.slots import quantities
from language.slots.times import Time

_PAST = re.compile(
    r"了(?:$|[，。；！]|[一二两三四五六七八九十百千\d]+[张个根块台条米方吨份趟遍次])|过了|已经?|前天|第二天|昨天|昨晚|刚才|刚刚"
)


def ordered(heard: Heard, text: str, times: list[Time], doers: bool, mine: bool) -> bool:
    """Say whether a stretch orders work: by a word of order, or by a doer and a day to come.

    `doers`: somebody is named to do it; `mine`: the speaker takes it himself.
    """
    today = heard.context.now.date()
    now = heard.context.now
    future = [
        t
        for t in times
        if t.day is None or t.day > today or (t.day == today and not (t.found.end and t.found.end <= now))
    ]
    future = [t for t in future if not _NOW.fullmatch(heard.text[t.start : t.end])]
    if not future and dates.SAME.search(text):
        future = times or [t for t in heard.times if t.day and t.day >= today]
    if _FOR_YOU.search(text) and not cue("charges").search(text):
        return False  # 「明儿给你焊个消音器」 is the speaker's own doing
    if quantities.percent(text) or _UNDER_WAY.search(text) or _CHAIRS.search(text):
        return False
    text_told = re.sub(r"别[^，。]{0,4}了|(?:够|就行|可以|就成|就好)了", "", text)
    if future:  # 「小卜今天把5号台座复测了」: 把…了 with a day to come is an order
        text_told = re.sub(r"(把[^，。；]{2,20}[\u4e00-\u9fff])了(?=$|[，。；])", r"\1", text_told)
    if _PAST.search(text_told) and not re.search(r"了(?:$|，).{0,12}(?:前|之前)", text):
        return False
    if cue("favour").search(text) and not future:
        return False
    if cue("order").search(text):
        asked = heard.context.addressed and _SENDS.search(text) or doers and _LIGHT.search(text)
        return bool(future) or mine or bool(cue("charges").search(text)) or bool(asked)
    return bool(future) and doers and not _ON_DUTY.search(text)


_LIGHT = re.compile(r"把[^，。；了]{2,20}(?P<v>[\u4e00-\u9fff])一(?P=v)(?=$|[，。；])")
"""「梅姐把上周的接待单子理一理」: an order without a day."""
_SENDS = phrase(r"(?:让|叫|通知)[^，。；]{2,4}把[^，。；]{2,24}<do>")
"""「让鲁工把台账补齐」, said to the bot."""
_FOR_YOU = re.compile(r"我[^，。；]{1,10}给你(?:$|[，。；])|给你(?:焊|买|做|弄|换|修|送|带|发|说|讲|留)")
_NOW = re.compile(r"现在|此刻|马上|立刻|眼下")
_UNDER_WAY = phrase(r"(?<![现正所实])(?:还|正)?在<do>(?![室场])")
"""「图表小孟在画」 tells who is at it."""
_CHAIRS = re.compile(r"主持(?:会议)?(?:$|[，。；])")
"""「支委会由陈建华主持」 tells who chairs, and gives out no work."""
_ON_DUTY = re.compile(
    r"(?:带班|顶[^，。；]{0,6}班|值班|值守|在岗|主持|发言|列席|出席|休息|轮休|返岗|到岗)(?:$|[，。；])"
)
"""「除夕骆总带班」 tells who is where, and gives out no work."""
