"""What the group reads about a meeting, where it reads it, and what brings it to mind in time."""

from datetime import date, datetime, timedelta
from typing import Any

from branch import kinds
from branch.calendar import CHINA, DAY
from branch.cards import Button, Card
from branch.events import Event, EventState
from branch.people import Member
from branch.rolls import LISTED, called, due_at
from branch.rules import Rules
from branch.saying import line, names, soon, when
from branch.updates import Leave
from handlers.alarms import drop_alarms, set_alarm, speak_up
from handlers.kit import Turn, UnitOfWork, once
from handlers.rolls.rollbook import counted, roster_for
from storage import finding

TOO_CLOSE = timedelta(hours=3)
"""A reminder this soon after the notice would only repeat it."""
MOST_NAMED = 8


def announce(turn: Turn, event: Event, card: Card, *buttons: Button) -> None:
    """Let the group know: by the answer itself where it was said in a group, else by a post."""
    whole = card.model_copy(update={"buttons": (*card.buttons, *buttons)})
    if not turn.heard.private:
        turn.reply(whole)
        return
    body = chat_of(event)
    rooms = finding.chats(turn.session, turn.branch, turn.around.platform)
    if rooms or (body and finding.chats(turn.session, turn.branch, turn.around.platform, body)):
        turn.post(card, group=body)
        sent = "已发到群里。"
    else:
        sent = "还没有绑定群，通知没有发出去；请先把我拉进支部群。"
    turn.reply(whole.model_copy(update={"lines": (*card.lines, sent), "mentions": (), "everyone": False}))


def notice(turn: UnitOfWork, event: Event, *, word: str = "通知", everyone: bool = False) -> Card:
    """The notice: what, when, where, who; in a small body those due are pinged."""
    due = due_at(event, roster_for(turn, event))
    small = event.body != "支部" and 0 < len(due) <= MOST_NAMED
    rows = (
        f"时间：{when(event.start)}{_until(event)}",
        f"地点：{event.place}" if event.place else "",
        f"主讲：{event.lecturer}" if event.lecturer else "",
        f"参加：{_who(event, due)}",
        f"来不了请说一声，例如：{kinds.event(event.kind).called}请假，出差",
    )
    return Card(
        title=f"{word} {event.ref()}：{called(event)}",
        lines=tuple(row for row in rows if row),
        buttons=(Button(label="请假", intent=Leave.intent, slots={"meeting": event.ref()}),),
        mentions=tuple(m.name for m in due) if small else (),
        everyone=everyone,
        about=event.ref(),
    )


def chat_of(event: Event) -> str:
    """The body whose own chat it concerns; "" for the whole branch."""
    return "" if event.body in ("支部", LISTED) else event.body


def _until(event: Event) -> str:
    return f"—{event.ends_at.astimezone(CHINA):%H:%M}" if event.ends_at and event.starts_at else ""


def _who(event: Event, due: tuple[Member, ...]) -> str:
    usual = {"支部": "全体党员", LISTED: ""}.get(event.body, event.body)
    whom = usual if event.audience in ("", "大家") else event.audience
    if not due:
        return whom or "相关同志"
    listed = f"：{names(due)}" if len(due) <= MOST_NAMED and event.body != "支部" else ""
    return f"{whom or '相关同志'}（应到{len(due)}人{listed}）"


# ---------------------------------------------------------------- bringing it to mind


def arrange(turn: UnitOfWork, event: Event) -> None:
    """Set the reminders of a meeting anew: the evening before, and shortly before it begins."""
    drop_alarms(turn, event.ref(), "remind_day_before", "remind_shortly")
    if event.day is None:
        return
    rules, what = turn.rules.reminders, {"meeting": event.ref()}
    before = datetime.combine(_eve(event.day, turn.rules), rules.meeting_day_before, CHINA)
    if before - turn.now > TOO_CLOSE:
        set_alarm(turn, "remind_day_before", event.ref(), before, payload=what)
    if event.starts_at:
        shortly = event.starts_at - timedelta(minutes=rules.meeting_minutes_before)
        if shortly - turn.now > timedelta(0):
            set_alarm(turn, "remind_shortly", event.ref(), shortly, payload=what)
    turn.session.flush()


def _eve(day: date, rules: Rules) -> date:
    """The day before; where nobody is to be disturbed on a rest day, the last working day before."""
    day -= DAY
    while rules.quiet.rest_days and not rules.days.is_workday(day):
        day -= DAY
    return day


@once(late="send", grace=timedelta(hours=15), quiet=True)
def remind_day_before(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Bring the next day's meeting to mind, as it stands now."""
    _remind(work, payload)


@once(late="send", grace=timedelta(minutes=45), quiet=True)
def remind_shortly(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Bring a meeting to mind shortly before it begins."""
    _remind(work, payload)


def _remind(work: UnitOfWork, payload: dict[str, Any]) -> None:
    event = finding.event(work.session, work.branch.id, payload["meeting"])
    if event is None or event.state is not EventState.PLANNED or not _ahead(event, work):
        return  # cancelled, moved or over: nothing is true any more of what was meant
    count = counted(work, event)
    going = tuple(m for m in count.due if m not in count.leave)
    speak_up(work, coming(event, work), going, body=chat_of(event))


def _ahead(event: Event, work: UnitOfWork) -> bool:
    if event.starts_at:
        return event.starts_at > work.now
    return event.day is not None and event.day >= work.today


def coming(event: Event, work: UnitOfWork) -> Card:
    """What is read before a meeting."""
    assert event.start is not None, "a meeting without a day has no reminder"
    where = line(event.place, f"主讲：{event.lecturer}" if event.lecturer else "")
    return Card(
        title=f"提醒：{called(event)} · {soon(event.start, work.today)}",
        lines=(where,) if where else (),
        about=event.ref(),
    )
