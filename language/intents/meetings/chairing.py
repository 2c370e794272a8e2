"""Who chairs a meeting and who keeps its minutes: 「支委会主持人陈敏，记录人周海燕」「周海燕主持」."""

import re

from language.clauses import Clause
from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.intents.meetings.held import Held
from language.lexicon import cue, phrase

DUTIES = {
    "chair": (phrase(r"<chair_label>[：:是为由 ]*$"), cue("chair_word")),
    "recorder": (phrase(r"<recorder_label>[：:是为由 ]*$"), cue("recorder_word")),
}
"""Duty -> the words before a name, and those behind it."""
_MINE = re.compile(r"(?:^|[会课日由是：])我(?:来)?")


def chairing(heard: Heard, sentence: list[Clause], held: Held) -> tuple[Draft, list[Clause]] | None:
    """Return who led a meeting with the clauses that say so; None if nobody is said to."""
    draft = Draft("meeting.chair", {}, "who chaired a meeting", sentence[0].start, sentence[-1].end)
    said: list[Clause] = []
    for duty in DUTIES:
        for clause in sentence:
            if duty not in draft.slots and _put(draft, duty, heard, clause, held):
                said.append(clause)
    if not said:
        return None
    draft.start, draft.end = min(c.start for c in said), max(c.end for c in said)
    return draft.put(meeting=held.id, kind=held.unknown), said


def _put(draft: Draft, duty: str, heard: Heard, clause: Clause, held: Held) -> bool:
    """Fill a duty from a clause: a label before a name, or a word behind it where the meeting is clear."""
    for mention in heard.mentions_in(clause.start, clause.end):
        labelled = DUTIES[duty][0].search(heard.text, max(0, mention.start - 12), mention.start)
        if labelled and _has_his_own(duty, heard, mention.end):
            continue  # 「我主持何婷记录」
        if labelled or ((held.named or heard.context.addressed) and _ends(duty, heard, mention.end, clause)):
            if mention.name:
                draft.put(**{duty: mention.name})
            else:
                draft.doubts.append(people_doubt(duty, mention.said, mention.names))
            return True
    mine = _MINE.search(clause.text)
    if mine and heard.sender and _ends(duty, heard, clause.start + mine.end(), clause):
        draft.put(**{duty: heard.sender})
        return True
    return False


def _has_his_own(duty: str, heard: Heard, at: int) -> bool:
    """Whether the word of the other duty stands behind a name."""
    return any(words[1].match(heard.text, at) for other, words in DUTIES.items() if other != duty)


def _ends(duty: str, heard: Heard, at: int, clause: Clause) -> bool:
    """Whether the duty's word stands at a place and nothing but the meeting's name follows it."""
    found = DUTIES[duty][1].match(heard.text, at, clause.end)
    if found is None:
        return False
    rest = heard.text[found.end() : clause.end]
    behind = found.end() + len(rest) - len(rest.lstrip("、 "))
    if any(m.start == behind for m in heard.mentions_in(at, clause.end)):
        return True  # 「我主持何婷记录」「我主持、何婷记录」
    kind = heard.kind_in(rest)
    if kind:
        rest = rest[: kind[1]] + rest[kind[2] :]
    return not rest.strip("了的 。！”")
