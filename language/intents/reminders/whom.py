"""Whom a reminder is for."""

import re

from language.heard import Heard
from language.intents.reminders.asked import SENDS
from language.slots import audience
from language.slots.people import Mention

ME = re.compile(
    r"(?:给|帮)我(?:设|定|建|加|弄|来|记|整|上)(?:上|一?[个条])?(?:[^，。；我]{0,12}的?)?(?:提醒|闹[钟铃])(?!：[^，。；]{0,14}(?:催|叫|喊|通知))|"
    r"(?:提醒|叫|戳|通知|喊|催|敲|@|艾特)(?:一下|下|一声)?(?:我(?!们|支部)|本人)"
)


def whom(heard: Heard, start: int, end: int, word: tuple[int, int]) -> tuple[list[str], list[Mention], str]:
    """Return (names, mentions that fit two people, group) of a reminder."""
    text = heard.text[start:end]
    if me := ME.search(text):
        return _with_me(heard, start + me.end(), end), [], ""
    mentions = heard.mentions_in(start, end)
    behind = [m for m in mentions if m.start >= word[1] and m.start - word[1] <= 3]
    if behind:
        run = [behind[0]]
        for m in mentions:
            if m.start > run[-1].start and re.fullmatch(
                r"[、和跟与及，\s]{0,2}", heard.text[run[-1].end : m.start]
            ):
                run.append(m)
        mine = [heard.sender] if re.match(r"[、和跟与及]我(?!们|支部)", heard.text[run[-1].end : end]) else []
        return [m.name for m in run if m.name] + mine, [m for m in run if not m.name], ""
    group = _group(heard, start, end, word)
    if group:
        return [], [], group
    if re.search(r"我(?!们|支部)", text[: max(0, word[0] - start)]) and not mentions:
        return [heard.sender], [], ""
    named = [m for m in mentions if m.name]
    if re.search(r"对象[：:]?", text) and named:
        return [m.name for m in named], [], ""
    return (
        ([heard.sender], [], "")
        if re.search(r"我(?:要|得|去|有|明天|下午|这边|交|把|自己)", text) and heard.sender
        else ([], [], "")
    )


def _with_me(heard: Heard, at: int, end: int) -> list[str]:
    """「提醒我和古队」: the speaker, and who is joined to him."""
    names = [heard.sender] if heard.sender else []
    for mention in heard.mentions_in(at, end):
        if not re.fullmatch(r"[、和跟与及]", heard.text[at : mention.start]) or not mention.name:
            break
        names.append(mention.name)
        at = mention.end
    return names


_CREW = re.compile(
    r"(?P<g>[\u4e00-\u9fff]{1,6}?(?:队|班|组|部|们|人员|科|室|站|处|长|同志|船))"
    r"(?=报|交|发|填|来|去|做|检查|清|把|写|看|开|签|带|收)"
)
"""「叫各船长报人数」: a crew by its own name, and what it is to do."""


def _group(heard: Heard, start: int, end: int, word: tuple[int, int]) -> str:
    text = heard.text
    if found := re.search(r"对象(?:是|为|：|:)?\s*(?P<g>[^，。；\n]{2,16})", text[start:end]):
        return found["g"]
    sends = SENDS.search(text, start, end)
    if sends and (sent := audience.find(sends["g"])):
        return sent[0]
    tail = text[word[1] : end]
    lead = re.match(r"(?:一下|下|一声)?[，：\s]?", tail)
    at = word[1] + (lead.end() if lead else 0)
    if text[at : at + 1] == "各" and (crew := _CREW.match(text, at, end)):
        return crew["g"]
    for shape in (audience.EXCEPT, audience.OPEN, audience.COUNTED, audience.GROUP):
        found = shape.search(text, at, end)
        if found and found.start() - at <= 1:
            return audience.said(found[0].rstrip("，"))
    if crew := _CREW.match(text, at, end):
        return crew["g"]
    found = audience.GROUP.search(text, start, word[0]) or audience.GROUP.search(text, word[1], end)
    return audience.said(found[0]) if found else ""
