"""Whether a state word is meant as one: not 参加 in an invitation, not 到位 of material."""

import re

from language.heard import Heard
from language.intents.attendance.lessons import to_come
from language.lexicon import cue, words
from language.references import meetings
from language.slots import roll, spans
from language.slots.audience import group_in
from language.slots.state import ABSENT, LEAVE, MAKEUP, PRESENT, State

_MADE_UP = re.compile(
    r"补(?:了|过|完|好|上)|补(?:课|学|看|听)(?:了|完|过|好|毕|到位)|(?:记|登|算|登记)(?:个|"
    r"一下|一次|上|为)?补[课学]|已经?补|都补|"
    r"(?:看|听)(?:了|完|过)?(?:回放|录像|录播|重播)|(?:回放|录像|录播|重播)(?:我|俺|他|她)?(?:也|都|已经?|"
    r"全)?(?:看|听)(?:完|了|过)|刚?补[学看听课].{0,6}$|(?:补课|补学)[：:]"
)
_TO_COME = re.compile(
    r"(?:准备|打算|计划|要|得|安排|尽快|抓紧|明天|后天|下周|今晚|再|"
    r"去)[^，。]{0,6}补(?![课学看听]?[完好上过毕了])|补课(?:时间|安排|通知)|还没|没有?补|未补|"
    r"怎么补|需要补"
)


def _was_there(heard: Heard, start: int, end: int) -> bool:
    """「甲、乙参加」 tells presence only of a meeting that is on or past, and only with names."""
    times = heard.times_in(*heard.sentence_of(start))
    coming = any(t.value and t.day and t.day > heard.context.now.date() for t in times)
    later = any(t.clock and t.value and t.value > heard.context.now for t in times)
    return (
        not coming
        and not later
        and (
            bool(heard.mentions_in(start, end))
            or roll.whole(heard.text[start:end])
            or _heads_names(heard, end)
        )
    )


def _heads_names(heard: Heard, at: int) -> bool:
    """「共建活动我方参加：葛书记、小费」: a colon, then names."""
    return heard.text[at : at + 1] == "：" and any(m.start <= at + 3 for m in heard.mentions_in(at, at + 8))


def plausible(heard: Heard, state: State, start: int, end: int) -> bool:
    """Say whether a state word tells of somebody at a meeting, judged by what stands around it."""
    text = heard.text
    word = text[state.start : state.end]
    if state.what == PRESENT and _part_of_a_name(heard, state, start):
        return False
    if state.what == MAKEUP:
        return _made_up(text[start:end], word)
    if word in words("takes_part") and not _was_there(heard, start, end):
        return False
    if word.startswith("参与") and re.search(r"牵头|负责|主笔", text):
        return False  # 「请甲牵头，乙、丙参与」 gives work out
    if state.what == LEAVE:
        if cue("leave_word").search(word) or _meeting_said(heard):
            return True
        return word[:1] in "来去到参" and _day_of_a_meeting(heard)
    if state.what == ABSENT and _things_come(heard, state, start):
        return False
    if state.what == ABSENT:
        named = bool(heard.mentions_in(heard.sentence_of(state.start)[0], state.start))
        return word in ("缺席", "缺勤", "旷会") or named or _meeting_said(heard)
    return _present(heard, state, start, end)


def _part_of_a_name(heard: Heard, state: State, start: int) -> bool:
    """「签到表」「负责签到」「安排参会」: the word belongs to work or a paper."""
    near = heard.text[max(start, state.start - 4) : state.start]
    after = heard.text[state.end : state.end + 3]
    worked = re.search(r"负责|组织|做好|安排|准备", near)
    return bool(worked) or after[:1] in ("表", "册") or after[:2] in ("和摄", "工作", "系统")


_LESSON = re.compile(r"课|会(?!议室)|学|讲座|教育|党日")
_ONLY_FILLED = re.compile(r"补[上过完好]|已补")


def _made_up(text: str, word: str) -> bool:
    """「昨天的课补上了」; not 「签字补上了」, not 「回头要补课」, not 「给李枫补课」."""
    if to_come(text) or _ONLY_FILLED.match(word) and not _LESSON.search(text):
        return False
    return bool(_MADE_UP.search(text)) and not _TO_COME.search(text)


def made_up(heard: Heard, state: State) -> bool:
    """Say whether a word of making up tells that it was done: not 「要补课不」, 「回头补学」."""
    clause = next(c for c in heard.clauses if c.end > state.start)
    return _made_up(
        heard.text[clause.start : max(clause.end, state.end)], heard.text[state.start : state.end]
    )


def _meeting_said(heard: Heard) -> bool:
    said = meetings.named(heard, 0, len(heard.text)) is not None
    return said or bool(re.search(r"会|课|党日|讲座", heard.text))


def _day_of_a_meeting(heard: Heard) -> bool:
    """「周五有4个人上夜班来不了：甲、乙……」: on that day a meeting is to be."""
    days = {t.day for t in heard.times if t.day and t.day >= heard.context.now.date()}
    return any(meetings.on_day(heard, day) for day in days)


def _present(heard: Heard, state: State, start: int, end: int) -> bool:
    """Presence is meant unless material arrives, or a word of place or manner stands without a meeting."""
    if _things_come(heard, state, start) or (state.late and _BEGINS.match(heard.text, state.end)):
        return False
    if state.mode and not state.late and not cue("present_word").search(heard.text[start:end]):
        return _in_a_manner(heard, state, start, end)
    word = heard.text[state.start : state.end]
    if state.late or word.startswith("参加了") or word in words("in_place"):
        return _meeting_said(heard) or meetings.running(heard) is not None
    return True


_BEGINS = re.compile(r"(?:钟|分钟?|半?个?小时)?(?:再|才)?(?:开|召开)|了?就|的(?![是有人：:])")
"""「例会晚一刻钟开始」: the meeting is late, nobody in it."""
_TOLD_OF_HIM = re.compile(r"\s*(?:其实)?[他她]们?(?:其实|当时|当天)?(?:是|在)")


def _in_a_manner(heard: Heard, state: State, start: int, end: int) -> bool:
    """「我手机连进来的」「他其实是线上」「刘工党课线上听」: only the manner is said."""
    text = heard.text
    after = text[state.end : state.end + 3]
    said = heard.mentions_in(start, state.start) or re.search(r"我|俺", text[start : state.start])
    joins = re.search(r"[接连进听参开看]", text[state.start : state.end] + after)
    if meetings.running(heard) and said and joins:
        return True
    if heard.mentions_in(0, start) and _TOLD_OF_HIM.match(text[start:end]):
        return True
    return _meeting_said(heard)


_COME = re.compile(r"(?:都|全|已经?)?(?:没(?:有)?到|到[场位齐库货岗]|进场|就位)")
_NOBODY = re.compile(r"我|俺|咱|人|员|同志|大家|家属|领导|专家|嘉宾|[老小][^，。]|其[余他]")


def _things_come(heard: Heard, state: State, start: int) -> bool:
    """「编织袋和块石25号前到场」: material arrives, nobody comes to a meeting."""
    if not _COME.match(heard.text, state.start, state.end):
        return False
    begins = max((c.start for c in heard.clauses if c.start <= state.start), default=start)
    if heard.mentions_in(begins, state.start):
        return False
    times = [(t.start, t.end) for t in heard.times_in(begins, state.start)]
    lead = spans.without(heard.text[begins : state.start], begins, times)
    named = heard.kind_in(lead) is not None or group_in(lead, heard.ears.people.groups)
    return not named and not _NOBODY.search(lead) and len(re.findall(r"[\u4e00-\u9fff]", lead)) > 1
