"""会议通知: a meeting is fixed from one sentence, numbered, announced once, and brought to mind in time."""

from datetime import datetime

from branch import kinds
from branch.cards import Button, Card, Field, Form
from branch.events import Event, EventState
from branch.kinds import EventKind
from branch.people import OFFICERS, SECRETARIES
from branch.rolls import body_of, called
from branch.saying import day_of, line, on
from branch.updates import Choice, MeetingPlan
from handlers.asking.back import which
from handlers.kit import Turn, handles
from handlers.meetings.announcing import announce, arrange, notice
from handlers.rolls.rollbook import new_event
from handlers.rolls.rollcards import show_roll
from handlers.undo import undo_button
from storage import finding

EXAMPLE = "例如：周五下午三点在项目部会议室上党课，书记讲，全体党员参加"
USUAL = ("支部委员会会议", "支部党员大会", "党小组会", "党课", "主题党日", "其他会议")


@handles(MeetingPlan, allow=OFFICERS, heads=True, help=f"发会议通知，{EXAMPLE}")
def plan(said: MeetingPlan, turn: Turn) -> None:
    """Fix a meeting and announce it; a repeated notice brings the known one up to date."""
    if said.kind is None:
        raise which(said, "kind", "是哪一种会议？", tuple(Choice(label=_short(k), value=k) for k in USUAL))
    kind = kinds.event(said.kind)
    body = body_of(kind, said.audience or said.title, turn.roster, turn.speaker)
    if not body:
        groups = tuple(Choice(label=g, value=g) for g in turn.roster.groups)
        raise which(said, "audience", "是哪个党小组的会？", groups)
    if said.start is None:
        turn.reply(which_day(said, kind))
        return
    known = _known(said, turn, body)
    if known is None:
        _new(said, turn, kind, body)
    else:
        _again(said, turn, known)


def _new(said: MeetingPlan, turn: Turn, kind: EventKind, body: str) -> None:
    assert said.start is not None
    start = said.start if isinstance(said.start, datetime) else None
    event = new_event(
        turn,
        kind,
        day_of(said.start),
        title=said.title,
        starts_at=start,
        ends_at=said.end if isinstance(said.end, datetime) else None,
        place=said.place,
        audience=said.audience,
        lecturer=said.lecturer,
        body=body,
    )
    if _over(said, turn):
        event.state = EventState.DRAFT
        turn.session.flush()
        show_roll(turn, event, "会已经开过，没有发通知。请接着报到会情况，例如：实到4人，老李请假")
        return
    arrange(turn, event)
    loud = said.audience == "大家" and turn.speaker.holds(SECRETARIES)
    announce(turn, event, notice(turn, event, everyone=loud), undo_button(turn))


def _again(said: MeetingPlan, turn: Turn, event: Event) -> None:
    """A notice repeated on the same day: what is said anew holds, what is left out stays."""
    changes = {
        "title": said.title or event.title,
        "place": said.place or event.place,
        "audience": said.audience or event.audience,
        "lecturer": said.lecturer or event.lecturer,
        "starts_at": said.start if isinstance(said.start, datetime) else event.starts_at,
        "ends_at": said.end if isinstance(said.end, datetime) else event.ends_at,
    }
    if all(getattr(event, name) == value for name, value in changes.items()):
        turn.reply(known_already(event))
        return
    for name, value in changes.items():
        setattr(event, name, value)
    turn.session.flush()
    if _over(said, turn):
        show_roll(turn, event)
        return
    arrange(turn, event)
    announce(turn, event, notice(turn, event, word="通知更新"), undo_button(turn))


def _known(said: MeetingPlan, turn: Turn, body: str) -> Event | None:
    """The same meeting, announced before: same kind, body and day; several of one day differ by title."""
    assert said.start is not None and said.kind is not None
    day = day_of(said.start)
    many, over = kinds.event(said.kind).many, _over(said, turn)
    for event in finding.events(turn.session, turn.branch.id, day, day):
        alive = event.state is not EventState.CANCELLED if over else event.state is EventState.PLANNED
        same = event.kind == said.kind and event.body == body and alive
        if same and (not many or event.title == said.title):
            return event
    return None


def _over(said: MeetingPlan, turn: Turn) -> bool:
    """Whether a meeting is told of afterwards: nobody is called to it any more."""
    return bool(said.held) or (said.start is not None and day_of(said.start) < turn.spoken_on)


def _short(kind: str) -> str:
    return kinds.event(kind).called


def which_day(said: MeetingPlan, kind: EventKind) -> Card:
    """The form for a day that was not said; nothing is written down yet."""
    submit = Button(label="发通知", intent=MeetingPlan.intent, slots=said.slots(), style="primary")
    fields = [Field(name="start", label="时间", kind="moment", required=True)]
    if not said.place:
        fields.append(Field(name="place", label="地点"))
    title = f"{kind.called}{f'「{said.title}」' if said.title else ''}哪天开？"
    form = Form(fields=tuple(fields), submit=submit, example=EXAMPLE)
    return Card(title=title, lines=("还没有记录。",), form=form)


def known_already(event: Event) -> Card:
    """What a notice said twice is answered with."""
    words = line(f"{event.ref()} {called(event)}", on(event.day) if event.day else "", event.place)
    return Card(title="这次会议已经通知过了，没有变动。", lines=(words,), about=event.ref())
