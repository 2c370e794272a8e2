"""改期 and 取消: a known meeting moves, or will not take place; its reminders go with it."""

from datetime import date, datetime, time

from branch.calendar import CHINA
from branch.cards import Button, Card, Field, Form
from branch.events import Event, EventState
from branch.people import OFFICERS
from branch.refusal import Refusal
from branch.rolls import called
from branch.saying import when
from branch.updates import MeetingCancel, MeetingReschedule
from handlers.kit import Turn, handles
from handlers.meetings.announcing import announce, arrange
from handlers.meetings.gatherings import AHEAD, meeting_of
from handlers.undo import undo_button


@handles(MeetingReschedule, allow=OFFICERS, heads=True, help="会议改期，例如：周五的党课改到下周一晚上七点")
def reschedule(said: MeetingReschedule, turn: Turn) -> None:
    """Move a meeting in time or place; without a new time it is put off until one is said."""
    event = meeting_of(said, turn, AHEAD, example="周五的党课改到下周一晚上七点")
    _must_be_ahead(event)
    before, place = event.start, event.place
    if said.start is not None or not said.place:
        _move(event, said.start)
    if isinstance(said.end, datetime):
        event.ends_at = said.end
    event.place = said.place or event.place
    turn.session.flush()
    arrange(turn, event)
    announce(turn, event, moved(event, before, place, said), undo_button(turn))


@handles(MeetingCancel, allow=OFFICERS, heads=True, help="取消会议，例如：今晚的党小组会取消，台风")
def cancel(said: MeetingCancel, turn: Turn) -> None:
    """It will not take place. Its reminders find that out by themselves."""
    event = meeting_of(said, turn, AHEAD, example="今晚的党小组会取消，台风")
    event.cancel()
    turn.session.flush()
    announce(turn, event, cancelled(event, said.reason), undo_button(turn))


def _must_be_ahead(event: Event) -> None:
    if event.state is EventState.CANCELLED:
        raise Refusal(f"{called(event)}已经取消，要开请重新发通知。")
    if event.state is not EventState.PLANNED:
        raise Refusal(f"{called(event)}已经开过，不能改期；要再开一次请重新发通知。")


def _move(event: Event, start: date | datetime | None) -> None:
    """A new day without a clock time keeps the old one; the card shows it, so that it can be put right."""
    length = event.ends_at - event.starts_at if event.ends_at and event.starts_at else None
    if start is None:
        event.day = event.starts_at = event.ends_at = None
        return
    if isinstance(start, datetime):
        event.day, event.starts_at = start.astimezone(CHINA).date(), start
    else:
        clock = event.starts_at.astimezone(CHINA).time() if event.starts_at else None
        event.day, event.starts_at = start, _at(start, clock)
    event.ends_at = event.starts_at + length if length and event.starts_at else None


def _at(day: date, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock, CHINA) if clock else None


def moved(event: Event, before: date | datetime | None, place: str, said: MeetingReschedule) -> Card:
    """What the group reads: the old, the new, and why."""
    rows = (
        "时间：" + _change(when(before), when(event.start)),
        "地点：" + _change(place or "未定", event.place) if event.place else "",
        f"原因：{said.reason}" if said.reason else "",
    )
    return Card(
        title=f"改期 {event.ref()}：{called(event)}",
        lines=tuple(row for row in rows if row),
        form=None if event.day else _new_time(event),
        about=event.ref(),
        tone="warn",
    )


def _change(old: str, new: str) -> str:
    return new if old == new else f"{old} → {new}"


def _new_time(event: Event) -> Form:
    slots = {"meeting": event.ref()}
    submit = Button(label="定新时间", intent=MeetingReschedule.intent, slots=slots, style="primary")
    field = Field(name="start", label="新的时间", kind="moment", required=True)
    return Form(fields=(field,), submit=submit, example=f"定了说一声，例如：{event.ref()}改到下周一晚上七点")


def cancelled(event: Event, reason: str) -> Card:
    """What the group reads."""
    rows = (f"原定：{when(event.start)}", f"原因：{reason}" if reason else "")
    return Card(
        title=f"取消 {event.ref()}：{called(event)}",
        lines=tuple(row for row in rows if row),
        about=event.ref(),
        tone="warn",
    )
