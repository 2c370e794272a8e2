"""Several commands in one message: 「出个本周小结，再看看谁的任务超期了」."""

import re

from language.drafts import Draft, shifted
from language.heard import Heard
from language.intents.commands import asking, reports
from language.intents.reminders import creating, stopping

_CUT = re.compile(
    r"[？。；！\n]+|，(?=[^，。；]{2,10}再提醒)|，(?=(?:再|另外|还有|顺便|顺带|顺手|也|同时|然后|并))|(?<=[\u4e00-\u9fff])(?=另外|顺便|顺带|顺手)"
)


def read(heard: Heard) -> list[Draft]:
    """Return the commands of a message that holds two or more and nothing else; [] otherwise."""
    pieces = _pieces(heard)
    if not 2 <= len(pieces) <= 4:
        return []
    found = [_command(heard, start, end) for start, end in pieces]
    several = len({(d.intent, d.slots.get("about")) for drafts in found for d in drafts}) > 1
    return [d for drafts in found for d in drafts] if all(found) and several else []


def _pieces(heard: Heard) -> list[tuple[int, int]]:
    found, at = [], 0
    for cut in _CUT.finditer(heard.text):
        found.append((at, cut.start()))
        at = cut.end()
    found.append((at, len(heard.text)))
    return [(a, b) for a, b in found if heard.text[a:b].strip("，。 ")]


def _command(heard: Heard, start: int, end: int) -> list[Draft]:
    piece = Heard(heard.text[start:end], heard.context, heard.ears)
    for ask in (stopping.cancel, creating.create, reports.export, reports.digest):
        if drafts := ask(piece):
            return shifted(drafts, start)
    question = asking.query(piece)
    return shifted([question], start) if question and asking.only_asks(piece) else []
