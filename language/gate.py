"""The gate: what was only overheard is recorded only if it is firm, names its item and is told to the
group."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents.attendance import headcount
from language.lexicon import cue, phrase
from language.references import meetings
from language.slots import quantities
from language.slots.state import LEAVE
from language.slots.states import states_in
from language.tone.verdict import CHATTER, sounds_like_chatter

_TITLE = re.compile(r"[姐哥总工叔]|师傅|队长|主任")


def passes(heard: Heard, draft: Draft) -> str:
    """Return "" if a draft may be recorded, else the name of the rule that holds it back."""
    if not heard.context.addressed and (rule := _overheard(heard, draft)):
        return rule
    return CHATTER if sounds_like_chatter(heard, draft) else ""


def _overheard(heard: Heard, draft: Draft) -> str:
    """Return the name of the rule that holds back what was only overheard, or ""."""
    family = draft.intent.split(".")[0]
    if (
        draft.intent in ("query", "export", "digest", "undo", "help", "history")
        or family == "reminder"
        or (draft.intent == "attendance.count" and not draft.told)
    ):
        return "a command not addressed to the bot"
    if (
        draft.intent.startswith("task.")
        and draft.intent != "task.assign"
        and not (draft.told and "task" in draft.slots)
    ):
        return "no known task recognised"
    if draft.intent == "task.extend" and "due" not in draft.slots:
        return "a delay without a new day"
    nobody = any(not doubt.choices for doubt in draft.doubts)
    if draft.intent == "task.assign" and "owners" not in draft.slots and nobody:
        return "work for nobody on the roster"
    if nobody and draft.intent in ("meeting.cancel", "meeting.reschedule"):
        return "no such meeting"
    if draft.intent == "task.progress" and _of_something_else(heard, draft):
        return "a figure of something else"
    if draft.intent == "task.progress" and not _firm(heard, draft):
        return "partial progress without a measure"
    if draft.intent == "study.done" and "study" not in draft.slots:
        return "no known material recognised"
    if draft.intent == "hazard.fixed" and "hazard" not in draft.slots and not draft.doubts:
        return "no known hazard recognised"
    if family == "attendance" and not _meeting_near(heard, draft):
        return "no meeting on, next or named"
    return ""


_COUNTED = phrase(
    r"(?:<do>|进|出|来|到|完|好|了|累计|还[剩有差]|一共|总共)[\u4e00-\u9fff]{0,4}(?<![第\dA-Za-z])\d|(?<![第\dA-Za-z])\d+(?![号楼区班组队期标栋层幢年月日点的])[\u4e00-\u9fff%]"
)


_HANDED_ON = phrase(r"<handed_in>|[初草]稿[^，。；]{0,4}(?:出|写|做|弄|编|画|完|好)(?:好|完|来|出来)?了")


def _of_something_else(heard: Heard, draft: Draft) -> bool:
    """「快递收了二十三个，资料室占一半，你这是竣工图网购的吧」: a figure said before the item is named."""
    item = draft.item
    share = quantities.percent(heard.text[draft.start : draft.end])
    if item is None or share is None or "percent" not in draft.slots:
        return False
    hits = [h for h in heard.hits(draft.start, draft.end, "task") if h.item.id == item.id]
    return bool(hits) and hits[0].start >= draft.start + share.end and hits[0].coverage < 0.6


def _firm(heard: Heard, draft: Draft) -> bool:
    return (
        "percent" in draft.slots
        or "expected" in draft.slots
        or (
            "blocker" in draft.slots
            and bool(re.search(r"\d|[一二两三四五六七八九十]", draft.slots["blocker"]))
        )
        or bool("note" in draft.slots and _COUNTED.search(heard.text, draft.start, draft.end))
        or ("blocker" in draft.slots and bool(_HANDED_ON.search(str(draft.slots.get("note", "")))))
    )


def _meeting_near(heard: Heard, draft: Draft) -> bool:
    if "meeting" not in draft.slots:
        return "kind" in draft.slots or draft.rule == headcount.BESIDE
    if draft.told:
        return True
    if draft.intent == "attendance.leave":
        return bool(cue("leave_word").search(heard.text))
    return meetings.running(heard) is not None or bool(cue("leave_back").search(heard.text))


def _excuses_himself(heard: Heard) -> bool:
    """「韩书记，晚上的党课我赶不上了」: leave from a meeting by its name, told to one of the committee."""
    excused = any(s.what == LEAVE for s in states_in(heard, 0, len(heard.text)))
    return excused and meetings.named(heard, 0, len(heard.text), meetings.FUTURE) is not None


def to_a_colleague(heard: Heard) -> bool:
    """Say whether an overheard remark is addressed to a colleague by name: 「张姐，我催过了」."""
    if heard.context.addressed or not heard.mentions:
        return False
    if cue("leave_word").search(heard.text) or "签到" in heard.text or _excuses_himself(heard):
        return False
    first = heard.mentions[0]
    told = heard.ears.people.by_name.get(first.name)
    if told is not None and told.role == "书记" and not re.search(r"你|您", heard.text):
        return False  # what the secretary is told is told to the books
    lead = heard.text[: first.start].strip(" @")
    titled = _TITLE.match(heard.text, first.end)
    after = heard.text[titled.end() : titled.end() + 1] if titled else heard.text[first.end : first.end + 1]
    if (
        lead
        or after not in ("，", "：", " ", "！", "～", "~", "啊", "呀", "你")
        or first.name == heard.sender
    ):
        return False
    return bool(re.search(r"你|您|我|咱|回头|帮|谢|辛苦|啊$|哈$|吧$|呢$", heard.text[first.end :]))
