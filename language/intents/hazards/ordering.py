"""A known hazard handed on, sent back, called off or put off: the house keeps it like a task."""

from branch.context import OpenTask
from language.drafts import Draft
from language.intents.hazards.mending import put_right
from language.intents.tasks import acceptance, transfers
from language.intents.tasks.extending import extends
from language.references.item import Item
from language.slots import spans
from language.units.unit import Unit


def read(unit: Unit, hazard: Item) -> list[Draft]:
    """Return what is decided about a hazard: 「H2转给袁刚」「H2延到周五」; [] if nothing is."""
    item = OpenTask(hazard.id, hazard.title, hazard.owners)
    decided = acceptance.read(unit, item, (transfers.transfer, acceptance.reject))
    if decided or put_right(unit.text):
        return decided or []
    return acceptance.read(unit, item, (acceptance.cancel,)) or _later(unit, item)


def _later(unit: Unit, item: OpenTask) -> list[Draft]:
    """A new day to put it right, with what stands in the way."""
    moved = {n: found for n, c in enumerate(unit.clauses) if (found := extends(unit.heard, c, item))}
    if not moved:
        return []
    last = moved[max(moved)]
    why = [last.reason, *(spans.light(c.text) for n, c in enumerate(unit.clauses) if n not in moved)]
    draft = Draft("task.extend", {}, "a hazard gets a new day", unit.start, unit.end)
    return [draft.put(task=item.id, due=last.due, reason="，".join(filter(None, why)))]
