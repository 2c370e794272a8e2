"""Minutes: what a meeting said or decided, with its roll and the work it gave to people."""

import re

from language.clauses import Clause
from language.drafts import Draft
from language.heard import Heard
from language.intents.attendance import counts, presence
from language.intents.attendance.rolls import read as read_roll
from language.intents.tasks import assigning
from language.lexicon import cue, phrase
from language.references import meetings
from language.slots import roll

_HELD = re.compile(
    r"^(?:.{0,8}(?:会|课|党日))?(?:主要)?(?:学了|学习了|讨论了|研究了|审议了|定了|通过了|传达了|会上|"
    r"听取了|部署了|总结了|评议了|表决|议了|决定|明确)"
)
_ROLL = re.compile(
    r"出席|参加|到会|列席|缺席|请假|应到|实到|主持|记录人?[：:]|时间[：:]|地点[：:]|参会|全到|到齐"
)
_WORK = phrase(
    r"(?:同意|由|请|安排|责成)(?P<who>\S{2,5}?)(?:同志)?(?:牵头|负责|落实|起草|组织|完成|跟进|"
    r"统筹|主抓|挂帅)|由\S{2,4}?(?:把|拟|重|拿|写|做|编|办|弄|起草|跟进|盯|督办|包保|认领|挂图|对接|准备|联系|统计|整理|"
    r"汇总)|由\S{2,4}?(?:\d{1,2}[月号日]|[今明后本下]|周)|由[^，。；由]{2,12}?<do>(?!议)|负责|牵头|(?:^|(?<=[；。：]))[^，。；]{2,4}把[^，。；]{2,16}(?:一遍|好|出来|到位)|(?:[这本下]周[一二三四五六日天]?|[今明后]天|\d{1,2}[号日]|月底)把|(?:前|之前)(?:把|将|写|做|弄|编|画|查|测|完成|报|交|落实|拿出|提交|弄好|做完|出|上报|写出)"
)


def read(heard: Heard) -> list[Draft] | None:
    """Return roll, minutes and work of a message that records a meeting; None if it records none."""
    resolved = _resolved(heard)
    heading = cue("minutes_heading").search(heard.text) or resolved
    told = [c for c in heard.clauses if _HELD.match(c.text.strip()) and not cue("makeup").search(c.text)]
    if not heading and not told:
        return None
    title = _TITLE.search(heard.text)
    upto = title.end() if title else resolved.end("held") if resolved else 0
    hit = meetings.named(heard, 0, upto, meetings.PAST) if upto else None
    hit = hit or meetings.named(heard, 0, len(heard.text), meetings.PAST)
    if hit is None and heading and _JUST_OVER.search(heard.text) and (now := meetings.running(heard)):
        hit = meetings.MeetingHit(now, False)
    past = hit is not None and meetings.starts(hit.meeting) <= heard.context.now
    summed = past and told and heard.kind_in(heard.text) is not None and heard.context.addressed
    if not heading and not summed and not (hit and told and presence.speaks_of(heard, 0, len(heard.text))):
        return None
    if hit is None and (heading is None or not re.search(r"纪要|会议记录|会议情况", heard.text)):
        return None
    rolls = [c for c in heard.clauses if c.text and _is_roll(heard, c)]
    body = _body(heard, rolls)
    if len(body) < 4:
        return None
    drafts = _roll(heard, rolls)
    for count in counts.counts(heard, rolls[0].start, rolls[-1].end) if rolls else []:
        drafts.append(count.put(meeting=hit.meeting.id if hit else ""))
    minutes = Draft("meeting.minutes", {}, "what was said or decided", 0, len(heard.text))
    minutes.put(meeting=hit.meeting.id if hit else "", text=body)
    minutes.start = heard.text.find(body[:6])
    return sorted([*drafts, minutes, *_work(heard, rolls)], key=lambda d: d.start)


_RESOLVED = phrase(r"(?!经|根据|按)[^，。：；\n]{0,14}?(?P<held>会|课|党日)上?(?P<verb><resolved>)")


def _resolved(heard: Heard) -> re.Match[str] | None:
    """「支委会形成如下意见：…」「研讨会结论：…」: a held meeting opens the message, no new one."""
    found = _RESOLVED.match(heard.text)
    if found is None:
        return None
    rest = heard.text[found.end() :]
    announced = heard.kind_in(rest) is not None and any(
        t.clock for t in heard.times_in(found.end(), len(heard.text))
    )
    rest_begins = next((c for c in heard.clauses if c.end > found.end()), None)
    if (
        found["verb"].startswith("情况")
        and rest_begins
        and presence.speaks_of(heard, found.end(), rest_begins.end)
    ):
        return None  # 「党课情况：线上：甲、乙；请假：丙」 is a roll
    hit = meetings.named(heard, 0, found.end("held"), meetings.PAST)
    past = hit is not None and meetings.starts(hit.meeting) <= heard.context.now
    return found if past and not announced else None


_TITLE = re.compile(
    r"^.{0,24}?(?:纪要|(?:会|课|党日)(?:要点|小结)|明确了.{0,2}[点条]|(?:会议|大会|党日|课|会)记录|^会议情况|会议情况(?=[：:]))(?:[：:\s\n]|如下)"
)


_JUST_OVER = re.compile(r"散会|刚开完|刚结束|会后")


def headed(heard: Heard) -> bool:
    """Say whether a message bears the heading of minutes."""
    return bool(_TITLE.search(heard.text))


