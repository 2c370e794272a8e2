"""Why somebody is not there: the words of a clause that are not greeting, meeting, day, person or plea."""

import re

from language.heard import Heard
from language.lexicon import cue, phrase
from language.slots.state import ABSENT, LEAVE, State

_TRIM = re.compile(
    r"^(?:因为?(?![病事公私](?![\u4e00-\u9fff]))|由于|原因是?|事由|[，、：:\s\-（()）所以是就都是为]+)+|[，、：:\s\-（()）]+$|"
    r"，(?:所以|因此|故)?[^，]{0,6}$(?<=会)(?<!开会)|(?:特此|需要|需|想|要|得|申请|特)$"
)
_CONNECTIVE = re.compile(r"^(?:因为?|由于|原因[是：]?|事由都?是?|他|她|我)(?=.{2})")
_PEOPLE, _TIME = "\ue000", "\ue001"
_PLEA = phrase(rf"(?:<plea>|[{_PEOPLE}]+(?:<plea_title>)?|[{_TIME}]+|<meeting_said>)*")
_MEETING = phrase(rf"[^，。]{{0,10}}<meeting_said>(?:<plea>|[{_TIME}])*")
_NUMBER = phrase(r".{0,10}(?:应到|实到|到会|[到来]了|(?<!迟)到)\s?\d+\s?(?:个|名|位)?(?:人|同志|党员)?")
_HELD = re.compile(r"开(?:了|过了?|完了?)$")
_ADDRESS = phrase(rf"(?:<plea>|(?:跟|向|和|给|帮|替|找|报告|汇报)[{_PEOPLE}]+)*")
_FACT = phrase(
    rf"(?:[{_PEOPLE}]+|我)?(?:<chair_word>|<recorder_word>|主?讲)(?:[{_PEOPLE}]+(?:<chair_word>|<recorder_word>|主?讲))?[的了]?|"
    rf"(?:[{_TIME}]|<meeting_said>|这次|本次)*(?:都|已经?|刚刚?)*(?:结束|散会?|完事|[开上学](?:完|过)?|完)了?的?"
)
"""「党课结束了，我主持的」: what is told of the meeting is nobody's reason."""
_ALLOWED = re.compile(r"(?:可以|允许|准许)不[来去到参出]")
_COUNTED = re.compile(r"^(?:就|只|一共|共)?[一两二三四五六七八九十\d]+(?:个|名|位)?人?$")
_COURTESY_END = phrase("(?:[，。！ ]*<leave_courtesy>[了啊哈]?)+$")


def told(heard: Heard, state: State, at: int, end: int) -> str:
    """Return the reason of leave or absence: before its state word, else behind it up to `end`."""
    if state.what not in (LEAVE, ABSENT):
        return ""
    word = heard.text[state.start : state.end]
    if cue("away_because").fullmatch(word):
        return clean(word)
    own = word if cue("inability").fullmatch(word) else ""
    before = _content(heard, at, state.start, own)
    return clean(before) or clean(_content(heard, state.end, end, ""))


def ahead(heard: Heard, state: State, start: int, end: int) -> str:
    """Return the reason told in a clause before the names: 「架梁过孔，我和伍师傅都请假」."""
    if state.what != LEAVE or "，" not in heard.text[start:end]:
        return ""
    return clean(_content(heard, start, start + heard.text[start:end].rindex("，"), ""))


def clean(text: str) -> str:
    """Return a reason without marks, connectives, courtesy and closing words."""
    text = _COUNTED.sub("", _TRIM.sub("", _COURTESY_END.sub("", text.strip())))
    return _TRIM.sub("", _CONNECTIVE.sub("", text))


def _content(heard: Heard, start: int, end: int, own: str) -> str:
    """Return the clauses of a stretch that tell something; `own` ends the last of them."""
    masked = _masked(heard, start, end)
    kept: list[str] = []
    for part in re.finditer(r"[^，、：:。\s]+", masked):
        tail = own if part.end() == len(masked) else ""
        if (
            _FACT.fullmatch(part[0])
            or _ALLOWED.search(part[0])
            or _NUMBER.fullmatch(part[0])
            or _PLEA.fullmatch(part[0])
            or cue("leave_courtesy").fullmatch(part[0])
        ):
            continue
        lead = _MEETING.match(part[0]) or _ADDRESS.match(part[0])
        words = heard.text[start + part.start() + (lead.end() if lead else 0) : start + part.end()]
        if _HELD.search(words) and heard.kind_in(heard.text[start + part.start() : start + part.end()]):
            continue  # 「支委会下午开了」 says that it was held, not why somebody was away
        if part[0].lstrip(_PEOPLE) in ("因病", "因事", "因公", "因私"):
            words = part[0].lstrip(_PEOPLE)
        if len(words + tail) >= 2 and not cue("plea").fullmatch(words):
            kept.append(words + tail)
    return "，".join(kept)


def _masked(heard: Heard, start: int, end: int) -> str:
    """Return the stretch with names and times blotted out, every character in its place."""
    letters = list(heard.text[start:end])
    spans = [(m.start, m.end, _PEOPLE) for m in heard.mentions_in(start, end)]
    spans += [(t.start, t.end, _TIME) for t in heard.times_in(start, end)]
    spans += [(h.start, h.end, _TIME) for h in heard.hits(start, end, "meeting") if h.telling]
    for a, b, mark in spans:
        for i in range(max(a, start) - start, min(b, end) - start):
            letters[i] = mark
    return "".join(letters)
