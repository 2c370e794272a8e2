"""学习材料: posted with a day; who has not said so is asked once, privately, one working day before.

No reading is tracked and nobody must answer (burden budget): 学完 is what people say themselves.
"""

from datetime import date, datetime, timedelta
from typing import Any

from branch import kinds
from branch.audience import Gathering
from branch.calendar import CHINA, DAY
from branch.cards import Button, Card, Field, Form
from branch.events import Event, EventState, Presence
from branch.people import OFFICERS, Member
from branch.refusal import Refusal
from branch.rolls import LISTED, due_at
from branch.rules import Rules
from branch.saying import day_of, line, names, on, soon, when
from branch.updates import Choice, StudyDone, StudyPost
from handlers.alarms import drop_alarms, set_alarm
from handlers.asking.back import which
from handlers.evidence import belongs, with_files
from handlers.kit import Turn, UnitOfWork, handles, once
from handlers.meetings.announcing import announce
from handlers.meetings.gatherings import numbered
from handlers.rolls.rollbook import enter, new_event, people_of, roster_for
from handlers.undo import undo_button
from storage import finding

KIND = kinds.event("学习材料")
BACK, AHEAD = timedelta(days=60), timedelta(days=120)
EXAMPLE = "例如：请各位周日前学完《治本攻坚方案》"


@handles(StudyPost, allow=OFFICERS, heads=True, help=f"发学习材料，{EXAMPLE}")
def post(said: StudyPost, turn: Turn) -> None:
    """Announce a material and its day; said again, it brings the known one up to date."""
    if not said.title:
        raise Refusal(f"学习什么材料？请带上名称，{EXAMPLE}。")
    event = _known(said, turn) or _new(said, turn)
    _take_in(said, event)
    turn.session.flush()
    belongs(turn, event.ref())
    arrange(turn, event)
    announce(turn, event, with_files(notice(event), turn, event.ref()), undo_button(turn))


@handles(StudyDone, help="学完了，例如：治本攻坚学完了")
def done(said: StudyDone, turn: Turn) -> None:
    """Write down that somebody has studied it."""
    event = _meant(said, turn)
    people = people_of(said, turn, event)
    line_: dict[str, Any] = {"presence": Presence.DONE}
    changed = enter(turn, event, people, line_ | ({"reason": said.note[:200]} if said.note else {}))
    belongs(turn, event.ref())
    turn.reply(studied(turn, event, people, changed))


def _known(said: StudyPost, turn: Turn) -> Event | None:
    """The same material, posted before for the same people and still open."""
    for event in _open(turn):
        if event.title == said.title and event.audience == said.audience:
            return event
    return None


def _new(said: StudyPost, turn: Turn) -> Event:
    fixed = Gathering(turn.roster, turn.roster.body("支部")).meant(said.audience) if said.audience else None
    body = LISTED if fixed and fixed != turn.roster.body("支部") else "支部"
    day = day_of(said.due) if said.due else None
    return new_event(turn, KIND, day, title=said.title, audience=said.audience, body=body)


def _take_in(said: StudyPost, event: Event) -> None:
    event.url = said.url or event.url
    if said.due:
        event.day = day_of(said.due)
        event.ends_at = said.due if isinstance(said.due, datetime) else None


def _open(turn: Turn) -> list[Event]:
    day = turn.spoken_on
    found = finding.events(turn.session, turn.branch.id, day - BACK, day + AHEAD, "S")
    found += finding.undated(turn.session, turn.branch.id, "S")
    return sorted(found, key=lambda e: (e.day is not None and e.day < day, e.day or date.max))


def _meant(said: StudyDone, turn: Turn) -> Event:
    if said.study:
        return numbered(turn, said.study, "学习材料", "S")
    there = _open(turn)
    if not there:
        raise Refusal("现在没有在学的材料，这一句没有记录。")
    if len(there) == 1:
        return there[0]
    choices = tuple(Choice(label=f"{e.ref()} {e.title}"[:30], value=e.ref()) for e in there)
    raise which(said, "study", "学完的是哪一份？", choices)


def arrange(turn: UnitOfWork, event: Event) -> None:
    """Set the one reminder anew: the given number of working days before the deadline."""
    drop_alarms(turn, event.ref(), "remind_to_study")
    if event.day is None:
        return
    at = datetime.combine(reminded_on(event.day, turn.rules), turn.rules.ladder.hour, CHINA)
    if at > turn.now:
        set_alarm(turn, "remind_to_study", event.ref(), at, payload={"study": event.ref()})
        turn.session.flush()


def reminded_on(due: date, rules: Rules) -> date:
    """The working day, so many before the deadline, on which who has not said so is asked."""
    day, left = due, rules.reminders.study_days_before
    while left:
        day -= DAY
        left -= rules.days.is_workday(day)
    return day


@once(late="send", grace=timedelta(days=1), quiet=True)
def remind_to_study(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Ask those who have not said that they are done, each privately and only this once."""
    event = finding.event(work.session, work.branch.id, payload["study"])
    if event is None or event.state is EventState.CANCELLED or event.day is None or event.day < work.today:
        return
    for person in not_done(work, event):
        card = with_files(deadline(event, work.today), work, event.ref())
        work.tell(person, card, subject=f"study {event.ref()}")


def not_done(work: UnitOfWork, event: Event) -> tuple[Member, ...]:
    """Those due who have not said that they are done."""
    said = {id for id, one in finding.roll(work.session, event).items() if one.presence is Presence.DONE}
    return tuple(m for m in due_at(event, roster_for(work, event)) if m.id not in said)


def notice(event: Event) -> Card:
    """What the group reads."""
    whom = "全体党员" if event.audience in ("", "大家") else event.audience
    rows = (
        f"学习：{whom}" + (f" · {when(event.ends_at or event.day)}前学完" if event.day else ""),
        event.url,
        f"学完说一声“{event.ref()}学完了”就行，不用截图。",
    )
    return Card(
        title=f"学习材料 {event.ref()}：{event.title}",
        lines=tuple(row for row in rows if row),
        form=None if event.day else _until_when(event),
        buttons=(Button(label="学完了", intent=StudyDone.intent, slots={"study": event.ref()}),),
        about=event.ref(),
    )


def _until_when(event: Event) -> Form:
    slots = {"title": event.title, "audience": event.audience}
    submit = Button(label="定期限", intent=StudyPost.intent, slots={k: v for k, v in slots.items() if v})
    field = Field(name="due", label="学完的期限", kind="day", required=True)
    return Form(fields=(field,), submit=submit, example=f"要定期限请说，{EXAMPLE}")


def deadline(event: Event, today: date) -> Card:
    """What somebody reads once before the deadline."""
    assert event.day is not None, "a material without a day has no reminder"
    return Card(
        title=f"学习提醒：{event.title} · {soon(event.ends_at or event.day, today)}前",
        lines=tuple(row for row in (event.url, "已经学完的话说一声，不用截图。") if row),
        buttons=(Button(label="学完了", intent=StudyDone.intent, slots={"study": event.ref()}),),
        about=event.ref(),
    )


def studied(turn: Turn, event: Event, people: tuple[Member, ...], changed: int) -> Card:
    """The echo."""
    word = "已登记学完" if changed else "之前已经登记过学完"
    return Card(
        title=f"{word}：{event.ref()} {event.title}",
        lines=(line(names(people, 12), on(turn.spoken_on)),),
        buttons=(undo_button(turn),) if changed else (),
        about=event.ref(),
        tone="good",
    )
