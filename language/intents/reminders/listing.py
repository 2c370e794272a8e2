"""Which reminders there are."""

from language.drafts import Draft
from language.heard import Heard
from language.lexicon import cue


def asked(heard: Heard) -> list[Draft] | None:
    """Return the question which reminders are set: 「我有哪些提醒」; None if a message does not ask it."""
    if heard.times or not cue("asks_reminders").search(heard.text):
        return None
    return [Draft("reminder.list", {}, "which reminders there are", 0, len(heard.text))]
