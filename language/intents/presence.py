"""Whether a stretch tells who is, was or will be at a meeting at all."""

import re

from language.heard import Heard
from language.intents.standins import substitutes
from language.lexicon import cue
from language.slots import kinds, meetings, roll, spans
from language.slots.roll import ABSENT, LEAVE, MAKEUP, State

_MADE = re.compile(r"补(?:课|学|看|听|上|好|完|了)|看(?:了|完)?回放|看(?:了|完)?录像")


_MADE_UP = re.compile(
    r"补(?:了|过|完|好|上)|补(?:课|学|看|听)(?:了|完|过|好|毕|到位)|(?:记|登|算|登记)(?:个|一下|一次|上|为)?补[课学]|已经?补|都补|"
    r"(?:看|听)(?:了|完|过)?(?:回放|录像|录播|重播)|(?:回放|录像|录播|重播)(?:也|都|已经?|全)?(?:看|听)(?:完|了|过)|刚?补[学看听课].{0,6}$|(?:补课|补学)[：:]"
)


_TO_COME = re.compile(
    r"(?:准备|打算|计划|要|得|安排|尽快|抓紧|明天|后天|下周|今晚|再|去)[^，。]{0,6}补(?![课学看听]?[完好上过毕了])|补课(?:时间|安排|通知)|还没|没有?补|未补|怎么补|需要补"
)


_OTHER_LEAVE = re.compile(
    r"年假|请假[条单表]|探亲|调休|轮休|休假|厨房|食堂|班车|调班|倒班|夜班请假(?!.*会)|(?:早|中|晚|夜|白)班(?:我|得|要|想|这边)*请|假期|放假|婚假"
)


_AT = re.compile(r"(?:到了?|在|进了?)(?P<place>[^，。；\n到在]{2,12}?)(?:了|门口|$|，|。|签)")


def at_venue(heard: Heard, start: int, end: int) -> bool:
    """Say whether somebody is said to be at the place of the meeting that is on."""
    meeting = meetings.running(heard)
    if meeting and meeting.place and any(c.text.strip() == meeting.place for c in heard.clauses):
        return True
    for found in _AT.finditer(heard.text, start, end):
        place = found["place"]
        if re.match(r"会场|会议室", place):
            return True
        known = meeting.place if meeting else ""
        if known and any(place[i : i + 2] in known for i in range(len(place) - 1)):
            return True
    return False


_ORDERED_TO_COME = re.compile(
    r"(?:全部|全体|都|必须|务必|准时|按时|一律)(?:要|得|来)?(?:到|参加|到会|到场)[!！~。哈啊]*$"
)


_PROMISED = re.compile(
    r"(?:肯定|一定|保证|必定|争取|尽量|绝对|(?:我|(?<![活例组委大课评议小晚早开]))会)(?:会|能|要|都)*(?:准时|按时|提前)*(?:到|来|参加|出席|在)"
)


def speaks_of(heard: Heard, start: int, end: int) -> bool:
    """Say whether a stretch tells who is, was or will be at a meeting."""
    text = heard.text[start:end]
    other = _OTHER_LEAVE.search(text)
    if other and not ("班" in other[0] and "请" in other[0] and kinds.find(heard.text)):
        return False
    states = roll.states(heard, start, end)
    if _ORDERED_TO_COME.search(text) and any(
        t.clock and t.value and t.value > heard.context.now for t in heard.times_in(0, len(heard.text))
    ):
        return False
    if substitutes(heard, start, end):
        return True
    if _PROMISED.search(text) and not any(s.mode or s.late for s in states) and not meetings.running(heard):
        return False
    if not states:
        return _arrives(heard, start, end, text)
    return any(_plausible(heard, state, start, end) for state in states)


_ARRIVED = re.compile(r"(?:已经?|刚|都|也|准时)?(?:(?:到|来|在|就位)[了啦咯喽]?)+[哈啊呀哦]?[!！~。]*$")


def _arrives(heard: Heard, start: int, end: int, text: str) -> bool:
    if at_venue(heard, start, end) and re.search(r"到|在|进", text):
        return True
    if _all_there(heard, text):
        return True
    return bool(_ARRIVED.search(text)) and _somebody(heard, start, end, text)


def _all_there(heard: Heard, text: str) -> bool:
    """「人齐了」「各小组都齐了」 while a meeting is on; not 「材料齐了」."""
    whole = cue("whole_present").search(text)
    if whole is None or meetings.running(heard) is None:
        return False
    lead = re.sub(r"[都已经人就也，、\s]+$", "", text[: whole.start()])
    return not lead or bool(kinds.find(lead)) or bool(roll.group_said(lead, heard.ears.people.groups))


def venue_said(heard: Heard, start: int, end: int) -> bool:
    """Say whether the place of the meeting that is on stands in full beside an arrival."""
    meeting = meetings.running(heard)
    return meeting is not None and bool(meeting.place) and meeting.place in heard.text[start:end]


def _somebody(heard: Heard, start: int, end: int, text: str) -> bool:
    lead = _ARRIVED.sub("", text).strip()
    people = heard.mentions_in(start, end)
    named = sum(m.end - m.start for m in people) >= len(lead) - 2 if people else False
    return named or lead in ("", "我", "俺", "本人") or roll.whole(text)


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


def _plausible(heard: Heard, state: State, start: int, end: int) -> bool:
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
    named = kinds.find(lead) is not None or roll.group_said(lead, heard.ears.people.groups)
    return not named and not _NOBODY.search(lead) and len(re.findall(r"[\u4e00-\u9fff]", lead)) > 1
