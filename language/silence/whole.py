"""When a whole message is none of the bot's business."""

import re

from language.heard import Heard
from language.lexicon import cue, phrase
from language.slots.names import POST

_COURTESY = phrase(
    r"^[\s，。！~]*(?:(?:<courtesy>|<thanks>)[了啦哈呀啊哦呢的吧滴您你们大家各位书记小助手机器人]*[\s，。！~、]*)+$"
)
_GREETING = re.compile(
    r"^(?:(?:你们?|您|大家|各位|早上?|上午|中午|下午|晚上)好|早安?|晚安|哈[喽啰罗]|嗨|hi|hello|在(?:吗|不在|么))"
    r"[\s，。！？~啊呀哈]*$",
    re.I,
)
_WRONG = phrase(
    r"^(?:哎呀?|唉|哦|呃|额|啊|[\s，、])*(?:<told_wrong>)(?:[了啊呀吧呢哈嘛哦]|[\s，。！~、]|<told_wrong>)*$"
)
_NEVER_MIND = re.compile(r"^(?:那个|嗯+|呃|额)[，…。]*(?:算了|没事)[，。]?(?:没事|算了)?[吧啊哈。！]*$")
_EMOJI_ONLY = re.compile(r"^[^\w\u4e00-\u9fff]*$")


_WRITING = re.compile(
    r"(?:想|起|取|编|写|润色|来)(?:个|句|段|一[个句段]|几句)[^，。；]{0,10}"
    r"(?:写法|口号|标题|题目|文案|诗|名字|顺口溜|祝福|标语|开场白|对联)"
)


def whole_message(heard: Heard) -> str:
    """Return the name of the rule by which the whole message is none of the bot's business, or ""."""
    text = heard.text
    if not text or _EMOJI_ONLY.match(text):
        return "nothing said"
    if _WRONG.match(text):
        return "told that it was wrong"
    if _COURTESY.match(text):
        return "courtesy only"
    if _NEVER_MIND.match(text):
        return "courtesy only"
    if _GREETING.match(text):
        return "a greeting"
    if cue("about_bot").search(text) and not re.search(r"\d|(?:能|会)[^，。]{0,3}(?:啥|什么|哪些|点)", text):
        return "talk about the bot itself"
    if heard.context.addressed and _WRITING.search(text):
        return "asks for writing"
    reflects = cue("studied").search(text) and len(text) < 60 and cue("moral").search(text)
    if cue("forwarded").search(text) and not reflects and not _own_words(heard) and not _gives_work(heard):
        return "forwarded or official text"
    if cue("addressing_units").search(text) and not heard.mentions and "请各位" not in text:
        return "official text to all units"
    return ""


def _gives_work(heard: Heard) -> bool:
    """Somebody named is made to act: then the text is the sender's own, unless it says 转发."""
    people = [m for m in heard.mentions if m.how != POST]
    return (
        bool(people)
        and "转" not in heard.text[:6]
        and bool(re.search(r"负责|牵头|请|之?前(?:完成|整改|报|交)|整改", heard.text))
    )


def _own_words(heard: Heard) -> bool:
    """The sender puts a passed-on text to the branch himself: 「请各位…前学完」."""
    return bool(
        re.search(
            r"(?:我支部|请各位|请大家|请全体|请同志们|咱们支部|各位.{0,6}(?:前|之前|"
            r"以前)).{0,30}(?:学|看|交|签|参加|完成)",
            heard.text,
        )
    ) and not re.search(r"自觉遵守|引以为戒|参考|不作统一", heard.text)
