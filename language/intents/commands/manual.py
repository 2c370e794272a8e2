"""How to use the bot."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.lexicon import cue
from language.slots import spans

_TOLD = re.compile(
    r"(?:没写|没有写|写明|没说明|规定)[^，。；]{0,10}(?:怎么|如何|怎样)|(?:怎么|如何|怎样)[^，。；]{1,4}没(?:写|说|讲)|(?:会上|议了|讨论了?|研究了?|商量了?|学了|讲了)[^，。；]{0,12}(?:怎么|如何|怎样)|(?:主题|题目|标题|《|“)[^，。》”]{0,12}(?:怎么|如何|怎样)|(?:知道|明白|学到|收获)[^。；]{0,14}(?:怎么|如何|怎样)|，(?:讲|写|说)的?(?:是)?[^，。]{2,12}(?:怎么|如何|怎样)[^，。吗呢？]{1,4}的"
)
"""「会上议了回访怎么分片」 tells what was spoken of, and asks nothing."""


def asked_how(heard: Heard) -> Draft | None:
    """Return a request for help on how to use the bot, else None."""
    text = heard.text
    if cue("no_help").search(text) or not cue("help").search(text):
        return None
    if _TOLD.search(text):
        return None
    general = cue("help_general").search(text)
    if not general and not (re.search(r"(?:怎么|如何|咋|怎样|教)", text) and cue("help_topic").search(text)):
        return None
    draft = Draft("help", {}, "how to use the bot", 0, len(text))
    if general:
        return draft
    topic = re.sub(
        r"怎么|如何|咋|怎样|吗|呢|啊|呀|请问|我想?|要是|教我?|一下|弄$|搞$|操作$|办$|小助手|支部通|在这(?:里|儿)|该",
        "",
        text,
    )
    return draft.put(topic=spans.light(re.split(r"[，。！？\n]", topic.strip("，。？！ "))[0]))
