"""Whether a clause speaks of a meeting."""

from datetime import datetime

from language.clauses import Clause
from language.heard import Heard
from language.intents.meetings import moving
from language.lexicon import cue
from language.slots import kinds
from language.units.unit import Unit


def holds_meeting(heard: Heard, clause: Clause) -> bool:
    """「9号晚上七点在职工之家搞联欢会筹备碰头」: a clock still to come, a verb of holding, a meeting."""
    times = heard.times_in(clause.start, clause.end)
    coming = any(isinstance(t.value, datetime) and t.clock and t.value > heard.context.now for t in times)
    held = cue("meeting_held").search(clause.text) and not cue("done").search(clause.text)
    return coming and bool(held) and speaks_of_meeting(heard, clause)


def speaks_of_meeting(heard: Heard, clause: Clause) -> bool:
    """Say whether a clause fixes, moves or names a meeting."""
    unit = Unit(heard, [clause.number])
    if moving.change(unit):
        return True
    if heard.kind_in(clause.text):
        return True
    return kinds.other(clause.text) is not None and bool(heard.times_in(*heard.sentence_of(clause.start)))
