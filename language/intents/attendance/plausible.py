"""Whether a state word is meant as one: not 参加 in an invitation, not 到位 of material."""

import re

from language.heard import Heard
from language.lexicon import cue
from language.references import meetings
from language.slots import kinds, roll, spans
from language.slots.audience import group_in
from language.slots.states import ABSENT, LEAVE, MAKEUP, State

_MADE_UP = re.compile(
    r"补(?:了|过|完|好|上)|补(?:课|学|看|听)(?:了|完|过|好|毕|到位)|(?:记|登|算|登记)(?:个|一下|一次|上|为)?补[课学]|已经?补|都补|"
    r"(?:看|听)(?:了|完|过)?(?:回放|录像|录播|重播)|(?:回放|录像|录播|重播)(?:也|都|已经?|全)?(?:看|听)(?:完|了|过)|刚?补[学看听课].{0,6}$|(?:补课|补学)[：:]"
)
_TO_COME = re.compile(
    r"(?:准备|打算|计划|要|得|安排|尽快|抓紧|明天|后天|下周|今晚|再|去)[^，。]{0,6}补(?![课学看听]?[完好上过毕了])|补课(?:时间|安排|通知)|还没|没有?补|未补|怎么补|需要补"
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
    near = text[max(start, state.start - 4) : state.start]
    after = text[state.end : state.end + 3]
    named = meetings.named(heard, 0, len(text)) is not None or bool(re.search(r"会|课|党日|讲座", text))
    if (
        re.search(r"负责|组织|做好|安排|准备", near)
        or after[:1] in ("表", "册")
        or after[:2] in ("和摄", "工作", "系统")
    ):
        return False
    word = text[state.start : state.end]
    if (
        state.what == MAKEUP
        and re.match(r"补[上过完好]|已补", word)
        and not re.search(r"课|会(?!议室)|学|讲座|教育|党日", text[start:end])
    ):
        return False
    if word in (
        "参加",
        "与会",
        "全参加",
        "都参加",
        "参加人员",
        "参加情况",
        "出席",
        "出席人员",
        "出勤",
        "参加的",
        "参会",
        "列席",
    ) and not _was_there(heard, start, end):
        return False
    if state.what == MAKEUP:
        return bool(_MADE_UP.search(text[start:end])) and not _TO_COME.search(text[start:end])
    if state.what == LEAVE:
        return bool(cue("leave_word").search(text[state.start : state.end])) or named
    if state.what == ABSENT:
        return bool(text[state.start : state.end] in ("缺席", "缺勤", "旷会")) or (
            named or bool(heard.mentions_in(start, state.start))
        )
    if _things_come(heard, state, start):
        return False
    if state.mode and not state.late and not cue("present_word").search(text[start:end]):
        if (
            meetings.running(heard)
            and (heard.mentions_in(start, state.start) or re.search(r"我|俺", text[start : state.start]))
            and re.search(r"[接连进听参开看]", word + after)
        ):
            return True
        if heard.mentions_in(0, start) and re.match(
            r"\s*(?:其实)?[他她]们?(?:其实|当时|当天)?(?:是|在)", text[start:end]
        ):
            return True
        return (
            named
            and bool(re.search(r"参|听|看|接|开|会|课|连|进|上|拍|[：:、]|$", after))
            or bool(heard.mentions_in(start, end) and named)
        )
    if state.late:
        return named or meetings.running(heard) is not None
    word = text[state.start : state.end]
    if word.startswith("参加了"):
        return named or meetings.running(heard) is not None
    if word in ("到位", "就位", "已就位", "就坐", "坐下", "出席", "参会", "到会", "在线", "在场", "进门"):
        return named or meetings.running(heard) is not None
    return True


_COME = re.compile(r"(?:都|全|已经?)?(?:到[场位齐]|进场)")
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
    named = kinds.find(lead) is not None or group_in(lead, heard.ears.people.groups)
    return not named and not _NOBODY.search(lead) and len(re.findall(r"[\u4e00-\u9fff]", lead)) > 1
