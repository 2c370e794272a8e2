"""What a clause is about: the first rule of an ordered table that fits says which family it belongs to."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from language.clauses import Clause
from language.heard import Heard
from language.intents import papers
from language.intents.attendance import presence
from language.intents.hazards import finding, mending
from language.intents.meetings import moving
from language.lexicon import cue
from language.references.item import Hit
from language.references.meetings import running
from language.slots import kinds, quantities
from language.units.holding import holds_meeting, speaks_of_meeting
from language.units.naming import is_meant
from language.units.said import Said
from language.units.unit import Unit
from language.units.words import POINTER, TASK_WORDS

Topic = tuple[str, Hit | None, list[Hit]]
NOTHING: Topic = ("", None, [])
"""A clause that says nothing by itself: it goes with its neighbours."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` says what a clause does, as in `example`; `family` is "" where the thing named decides."""

    name: str
    example: str
    family: str
    fits: Callable[[Said], bool]
    keeps_thing: bool = False
    """Whether the thing the clause names goes with the topic."""


def topic(heard: Heard, clause: Clause) -> Topic:
    """Return the family a clause belongs to, with the known thing it names."""
    return ruled(heard, clause)[1]


def ruled(heard: Heard, clause: Clause) -> tuple[Rule | None, Topic]:
    """Return the rule that decides what a clause is about, and its topic; (None, NOTHING) if none fits."""
    said = Said(heard, clause)
    rule = next((rule for rule in RULES if rule.fits(said)), None)
    if rule is None:
        return None, NOTHING
    if not rule.family and said.best is not None:
        family = said.best.item.family
        return rule, (family, said.best, [h for h in said.hits if h.item.family == family])
    return rule, (rule.family, said.best, said.hits) if rule.keeps_thing else (rule.family, None, [])


_NUMBER_OF_A_MEETING = re.compile(r"\s*(?:腾讯|钉钉|飞书|视频)?会议(?:号|ID)?[\s：:]*[\d\s-]{6,}")


def _tells_presence(said: Said) -> bool:
    if _NUMBER_OF_A_MEETING.fullmatch(said.text):
        return False
    if not presence.speaks_of(said.heard, said.clause.start, said.clause.end):
        return False
    best = said.best
    learns = best is not None and said.names("study") and best.score >= 1.5 and not said.has_kind
    moved = said.excuses_nobody and moving.change(said.alone)
    works = said.names("task", 0.6) and not said.has_kind and not running(said.heard)
    return not (learns or moved or works)


def _pledges(said: Said) -> bool:
    collects = said.names("task") and "收" in said.text
    return bool(papers.pledge(said.alone)) and not collects


def _publishes(said: Said) -> bool:
    if not papers.begins(said.text):
        return False
    rest = Unit(said.heard, list(range(said.alone.numbers[0], len(said.heard.clauses))))
    return papers.publicity(rest) is not None


_LACKS = re.compile(r"(?:还|就|只)?(?:缺(?!陷)|差|等|卡[在着住])")


def _lacks_something(said: Said) -> bool:
    return said.best is not None and said.hardly_names(0.6) and bool(_LACKS.match(said.text))


_HARD = re.compile(
    r"少了[一二两三四五六七八九十\d]+[根个块只颗道]|断了|脱落|没(?:有)?(?:护栏|盖板|防护)|漏电|冒火"
)
"""A defect that no report on one's own work tells so."""


def _shows_defect(said: Said) -> bool:
    best = said.best
    listed = best if best and best.item.family == "hazard" else None
    if listed and finding.known(listed, said.undated):
        return False
    if not said.defect and not (listed and said.reports_defect and not mending.put_right(said.text)):
        return False
    if (
        best
        and best.item.family == "task"
        and said.heard.sender not in best.item.owners
        and (_HARD.search(said.text) or not best.head and best.score < 15)
    ):
        return True
    return not (said.names("task", 0.6) or (best and best.head and said.names("task", 0.45)))


def _names_thing(said: Said) -> bool:
    if said.best is None or _hardly_meant(said.best) and (said.has_kind or said.reports_defect):
        return False
    return is_meant(said.best, said.text) or _reported_on(said)


def _hardly_meant(hit: Hit) -> bool:
    """「28号那个闸口研讨会」 while 「智能闸口设备调试」 is open: one word of the title, and not its last."""
    return hit.item.family == "task" and hit.coverage < 0.35 and hit.score < 1 and not hit.head


