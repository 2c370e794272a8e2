"""A draft about a known task."""

from branch.context import OpenTask
from language.drafts import Draft
from language.units.unit import Unit


def about_task(intent: str, rule: str, unit: Unit, task: OpenTask | None) -> Draft:
    """Return an empty draft about a task, or about none known."""
    draft = Draft(intent, {}, rule, unit.start, unit.end)
    return draft.put(task=task.id) if task else draft
