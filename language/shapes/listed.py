"""The items of a list as hazards, states of a roll, reports or work."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents import authority
from language.intents.attendance import presence, rolls
from language.intents.hazards import finding
from language.shapes.lists import Listed
from language.shapes.worklists import work


def read_list(heard: Heard, listed: Listed) -> list[Draft] | None:
    """Read the items of a list as hazards, states of a roll, reports or work, whichever the items are."""
    head = heard.text[listed.heading[0] : listed.heading[1]]
    if re.search(r"隐患|检查|巡查|随手拍|通报|排查", head) and (found := _hazards(heard, listed)):
        return found
    called = re.search(r"请假|签到|缺席|到会|出席|考勤|参会|点名", head)
    spoken = (listed.heading, *((item.start, item.end) for item in listed.items))
    if called and any(presence.speaks_of(heard, *stretch) for stretch in spoken):
        return rolls.read(heard, 0, len(heard.text))
    if authority.may_order(heard) and (found := work(heard, listed, head)):
        return found
    return None


def _hazards(heard: Heard, listed: Listed) -> list[Draft] | None:
    drafts = [d for item in listed.items if (d := finding.report(heard, item.start, item.end))]
    tail = finding.duty(heard, *listed.closing)
    each = tail.pop("owners", []) if "分别" in heard.text[slice(*listed.closing)] else []
    for draft, owner in zip(drafts, each, strict=False):
        draft.put(owners=[owner])
    for draft in drafts:
        for slot, value in tail.items():
            if slot not in draft.slots:
                draft.put(**{slot: value})
    return drafts if len(drafts) >= max(1, len(listed.items) - 1) else None
