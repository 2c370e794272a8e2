"""Whether a clause speaks of a meeting."""

import re
from datetime import datetime

from language.clauses import Clause
from language.heard import Heard
from language.intents.meetings import moving
from language.lexicon import cue
from language.slots import kinds
from language.units.unit import Unit

_AFTERWARDS = re.compile(r"(?:以|之)?后|的时候|那会")
_HELD_AT = re.compile(r"在[^，。；]{2,14}(?:开|召开|举行|上)(?!始|完|过)")
"""「维修组周四收工后在小屋开党小组会」: a day and a place."""


def holds_meeting(heard: Heard, clause: Clause) -> bool:
    """「9号晚上七点在职工之家搞联欢会筹备碰头」: a clock still to come, a verb of holding, a meeting."""
    times = heard.times_in(clause.start, clause.end)
    coming = any(isinstance(t.value, datetime) and t.clock and t.value > heard.context.now for t in times)
    done = any(not _AFTERWARDS.match(clause.text, d.end()) for d in cue("done").finditer(clause.text))
    held = cue("meeting_held").search(clause.text) and not done
    today = heard.context.now.date()
    days = any(t.day and t.day >= today for t in heard.times_in(clause.start, clause.end))
    placed = days and _HELD_AT.search(clause.text) and heard.kind_in(clause.text)
    return bool((coming or placed) and held) and speaks_of_meeting(heard, clause)


def speaks_of_meeting(heard: Heard, clause: Clause) -> bool:
    """Say whether a clause fixes, moves or names a meeting."""
    unit = Unit(heard, [clause.number])
    if moving.change(unit):
        return True
    if heard.kind_in(clause.text):
        return True
    return kinds.other(clause.text) is not None and bool(heard.times_in(*heard.sentence_of(clause.start)))
