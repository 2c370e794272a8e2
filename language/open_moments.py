"""A clock time that two moments fit is asked, not guessed: 「9点开支委会」 said at three in the afternoon."""

import re
from datetime import date, datetime

from branch.calendar import CHINA
from branch.updates import Choice, Doubt
from language.drafts import Draft
from language.heard import Heard
from language.slots.times import Time

MOMENTS = ("start", "due", "at")
_DAY_SAID = re.compile(r"[今明后昨当天日号周早晚上中下午夜晨]|星期|礼拜|/")
_DAYS = ("今天", "明天", "后天")


def leave_open(heard: Heard, draft: Draft) -> None:
    """Empty the slot that a bare, already passed hour filled, and put both moments in doubt (addressed)."""
    if not heard.context.addressed:
        return
    for slot in MOMENTS:
        value = draft.slots.get(slot)
        time = _open(heard, draft, value) if isinstance(value, datetime) else None
        if time is not None:
            del draft.slots[slot]
            today = heard.context.now.astimezone(CHINA).date()
            fits = sorted(time.found.ambiguous, key=lambda m: m != value)  # the rules' own reading first
            choices = tuple(Choice(label=_label(m, today), value=m.isoformat()) for m in fits)
            draft.doubts.append(Doubt(slot=slot, said=time.found.text, choices=choices))


def _open(heard: Heard, draft: Draft, value: object) -> Time | None:
    for time in heard.times_in(draft.start, draft.end):
        found = time.found
        bare = time.clock and not found.governed and not _DAY_SAID.search(found.text)
        if bare and len(found.ambiguous) > 1 and time.value == value:
            return time
    return None


def _label(moment: datetime, today: date) -> str:
    """今天21:00; a day further off by its date."""
    days = (moment.date() - today).days
    day = _DAYS[days] if 0 <= days < len(_DAYS) else f"{moment.month}月{moment.day}日"
    return f"{day}{moment:%H:%M}"