_CODE = re.compile(r"(?<![A-Za-z\d])[A-Za-z]{1,3}\d{1,4}(?![A-Za-z\d])")


def _reported_on(said: Said) -> bool:
    """「E10那头全是块石，耙头下不去」: a task by its code or by its owner, told of behind it."""
    best = said.best
    if best is None or best.item.family != "task" or not best.telling:
        return False
    coded = any(code in best.item.title for code in _CODE.findall(said.text))
    near = said.heard.context.addressed or said.heard.sender in best.item.owners
    if not (coded or near and best.coverage >= 0.35):
        return False
    rest = said.heard.text[said.clause.start : said.heard.sentence_of(said.clause.start)[1]]
    return bool(cue("blocker").search(rest) or quantities.percent(rest) or TASK_WORDS.search(rest))


_MEETING_WORD = re.compile(r"会|课|党日|讲座|活动|评议|共建|参观|咨询日")


def _only_work(said: Said) -> bool:
    """「吊出转子要往后推两天」: a task is named, and no word for a meeting."""
    named = said.best is not None and said.best.item.family == "task" and said.best.telling
    return named and not said.has_kind and not _MEETING_WORD.search(said.text)


def _only_where(said: Said) -> bool:
    """「在GIS室门口搞安全小课堂」 beside the task 「GIS室封堵」: its last word was not said."""
    return (
        said.best is not None
        and not said.best.head
        and said.best.score < 15
        and (said.has_kind or kinds.other(said.text) is not None)
    )


_LEARNING = re.compile(r"学|读|课|片|心得|打卡")

_SETS = re.compile(r"(?:会|课|党日|活动|讲座)(?:已经?|也|都)?(?:定了|定下来了|安排|时间定了)$")


def _heads_meeting(said: Said) -> bool:
    """「七一党课定了：6月30日下午三点，……」: the meeting, and behind the colon when it is."""
    after = said.clause.number + 1
    clauses = said.heard.clauses
    if not (
        said.has_kind and _SETS.search(said.text) and said.clause.stop[:1] == "：" and after < len(clauses)
    ):
        return False
    return any(t.clock and t.value for t in said.heard.times_in(clauses[after].start, clauses[after].end))


RULES = (
    Rule("heads a meeting", "七一党课定了：6月30日下午三点", "meeting", _heads_meeting),
    Rule("says who is there or not", "老马请假（夜班）", "attendance", _tells_presence),
    Rule("signs a pledge", "安全承诺书二组的都签了", "pledge", _pledges),
    Rule("hands in a text for publication", "通讯稿《夜战》投给集团网站了", "publicity", _publishes),
    Rule(
        "moves a known meeting",
        "明晚党课改到周五",
        "meeting",
        lambda s: s.hardly_names(0.75) and not _only_work(s) and bool(moving.change(s.alone)),
    ),
    Rule("says what is lacking", "还差两家签字", "act", _lacks_something),
    Rule("shows a defect at a place", "2号塔吊限位松了", "new hazard", _shows_defect),
    Rule(
        "fixes a meeting by the clock",
        "9号晚上七点在职工之家碰头",
        "meeting",
        lambda s: (s.hardly_names(0.6) or _only_where(s)) and holds_meeting(s.heard, s.clause),
    ),
    Rule("names a known thing", "开挖方案写了八成", "", _names_thing, keeps_thing=True),
    Rule(
        "shows a defect beside words of work", "A区盖板缺了，等处理", "new hazard", lambda s: s.reports_defect
    ),
    Rule("speaks of a meeting", "周五上党课", "meeting", lambda s: speaks_of_meeting(s.heard, s.clause)),
    Rule(
        "tells that some hazard is mended",
        "那处隐患整改完了",
        "hazard",
        lambda s: "隐患" in s.text and bool(cue("fixed").search(s.text)),
    ),
    Rule(
        "tells that something was studied",
        "微课学完了",
        "study",
        lambda s: bool(cue("studied").search(s.text) and _LEARNING.search(s.text)),
    ),
    Rule(
        "tells of work without its name",
        "那个弄完了",
        "act",
        lambda s: bool(TASK_WORDS.search(s.text) or POINTER.search(s.text)),
        keeps_thing=True,
    ),
)
"""Tried in this order; the first that fits decides."""
