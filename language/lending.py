"""What statements of one message lend each other: owners and days of defects, one day for all."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.lexicon import phrase


def settled(heard: Heard, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a message with what each takes from the others; one that is no news of its own is
    dropped."""
    return _lent(heard, _owned(_uncaused(heard, drafts)))


def _uncaused(heard: Heard, drafts: list[Draft]) -> list[Draft]:
    """「热水器是地线断了，换了新线，H53关了吧」: the cause of what is put right is no new one."""
    mended = {
        heard.sentence_of(d.start) for d in drafts if d.intent == "hazard.fixed" and "hazard" in d.slots
    }
    return [d for d in drafts if d.intent != "hazard.report" or heard.sentence_of(d.start) not in mended]


_PUT_RIGHT = phrase(
    r"(?:[两三四五六][处个条]|以上|全|都|均|归|由)*(?:给?我|把?它|赶紧|马上|抓紧|立刻|全部?|重新|尽快)*(?:整改|处理|恢复|复原|弄|搞|修|<mending>)[\u4e00-\u9fff]{0,3}"
)


_PUSH = re.compile(r"(?:让|请)?(?:抓紧|赶紧|尽快)(?=$|，)|(?:必须|务必)?(?:恢复|整改|处理|修好|整改到位)")


_ALL = re.compile(r"[两三四五六][处个条]|以上|全|都|均")


def _without_owner(drafts: list[Draft]) -> list[Draft]:
    return [d for d in drafts if d.intent == "hazard.report" and "owners" not in d.slots]


def _owned(drafts: list[Draft]) -> list[Draft]:
    """「护栏拆了没恢复！蒲师傅收工前给我装回去」: the order behind a defect is its owner and its day.

    Behind anything else 「郭队今天必须恢复」 names no work of its own: a push on what is known.
    """
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        title = draft.slots.get("title", "") if draft.intent == "task.assign" else ""
        ordered = _PUT_RIGHT.fullmatch(title.split("，")[0]) or _PUSH.match(title)
        open_ones = _without_owner(kept) if ordered else []
        if open_ones and before is open_ones[-1]:
            for hazard in open_ones if _ALL.match(title) else open_ones[-1:]:
                hazard.put(
                    owners=draft.slots.get("owners"), due=hazard.slots.get("due") or draft.slots.get("due")
                )
            before.doubts += draft.doubts
        elif not _PUSH.match(title):
            kept.append(draft)
    return kept


_DUE_FOR_ALL = re.compile(r"(?:都|均|统一|全部|以上)(?:都|是|限|要|请|必须|在)*")


def _lent(heard: Heard, drafts: list[Draft]) -> list[Draft]:
    """「……，聂工处理；……，郝站长处理。都是10号前。」: one day for all that was given out."""
    given = [d for d in drafts if d.intent in ("hazard.report", "task.assign")]
    if len(given) < 2 or any("due" in d.slots for d in given):
        return drafts
    for first, last in heard.sentences():
        start, end = heard.clauses[first].start, heard.clauses[last].end
        lead = _DUE_FOR_ALL.match(heard.text, start)
        times = [
            t for t in heard.times_in(start, end) if t.value is not None and lead and t.start == lead.end()
        ]
        if times and start > given[-1].start:
            for draft in given:
                draft.put(due=times[0].value)
    return drafts
