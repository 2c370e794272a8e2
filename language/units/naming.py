"""Which known thing the words of a clause name."""

import re

from language.heard import Heard
from language.lexicon import cue
from language.references.item import Hit, Item
from language.slots import quantities
from language.units.words import CHARGED_WITH_HAZARD, POINTER, TASK_WORDS

ENOUGH = 0.9
"""The least score at which words of a title name a thing."""


def is_meant(hit: Hit, text: str) -> bool:
    """Words of a title name the thing if there are enough of them, or something is said to be done
    with it."""
    if (
        hit.coverage >= 0.5
        or hit.score >= 15
        or (hit.telling and hit.head)
        or (hit.head and POINTER.search(text))
    ):
        return True
    acts = TASK_WORDS.search(text)
    if hit.item.family == "hazard":
        return (
            (bool(cue("fixed").search(text)) and (hit.coverage >= 0.25 or hit.head))
            or hit.coverage >= 0.4
            or (hit.telling and bool(CHARGED_WITH_HAZARD.search(text)))
            or (hit.telling and bool(re.search(r"还在|还没|没弄|等|协调|正在", text)))
        )
    if hit.item.family == "study":
        return bool(
            cue("studied").search(text) or cue("half_read").search(text) or cue("study_duty").search(text)
        )
    return bool(
        acts
        or (hit.telling and cue("must").search(text))
        or quantities.percent(text)
        or re.search(r"累计|总共|一共|共计|还剩", text)
        or (re.search(r"了|还|中$|在", text) and not cue("visit").search(text))
    )


def likeliest(heard: Heard, hits: list[Hit], text: str, around: tuple[int, int]) -> Hit | None:
    """Return the likeliest thing; equals are told apart by verb, then owner named, then the sender's own."""
    if not hits:
        return None
    top = hits[0].score
    close = [h for h in hits if h.score >= top - 0.25]
    tasks = [h for h in hits if h.item.family == "task" and h.telling and h.score >= 0.6 * top]
    if close[0].item.family != "task" and tasks and quantities.percent(text):
        return tasks[0]  # 「扶梯十二部调好九部」 tells of the work, not of a defect
    if len(close) == 1:
        return close[0]
    named = {m.name for m in heard.mentions_in(*around) if m.name}

    def rank(hit: Hit) -> tuple[int, bool, bool, float]:
        owners = set(hit.item.owners)
        return _verb_fits(hit.item, text), bool(named & owners), heard.sender in owners, hit.score

    return max(close, key=rank)


def _verb_fits(item: Item, text: str) -> int:
    if item.family == "study":
        return 2 if re.search(r"学|读|看(?:了|完|过)|课|片|材料", text) else 0
    if item.family == "hazard":
        return 2 if re.search(r"隐患|修|换|补|拆|锁|清(?:走|理|了)|整改", text) else 1
    return 3 if item.family == "task" and quantities.percent(text) else 1
