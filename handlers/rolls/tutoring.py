"""安排补课: who missed a lesson hears that it will be passed on to him; the roll changes when it was."""

from datetime import timedelta

from branch import kinds
from branch.cards import Button, Card
from branch.events import Event
from branch.people import OFFICERS, Member
from branch.refusal import Refusal
from branch.rolls import called
from branch.saying import names, when
from branch.updates import Choice, MakeUp, MakeUpArrange
from handlers.asking.back import which
from handlers.kit import Turn, handles
from handlers.meetings.gatherings import BEHIND, label, numbered
from handlers.rolls.makeup import owing
from handlers.things import named
from storage import finding

MOST_BUTTONS = 4


@handles(MakeUpArrange, allow=OFFICERS, heads=True, help="安排补课，例如：周五下午三点给李强补课")
def arrange(said: MakeUpArrange, turn: Turn) -> None:
    """Tell those who missed a lesson who will teach it and when; the roll changes when it was done."""
    event = _lesson(said, turn)
    people = _learners(said, event, turn)
    for person in people:
        if person.id != turn.speaker.id:
            turn.tell(person, to_learn(said, event, turn.speaker))
    turn.reply(arranged(said, event, people, turn))


def _lesson(said: MakeUpArrange, turn: Turn) -> Event:
    """The meeting told, else the only one lately that they still owe."""
    if said.meeting:
        return numbered(turn, said.meeting)
    until = turn.spoken_on
    lately = finding.events(turn.session, turn.branch.id, until - timedelta(days=BEHIND[0]), until)
    people = set(named(turn, said.people))
    taught = [e for e in lately if kinds.event(e.kind).makeup]
    found = [e for e in taught if (open_ := set(owing(turn, e))) and people <= open_]
    if not found:
        whose = f"{names(tuple(people))}最近" if people else "最近"
        raise Refusal(f"{whose}没有要补的会议或党课，没有安排补课。")
    if len(found) > 1:
        choices = tuple(Choice(label=label(e), value=e.ref()) for e in reversed(found))
        raise which(said, "meeting", "补哪一次？", choices)
    return found[0]


def _learners(said: MakeUpArrange, event: Event, turn: Turn) -> tuple[Member, ...]:
    """Those named; a group word means all who still owe it."""
    people = named(turn, said.people)
    open_ = owing(turn, event)
    if there := tuple(m for m in people if m not in open_):
        raise Refusal(f"{names(there)}没有欠{called(event)}的课，没有安排补课。")
    if not (people or open_):
        raise Refusal(f"{called(event)}没有要补课的人。")
    return people or open_


def to_learn(said: MakeUpArrange, event: Event, by: Member) -> Card:
    """What the learner reads."""
    words = f"{when(said.at)}，请安排好时间。" if said.at else f"时间由{by.name}跟您约。"
    return Card(title=f"{by.name}给您补课：{event.ref()} {called(event)}", lines=(words,), about=event.ref())


def arranged(said: MakeUpArrange, event: Event, people: tuple[Member, ...], turn: Turn) -> Card:
    """The echo; in the group a number, in private the names."""
    who = names(people) if turn.heard.private else f"{len(people)} 人"
    words = [f"{when(said.at)}，已私下告诉本人。" if said.at else "已私下告诉本人，时间请和他们约。"]
    if turn.unreached:
        words.append(f"{'、'.join(turn.unreached)}还没有绑定账号，没能通知到。")
    someone = people[0].name if turn.heard.private else "他"
    words.append(f"名单上还没有改；补完说一声，例如：给{someone}补课了")
    return Card(
        title=f"已安排补课：{event.ref()} {called(event)} · {who}",
        lines=tuple(words),
        buttons=tuple(_done(event, m) for m in people[:MOST_BUTTONS]) if turn.heard.private else (),
        about=event.ref(),
    )


def _done(event: Event, learner: Member) -> Button:
    slots = {"meeting": event.ref(), "people": [learner.name]}
    return Button(label=f"{learner.name}已补课", intent=MakeUp.intent, slots=slots)
