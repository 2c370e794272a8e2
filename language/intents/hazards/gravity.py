"""Whether the words call a hazard a grave one."""

from language.clauses import MARK
from language.heard import Heard
from language.lexicon import cue, phrase

GRAVE_HEAD = phrase(
    r"^\s*(?:各位)?[，：]?\s*(?:发现|上报|报告|紧急)?(?:一[个处]|1[个处])?<grave>[，：:！!。\s]*"
)


def grave(heard: Heard, start: int, end: int) -> bool:
    """「重大隐患！2号塔吊限位失灵」: called grave in its own sentence, beside it, or over its list."""
    first, last = heard.sentence_of(start)[0], heard.sentence_of(max(start, end - 1))[1]
    if cue("grave").search(heard.text, first, last):
        return True
    sentences = [(heard.clauses[a].start, heard.clauses[b].end) for a, b in heard.sentences()]
    before = [s for s in sentences if s[1] <= first]
    listed = before[:1] if MARK.match(heard.text, first) else []
    beside = [*before[-1:], *listed, *[s for s in sentences if s[0] >= last][:1]]
    return any(
        cue("grave").search(heard.text, *s) and not cue("defect").search(heard.text, *s) for s in beside
    )
