"""How a meeting voted: 「接收王浩为预备党员：同意12票，反对0票，弃权1票」「全体通过」."""

import re

from language.clauses import MARK, Clause
from language.drafts import Draft
from language.heard import Heard
from language.intents.meetings.held import Held
from language.lexicon import cue, phrase
from language.slots import spans
from language.slots.quantities import number

_N = r"(?P<n>\d{1,3}|[零一二两三四五六七八九十百]{1,4})"
_UNIT = r"\s*(?:票|人|名|(?=[，。；、！\s）]|$|[反弃]))"
_SIDES = ("ayes", "noes", "abstentions")
_NUMBERED = re.compile(r"[THS]\d")
_AT_IT = re.compile(r"会上|会议|大会|经(?:会议|大会)?(?:讨论|研究|审议)")
_LEAST = 4
"""Letters of a clause beside 全体通过 that may still be a mere lead: 会上, 经表决."""


def voting(heard: Heard, sentence: list[Clause], held: Held) -> tuple[Draft, list[Clause]] | None:
    """Return how a matter was voted on with the clauses that say so; None if a sentence tells of no vote."""
    start, end = sentence[0].start, sentence[-1].end
    counts = {side: hit for side in _SIDES if (hit := _count(side, heard.text, start, end))}
    alike = cue("unanimous").search(heard.text, start, end)
    counted = "ayes" in counts and (
        len(counts) > 1 or cue("vote_word").search(heard.text, start, end) is not None
    )
    if not counted and not (alike and _of_a_meeting(heard, sentence, alike, held)):
        return None
    places = [hit for _, hit in counts.values()] if counted else []
    places += [alike] if alike else []
    first, last = min(p.start() for p in places), max(p.end() for p in places)
    draft = Draft("meeting.vote", {}, "how a vote went", first, last)
    draft.put(
        meeting=held.id,
        kind=held.unknown,
        matter=_matter(heard, start, first, end if alike and not counted else last, last),
    )
    if counted:
        draft.put(**{side: n for side, (n, _) in counts.items()})
    draft.put(unanimous=True if alike else None)
    return draft, [c for c in sentence if c.end > first and c.start < last]


def _count(side: str, text: str, start: int, end: int) -> tuple[int, re.Match[str]] | None:
    """A side's number in a stretch: 同意12票, 12票同意, 无人反对."""
    none = phrase(
        rf"(?:无|没有)人?(?:投)?(?:<{side}>)|(?:无|没有)人?<noes>票?(?:和|、|或|及|与|，也?无)人?<{side}>"
    )
    shapes = (
        phrase(rf"<{side}>(?:的)?(?:票数?)?[：是为有 ]*{_N}{_UNIT}"),
        phrase(rf"(?<!\d){_N}\s*(?:票|人|名)(?:投了?)?<{side}>"),
    )
    for shape in shapes:
        if found := shape.search(text, start, end):
            value = number(found["n"])
            if value is not None:
                return int(value), found
    found = none.search(text, start, end) if side != "ayes" else None
    return (0, found) if found else None


def _of_a_meeting(heard: Heard, sentence: list[Clause], alike: re.Match[str], held: Held) -> bool:
    """Whether 全体通过 is a vote of the meeting and not the fate of a task or paper."""
    clause = next(c for c in sentence if c.start <= alike.start() < c.end)
    if _NUMBERED.search(clause.text):
        return False
    opened = cue("vote_word").search(heard.text, sentence[0].start, sentence[-1].end) or _AT_IT.match(
        clause.text
    )
    if opened or held.named:
        return not any(h.telling for h in heard.hits(clause.start, clause.end, "task", "hazard", "study"))
    return bool(held.id) and len(clause.text) - len(alike[0]) <= _LEAST


def _matter(heard: Heard, start: int, first: int, end: int, last: int) -> str:
    """What was voted on: put before the numbers by 对…表决 or a colon, or behind 一致同意."""
    behind = re.split(r"[，。；！\n]", heard.text[last:end])[0].strip("了：，的 ")
    if len(behind) > 1:
        return spans.light(behind)
    parts = [p for p in re.split(r"[，；。\n]", heard.text[start:first]) if p.strip(" ：")]
    for part in reversed(parts[-2:]):
        colon = part.rstrip().endswith("：")
        part = MARK.sub("", part, count=1) if MARK.match(part) else part
        kind = heard.kind_in(part)
        words = part[kind[2] :] if kind else part
        put = cue("put_to_vote").search(words)
        if not (colon or put or cue("votes_on").match(words.strip())):
            return ""
        words = cue("put_to_vote").sub("", words).strip(" ：上的")
        words = re.sub(r"^(?:经|会议|大会|就|对|关于|针对)+", "", words).strip(" ：")
        if words:
            return spans.light(words)
    return ""
