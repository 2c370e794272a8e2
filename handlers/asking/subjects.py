"""Questions to the books: each subject has its own answer."""

from collections.abc import Callable

from branch.updates import Query
from handlers.asking.hours import hours
from handlers.asking.registers import compliance, pledges, study
from handlers.asking.rolls import attendance, meetings
from handlers.asking.tasks import hazards, tasks
from handlers.kit import Turn, handles

ANSWERS: dict[str, Callable[[Query, Turn], None]] = {
    "tasks": tasks,
    "attendance": attendance,
    "meetings": meetings,
    "study": study,
    "hazards": hazards,
    "compliance": compliance,
    "pledges": pledges,
}


@handles(Query, help="问一句，例如：我的任务；本月开了哪些会；谁还没签到；三会一课达标没有")
def answer(said: Query, turn: Turn) -> None:
    """Answer from the books as they are now."""
    if said.hours and not said.meeting:
        hours(said, turn)
    else:
        ANSWERS[said.about](said, turn)
