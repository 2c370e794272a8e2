"""Which of the books a question is about."""

import re
from collections.abc import Callable

from language.heard import Heard
from language.lexicon import cue
from language.references import meetings
from language.references.item import Hit

_PAPERS = re.compile(r"承诺书|责任书|倡议书|保证书|公约|军令状|承诺(?!践诺)")
_BOOK_OF = {"task": "tasks", "hazard": "hazards", "study": "study"}


def about_which(heard: Heard) -> str | None:
    """Return what is asked about; None if it lies outside the books."""
    if cue("ask_outside").search(heard.text):
        return None
    hits = [h for h in heard.hits(0, len(heard.text)) if h.telling]
    return next((found for rule in _RULES if (found := rule(heard, hits))), None)


def _by_words(heard: Heard, hits: list[Hit]) -> str:
    """Words that leave no doubt: 「够不够次数」「承诺书谁没签」「谁没来」."""
    text = heard.text
    if cue("ask_compliance").search(text):
        return "compliance"
    if _PAPERS.search(text) and re.search(r"签|交", text):
        return "pledges"
    asks_how = re.search(r"请假.{0,3}怎么", text)
    return "attendance" if cue("ask_attendance").search(text) and not asks_how else ""


def _by_thing(heard: Heard, hits: list[Hit]) -> str:
    """Most of the title of a known thing was said: 「基槽开挖方案怎么样了」."""
    return _BOOK_OF.get(hits[0].item.family, "") if hits and hits[0].coverage >= 0.6 else ""


def _by_family(family: str, asked: Callable[[Heard], object]) -> Callable[[Heard, list[Hit]], str]:
    """A thing of the family is hinted at, or its words are said: 「还有哪些隐患没改」."""

    def rule(heard: Heard, hits: list[Hit]) -> str:
        hinted = bool(hits) and hits[0].item.family == family
        return _BOOK_OF[family] if hinted or asked(heard) else ""

    return rule


def _by_meeting(heard: Heard, hits: list[Hit]) -> str:
    """A known meeting is named, or meetings are asked for: 「这周有什么会」."""
    named = meetings.named(heard, 0, len(heard.text), meetings.FUTURE)
    return "meetings" if named or cue("ask_meetings").search(heard.text) else ""


_RULES = (
    _by_words,
    _by_thing,
    _by_family("hazard", lambda heard: re.search(r"隐患|整改", heard.text)),
    _by_family("study", lambda heard: cue("ask_study").search(heard.text)),
    _by_meeting,
    _by_family("task", lambda heard: cue("ask_tasks").search(heard.text)),
)
"""Tried in this order; the first that answers decides."""
