"""确认: the recorder's or the secretary's word makes a draft the record; what is still missing is said."""

from branch.events import EventState
from branch.refusal import Refusal
from branch.rolls import called
from branch.updates import MeetingConfirm
from handlers.kit import Turn, handles
from handlers.meetings.gatherings import meeting_of
from handlers.meetings.held import still_wanting
from handlers.rolls.makeup import propose
from handlers.rolls.rollcards import show_roll


@handles(MeetingConfirm)
def confirm(said: MeetingConfirm, turn: Turn) -> None:
    """Make the draft a record; who should make up is then proposed to the secretary."""
    event = meeting_of(said, turn, (14, 0), example="确认支委会的记录")
    if event.state is EventState.RECORD:
        raise Refusal(f"{called(event)}的记录已经确认过了。")
    if event.state is EventState.PLANNED:
        raise Refusal(f"{called(event)}还没有登记到会情况，先报到会再确认。")
    event.confirm(turn.speaker)
    turn.session.flush()
    wanting = still_wanting(turn, event)
    show_roll(turn, event, *((f"待补：{'、'.join(wanting)}",) if wanting else ()))
    propose(turn, event)
