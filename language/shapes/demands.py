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


_IN_CHARGE = re.compile(r"你(?:来)?(?:牵头|负责|主办|主笔|挑头)|由?你来(?:盯|抓|办)")


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
    charged = bool(heard.times) or bool(_IN_CHARGE.search(heard.text))
    return charged and assigning.one(heard, 0, len(heard.text)) is not None