def _is_roll(heard: Heard, clause: Clause) -> bool:
    return bool(_ROLL.search(clause.text)) or (
        presence.speaks_of(heard, clause.start, clause.end)
        and (bool(heard.mentions_in(clause.start, clause.end)) or roll.whole(clause.text))
    )


def _roll(heard: Heard, rolls: list[Clause]) -> list[Draft]:
    if not rolls:
        return []
    sentences = {c.sentence for c in rolls}
    found: list[Draft] = []
    for sentence in sorted(sentences):
        parts = [c for c in heard.clauses if c.sentence == sentence and not _before_roll(heard, c, rolls)]
        if presence.speaks_of(heard, parts[0].start, parts[-1].end):
            found += read_roll(heard, parts[0].start, parts[-1].end)
    return [
        d
        for d in found
        if "people" in d.slots and d.slots["people"] != [heard.sender] or "audience" in d.slots
    ]


def _before_roll(heard: Heard, clause: Clause, rolls: list[Clause]) -> bool:
    """What was resolved stands before the roll of the same sentence: 「研究通过了…，到会：…」."""
    first = min((c.start for c in rolls if c.sentence == clause.sentence), default=0)
    told = bool(_HELD.match(heard.text[clause.start : clause.end].strip())) or bool(
        _RESOLVED.match(clause.text)
    )
    return clause.start < first and clause not in rolls and told


_HEADING = re.compile(r".{2,16}(?:纪要|记录|情况)(?:（[^）]*）)?")


def _behind_roll(clause: Clause, rolls: list[Clause]) -> bool:
    """「组会没人缺，会上议了回访怎么分片」: what was spoken of, behind its roll."""
    last = max((c.start for c in rolls if c.sentence == clause.sentence), default=0)
    return clause.start > last and bool(_HELD.match(clause.text.strip()))


def _body(heard: Heard, rolls: list[Clause]) -> str:
    """Return what is left without heading and roll lines."""
    sentences = {c.sentence for c in rolls}
    kept = [
        c
        for c in heard.clauses
        if (c.sentence not in sentences or _before_roll(heard, c, rolls) or _behind_roll(c, rolls))
        and not re.match(r"\s*(?:时间|地点|主持|记录)[人]?[：:]?", c.text)
    ]
    if (
        kept
        and kept[0].start == 0
        and (
            _HEADING.fullmatch(kept[0].text)
            or (
                (cue("minutes_heading").search(kept[0].text) or len(kept[0].text) < 14)
                and kept[0].stop[:1] in "：\n"
            )
        )
    ):
        kept = kept[1:]
    if not kept:
        return ""
    body = heard.text[kept[0].start : kept[-1].end]
    return _ENDS_DICTATION.sub("", body)


_ENDS_DICTATION = re.compile(r"[。，；！]\s*(?:就这些|就这样|完毕)了?$")
_CHARGED = phrase(r"(?:同志)?(?:把|将|拿出|提交|<do>|\d{1,2}[月号日]|[今明后本下][天周月])")
_SEES_TO_IT = re.compile(r"(?:同志)?(?:落实|跟进|承办|办理)")


def _gives_work(heard: Heard, clause: Clause) -> bool:
    """「由钟工牵头…」「二是段磊拿出方案」「一、月底前搭好，老韦落实」: resolved work with its owner."""
    named = heard.mentions_in(clause.start, clause.end)
    if not named:
        return False
    if _WORK.search(clause.text) or _SEES_TO_IT.fullmatch(heard.text, named[-1].end, clause.end):
        return True
    item = _ITEM.match(clause.text)
    opens = item is not None and named[0].start == clause.start + item.end()
    return opens and bool(_CHARGED.match(heard.text, named[0].end, clause.end))


_BARE_CHARGE = re.compile(
    r"(?:此项工作|这项工作|具体|都|统一)?(?:由|请|责成|交由)?[^，。；]{2,5}(?:同志)?(?:牵头)?(?:负责|牵头|落实|承办|跟进)"
)


def _piece_start(heard: Heard, clause: Clause, first: int) -> int:
    """「12月10日前完成评议材料，由钟晓燕负责」: who is in charge of what the clause before names."""
    number = clause.number
    before = heard.clauses[number - 1] if number > first else None
    if before is None or not _BARE_CHARGE.fullmatch(clause.text.strip()):
        item = _ITEM.match(clause.text)
        return clause.start + (item.end() if item else 0)
    return clause.start if heard.mentions_in(before.start, before.end) else before.start


_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]+是|其[一二三四五]|第[一二三四五]|[（(]?[\d一二三四五六七八九十]+[、.．)）])"
)


def _piece_end(heard: Heard, clause: Clause, sentence: list[Clause]) -> int:
    """A piece of work runs on until the next clause that names somebody."""
    for later in sentence[sentence.index(clause) + 1 :]:
        if (
            _ITEM.match(later.text)
            or heard.mentions_in(later.start, later.end)
            and not cue("helper_word").search(later.text)
        ):
            return clause.end
        clause = later
    return clause.end


def _work(heard: Heard, rolls: list[Clause]) -> list[Draft]:
    found = []
    sentences = {c.sentence for c in rolls}
    for first, last in heard.sentences():
        a, b = heard.clauses[first], heard.clauses[last]
        if a.sentence in sentences or not heard.mentions_in(a.start, b.end):
            continue
        for clause in heard.clauses[first : last + 1]:
            if _gives_work(heard, clause):
                draft = assigning.one(
                    heard,
                    _piece_start(heard, clause, first),
                    _piece_end(heard, clause, heard.clauses[first : last + 1]),
                    strict=False,
                )
                if draft is not None and draft.slots.get("owners"):
                    found.append(draft)
    return found
