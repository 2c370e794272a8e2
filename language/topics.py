"""What a clause is about: the family it belongs to and the known thing it names."""

import re
from datetime import datetime

from language.clauses import Clause
from language.heard import Heard
from language.intents import (
    hazards,
    meetings,
    papers,
    presence,
)
from language.lexicon import cue, phrase
from language.slots import kinds, quantities
from language.slots.meetings import running
from language.slots.refs import Hit, Item
from language.unit import Unit

ENOUGH = 0.9
"""The least score at which words of a title name a thing."""


TASK_WORDS = phrase(
    r"<done>|<extend>|<accept>|<reject>|<transfer>|<task_cancel>|<not_yet>|<not_started>|<remaining>|\d+(?:\.\d+)?%|[一二三四五六七八九]成|一半|分之"
)


POINTER = re.compile(
    r"(?:这|那|该|此)(?:个(?!月|季|周|星期|礼拜|时|人|会)|项|份|块|件|条|事|活)|任务|我的活儿?|活儿|(?:手上|手头|负责)的"
)


Topic = tuple[str, Hit | None, list[Hit]]


def topic(heard: Heard, clause: Clause) -> Topic:
    """Return the family a clause belongs to, with the known thing it names."""
    start, end = clause.start, clause.end
    text = clause.text
    hits = [
        h
        for h in heard.hits(start, end, "task", "study", "hazard")
        if h.telling or h.score >= ENOUGH or h.coverage >= 0.4
    ]
    if not hits and TASK_WORDS.search(text) and sum("\u4e00" <= c <= "\u9fff" for c in text) > 3:
        hits = [h for h in heard.sounds(start, end) if h.item.family in ("task", "study", "hazard")]
    best = _best(heard, hits, text, (start, end))
    alone = Unit(heard, [heard.clauses.index(clause)])
    learns = best is not None and best.item.family == "study" and best.score >= 1.5 and not kinds.find(text)
    moved = (
        not heard.mentions_in(start, end) and not cue("leave_word").search(text) and meetings.change(alone)
    )
    named_task = best is not None and best.item.family == "task" and best.coverage >= 0.6
    works = named_task and not kinds.find(text) and not running(heard)
    if presence.speaks_of(heard, start, end) and not (learns or moved or works):
        return "attendance", None, []
    if papers.pledge(alone) and not (best and best.item.family == "task" and re.search("收", text)):
        return "pledge", None, []
    if papers.publicity(Unit(heard, list(range(alone.numbers[0], len(heard.clauses))))) and papers.begins(
        text
    ):
        return "publicity", None, []
    if (best is None or best.coverage < 0.75) and meetings.change(alone):
        return "meeting", None, []
    if best is not None and best.coverage < 0.6 and re.match(r"(?:还|就|只)?(?:缺(?!陷)|差|等)", text):
        return "act", None, []
    defect = (
        not hazards.put_right(text)
        and not _REPORT_VERB.search(text)
        and hazards.report(heard, start, end) is not None
    )
    if defect and not (best and best.item.family == "hazard" and hazards.known(best, text)):
        sure = (
            best is not None
            and best.item.family == "task"
            and (best.coverage >= 0.6 or best.head and best.coverage >= 0.45)
        )
        if not sure:
            return "new hazard", None, []
    if (best is None or best.coverage < 0.6) and _holds_meeting(heard, clause):
        return "meeting", None, []
    if best is not None and _meant(best, text):
        return best.item.family, best, [h for h in hits if h.item.family == best.item.family]
    if hazards.report(heard, start, end):
        return "new hazard", None, []
    if _meeting(heard, clause):
        return "meeting", None, []
    if "隐患" in text and cue("fixed").search(text):
        return "hazard", None, []
    if cue("studied").search(text) and re.search(r"学|读|课|片|心得|打卡", text):
        return "study", None, []
    if TASK_WORDS.search(text) or POINTER.search(text):
        return "act", best, hits
    return "", None, []


_REPORT_VERB = re.compile(
    r"完成|%|做完|弄完|进度|等(?!着|级)|延到|延期|收了|已检|算完|盘点|报公司|没开工|没动工|未开工|退回|打回|不认|重做"
)


def _meant(hit: Hit, text: str) -> bool:
    """Words of a title name the thing if there are enough of them, or something is said to be done
    with it."""
    if (
        hit.coverage >= 0.5
        or hit.score >= 15
        or (hit.telling and hit.head)
        or (hit.head and POINTER.search(text))
    ):
        return True
    acts = TASK_WORDS.search(text)
    if hit.item.family == "hazard":
        return (
            bool(cue("fixed").search(text))
            or hit.coverage >= 0.4
            or (hit.telling and bool(re.search(r"还在|还没|没弄|等|协调|正在", text)))
        )
    if hit.item.family == "study":
        return bool(
            cue("studied").search(text) or cue("half_read").search(text) or cue("study_duty").search(text)
        )
    return bool(
        acts
        or (hit.telling and cue("must").search(text))
        or quantities.percent(text)
        or (re.search(r"了|还|中$|在", text) and not cue("visit").search(text))
    )


def _best(heard: Heard, hits: list[Hit], text: str, around: tuple[int, int]) -> Hit | None:
    """Return the likeliest thing; equals are told apart by verb, then owner named, then the sender's own."""
    if not hits:
        return None
    top = hits[0].score
    close = [h for h in hits if h.score >= top - 0.25]
    if len(close) == 1:
        return close[0]
    named = {m.name for m in heard.mentions_in(*around) if m.name}

    def rank(hit: Hit) -> tuple[int, bool, bool, float]:
        owners = set(hit.item.owners)
        return _verb_fits(hit.item, text), bool(named & owners), heard.sender in owners, hit.score

    return max(close, key=rank)


def _verb_fits(item: Item, text: str) -> int:
    if item.family == "study":
        return 2 if re.search(r"学|读|看(?:了|完|过)|课|片|材料", text) else 0
    if item.family == "hazard":
        return 2 if re.search(r"隐患|修|换|补|拆|锁|清(?:走|理|了)|整改", text) else 1
    return 1


def _holds_meeting(heard: Heard, clause: Clause) -> bool:
    """「9号晚上七点在职工之家搞联欢会筹备碰头」: a clock still to come, a verb of holding, a meeting."""
    times = heard.times_in(clause.start, clause.end)
    coming = any(isinstance(t.value, datetime) and t.clock and t.value > heard.context.now for t in times)
    held = cue("meeting_held").search(clause.text) and not cue("done").search(clause.text)
    return coming and bool(held) and _meeting(heard, clause)


def _meeting(heard: Heard, clause: Clause) -> bool:
    unit = Unit(heard, [heard.clauses.index(clause)])
    if meetings.change(unit):
        return True
    if kinds.find(clause.text, heard.ears.lexicon.kinds):
        return True
    return kinds.other(clause.text) is not None and bool(heard.times_in(*heard.sentence_of(clause.start)))
