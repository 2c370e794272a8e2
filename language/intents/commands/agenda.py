"""What is on: 「今天有什么事」 asks for the meetings of a day or week and for the speaker's own work."""

from language.drafts import Draft
from language.heard import Heard
from language.lexicon import phrase
from language.slots.periods import period

_ON = phrase(r"(?:我|咱们?|我们)?<agenda_days>(?:我|咱们?|我们)?<agenda_asked>")


def asked(heard: Heard) -> list[Draft]:
    """Return the two questions, meetings and own work; [] if a message does not ask what is on."""
    text = heard.text.strip("。！!？? ")
    if not _ON.fullmatch(text) or not heard.sender:
        return []
    when = period(text, heard.context.now.date())
    meetings = Draft("query", {"about": "meetings"}, "what is on", 0, len(heard.text)).put(period=when)
    own = Draft("query", {"about": "tasks", "people": [heard.sender]}, "what is on", 0, len(heard.text))
    return [meetings, own]
