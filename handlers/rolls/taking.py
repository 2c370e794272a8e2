"""签到 and 缺席: who was there, said by himself, for others, for groups, or by the recorder as a number."""

from datetime import datetime

from branch import kinds
from branch.events import Event, EventState, Presence
from branch.people import Member
from branch.refusal import Refusal
from branch.rolls import LISTED, Tally, body_of, called
from branch.saying import day_of, names, short
from branch.updates import Absent, HeadCount, Present
from handlers.kit import Turn, handles
from handlers.meetings.gatherings import NOW, meeting_of
from handlers.rolls.rollbook import (
    begun,
    counted,
    enter,
    meant_by,
    must_be_open,
    new_event,
    people_of,
    roster_for,
)
from handlers.rolls.rollcards import show_roll, still_asked, who_was_missing
from storage import finding

SIGN_IN = "张三签到党课"
COUNT = "支委会下午开了，实到4人，老李夜班请假"


@handles(Present, help="签到，例如：签到；老李线上参加；除小王外都到了")
def sign_in(said: Present, turn: Turn) -> None:
    """Write people down as there: in the room, online, late, or by a stand-in."""
    event = meeting_of(said, turn, NOW, example=SIGN_IN)
    must_be_open(event, turn)
    people = people_of(said, turn, event)
    event = meant_by(turn, event, people)
    if back := _coming_after_all(turn, event, people):
        show_roll(turn, event, "请假已取消。")
        people = tuple(m for m in people if m not in back)
        if not people:
            return
    ahead = event.day is not None and event.day > turn.spoken_on
    if ahead and not said.substitute and not said.mode:
        raise Refusal(_too_early(event, said))
    if said.substitute:
        changed = _by_stand_in(said, turn, event, people, ahead=ahead)
    else:
        changed = enter(turn, event, people, _there(said))
    took_place(turn, event)
    _answer(turn, event, changed)


@handles(Absent, help="登记缺席，例如：老徐没来")
def miss(said: Absent, turn: Turn) -> None:
    """Write people down as not there. The group reads a number only."""
    event = meeting_of(said, turn, NOW, example="老徐党课没来")
    must_be_open(event, turn)
    people = people_of(said, turn, event)
    changed = enter(turn, event, people, {"presence": Presence.ABSENT, "reason": said.reason[:40]})
    took_place(turn, event)
    _answer(turn, event, changed)


@handles(HeadCount, help=f"一句话报到会，例如：{COUNT}")
def count(said: HeadCount, turn: Turn) -> None:
    """Check the recorder's number against the roll; make the meeting if nobody had announced it."""
    event = _reported(said, turn)
    must_be_open(event, turn)
    if said.on_leave:
        people = roster_for(turn, event).all_named(said.on_leave)
        enter(turn, event, people, {"presence": Presence.LEAVE})
    took_place(turn, event)
    turn.heard.data[_number_key(event)] = said
    settle_count(turn, event)


def settle_count(turn: Turn, event: Event, *more: str) -> None:
    """Answer with the roll. A number said, or still asked about, fills it where it fits exactly."""
    said = number_of(turn, event)
    if said is None and (asked := still_asked(turn, event)) is not None:
        said = HeadCount(meeting=event.ref(), present=asked)
    if said is None or said.present is None:
        show_roll(turn, event, *more)
        return
    tally = counted(turn, event)
    if not tally.due:
        show_roll(turn, event, f"报的实到 {said.present} 人；请再说到会的是哪几位。")
        return
    if said.present == len(tally.present) + len(tally.open):
        enter(turn, event, tally.open, {"presence": Presence.PRESENT})
        tally = counted(turn, event)
    notes = (*more, *_about_expected(said, tally), *_about_present(said, tally))
    form = who_was_missing(event, said.present, tally) if _about_present(said, tally) and tally.open else None
    show_roll(turn, event, *notes, form=form)


def number_of(turn: Turn, event: Event) -> HeadCount | None:
    """The number this message told of a meeting; it may tell of several."""
    said: HeadCount | None = turn.heard.data.get(_number_key(event))
    return said


def _number_key(event: Event) -> str:
    return f"head count {event.id}"


