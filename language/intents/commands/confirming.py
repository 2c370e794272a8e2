"""The recorder's or the secretary's word that a roll is right: the draft becomes the record."""

from language.drafts import Draft
from language.heard import Heard
from language.lexicon import cue
from language.references import meetings
from language.silence.questions import is_question

LONGEST = 30
"""Characters of a word of confirmation; what is longer tells something."""


def confirm(heard: Heard) -> Draft | None:
    """Return the confirmation of a roll: 「支委会确认」, or 「确认」 in answer to its card; else None."""
    text = heard.text
    if len(text) > LONGEST or not cue("confirms").search(text) or cue("not_confirming").search(text):
        return None
    if heard.mentions or any(is_question(c) for c in heard.clauses) or any(t.clock for t in heard.times):
        return None
    hit = meetings.named(heard, 0, len(text), meetings.PAST)
    answered = any(m.id == heard.context.about for m in heard.context.meetings)
    if not (hit or answered or cue("confirmed_thing").search(text)):
        return None
    draft = Draft("meeting.confirm", {}, "a roll is confirmed", 0, len(text))
    return draft.put(meeting=heard.context.about if answered else hit.meeting.id if hit else "")
