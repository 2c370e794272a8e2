"""Whether a stretch tells who is, was or will be at a meeting at all."""

import re

from language.heard import Heard
from language.intents.attendance.plausible import plausible
from language.intents.attendance.standins import substitutes
from language.intents.attendance.venue import at_venue
from language.lexicon import cue
from language.references import meetings
from language.slots import roll
from language.slots.audience import group_in
from language.slots.states import states_in

_OTHER_LEAVE = re.compile(
    r"年假|请假[条单表]|探亲|调休|轮休|休假|厨房|食堂|班车|调班|倒班|夜班请假(?!.*会)|(?:早|"
    r"中|晚|夜|白)班(?:我|得|要|想|这边)*请|假期|放假|婚假"
)
_ORDERED_TO_COME = re.compile(
    r"(?:全部|全体|都|必须|务必|准时|按时|一律)(?:要|得|来)?(?:到|参加|到会|到场)[!！~。哈啊]*$"
)
_PROMISED = re.compile(
    r"(?:肯定|一定|保证|必定|争取|尽量|绝对|(?:我|(?<![活例组委大课评议小晚早开]))会)(?:会|能|"
    r"要|都)*(?:准时|按时|提前)*(?:到|来|参加|出席|在)"
)


_AT_HOME = re.compile(r"(?:到|在|回)[了到]?(?:宿舍|家|老家|住处|房间|被窝)(?:里|了|$|[，。！~])|平安")


def speaks_of(heard: Heard, start: int, end: int) -> bool:
    """Say whether a stretch tells who is, was or will be at a meeting."""
    text = heard.text[start:end]
    other = _OTHER_LEAVE.search(text)
    if other and not ("班" in other[0] and "请" in other[0] and heard.kind_in(heard.text)):
        return False
    states = states_in(heard, start, end)
    if _ORDERED_TO_COME.search(text) and any(
        t.clock and t.value and t.value > heard.context.now for t in heard.times_in(0, len(heard.text))
    ):
        return False
    if substitutes(heard, start, end):
        return True
    if _PROMISED.search(text) and not any(s.mode or s.late for s in states) and not meetings.running(heard):
        return False
    if _AT_HOME.search(text) and not any(s.mode for s in states) and heard.kind_in(text) is None:
        return False  # 「平安，已到宿舍」
    if not states:
        return _arrives(heard, start, end, text)
    return any(plausible(heard, state, start, end) for state in states)


_ARRIVED = re.compile(
    r"(?:已经?|刚|都|也|准时)?(?:(?:到|来|在|就位)[了啦咯喽]?)+(?<=了)?的?[哈啊呀哦]?[!！~。]*$"
)


def _arrives(heard: Heard, start: int, end: int, text: str) -> bool:
    if re.search(r"到|在|进|坐", text) and not _later(heard, start) and at_venue(heard, start, end):
        return True
    if _all_there(heard, text):
        return True
    return bool(_ARRIVED.search(text)) and _somebody(heard, start, end, text)


def _later(heard: Heard, at: int) -> bool:
    """「周五下午三点在三楼会议室上党课」: what is said is still to come, nobody is there yet."""
    soon = heard.context.now + meetings.BEFORE
    return any(t.clock and t.value and t.value > soon for t in heard.times_in(*heard.sentence_of(at)))


def _all_there(heard: Heard, text: str) -> bool:
    """「人齐了」「各小组都齐了」 while a meeting is on; not 「材料齐了」."""
    whole = cue("whole_present").search(text)
    if whole is None or meetings.running(heard) is None:
        return False
    lead = re.sub(r"[都已经人就也，、\s]+$", "", text[: whole.start()])
    return not lead or bool(heard.kind_in(lead)) or bool(group_in(lead, heard.ears.people.groups))


_TODAY = re.compile(r"(?:今天|今晚|今早|上午|下午|晚上|其实|明明|是)+")


def _somebody(heard: Heard, start: int, end: int, text: str) -> bool:
    lead = _ARRIVED.sub("", text).strip()
    people = heard.mentions_in(start, end)
    named = sum(m.end - m.start for m in people) >= len(lead) - 2 if people else False
    lead = _TODAY.sub("", lead)
    return named or lead in ("", "我", "俺", "本人") or roll.whole(text)
