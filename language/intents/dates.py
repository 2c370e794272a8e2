"""Work that is due on the day of the work said before it: 「……9月28日；……小韩办，同一天」."""

import re

from language.drafts import Draft
from language.heard import Heard

SAME = re.compile(
    r"同一?天|同日|同一时间|同时间|同上|一样的?(?:时间|日期)|时间(?:同上|一样|相同)|也是(?:这|那)天|也是同"
)


def lend_same_day(heard: Heard, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts; work due 「同一天」 takes the day of the work said before it."""
    for before, draft in zip(drafts, drafts[1:], strict=False):
        pair = before.intent == draft.intent == "task.assign"
        if pair and "due" in before.slots and SAME.search(heard.text[draft.start : draft.end]):
            draft.slots["due"] = before.slots["due"]
    return drafts
