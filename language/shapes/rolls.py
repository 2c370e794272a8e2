"""A roll: states, each heading its own names, over lines or in one breath."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents.attendance import headcount, presence, rolls
from language.references import meetings
from language.slots import roll
from language.slots.states import states_in

_ROLL_TITLE = re.compile(r"考勤|签到|到会|到场|参会|出勤|请假|缺席|缺勤|未到|没到|实到|人员")


_HEADS = re.compile(r"(?:的|人员|名单|同志|有)*：")
"""「没到的：李峰值班，邵阳住院」: a word of a roll over names, each with why."""


def read_roll(heard: Heard) -> list[Draft] | None:
    """A roll: two states or more, each heading its own names, over lines or in one breath.

    With the number of those who came it is a report also of a meeting that nobody announced.
    """
    found = _roll(heard)
    unannounced = [d for d in headcount.read(heard) if "kind" in d.slots] if found else []
    return headcount.belong(unannounced + found) if found else None


def _roll(heard: Heard) -> list[Draft] | None:
    states = states_in(heard, 0, len(heard.text))
    headed = [
        s
        for n, s in enumerate(states)
        if roll.names_run(heard, s.end, states[n + 1].start if n + 1 < len(states) else len(heard.text))[0]
    ]
    title = _ROLL_TITLE.search(heard.text[: states[0].end + 2]) if states else None
    led = (
        heard.kind_in(heard.clauses[0].text) is not None
        and "：" in heard.clauses[0].stop
        and len(heard.mentions) > 1
    )
    if len(states) > 1 and led and not re.search(r"负责|牵头|之?前|参加人员|主讲", heard.text):
        return rolls.read(heard, 0, _sentence_end(heard, states[-1].end)) or None
    tells = bool(states) and presence.speaks_of(heard, states[0].start, states[0].end)
    if tells and len(states) == 1 and headed and "：" in heard.text[states[0].end : states[0].end + 5]:
        run, behind = roll.names_run(heard, states[0].end, len(heard.text))
        if len(run) > 1:
            return rolls.read(heard, 0, max(behind, _sentence_end(heard, behind))) or None
    if headed and _HEADS.match(heard.text, headed[0].end):
        run, behind = roll.names_run(heard, headed[0].end, len(heard.text))
        if any(named.reason for named in run) and meetings.resolve(heard, 0, len(heard.text), meetings.PAST):
            return rolls.read(heard, 0, max(behind, _sentence_end(heard, behind))) or None
    if len(headed) < 2 and not (title and headed and len(states) > 1):
        return None
    last = max(
        [s.end for s in states]
        + [m.end for m in heard.mentions if m.end <= _sentence_end(heard, states[-1].end)]
    )
    return rolls.read(heard, 0, max(last, _sentence_end(heard, last))) or None


def _sentence_end(heard: Heard, at: int) -> int:
    stop = re.compile(r"[。！？\n]").search(heard.text, at)
    return stop.start() if stop else len(heard.text)
