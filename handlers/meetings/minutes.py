"""纪要: the words as they were given, not one added; what the paper still wants is listed as 待补."""

from branch.cards import Card
from branch.events import Event, EventState
from branch.refusal import Refusal
from branch.rolls import called
from branch.saying import line, when
from branch.updates import MeetingMinutes
from handlers.kit import Turn, handles
from handlers.meetings.gatherings import meeting_of
from handlers.meetings.held import held_lines, retold, still_wanting
from handlers.rolls.rollbook import begun, counted, must_be_open
from handlers.undo import undo_button


@handles(MeetingMinutes, help="记纪要，例如：支委会纪要：一、……")
def note(said: MeetingMinutes, turn: Turn) -> None:
    """Keep what was said or decided; a second note is added below the first."""
    event = meeting_of(said, turn, (14, 0), example="支委会纪要：一、……")
    must_be_open(event, turn)
    text = said.text.strip()
    if not text:
        raise Refusal("纪要写什么？请连内容一起发，例如：支委会纪要：一、……")
    if text in event.minutes:
        raise Refusal(f"{called(event)}的纪要里已经有这段话。")
    event.minutes = f"{event.minutes}\n{text}" if event.minutes else text
    if event.state is EventState.RECORD or begun(event, turn.heard.sent_at, turn.spoken_on):
        event.state = EventState.DRAFT  # a changed record wants to be confirmed again
    turn.session.flush()
    turn.reply(noted(turn, event), subject=f"minutes {event.ref()}")


def noted(turn: Turn, event: Event) -> Card:
    """The echo: how much is there and what is still wanting, never the words themselves."""
    former, wanting = retold(turn, event), still_wanting(turn, event)
    return Card(
        title=f"已记纪要：{event.ref()} {called(event)}",
        lines=(
            line(when(event.start), f"共 {len(event.minutes)} 字"),
            *held_lines(turn, event, counted(turn, event)),
            *former,
            f"待补：{'、'.join(wanting)}" if wanting else "该有的都有了，可以确认。",
        ),
        buttons=(undo_button(turn),),
        about=event.ref(),
    )
