"""What the paper wants to know of a meeting besides its roll: its chair, its votes, what is missing."""

from branch import kinds
from branch.cards import Card
from branch.events import Event, EventState
from branch.refusal import Refusal
from branch.rolls import Tally, called
from branch.saying import line, when
from branch.updates import MeetingChair, MeetingHours, MeetingVote
from branch.votes import compared, too_many
from handlers.kit import Turn, UnitOfWork
from handlers.meetings.gatherings import meeting_of
from handlers.rolls.rollbook import counted, must_be_open
from handlers.undo import undo_button
from storage import finding

FORMERLY = "原来记的是："
REACH = (3, 7)
"""How many days back and ahead a meeting may lie whose chair or vote is told without its name."""


def still_wanting(work: UnitOfWork, event: Event) -> tuple[str, ...]:
    """What the record of this kind should hold and does not yet: in no field of it, nor in the minutes."""
    known: dict[str, object] = {"议题": event.title, "主题": event.title, "题目": event.title}
    known |= dict.fromkeys(("授课人", "主讲人", "主讲"), event.lecturer)
    known |= {"主持人": event.chair, "记录人": event.recorder}
    known["学时"] = event.hours
    known["表决结果"] = finding.votes(work.session, event)
    return kinds.event(event.kind).wanting(
        event.minutes, tuple(part for part, is_there in known.items() if is_there)
    )


def told_of(said: MeetingChair | MeetingVote | MeetingHours, turn: Turn, *, example: str) -> Event:
    """The meeting that is spoken of, open to be written to.

    Raises Refusal or Ask where it is not known; one that nobody announced is to be reported first.
    """
    if said.kind and not said.meeting:
        name = kinds.event(said.kind).called
        raise Refusal(f"没有登记过这次{name}，没有记录。请先报到会，例如：{name}上午开了，实到4人")
    event = meeting_of(said, turn, REACH, example=example)
    must_be_open(event, turn)
    return event


def reopened(turn: Turn, event: Event, former: str) -> bool:
    """Whether a record has to be confirmed again: it changed, or one who may not confirm it added to it."""
    if event.state is not EventState.RECORD or (not former and event.may_confirm(turn.speaker)):
        return False
    event.state = EventState.DRAFT
    return True


def held_lines(work: UnitOfWork, event: Event, count: Tally) -> tuple[str, ...]:
    """Who chaired and who wrote, then each vote, beside what the rule asks for."""
    kind, rule = kinds.event(event.kind), work.rules.votes.get(event.kind)
    found = [led(event)]
    for vote in finding.votes(work.session, event):
        found.append(f"表决：{vote.words}")
        found.append(too_many(vote, kind, count) or compared(vote, kind, count, rule))
    return tuple(words for words in found if words)


def led(event: Event) -> str:
    """主持：陈敏 · 记录：周海燕 · 2 学时."""
    return line(
        f"主持：{event.chair}" if event.chair else "",
        f"记录：{event.recorder}" if event.recorder else "",
        f"{event.hours:g} 学时" if event.hours is not None else "",
    )


def wanted(work: UnitOfWork, event: Event) -> str:
    """待补：议题、决定, or that a draft has all it should; of a meeting to come nothing is missing yet."""
    wanting = still_wanting(work, event) if event.state is not EventState.PLANNED else ()
    if wanting:
        return f"待补：{'、'.join(wanting)}"
    return "该有的都有了，可以确认。" if event.state is EventState.DRAFT else ""


def noted(turn: Turn, event: Event, *former: str) -> Card:
    """The echo of what is known of a meeting now, what it replaced, and what the record still wants."""
    told = (when(event.start), *held_lines(turn, event, counted(turn, event)), *former, wanted(turn, event))
    return Card(
        title=_title(event),
        lines=tuple(words for words in told if words),
        buttons=(undo_button(turn),),
        about=event.ref(),
    )


def retold(turn: Turn, event: Event) -> tuple[str, ...]:
    """Take back the echo that an earlier part of this message gave of the same meeting; return what it said
    was replaced, for the card that says it all."""
    earlier = [card for card, _ in turn.said if card.title == _title(event)]
    turn.said[:] = [answer for answer in turn.said if answer[0] not in earlier]
    return tuple(words for card in earlier for words in card.lines if words.startswith(FORMERLY))


def _title(event: Event) -> str:
    return f"已记：{event.ref()} {called(event)}"
