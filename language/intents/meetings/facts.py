"""Facts of a meeting told beside anything else: who led it, how it voted; not of the contract."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents.meetings.chairing import chairing
from language.intents.meetings.held import held
from language.intents.meetings.hours import hours
from language.intents.meetings.voting import voting
from language.silence import mutes

_SIGNS = re.compile(r"主持|记录|票|弃权|反对|全体|一致|全员|学时")


def beside(heard: Heard, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with the facts of their meetings: before them, or behind those that make one.

    Words that tell such a fact give nobody work and accept none.
    """
    if not _SIGNS.search(heard.text):
        return drafts
    silent = mutes.silent(mutes.mutes(heard))
    first: list[Draft] = []
    last: list[Draft] = []
    for a, b in heard.sentences():
        sentence = [c for c in heard.clauses[a : b + 1] if c.number not in silent]
        told = held(heard, sentence, drafts) if sentence else None
        for reader in (chairing, voting, hours) if told else ():
            if told and (found := reader(heard, sentence, told)):
                fact, clauses = found
                if not (told.unknown and first):  # one answer that nobody knows this meeting is enough
                    (last if told.made else first).append(fact)
                told_here = (clauses[0].start, clauses[-1].end)
                drafts = [_excused(d, heard, told_here) for d in drafts if not _work_in(d, *told_here)]
    return [*_joined(first), *drafts, *_joined(last)]


def _excused(draft: Draft, heard: Heard, told: tuple[int, int]) -> Draft:
    """「老李请假，一致同意推荐小王」: a fact is nobody's reason for being away."""
    reason = str(draft.slots.get("reason", ""))
    if reason and draft.intent.startswith("attendance.") and reason in heard.text[slice(*told)]:
        del draft.slots["reason"]
    return draft


def _work_in(draft: Draft, start: int, end: int) -> bool:
    return draft.intent.startswith("task.") and start <= draft.start and draft.end <= end


def _joined(facts: list[Draft]) -> list[Draft]:
    """Two sentences about who led one meeting are one fact."""
    kept: list[Draft] = []
    for fact in facts:
        same = [k for k in kept if k.intent == fact.intent == "meeting.chair"]
        same = [k for k in same if k.slots.get("meeting") == fact.slots.get("meeting")]
        if same and not (same[0].slots.keys() & fact.slots.keys() - {"meeting"}):
            same[0].slots |= fact.slots
            same[0].doubts += fact.doubts
        else:
            kept.append(fact)
    return kept
