"""补课: who was away from what must be made up; proposed to the secretary, written down when it was done."""

from datetime import timedelta

from branch import kinds
from branch.cards import Button, Card
from branch.events import Event, Presence
from branch.people import Member, Role
from branch.refusal import Refusal
from branch.rolls import called, due_at
from branch.saying import line, names, on, when
from branch.updates import MakeUp
from handlers.kit import Turn, UnitOfWork, handles
from handlers.meetings.gatherings import BEHIND, meeting_of
from handlers.rolls.rollbook import enter, people_of, roster_for
from handlers.rolls.rollcards import those
from handlers.undo import undo_button
from storage import finding

WORKING_DAYS = 5


@handles(MakeUp, help="登记补课，例如：上周的党课我补学了")
def make_up(said: MakeUp, turn: Turn) -> None:
    """Write down that an absence was made up for. It stays an absence: 补课 is no 实到."""
    event = _missed(said, turn) or meeting_of(said, turn, BEHIND, example="上周的党课我补学了")
    people = people_of(said, turn, event)
    roll = finding.roll(turn.session, event)
    there = [m for m in people if m.id in roll and roll[m.id].presence is Presence.PRESENT]
    if there:
        raise Refusal(f"{names(there)}在{called(event)}的名单上是实到，不用补课。")
    known_here = {*roll, *(m.id for m in due_at(event, roster_for(turn, event)))}
    if strangers := [m for m in people if m.id not in known_here]:
        raise Refusal(f"{names(strangers)}不在{called(event)}的应到名单里，没有登记补课。")
    for person in people:
        known = {"presence": roll[person.id].presence if person.id in roll else Presence.ABSENT}
        enter(turn, event, (person,), known | {"made_up_on": turn.spoken_on})
    turn.reply(made_up(turn, event, people), subject=f"makeup {event.ref()}")


def _missed(said: MakeUp, turn: Turn) -> Event | None:
    """The only event lately that the speaker was away from and has not made up, if he speaks of himself."""
    if said.meeting or said.people or said.audience:
        return None
    until = turn.spoken_on
    lately = finding.events(turn.session, turn.branch.id, until - timedelta(days=BEHIND[0]), until)
    missed = [e for e in lately if turn.speaker in owing(turn, e)]
    return missed[0] if len(missed) == 1 else None


def propose(turn: Turn, event: Event) -> None:
    """Tell the secretary, once a record is confirmed, who should make it up, with whom and by when."""
    if not kinds.event(event.kind).makeup:
        return
    open_ = owing(turn, event)
    if open_:
        turn.tell_secretary(proposal(turn, event, open_), subject=f"makeup {event.ref()}")


def owing(turn: UnitOfWork, event: Event) -> tuple[Member, ...]:
    """Who was on leave or absent and has not made it up."""
    roll = finding.roll(turn.session, event)
    away = (*those(turn, event, Presence.LEAVE), *those(turn, event, Presence.ABSENT))
    return tuple(m for m in away if roll[m.id].made_up_on is None)


def proposal(turn: Turn, event: Event, people: tuple[Member, ...]) -> Card:
    """What the secretary reads: a proposal, no order."""
    until = turn.rules.days.after(turn.today, WORKING_DAYS)
    rows = [line(m.name, m.group, f"建议由{_teacher(turn, event, m)}补讲") for m in people]
    return Card(
        title=f"建议安排补课：{called(event)} · {len(people)} 人",
        lines=(*rows, f"建议在 {on(until)} 前补完；补完说一声，例如：{people[0].name}补课了"),
        buttons=tuple(
            Button(
                label=f"{m.name}已补课",
                intent=MakeUp.intent,
                slots={"meeting": event.ref(), "people": [m.name]},
            )
            for m in people[:4]
        ),
        about=event.ref(),
    )


def _teacher(turn: Turn, event: Event, away: Member) -> str:
    """Who could pass it on: his 党小组组长 if he was there, else whoever spoke, else the secretary."""
    there = {m.id for m in those(turn, event, Presence.PRESENT)}
    leaders = roster_for(turn, event).holding({Role.GROUP_LEADER})
    mine = [m for m in leaders if m.group == away.group and m.id in there and m.id != away.id]
    return mine[0].name if mine else event.lecturer or "书记"


def made_up(turn: Turn, event: Event, people: tuple[Member, ...]) -> Card:
    """The echo: in the group a number, in private the names."""
    who = names(people) if turn.heard.private else f"{len(people)} 人"
    return Card(
        title=f"已登记补课：{who}",
        lines=(line(f"{event.ref()} {called(event)}", when(event.start), f"{on(turn.spoken_on)}补课"),),
        buttons=(undo_button(turn),),
        about=event.ref(),
    )
