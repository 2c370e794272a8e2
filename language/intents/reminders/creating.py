"""A reminder asked for: whom, when, again and again, and of what."""

import re

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents.reminders import listing
from language.intents.reminders.asked import POSTS, SENDS, asks
from language.intents.reminders.what import what
from language.intents.reminders.when import when
from language.intents.reminders.whom import whom
from language.lexicon import cue
from language.slots.times import Time

_PARTS = re.compile(
    r"；|。|(?<=[\u4e00-\u9fff])，(?=再(?:提醒|叫|催))|，?(?:还有|以及|另外|再就是)(?=[^，。；]{0,12}提醒)|，(?=[^，；]{2,14}(?:到期前|每[天周月])[^，；]*提醒)"
)


def create(heard: Heard) -> list[Draft] | None:
    """Return the reminders asked for; None if the message asks for none."""
    if listing.asked(heard) or not asks(heard):
        return None
    drafts: list[Draft] = []
    for start, end in _pieces(heard):
        drafts += _one(heard, start, end, drafts[-1] if drafts else None)
    return drafts or None


_COMMA = re.compile(r"；|。|，")


def _pieces(heard: Heard) -> list[tuple[int, int]]:
    """Where one reminder ends and the next begins: 「九点提醒大家带马甲，三点提醒收马甲」."""
    text = heard.text
    each = _cut(text, _COMMA)
    if len(each) > 1 and all(heard.times_in(a, b) and "提醒" in text[a:b] for a, b in each):
        return each
    return _with_words(text, _cut(text, _PARTS))


def _cut(text: str, at_marks: re.Pattern[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    for cut in at_marks.finditer(text):
        found.append((at, cut.start()))
        at = cut.end()
    return [*found, (at, len(text))]


def _with_words(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces = [(a, b) for a, b in found if text[a:b].strip()]
    with_word = [p for p in pieces if cue("remind").search(text[p[0] : p[1]])]
    return pieces if len(with_word) > 1 and len(with_word) == len(pieces) else [(0, len(text))]


def _one(heard: Heard, start: int, end: int, earlier: Draft | None) -> list[Draft]:
    text = heard.text[start:end]
    word = _word(heard, start, end)
    at, repeat, used = when(heard, start, end, word)
    draft = Draft("reminder.create", {}, "a reminder asked for", start, end)
    people, unsure, group = whom(heard, start, end, word)
    if at is None and earlier is not None and not repeat:
        at = earlier.slots.get("at")
    draft.put(at=at, repeat=repeat, people=people)
    draft.doubts = [people_doubt("people", m.said, m.names) for m in unsure]
    if group and not people:
        draft.put(audience=group)
    draft.put(text=what(heard, start, end, word, used, group))
    extra = _second_clock(heard, start, end, used, draft)
    return [draft, *extra] if text.strip() else []


def _second_clock(heard: Heard, start: int, end: int, used: list[Time], draft: Draft) -> list[Draft]:
    """Two clock times a day are two reminders: 「早上8点和下午5点各提醒一次」."""
    used = [t for t in used if t.clock]
    if len(used) < 2:
        return []
    first, second = used[0], used[1]
    if not re.fullmatch(r"[、，和跟与及]", heard.text[first.end : second.start].strip()):
        return []
    value = second.value or second.found.start
    return (
        [Draft("reminder.create", {**draft.slots, "at": value}, "a second clock time", start, end)]
        if value
        else []
    )


def _word(heard: Heard, start: int, end: int) -> tuple[int, int]:
    """Return where the word of reminding stands (提醒 before the weaker ones); the end if there is none."""
    if sends := SENDS.search(heard.text, start, end) or POSTS.search(heard.text, start, end):
        return sends.span("word")
    for shape in (
        r"(?:提醒|提个?醒)(?!：[^，。]{0,12}[叫催喊])",
        r"叫|戳|催|点名|通知|广播|播报|招呼|喊|@|艾特|敲(?:打)*|推送",
    ):
        found = re.search(shape, heard.text[start:end])
        if found:
            return start + found.start(), start + found.end()
    return end, end
