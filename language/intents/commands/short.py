"""Short words to the bot: a number alone, a push for somebody, the roster, a meeting without its kind."""

import re

from branch.updates import Choice, Doubt
from language.drafts import Draft, item_doubt
from language.heard import Heard
from language.lexicon import cue, phrase
from language.references.item import Item
from language.slots import spans
from language.slots.places import place_in

_NUMBER = re.compile(
    r"(?:看一?下|查一?下|看看)?(?P<letter>[TtHhMmSs])-?(?P<n>\d{1,6})(?:的?(?:情况|进展|详情))?"
)
_BOOK = {"T": "tasks", "H": "hazards", "M": "meetings", "S": "study"}
_SLOT = {"T": "task", "H": "task", "M": "meeting"}
_PUSH = phrase(r"(?:帮我|替我|给我|麻烦|请|再)*<pushes>")
_MEET = phrase(r"(?:我们|咱们?|大家|支部|要|得|想|准备|打算|就?在|，|\s)*<just_meet>")
_KINDS = ("支部委员会会议", "党小组会", "党课", "主题党日", "支部党员大会", "其他会议")
_MARKS = "。！!？? ~"


def short(heard: Heard) -> Draft | None:
    """Return what a few words ask for, else None."""
    text = heard.text.strip(_MARKS)
    for one in (_shown, _pushed, _roster, _meeting, _answered):
        if draft := one(heard, text):
            return draft
    return None


def _shown(heard: Heard, text: str) -> Draft | None:
    """「T12」: how it stands."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    letter = found["letter"].upper()
    draft = Draft("query", {}, "a number alone", 0, len(heard.text)).put(about=_BOOK[letter])
    return draft.put(**{_SLOT[letter]: f"{letter}{int(found['n'])}"}) if letter in _SLOT else draft


def _pushed(heard: Heard, text: str) -> Draft | None:
    """「催一下王浩」「催催沉箱方案」: his one task, or the one that is named."""
    word = _PUSH.match(text)
    if word is None or heard.times or cue("remind_cancel").search(heard.text):
        return None  # 「催开挖方案的那条提醒停了吧」
    draft = Draft("nudge.send", {}, "somebody is to be reminded now", 0, len(heard.text))
    hits = [
        h.item for h in heard.hits(0, len(heard.text), "task") if h.telling and (h.coverage >= 0.5 or h.head)
    ]
    people = [m for m in heard.mentions if m.start <= word.end() + 1]
    numbered = _NUMBER.fullmatch(text, word.end())
    if not hits and numbered:  # one the language does not know: the books will say
        return draft.put(task=f"{numbered['letter'].upper()}{int(numbered['n'])}")
    if not hits and people:
        his = people[0]
        hits = [item for name in his.names or (his.name,) for item in _tasks_of(heard, name or "")]
        draft.doubts = [] if hits else [Doubt(slot="task", said=f"{his.name or his.said}的任务", choices=())]
    if len(hits) > 1:
        draft.doubts = [item_doubt("task", text, hits)]
    return draft.put(task=hits[0].id if len(hits) == 1 else "") if hits or draft.doubts else None


def _tasks_of(heard: Heard, name: str) -> list[Item]:
    return [Item("task", t.id, t.title, t.owners) for t in heard.context.tasks if name in t.owners]


_YES = phrase(r"<yes_alone>(?:[，、 ]?<yes_alone>)*")
_NO = phrase(r"(?:我|这个|这次)*<no_alone>(?:[，。、 ]+(?P<why>[^。！]{2,24}))?")


def _answered(heard: Heard, text: str) -> Draft | None:
    """「同意」「不同意，缺监理签字」: a yes or a no to what waits for the speaker."""
    if heard.context.about or heard.hits(0, len(heard.text)):
        return None
    if _YES.fullmatch(text):
        return Draft("task.accept", {"bare": True}, "a bare yes", 0, len(heard.text))
    no = _NO.fullmatch(text)
    if no is None:
        return None
    return Draft("task.reject", {"bare": True}, "a bare no", 0, len(heard.text)).put(reason=no["why"] or "")


def _roster(heard: Heard, text: str) -> Draft | None:
    """「党员名单」「加一个新同志叫李雷」."""
    if cue("roster_asked").fullmatch(text):
        return Draft("roster.show", {}, "the roster", 0, len(heard.text))
    added, taken = cue("roster_grows").match(text), cue("roster_takes").fullmatch(text)
    if not added and not taken:
        return None
    name = taken["name"] if taken else spans.trim(text[added.end() if added else 0 :])
    return Draft("roster.add", {}, "somebody new", 0, len(heard.text)).put(name=name[:20])


def _meeting(heard: Heard, text: str) -> Draft | None:
    """「周五开会」「后天三点开会，二楼会议室」: when and where, and no more; the kind is asked."""
    place = place_in(heard, 0, len(heard.text))
    rest = spans.without(heard.text, 0, [(t.start, t.end) for t in heard.times])
    rest = rest.replace(place, "") if place else rest
    if not _MEET.fullmatch(rest.strip(_MARKS + "，")) or not (heard.times or text.startswith("开")):
        return None
    draft = Draft("meeting.plan", {}, "a meeting of no kind", 0, len(heard.text))
    draft.doubts = [
        Doubt(slot="kind", said="会", choices=tuple(Choice(label=kind, value=kind) for kind in _KINDS))
    ]
    return draft.put(start=heard.times[0].value if heard.times else None, place=place)
