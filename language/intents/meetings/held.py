"""Which meeting a fact told beside other words is of: the one told in the same sentence or message."""

from dataclasses import dataclass

from language.clauses import Clause
from language.drafts import Draft
from language.heard import Heard
from language.references import meetings

_MEETS = ("meeting.", "attendance.")


@dataclass(frozen=True, slots=True)
class Held:
    """The meeting: its `id`, "" for the one this message makes or the one to be asked for.

    `named`: words point to it, not only the hour; `made`: the message itself makes it; `unknown`: the kind
    that was said, if the branch knows of no such meeting.
    """

    id: str = ""
    named: bool = False
    made: bool = False
    unknown: str = ""


def held(heard: Heard, sentence: list[Clause], drafts: list[Draft]) -> Held | None:
    """Return the meeting a sentence speaks of; None if it speaks of none, or overheard of one unknown."""
    start, end = sentence[0].start, sentence[-1].end
    beside = [d for d in drafts if d.intent.startswith(_MEETS)]
    inside = [d for d in beside if start <= d.start < end]
    if companion := next((d for d in inside if _tells(d)), None):
        return _of(companion)
    kind = heard.kind_in(heard.text[start:end])
    if any(m.id == heard.context.about and (not kind or kind[0] == m.kind) for m in heard.context.meetings):
        return Held(heard.context.about, named=True)
    if hit := meetings.named(heard, start, end, meetings.PAST):
        return Held(hit.meeting.id, named=True)
    if companion := next((d for d in beside if _tells(d)), None):
        return _of(companion)
    if kind:
        return Held(named=True, unknown=kind[0]) if heard.context.addressed else None
    now = meetings.running(heard)
    if now is None and not heard.context.addressed:
        return None
    return Held(now.id if now else "")


def _tells(draft: Draft) -> bool:
    return draft.intent == "meeting.plan" or "kind" in draft.slots or "meeting" in draft.slots


def _of(draft: Draft) -> Held:
    id = str(draft.slots.get("meeting", ""))
    return Held(id, named=True, made=not id)
