"""What a roll looks like: the group sees counts and who is there, the officers in private also who is not."""

from sqlmodel import col, select

from branch import kinds
from branch.cards import Button, Card, Field, Form
from branch.events import Event, EventState, Presence
from branch.people import Member
from branch.rolls import Tally, called, entered_late, quorum
from branch.saying import line, names, when
from branch.updates import HeadCount, MeetingConfirm
from handlers.kit import Turn, UnitOfWork
from handlers.meetings.held import held_lines
from handlers.rolls.rollbook import counted, roster_for, sees_names, sees_reasons
from handlers.undo import undo_button
from storage import finding
from storage.tables import Outbox

MOST = 30


def show_roll(turn: Turn, event: Event, *notes: str, form: Form | None = None) -> None:
    """Answer with the roll as it is now; of several answers to one message only the last roll is shown."""
    subject = _subject(turn, event)
    card = roll_card(turn, event, *notes)
    if form:
        card = card.model_copy(update={"form": form})
    earlier = [i for i, (_, said) in enumerate(turn.said) if said == subject]
    if earlier:
        turn.said[earlier[0]] = (card, subject)
    else:
        turn.reply(card, subject=subject)


def answered(turn: Turn, event: Event) -> bool:
    """Whether an earlier part of the same message is already answered with this roll."""
    return any(said == _subject(turn, event) for _, said in turn.said)


def _subject(turn: Turn, event: Event) -> str:
    # a card of another day has scrolled away: an edit of it would answer nobody
    return f"roll {event.ref()} {turn.spoken_on}"


def roll_card(turn: Turn, event: Event, *notes: str) -> Card:
    """The roll of an event, as this speaker may see it here."""
    count = counted(turn, event)
    private = private_lines(turn, event, count, reasons=sees_reasons(turn)) if sees_names(turn, event) else ()
    public = (*public_lines(event, count), *held_lines(turn, event, count))
    return Card(
        title=title_of(event),
        lines=(*public, *private, *_marks(turn, event), *notes),
        buttons=(*((confirm_button(event),) if waits(event, count) else ()), undo_button(turn)),
        about=event.ref(),
    )


def waits(event: Event, count: Tally) -> bool:
    """Whether a roll is complete and only the word of the secretary or the recorder is missing."""
    return event.state is EventState.DRAFT and not count.open


def confirm_button(event: Event) -> Button:
    """What makes a draft the record."""
    slots = {"meeting": event.ref()}
    return Button(label="确认", intent=MeetingConfirm.intent, slots=slots, style="primary")


def title_of(event: Event) -> str:
    """M5 支委会 · 到会情况（草稿）."""
    state = {EventState.DRAFT: "（草稿）", EventState.RECORD: "（已确认）"}.get(event.state, "")
    return f"{event.ref()} {called(event)} · 到会情况{state}"


def public_lines(event: Event, count: Tally) -> tuple[str, ...]:
    """What a group may read: numbers, and the names of those who are there."""
    found = [line(when(event.start), count.words)]
    if count.present:
        found.append(f"实到：{names(count.present, MOST)}")
    if count.online:
        found.append(f"其中线上：{names(count.online, MOST)}")
    if count.guests:
        found.append(f"列席：{names(count.guests, MOST)}")
    if count.due and not count.open and (enough := quorum(kinds.event(event.kind), count)):
        found.append(enough)
    if count.open and event.state is not EventState.PLANNED:
        found.append(f"还有 {len(count.open)} 人没有登记")
    return tuple(found)


def private_lines(work: UnitOfWork, event: Event, count: Tally, *, reasons: bool) -> tuple[str, ...]:
    """What the officers read besides: who is away, late, or unaccounted for; reasons for the secretary."""
    roll = finding.roll(work.session, event)

    def told(people: tuple[Member, ...]) -> str:
        why = {m.id: f"（{roll[m.id].reason}）" if reasons and roll[m.id].reason else "" for m in people}
        made = {m.id: "，已补课" if roll[m.id].made_up_on else "" for m in people}
        return "、".join(f"{m.name}{why[m.id]}{made[m.id]}" for m in people)

    parts = (
        ("请假", told(count.leave)),
        ("缺席", told(count.absent)),
        ("迟到", names(count.late)),
        ("没有登记", names(count.open) if count.due else ""),
    )
    return tuple(f"{what}：{who}" for what, who in parts if who)


def _marks(turn: Turn, event: Event) -> tuple[str, ...]:
    late = event.late_entry or (event.state is EventState.DRAFT and entered_late(event, turn.today))
    return ("补录：会后登记",) if late else ()


def summary(work: UnitOfWork, event: Event) -> str:
    """One line for lists: 支委会 · 11月30日（周一）· 应到5 实到4 请假1 · 草稿."""
    state = {EventState.DRAFT: "待确认", EventState.RECORD: ""}.get(event.state, "")
    count = counted(work, event)
    known = count.words if event.state in (EventState.DRAFT, EventState.RECORD) else ""
    return line(f"{event.ref()} {called(event)}", when(event.start), known, state)


def who_was_missing(event: Event, said: int, count: Tally) -> Form:
    """The form for a number that the roll does not yet explain."""
    submit = Button(
        label="补上",
        intent=HeadCount.intent,
        slots={"meeting": event.ref(), "present": said},
        style="primary",
    )
    field = Field(name="on_leave", label="请假的人", kind="people", required=True)
    someone = count.open[0].name if count.open else "张三"
    return Form(fields=(field,), submit=submit, example=f"也可以直接说：{someone}请假；或：{someone}没来")


def still_asked(turn: Turn, event: Event) -> int | None:
    """The 实到 that today's last card of this roll asks about; None if it asks nothing.

    Who answers a question in between, or signs in, must not make the bot forget the number it was told.
    """
    cards = select(Outbox).where(Outbox.branch == turn.branch.id, Outbox.subject == _subject(turn, event))
    last = turn.session.exec(cards.order_by(col(Outbox.id).desc()).limit(1)).first()
    form = Card.model_validate(last.card).form if last else None
    said: int | None = form.submit.slots.get("present") if form else None
    return said


def those(work: UnitOfWork, event: Event, presence: Presence) -> tuple[Member, ...]:
    """The people of the roll who are in a state: on leave, absent, done."""
    roll = finding.roll(work.session, event)
    return tuple(m for m in roster_for(work, event) if m.id in roll and roll[m.id].presence is presence)
