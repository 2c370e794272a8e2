"""Asked about meetings and who was there: counts and those present for all, who was away for the officers."""

from datetime import date, timedelta

from branch import saying
from branch.cards import Card, Table
from branch.events import Event, EventState
from branch.people import Member
from branch.periods import said as said_period
from branch.refusal import Refusal
from branch.rolls import called, due_at
from branch.updates import Query
from handlers.answering import about_himself, apart, keeps_books, to_him, within
from handlers.kit import Turn
from handlers.meetings.gatherings import numbered
from handlers.meetings.held import held_lines
from handlers.rolls.rollbook import counted, roster_for
from handlers.rolls.rollcards import confirm_button, private_lines, public_lines, summary, title_of, waits
from handlers.things import named
from storage import finding

APART_FROM = "请假和缺席的名单只告诉书记和本人。"
BACK, AHEAD = timedelta(days=45), timedelta(days=60)


def attendance(said: Query, turn: Turn) -> None:
    """The roll of one meeting, my own attendance, or the counts of a period."""
    if said.people and not said.meeting:
        _persons(said, turn)
    elif said.period and not said.meeting:
        turn.reply(_summaries(said, turn))
    else:
        event = numbered(turn, said.meeting) if said.meeting else _latest(turn)
        _roll(event, turn)


def meetings(said: Query, turn: Turn) -> None:
    """One meeting, or those of a period; without a period those ahead."""
    turn.reply(one(numbered(turn, said.meeting), turn) if said.meeting else _summaries(said, turn))


def _roll(event: Event, turn: Turn) -> None:
    count = counted(turn, event)
    public = Card(
        title=title_of(event),
        lines=(*public_lines(event, count), *held_lines(turn, event, count)),
        about=event.ref(),
    )
    if not (keeps_books(turn) or turn.speaker.id == event.made_by):
        note = (APART_FROM,) if count.leave or count.absent else ()
        apart(turn, public.model_copy(update={"lines": (*public.lines, *note)}), None)
        return
    named_too = private_lines(turn, event, count, reasons=keeps_books(turn))
    full = public.model_copy(update={"lines": (*public.lines, *named_too)})
    if waits(event, count):  # confirmed where it was asked, so that those who read the draft read the record
        button = {"buttons": (confirm_button(event),)}
        if turn.heard.private:
            full = full.model_copy(update=button)
        else:
            public = public.model_copy(update=button)
    apart(turn, public, full if named_too or turn.heard.private else None)


def _latest(turn: Turn) -> Event:
    """The meeting of now: today's, else the last one, else the next."""
    past = finding.events(turn.session, turn.branch.id, turn.spoken_on - BACK, turn.spoken_on)
    ahead = finding.events(turn.session, turn.branch.id, turn.spoken_on, turn.spoken_on + AHEAD)
    if not past and not ahead:
        raise Refusal("最近没有登记过会议。请带上会议名称问，例如：党课谁还没签到。")
    return past[-1] if past else ahead[0]


def _persons(said: Query, turn: Turn) -> None:
    if not about_himself(said, turn) and not keeps_books(turn):
        raise Refusal("别人的出勤情况只有书记能看；您可以问“我的考勤”。")
    days = within(said.period) or (date(turn.today.year, 1, 1), turn.today + AHEAD)
    for person in named(turn, said.people):
        to_him(turn, of_person(person, days, turn))


def of_person(person: Member, days: tuple[date, date], turn: Turn) -> Card:
    """What the rolls of a stretch say of one person: what was held, and a leave for what is ahead."""
    rows, there, due = [], 0, 0
    for event in finding.events(turn.session, turn.branch.id, *days):
        line = finding.roll(turn.session, event).get(person.id)
        expected = person.id in {m.id for m in due_at(event, roster_for(turn, event))}
        if line is None and (not expected or event.state is EventState.PLANNED):
            continue
        counts = expected and event.state is not EventState.PLANNED
        due += counts
        there += bool(line and line.presence.value == "实到" and counts)
        made_up = f"已补课 {saying.short(line.made_up_on)}" if line and line.made_up_on else ""
        state = saying.line(line.presence.value, line.reason, made_up) if line else "没有登记"
        rows.append((saying.short(event.day) if event.day else "", called(event), state))
    whose = "您" if person.id == turn.speaker.id else person.name
    stretch = saying.stretch(days[0], min(days[1], turn.today))
    if not rows:
        return Card(title=f"{stretch} 没有{whose}的出勤记录。")
    table = Table(columns=("日期", "会议", "情况"), rows=tuple(rows[-30:]))
    return Card(title=f"{whose}的出勤：应到 {due} 次，实到 {there} 次（{stretch}）", table=table)


def _summaries(said: Query, turn: Turn) -> Card:
    days = within(said.period) or (turn.spoken_on, turn.spoken_on + AHEAD)
    found = finding.events(turn.session, turn.branch.id, *days)
    if said.status == "open":
        found = [e for e in found if e.state is EventState.PLANNED and (e.day or days[1]) >= turn.today]
    elif said.status == "done":
        found = [e for e in found if e.state is not EventState.PLANNED]
    when = said_period(said.period) if said.period else "接下来"
    if not found:
        return Card(title=f"{when}没有登记的会议。")
    return Card(title=f"{when}的会议 {len(found)} 场", lines=tuple(summary(turn, e) for e in found[:30]))


def one(event: Event, turn: Turn) -> Card:
    """One meeting: when, where, who; who led it and how it voted."""
    states = {EventState.CANCELLED: "已取消", EventState.RECORD: "记录已确认", EventState.DRAFT: "记录待确认"}
    words = (
        saying.line(saying.when(event.start), event.place or "地点待定"),
        f"参加人：{event.audience}" if event.audience else "",
        f"主讲：{event.lecturer}" if event.lecturer else "",
        *held_lines(turn, event, counted(turn, event)),
        states.get(event.state, ""),
    )
    title = f"{event.ref()} {called(event)}"
    return Card(title=title, lines=tuple(word for word in words if word), about=event.ref())
