"""What a clause is about: the family it belongs to and the known thing it names."""

import re

from language.clauses import Clause
from language.heard import Heard
from language.intents import hazards, papers
from language.intents.attendance import presence
from language.intents.meetings import moving
from language.lexicon import cue
from language.references.item import Hit
from language.references.meetings import running
from language.slots import kinds
from language.units.holding import holds_meeting, speaks_of_meeting
from language.units.naming import ENOUGH, is_meant, likeliest
from language.units.unit import Unit
from language.units.words import POINTER, TASK_WORDS

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
    best = likeliest(heard, hits, text, (start, end))
    alone = Unit(heard, [heard.clauses.index(clause)])
    learns = best is not None and best.item.family == "study" and best.score >= 1.5 and not kinds.find(text)
    moved = not heard.mentions_in(start, end) and not cue("leave_word").search(text) and moving.change(alone)
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
    if (best is None or best.coverage < 0.75) and moving.change(alone):
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
    if (best is None or best.coverage < 0.6) and holds_meeting(heard, clause):
        return "meeting", None, []
    if best is not None and is_meant(best, text):
        return best.item.family, best, [h for h in hits if h.item.family == best.item.family]
    if hazards.report(heard, start, end):
        return "new hazard", None, []
    if speaks_of_meeting(heard, clause):
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
