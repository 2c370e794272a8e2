"""学时 of a meeting, as the organiser says: 「党课学时2」. Who was there is on the roll."""

from branch import kinds
from branch.refusal import Refusal
from branch.rolls import called
from branch.updates import MeetingHours
from handlers.kit import Turn, handles
from handlers.meetings.held import FORMERLY, told_of
from handlers.rolls.answers import answer

EXAMPLE = "这次党课2个学时"


@handles(MeetingHours, help=f"记学时，例如：{EXAMPLE}")
def note_hours(said: MeetingHours, turn: Turn) -> None:
    """Write down how many hours a meeting counts for."""
    if said.hours is None:
        raise Refusal(f"是几个学时？请连数一起说，例如：{EXAMPLE}")
    event = told_of(said, turn, example=EXAMPLE)
    if not kinds.event(event.kind).hours:
        raise Refusal(f"{called(event)}不计学时，没有登记。")
    former = event.hours
    event.hours = said.hours
    changed = former != said.hours
    answer(turn, event, changed, f"{FORMERLY}{former:g} 学时" if changed and former is not None else "")
