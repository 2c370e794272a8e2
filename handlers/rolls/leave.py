"""请假: stored with its reason for the secretary; the group reads a number only."""

import re

from branch.cards import Button, Card, Field, Form
from branch.events import Event, Presence
from branch.people import SECRETARIES, Member
from branch.refusal import Refusal
from branch.rolls import called, due_at
from branch.saying import line, names, when
from branch.updates import Leave
from handlers.kit import Turn, handles
from handlers.meetings.gatherings import AHEAD, meeting_of
from handlers.rolls.rollbook import (
    begun,
    enter,
    meant_by,
    must_be_open,
    people_of,
    roster_for,
)
from handlers.rolls.rollcards import show_roll
from handlers.rolls.taking import number_of, settle_count
from handlers.undo import undo_button

HEALTH = re.compile(
    r"病|医|住院|手术|发烧|发热|感冒|咳|体检|怀孕|孕|产检|检查身体|不舒服|看诊|门诊|输液|骨折|扭伤|受伤|化疗|透析|疼|痛|牙"
)
FAMILY = re.compile(
    r"孩子|小孩|儿子|女儿|娃|父|母|爸|妈|老人|爱人|老婆|妻|丈夫|老公|家里|家人|家属|岳|公公|婆婆"
)
ILL, AT_HOME = "因病", "家事"
LONGEST = 40


@handles(Leave, help="请假，例如：周五的党课请假，夜班")
def excuse(said: Leave, turn: Turn) -> None:
    """Write down who is on leave, and tell the secretary why."""
    event = meeting_of(said, turn, AHEAD, example="周五的党课请假，夜班")
    must_be_open(event, turn)
    people, reason = people_of(said, turn, event), kept(said.reason)
    event = meant_by(turn, event, people)
    _must_concern(turn, event, people)
    line = {"presence": Presence.LEAVE, "mode": "", "late": False}
    # 「海波请假我批了」 says that he is on leave, it does not take his own reason from him
    changed = enter(turn, event, people, line | ({"reason": reason} if reason else {}))
    if changed:
        _tell_secretary(turn, event, people, reason)
    if number_of(turn, event) or begun(event, turn.heard.sent_at, turn.spoken_on):
        settle_count(turn, event)
    elif turn.heard.private:
        turn.reply(granted(turn, event, people, reason), subject=f"leave {event.ref()}")
    else:
        show_roll(turn, event)
        if turn.heard.pressed and not reason:  # a button cannot say why
            card = granted(turn, event, people, reason)
            turn.send(turn.account, card, private=True, subject=f"leave {event.ref()}")


def _must_concern(turn: Turn, event: Event, people: tuple[Member, ...]) -> None:
    """Raise Refusal if none of them is due: the count would not move, and who asked would think it had."""
    due = due_at(event, roster_for(turn, event))
    if due and not set(people) & set(due):
        who = "您" if people == (turn.speaker,) else names(people)
        raise Refusal(f"{who}不在{called(event)}的应到名单里，不用请假。")


def kept(reason: str) -> str:
    """The reason as it goes to the books: what is about health only as a category."""
    if HEALTH.search(reason):
        return AT_HOME if FAMILY.search(reason) else ILL
    return reason[:LONGEST]


def _tell_secretary(turn: Turn, event: Event, people: tuple[Member, ...], reason: str) -> None:
    if turn.speaker not in turn.roster.holding(SECRETARIES)[:1]:  # he need not hear his own words
        who = " ".join(str(m.id) for m in people)
        turn.tell_secretary(asked(event, people, reason), subject=f"leave {event.ref()} {who}")


def asked(event: Event, people: tuple[Member, ...], reason: str) -> Card:
    """What the secretary reads, privately."""
    return Card(
        title=f"请假：{names(people)}",
        lines=(line(f"{event.ref()} {called(event)}", when(event.start)), f"事由：{reason or '没有说明'}"),
        about=event.ref(),
    )


def granted(turn: Turn, event: Event, people: tuple[Member, ...], reason: str) -> Card:
    """What who asked reads, privately."""
    return Card(
        title=f"已登记请假：{names(people)}",
        lines=(line(f"{event.ref()} {called(event)}", when(event.start)), f"事由：{reason or '没有说明'}"),
        form=None if reason else _why(event, people),
        buttons=(undo_button(turn),),
        about=event.ref(),
    )


def _why(event: Event, people: tuple[Member, ...]) -> Form:
    """The reason is for the secretary; a person rather writes it into a field than into a sentence."""
    slots = {"meeting": event.ref(), "people": [m.name for m in people]}
    submit = Button(label="补上事由", intent=Leave.intent, slots=slots, style="primary")
    example = f"事由只有书记和您看得到；也可以直接说：{event.ref()} 请假，夜班"
    return Form(fields=(Field(name="reason", label="事由", required=True),), submit=submit, example=example)
