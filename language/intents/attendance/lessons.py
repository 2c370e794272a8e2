"""A missed lesson that somebody is to pass on: 「给李枫补课」 arranges, 「给李枫补课了」 tells it is done."""

import re

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.lexicon import phrase
from language.references import meetings
from language.slots.audience import group_in

TEACHES = phrase(r"<teaches>(?P<who>[^，。；：\n补登记算]{1,24}?)(?:都|也|再)?(?P<lesson><lesson_passed_on>)")
_DONE = re.compile(r"补[了完过好]|.*?[课学讲次](?:都|也)?(?:了|完|过|好|毕)")


def to_come(text: str) -> re.Match[str] | None:
    """Return the words by which a lesson is still to be passed on, None if none is or it is done."""
    found = TEACHES.search(text)
    return None if found is None or _DONE.match(text, found.start("lesson")) else found


def arrange(heard: Heard) -> Draft | None:
    """Return that somebody is to be taught what he missed: 「周五给李枫补课」; None if nobody is."""
    found = to_come(heard.text)
    if found is None or "？" in heard.text:
        return None
    learners = heard.mentions_in(*found.span("who"))
    draft = Draft("makeup.arrange", {}, "a lesson is to be passed on", found.start(), found.end())
    hit = meetings.named(heard, 0, len(heard.text), meetings.PAST)
    draft.put(meeting=hit.meeting.id if hit and meetings.starts(hit.meeting) <= heard.context.now else "")
    draft.put(at=next((t.value for t in heard.times if _later(heard, t.value)), None))
    draft.doubts = [people_doubt("people", m.said, m.names) for m in learners if not m.name]
    if found["who"].strip() == "我":
        return draft.put(people=[heard.sender])
    if learners:
        return draft.put(people=[m.name for m in learners if m.name])
    group = group_in(found["who"], heard.ears.people.groups)
    return draft.put(audience=group) if group else None


def _later(heard: Heard, value: object) -> bool:
    now = heard.context.now
    return value is not None and value >= (now if hasattr(value, "hour") else now.date())  # type: ignore[operator]
