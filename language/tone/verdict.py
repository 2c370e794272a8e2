"""When the tone of a message holds back what a rule made of it."""

from language.drafts import OF_THIS_HOUSE, Draft
from language.heard import Heard

CHATTER = "sounds like chatter"
_LIKELY = 0.8
"""From here on a message is chatter whatever a rule made of it; the cross-validation of
`language/tone/training.py` says what that catches and costs."""
_LIKELY_IF_VAGUE = 0.5
"""So much is enough where a report names no figure, no obstacle and no day."""
_SURER = {
    True: {"hazard.report": 0.97, "task.assign": 0.97},
    False: {"hazard.report": 1.0, "task.assign": 0.98},
}
"""Orders are also given in the tone of chatter; a defect that is overheard is never silenced by it (told to
the bot, it is offered back)."""
_TERSE = 6
"""So few characters have no tone: 「同意」「摘要」「下个会」."""


def sounds_like_chatter(heard: Heard, draft: Draft) -> bool:
    """Say whether a message sounds so much like chatter that a draft made of it is held back."""
    if draft.intent.startswith(OF_THIS_HOUSE):
        return False
    surer = _SURER[heard.context.addressed].get(draft.intent, 0)
    likely = max(_LIKELY, surer)
    if _vague(heard, draft):
        likely = _LIKELY_IF_VAGUE
    return len(heard.masked) > _TERSE and heard.chatter > likely


def _vague(heard: Heard, draft: Draft) -> bool:
    """Say whether a report names no figure, no obstacle and no day, and hardly its task."""
    if draft.intent != "task.progress" or {"percent", "blocker", "expected"} & set(draft.slots):
        return False
    hits = heard.hits(draft.start, draft.end, "task")
    return not any(h.coverage >= 0.5 and h.item.id == draft.slots.get("task") for h in hits)
