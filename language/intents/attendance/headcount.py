"""The recorder's number with its roll: 「支委会下午开了，实到4人，老李请假」, of a known or a new meeting."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from language.drafts import Draft
from language.heard import Heard
from language.intents.attendance import counts, rolls
from language.moments import Policy
from language.references import meetings

BESIDE = "roll beside the number of a new meeting"
LATELY = timedelta(days=3)
"""A report without a day is of a meeting not longer ago than this."""


def read(heard: Heard, silent: AbstractSet[int] = frozenset()) -> list[Draft]:
    """Return the numbers of a roll. A kind of meeting that nobody announced for that day is a new meeting."""
    unheard = [c for c in heard.clauses if c.number in silent]
    counted = [d for d in counts.counts(heard) if not any(c.start <= d.start < c.end for c in unheard)]
    said = heard.kind_in(heard.text)
    for draft in counted:
        draft.told = said is not None
        if said and not _is_known(heard, draft, said[0]):
            draft.slots.pop("meeting", None)
            draft.put(kind=said[0])
            draft.slots.setdefault("held", day_of(heard) or heard.context.now.date())
    return counted


def belong(drafts: list[Draft]) -> list[Draft]:
    """Let what is said beside a number be of the same meeting, where no other was named."""
    count = next((d for d in drafts if d.intent == "attendance.count"), None)
    for draft in drafts if count else ():
        if count and draft.intent in rolls.INTENT.values() and draft is not count:
            if "kind" in count.slots:
                draft.slots.pop("meeting", None)
                draft.rule = BESIDE
            elif not draft.told:
                draft.put(meeting=count.slots.get("meeting"))
    return drafts


def _is_known(heard: Heard, draft: Draft, kind: str) -> bool:
    found = [m for m in heard.context.meetings if m.id == draft.slots.get("meeting") and m.kind == kind]
    day, now = day_of(heard), heard.context.now.date()
    if not found:
        return False
    held = meetings.starts(found[0]).date()
    return held == day if day else timedelta() <= now - held <= LATELY


def day_of(heard: Heard) -> date | None:
    """Return the day a report speaks of: the first that has come, today included; None if it names none."""
    days = [t.day for t in heard.times_again(0, len(heard.text), Policy("past")) if t.day]
    past = [day for day in days if day <= heard.context.now.date()]
    return past[0] if past else None
