"""Messages with a shape of their own, tried in order."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents import study
from language.intents.attendance import rolls
from language.intents.meetings import fields
from language.shapes import announcing, hazard_forms, inspections, lists, minutes, notices, ticks, todos
from language.shapes.demands import demands
from language.shapes.listed import dispatched, read_list, shares_out
from language.shapes.rolls import read_roll
from language.slots import kinds


def read(heard: Heard) -> list[Draft] | None:
    """Return the drafts of a message with a shape; None if it has none."""
    if minutes.headed(heard) and (drafts := minutes.read(heard)):
        return drafts
    if form := hazard_forms.read(heard):
        return form
    if found_there := inspections.read(heard) or inspections.called(heard):
        return found_there
    if ticks.groups(heard, 0, len(heard.text)):
        return rolls.read(heard, 0, len(heard.text))
    if drafts := todos.read(heard):
        return drafts
    found = notices.fields(heard)
    if found and (drafts := fields.plan_from_fields(heard, found)):
        return drafts + demands(heard, found)
    if (
        not found
        and not _announces(heard)
        and len(heard.sentences()) <= 2
        and (posted := study.posts(heard, 0, len(heard.text), None))
    ):
        return posted
    if drafts := minutes.read(heard):
        return drafts
    if _FORMAL.search(heard.text) and (drafts := announcing.read(heard)):
        return drafts
    if (drafts := dispatched(heard)) and shares_out(heard):
        return drafts
    if drafts := read_roll(heard):
        return drafts
    listed = lists.read(heard)
    told = read_list(heard, listed) if listed else None
    return told or dispatched(heard) or announcing.read(heard) or None


_FORMAL = re.compile(r"^\s*关于[^\n]{2,40}的(?:预?通知|预告)|兹定于")
"""How a formal notice opens: its 列席 tells who is to come, not who was there."""


def _announces(heard: Heard) -> bool:
    """Say whether a meeting with a clock time is in the message."""
    return (heard.kind_in(heard.text) is not None or kinds.other(heard.text) is not None) and any(
        t.clock for t in heard.times
    )
