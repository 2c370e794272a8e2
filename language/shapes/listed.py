"""The items of a list as hazards, states of a roll, reports or work."""

import re

from language.drafts import Draft
from language.heard import Heard
from language.intents import authority
from language.intents.attendance import presence, rolls
from language.intents.hazards import finding, mending
from language.intents.tasks.finishing import is_done
from language.shapes.lists import Listed, by_person
from language.shapes.worklists import work
from language.slots.states import states_in


def read_list(heard: Heard, listed: Listed) -> list[Draft] | None:
    """Read the items of a list as hazards, states of a roll, reports or work, whichever the items are."""
    head = heard.text[listed.heading[0] : listed.heading[1]]
    if re.search(
        r"隐患|检查|巡[查检视]|[早晚夜]巡|随手拍|通报|排查|发现(?:了)?[^：，]{0,4}[处个]", head
    ) and (found := _hazards(heard, listed)):
        return found
    called = re.search(r"请假|签到|缺席|到会|出席|考勤|参会|点名", head)
    spoken = (listed.heading, *((item.start, item.end) for item in listed.items))
    if called and any(presence.speaks_of(heard, *stretch) for stretch in spoken):
        return rolls.read(heard, 0, len(heard.text))
    if authority.may_order(heard) and (found := work(heard, listed, head)):
        return found
    return None


_SHARES_OUT = re.compile(r"分工|职责|任务分配|活儿?分一下")


_HEADS_ROLL = re.compile(r"(?:没[到来]|未到|缺[席勤]|请假|到会|迟到)(?:的|人员|名单|的?同志|的?有)*：$")


_TOLD = re.compile(r"了|已|完毕|过")
"""「外墙收口——曹队」 is work to be done, 「外墙收口了」 is not."""


def _tells_of_defect(heard: Heard, start: int, end: int) -> bool:
    """「巡了一圈：2号支洞那条缝钟工补喷了，安全网脱了三格」 gives out no work."""
    return finding.report(heard, start, end) is not None or mending.put_right(heard.text[start:end])


def dispatched(heard: Heard) -> list[Draft] | None:
    """Read work given out in one breath, a piece to each name: 「分工：甲做固定，乙抽水，丙查门窗」."""
    listed = by_person(heard) if authority.may_order(heard) else None
    if (
        listed is None
        or presence.speaks_of(heard, *listed.heading)
        or _HEADS_ROLL.search(heard.text, *listed.heading)
        or (heard.kind_in(heard.text) and not _SHARES_OUT.search(heard.text[slice(*listed.heading)]))
    ):
        return None
    if any(_tells_of_defect(heard, i.start, i.end) for i in listed.items):
        return None
    head = heard.text[slice(*listed.heading)]
    shared = bool(_SHARES_OUT.search(head))
    if any(is_done(said := heard.text[i.start : i.end]) and _TOLD.search(said) for i in listed.items):
        return None
    if not shared and any(states_in(heard, i.start, i.end) for i in listed.items):
        return None
    found = work(heard, listed, head)
    return found if found and len(found) >= 2 else None


def _hazards(heard: Heard, listed: Listed) -> list[Draft] | None:
    drafts = [d for item in listed.items if (d := finding.inspected(heard, item.start, item.end))]
    tail = finding.duty(heard, *listed.closing)
    each = tail.pop("owners", []) if "分别" in heard.text[slice(*listed.closing)] else []
    for draft, owner in zip(drafts, each, strict=False):
        draft.put(owners=[owner])
    for draft in drafts:
        for slot, value in tail.items():
            if slot not in draft.slots:
                draft.put(**{slot: value})
    return drafts if len(drafts) >= max(1, len(listed.items) - 1) else None


def shares_out(heard: Heard) -> bool:
    """Say whether a message is headed as a sharing out of work: 「党日活动分工：」."""
    return bool(_SHARES_OUT.search(heard.text.split("：")[0]))
