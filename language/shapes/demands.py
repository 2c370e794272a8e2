"""Work for a named person inside a notice, or told to him by name."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents import authority
from language.intents.tasks import assigning
from language.lexicon import cue
from language.shapes import notices


def demands(heard: Heard, found: dict[str, notices.Field]) -> list[Draft]:
    """Work for a named person inside a notice is an order after the meeting."""
    if not authority.may_order(heard):
        return []
    last = max((f for name, f in found.items() if name not in ("chair",)), key=lambda f: f.start)
    start = found["demands"].start if "demands" in found else last.end
    drafts = []
    for first, final in heard.sentences():
        a, b = heard.clauses[first].start, heard.clauses[final].end
        if a < start - 2 and b <= start:
            continue
        a = max(a, start)
        for x, y in _by_person(heard, a, b):
            text = heard.text[x:y]
            if (
                heard.mentions_in(x, y)
                and re.search(r"请|负责|牵头|准备|前", text)
                and not re.search(r"联系|请假|电话|报名", text)
            ):
                draft = assigning.one(heard, x, y)
                if draft and draft.slots.get("owners"):
                    drafts.append(draft)
    return drafts


def _by_person(heard: Heard, start: int, end: int) -> list[tuple[int, int]]:
    return [(start, end)] if start < end else []


def orders(heard: Heard) -> bool:
    """Say whether somebody in authority gives work out: a remark by name is then an order."""
    if not authority.may_order(heard):
        return False
    named = any(h.telling for h in heard.hits(0, len(heard.text), "task"))
    decided = (
        cue("transfer").search(heard.text)
        or cue("accept").search(heard.text)
        or cue("reject").search(heard.text)
    )
    if named and (decided or (heard.times and cue("must").search(heard.text))):
        return True
    return bool(heard.times) and assigning.one(heard, 0, len(heard.text)) is not None