def took_place(turn: Turn, event: Event) -> None:
    """The first report of who was there makes the event a draft; a changed record is one again."""
    if begun(event, turn.heard.sent_at, turn.spoken_on) and event.state is not EventState.DRAFT:
        event.state = EventState.DRAFT
        turn.session.flush()


def _coming_after_all(turn: Turn, event: Event, people: tuple[Member, ...]) -> tuple[Member, ...]:
    """Those who were on leave from a meeting to come and are no more: nobody is there before it begins."""
    if begun(event, turn.heard.sent_at, turn.spoken_on):
        return ()
    roll = finding.roll(turn.session, event)
    back = tuple(m for m in people if m.id in roll and roll[m.id].presence is Presence.LEAVE)
    for member in back:
        turn.session.delete(roll[member.id])
    turn.session.flush()
    return back


def _there(said: Present) -> dict[str, object]:
    # the reason of an earlier leave goes with the leave; a mode or lateness said before stays
    line: dict[str, object] = {"presence": Presence.PRESENT, "reason": ""}
    return line | ({"mode": said.mode} if said.mode else {}) | ({"late": said.late} if said.late else {})


def _too_early(event: Event, said: Present) -> str:
    held = short(event.day) if event.day else ""
    return f"{called(event)}{held}才开，先不登记到会。{'晚到' if said.late else '到'}了再说一声就行。"


def _by_stand_in(said: Present, turn: Turn, event: Event, people: tuple[Member, ...], *, ahead: bool) -> int:
    """A stand-in is there himself, once it has begun; whom he stands in for is there only where no roll of
    members is kept.

    In organisational life nobody attends for another (实到 is personal), so that person is on leave.
    """
    stand_in = roster_for(turn, event).named(said.substitute)
    if stand_in is None:
        raise Refusal(f"{said.substitute}不在名册上，没有登记。")
    changed = 0 if ahead else enter(turn, event, (stand_in,), _there(said))
    line: dict[str, object] = {"presence": Presence.PRESENT, "substitute_id": stand_in.id}
    if event.body != LISTED or ahead:
        line |= {"presence": Presence.LEAVE, "reason": f"由{stand_in.name}代会"}
    return changed + enter(turn, event, people, line)


def _answer(turn: Turn, event: Event, changed: int) -> None:
    if not changed and number_of(turn, event) is None:
        settle_count(turn, event, "这条之前已经记过，没有变动。")
        return
    settle_count(turn, event)


def _reported(said: HeadCount, turn: Turn) -> Event:
    """The meeting that is reported: the one named, else that kind's on that day, else a new one."""
    if said.meeting or said.kind is None:
        return meeting_of(said, turn, NOW, example=COUNT)
    day = day_of(said.held) if said.held else turn.spoken_on
    if day > turn.spoken_on:
        raise Refusal("会还没有开，先不登记到会。")
    kind = kinds.event(said.kind)
    body = body_of(kind, "", turn.roster_on(day), turn.speaker) or turn.speaker.group or "支部"
    there = [e for e in finding.events(turn.session, turn.branch.id, day, day) if e.kind == kind.name]
    mine = [e for e in there if e.body == body] or there
    if len(mine) > 1:
        raise Refusal(
            f"这天有 {len(mine)} 场{kind.called}，请带上编号说：{'、'.join(e.ref() for e in mine)}。"
        )
    return mine[0] if mine else new_event(turn, kind, day, starts_at=_clock(said), body=body)


def _clock(said: HeadCount) -> datetime | None:
    return said.held if isinstance(said.held, datetime) else None


def _about_expected(said: HeadCount, tally: Tally) -> tuple[str, ...]:
    if said.expected is None or said.expected == len(tally.due):
        return ()
    return (f"报的应到是 {said.expected} 人，按当天名册应到 {len(tally.due)} 人：{names(tally.due)}",)


def _about_present(said: HeadCount, tally: Tally) -> tuple[str, ...]:
    assert said.present is not None
    if said.present == len(tally.present):
        return ()
    if not tally.open:
        return (f"报的实到是 {said.present} 人，名单上是 {len(tally.present)} 人，请核对。",)
    missing = len(tally.present) + len(tally.open) - said.present
    if missing < 0 or said.present < len(tally.present):
        return (f"报的实到是 {said.present} 人，和名单对不上，请核对。",)
    return (f"报的实到是 {said.present} 人，没有登记的人里有 {missing} 人没到，是谁？",)
