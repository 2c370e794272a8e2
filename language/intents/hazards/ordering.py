"""A known hazard handed on, sent back, called off or put off: the house keeps it like a task."""

import re

from branch.context import OpenTask
from language.drafts import Draft, item_doubt, people_doubt
from language.intents import authority
from language.intents.hazards.mending import put_right
from language.intents.tasks import acceptance, transfers
from language.intents.tasks.extending import extends
from language.lexicon import phrase
from language.references.item import Item
from language.slots import spans
from language.slots.people import Mention
from language.slots.times import When
from language.units.unit import Unit


def read(unit: Unit, hazard: Item) -> list[Draft]:
    """Return what is decided about a hazard: 「H2转给袁刚」「H2延到周五」; [] if nothing is."""
    item = OpenTask(hazard.id, hazard.title, hazard.owners)
    decided = acceptance.read(unit, item, (transfers.transfer, _charge, acceptance.reject))
    if decided or put_right(unit.text):
        return _of_one(unit, _day_first(decided or []))
    return acceptance.read(unit, item, (acceptance.cancel,)) or _later(unit, item)


def _day_first(drafts: list[Draft]) -> list[Draft]:
    """The day before the new owner: he is told of both at once."""
    return sorted(drafts, key=lambda draft: draft.intent != "task.extend")


def _of_one(unit: Unit, drafts: list[Draft]) -> list[Draft]:
    """Leave the hazard open where the words fit two equally: 「2号塔吊的隐患」, and there are two."""
    equals = unit.equal_hazards
    for draft in drafts if len(equals) > 1 else ():
        del draft.slots["task"]
        draft.doubts.append(item_doubt("task", unit.text, [h.item for h in equals]))
    return drafts


_CALLED_ON = phrase(r"<calls_on>$")
_OWNER = re.compile(r"(?:整改)?责任人(?:是|为|定为|定)?[：: ]?$")
_MENDS = phrase(r"(?:同志|师傅)?(?:马上|尽快|抓紧|负责|带人|牵头)*[去来]?(?:把[^，。；]{1,14})?<mends>")


def _charge(unit: Unit, hazard: OpenTask | None, mine: bool) -> Draft | None:
    """「电箱的隐患让徐明去整改」「H2责任人徐明」: who is to put it right, or by when if it is his."""
    due = _due(unit)
    if hazard is None or not authority.may_order(unit.heard) or (put_right(unit.text) and due is None):
        return None
    owner = _charged(unit)
    if owner is None:
        return None
    if owner.name in hazard.owners:
        later = Draft("task.extend", {}, "a hazard gets a new day", unit.start, unit.end)
        return later.put(due=due) if due else None
    draft = Draft("task.transfer", {}, "somebody is to put it right", unit.start, unit.end)
    draft.doubts = [] if owner.name else [people_doubt("owners", owner.said, owner.names)]
    return draft.put(owners=[owner.name] if owner.name else [])


def _charged(unit: Unit) -> Mention | None:
    text = unit.heard.text
    cuts = [(t.start, t.end) for t in unit.times]
    for mention in unit.heard.mentions_in(unit.start, unit.end):
        before = text[unit.start : mention.start]
        after = spans.without(
            text[mention.end : unit.end], mention.end, [c for c in cuts if c[0] >= mention.end]
        )
        if (_CALLED_ON.search(before) and _MENDS.match(after)) or _OWNER.search(before):
            return mention
    return None


def _due(unit: Unit) -> When | None:
    today = unit.heard.context.now.date()
    return next((t.value for t in reversed(unit.times) if t.day and t.day >= today), None)


def _later(unit: Unit, item: OpenTask) -> list[Draft]:
    """A new day to put it right, with what stands in the way."""
    moved = {n: found for n, c in enumerate(unit.clauses) if (found := extends(unit.heard, c, item))}
    if not moved:
        return []
    last = moved[max(moved)]
    why = [last.reason, *(spans.light(c.text) for n, c in enumerate(unit.clauses) if n not in moved)]
    draft = Draft("task.extend", {}, "a hazard gets a new day", unit.start, unit.end)
    return [draft.put(task=item.id, due=last.due, reason="，".join(filter(None, why)))]
