"""Whether a message asks for a reminder."""

import re
from datetime import datetime

from language.heard import Heard
from language.lexicon import phrase
from language.slots.times import Time

TILL_DUE = re.compile(
    r"(?:到期|截止|期限|逾期)(?:日)?(?:前(?P<n>[一二两三四五六七八九十\d]+)天|当天|那天|前一天)"
)


def _without_titles(heard: Heard) -> str:
    """The words without 提醒 where it belongs to a known title: the study 「廉洁提醒」."""
    text = heard.text
    for found in re.finditer(r"[\u4e00-\u9fff]{2}提醒", text):
        if any(found[0] in item.title for item in heard.ears.things.items):
            text = text[: found.start()] + "《题目》" + text[found.end() :]
    return text


def asks(heard: Heard) -> bool:
    """Say whether a message asks to be reminded, called or sent something at a time."""
    if "http" in heard.text and not heard.text.startswith("提醒"):
        return False  # a material with its link
    text = _without_titles(heard)
    if _says_remind(text):
        return True
    if re.search(r"提个醒", text):
        return True
    if heard.times and _AT_CREW.search(text):
        return True
    timed = bool(heard.times)
    if re.search(r"亏得|多亏|幸亏", text):
        return False
    if timed and _TELLS_GROUP.search(text):
        return True
    if timed and SENDS.search(text):
        return True
    if TILL_DUE.search(text) and re.search(r"催|叫|戳|喊|通知|提醒", text):
        return True
    if _told_to_call(heard):
        return True
    if timed and POSTS.search(text) or _AHEAD_CALL.search(text):
        return True
    if (crew := _CALLS_CREW.search(text)) and (
        any(t.repeat for t in heard.times) or crew[0][0] in "叫喊催" and _clock_to_come(heard, crew.start())
    ):
        return True
    return timed and _calls(heard, text)


_REMINDER = re.compile(
    r"提醒(?!汇编|案例|材料|手册|谈话|函|单|书|牌|卡|语|标志|事项|会|谈话)|(?<!比我)(?<!比)闹[钟铃](?!管用)"
)
_THANKED_OR_FORGOTTEN = re.compile(
    r"(?:忘|没)[^，。]{0,4}(?:定|设|上)?闹[钟铃]|提醒[^，。]{0,14}(?:太|真|很)(?:及时|好|对)|"
    r"(?:亏得|多亏|幸亏|谢谢|感谢|谢了).{0,10}(?:提醒|喊我|叫我)|谢谢.{0,4}提醒|"
    r"提醒(?:得|的)(?:真|很|挺|太|非常)?(?:好|对|及时|是)|感谢提醒"
)
_CALL_ME = re.compile(
    r"(?:^|[，。、各]|记得|到时候?|再|帮忙|麻烦|请|[点分半号天早晚午周月后前刻\d一二三四五六七八九十])"
    r"(?:叫|戳|喊|敲|催|@|艾特)(?:一下|下|一声)?我"
)
_KEEP_IN_MIND = re.compile(r"帮我?(?:记着|盯着|催|通知|叫|喊)|记着")
_CALLS = re.compile(r"(?:再|照例|就|自动|记得|帮忙)?(?:催|点名|广播|播报|通知|戳|艾特|@|推送|喊)(?:一下|下)?")


def _says_remind(text: str) -> bool:
    """Say whether a reminder or an alarm is named, and neither thanked for nor forgotten."""
    return bool(_REMINDER.search(text)) and not _THANKED_OR_FORGOTTEN.search(text)


def _calls(heard: Heard, text: str) -> bool:
    """「到时候叫我一声」「每周五催一下」: beside a time, somebody is to be called."""
    if _CALL_ME.search(text):
        return True
    if _KEEP_IN_MIND.search(text) and re.search(r"通知|催|叫|喊|戳|@|提", text):
        return True
    again = any(t.repeat for t in heard.times) or re.search(r"工作日|往后|以后每|循环", text)
    meant = again or re.search(r"再催|催一?[下遍]|给我催|记得|帮", text)
    return bool(meant and _CALLS.search(text))


_CALL = re.compile(r"(?:叫|喊|催|通知|戳|敲|@)(?:一下|下|一声)?\s?$")
SENDS = re.compile(
    r"(?:给|向|跟)(?P<g>[^，。；]{1,14}?)(?:群)?(?P<word>发(?:一?[个条份则]|一下)?(?:[^，。；]{0,14}?)?(?:通知|消息|信息|短信|微信))"
)
_AHEAD_CALL = re.compile(
    r"提前[一二两三四五六七八九十半\d]+(?:个?小时|分钟|个?钟头|刻钟|天)(?:再|就|都|帮我|给我)?(?:@|叫|喊|通知|催|艾特|戳)"
)
_CALLS_CREW = re.compile(
    r"(?:叫|喊|催|通知|让)(?:一[声下])?[\u4e00-\u9fff]{1,5}?(?:队|班|组|部|们|人员|科|室|站|处|长|同志)"
    r"(?:报|交|发|填|来|去|做|检查|清|把|写|看|开|签|带|收)"
)
"""「每天五点叫各班长报人数」."""
_AT_CREW = re.compile(r"[点分半刻十\d一二三四五六七八九]@[\u4e00-\u9fff]{1,4}(?:队|班|组|部)")
POSTS = re.compile(
    r"(?:在|到|往)(?:大|支部|小组|工作)?群里?(?:统一|准时|自动|帮我)?(?P<word>(?:发|推|播|提示)(?:一?[下条个遍])?)"
)
"""「每周一早上9点在群里发一下安全提示」."""
_TELLS_GROUP = phrase(
    r"(?:[点分半刻号天早晚午周月后前十一二三四五六七八九]|\d)(?:再|就|各|都|准时|统一|帮我|给我|在?群里)?(?:通知|叫|喊|催|告诉|招呼|敲打敲打|敲打|敲|@|艾特|戳)(?:一[下声遍次])?(?:<groups>|[^，。；]{2,10}?(?:几位|各位|同志|人员|的人|们|师傅))"
)
"""「8号早上八点半通知全体党员带笔记本」: a time, and then a group is told."""
_LEAD_TO_CALL = re.compile(
    r"(?:，|再|就|记得|帮我|给我|都|准时|自动|先|请|统一|你|按时|到时候?|麻烦|开始|起)*"
)


def _told_to_call(heard: Heard) -> bool:
    """「八点半叫书记签字」: a time still to come, then calling somebody; not the speaker's own plan."""
    for mention in heard.mentions:
        call = _CALL.search(heard.text[: mention.start])
        before = [t for t in heard.times if call and t.end <= call.start()]
        lead = heard.text[before[-1].end : call.start()] if call and before else ""
        coming = any(t.repeat or t.value is not None and _to_come(heard, t) for t in before)
        stands_in = re.match(r"[^，。]{0,3}[替代]", heard.text[mention.end :])
        if coming and not stands_in and _LEAD_TO_CALL.fullmatch(lead):
            return True
    return False


def _clock_to_come(heard: Heard, before: int) -> bool:
    return any(t.clock and t.end <= before and _to_come(heard, t) for t in heard.times)


def _to_come(heard: Heard, time: Time) -> bool:
    now = heard.context.now
    value = time.value
    return value is not None and (value > now if isinstance(value, datetime) else value >= now.date())
