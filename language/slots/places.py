"""Where something is held: rooms, sites, numbers of online meetings."""

import re

from language.heard import Heard
from language.lexicon import cue, phrase
from language.slots import spans

PLACE = re.compile(
    r"(?:地点(?:是|在|为|：|还是|改到|改在|定在)?|(?<![现正存实所潜])在|到(?!会|场|位|齐)|去|"
    r"改到|改在|挪到|搬到|换到|前往|于)\s?(?P<p>(?:工棚|料场|车间|码头|工地|礼堂|食堂|操场)(?=[开上召举搞办集]|$)|[^，。；：\n]{2,16}?(?:室|厅|"
    r"楼(?!\S{0,5}(?:室|厅|活动))|部|场|所|馆|家|院|堂|工区|食堂|门口|广场|基地|中心|公园|"
    r"包间|包厢|餐厅|现场|展馆|遗址|码头|泊位|工地|活动室|之家|样板区|预制场|大院|操场|调度室|船上|纪念馆|"
    r"旧址|学校|村|站|棚|区|处|营地))"
)
PLACE_WORD = re.compile(
    r"^(?:就?在|还是|地点|于)?(?P<p>[^，。；：\n]{1,14}?(?:会议室|活动室|活动中心|党员之家|"
    r"办公室|多功能厅|报告厅|礼堂|食堂|广场|门口|教室|项目部|工区|调度室|值班室|培训室|展馆|"
    r"展示馆|规划馆|纪念馆|基地|大院|操场|样板区|预制场|现场|泊位|码头|工棚|大厅|院子|图书室|"
    r"阅览室))(?:开|上|集合|见|举行|召开|参加)?$"
)
_ROOM_FOR_IT = phrase(
    r"(?P<p>(?:<building>|<floor>)+[东西南北大小中第一二三]*<room>|(?:工人|职工|项目部?)?[大小]?"
    r"(?:会议室|活动室|党员之家|礼堂|报告厅|食堂|培训室|工棚|操场))(?:开|上|召开|举行|举办|搞|进行)"
)
"""「二楼会议室上党课」: the room stands right before what is held there."""
_ROOM_ALONE = phrase(r"(?P<p>(?:<floor>)?[大小]?(?!\d)<room>)")
"""「周五党课，下午三点，多功能厅」: a room and nothing else between two commas."""
_NEW_PLACE = re.compile(
    r"改(?:到|在|为|至|成|去)?(?P<p>线上(?:[，,]?会议号[\s\d]+)?(?=开|进行|召开|举行|$|"
    r"[，。；\n])|腾讯会议[\s\d]*|视频会议|[一二三四五六七八九十\d]+楼[^，。；\n]{0,10}|"
    r"[^，。；\n]{2,12}?(?:室|厅|楼|场|码头|工地|食堂|门口|中心|广场|基地|工区|项目部|陵园|"
    r"公园|园|碑|馆|院|学校|村|镇|社区|桥头|岸边))(?=开|进行|召开|举行|$|[，。；\n])"
)
_MEETING_NUMBER = re.compile(r"(?:腾讯|钉钉|飞书|视频|线上)?会议(?:号|室号|ID)?[：:是为\s]*\d[\d\s-]{5,}\d")
NO_PLACE = re.compile(r"^(?:旁边|边上|跟前|后面|前面)$|待定|老地方|不变|另行|照旧|原地")


def place_in(heard: Heard, start: int, end: int) -> str:
    """Return the place a stretch names: one of the branch's own sites, or words for a place."""
    if online := _MEETING_NUMBER.search(heard.text, start, end):
        return online[0].strip()
    people = [heard.text[m.start : m.end] for m in heard.mentions_in(start, end)]
    for clause in heard.clauses:
        if not (start <= clause.start and clause.end <= end):
            continue
        cuts = [(t.start, t.end) for t in heard.times_in(clause.start, clause.end)]
        text = spans.without(heard.text[clause.start : clause.end], clause.start, cuts)
        if NO_PLACE.search(text) or re.search(r"不(?:在|去|到)", text) and "改" not in text:
            continue
        text = _behind_kind(heard, text)
        found = _NEW_PLACE.search(text) or PLACE_WORD.match(text.strip()) or PLACE.search(text)
        found = found or _ROOM_FOR_IT.search(text) or _ROOM_ALONE.fullmatch(text.strip())
        place = "" if not found or found["p"] in people else found["p"] + _room_behind(text[found.end("p") :])
        site = _site_in(heard, text)
        if place or site:
            return _LEAD.sub("", _MOVED_TO.sub("", place if site in place else site))
    return ""


def _behind_kind(heard: Heard, text: str) -> str:
    """「党课周五下午三点在会议室」, its time cut out: the meeting in front is no part of it."""
    kind = heard.kind_in(text)
    return text[kind[2] :] if kind and not text[: kind[1]].strip() else text


_TO = re.compile(r"(?:在|到|去|于|往|地点[：:]?|[改挪换]到)$")
_HELD = phrase(r"(?:<building>|<floor>|<room>)*(?:开|召开|上|举行|举办|集合|搞|进行|办|见面)|[，。\s]*$")


def _site_in(heard: Heard, text: str) -> str:
    """「在朝阳湾开党课」: the site where something is held, with its room; "" if none is."""
    for start, end in heard.ears.lexicon.sites_in(text):
        if _TO.search(text[:start]) or _HELD.match(text, end):
            return text[start:end] + _room_behind(text[end:])
    return ""


def sure_places(heard: Heard, text: str) -> list[tuple[int, int]]:
    """Return where a text surely names a place: by its kind of word, or as a site of the branch's own."""
    found = [word.span() for word in cue("place_sure").finditer(text)]
    return sorted([*found, *heard.ears.lexicon.sites_in(text)])


_LEAD = re.compile(r"^(?:[还仍]在|改到|改在|改去|就在|还是|前往|到|在|去)")
_MOVED_TO = re.compile(r"^.*(?:[改换挪移搬调]到|[改换定]在)")
_ROOM = phrase(r"的?(?:<building>|<floor>)*[东西南北大小中第一二三]*<room>")


def _room_behind(text: str) -> str:
    """「项目部」「三楼大会议室」: the room that stands behind the house it is in belongs to the place."""
    room = _ROOM.match(text)
    return room[0] if room else ""
