"""Finding the meeting that is spoken of: by its number, else today's only one, else by asking."""

from datetime import timedelta

from sqlmodel import col, select

from branch.events import Event
from branch.refusal import Refusal
from branch.rolls import called
from branch.saying import short
from branch.updates import Choice, Update
from handlers.asking.back import which
from handlers.kit import Turn, UnitOfWork
from storage import finding
from storage.tables import Journal

NOW, AHEAD, BEHIND = (3, 0), (0, 45), (45, 0)
"""How many days back and ahead a meeting may lie that was not named: signing in, leave, making up."""
UNKNOWN = "是哪一次会议？没有找到登记过的，请带上会议名称说，例如：{example}"


def meeting_of(said: Update, turn: Turn, reach: tuple[int, int] = AHEAD, *, example: str) -> Event:
    """The meeting of an update's `meeting`; if none was told: the one this message made, or today's only one.

    Raises Refusal for a number that does not exist or where there is none, Ask where several fit.
    """
    ref: str = getattr(said, "meeting", "")
    if ref:
        return numbered(turn, ref)
    if made := made_here(turn):
        return made
    near = _near(turn, reach)
    today = [e for e in near if e.day == turn.spoken_on]
    if len(today) == 1 and reach is not BEHIND:
        return today[0]
    if len(near) == 1 and reach is AHEAD:
        return near[0]
    if not near:
        raise Refusal(UNKNOWN.format(example=example))
    choices = tuple(Choice(label=label(e), value=e.ref()) for e in near)
    raise which(said, "meeting", "说的是哪一次会议？", choices)


def numbered(turn: UnitOfWork, ref: str, what: str = "会议", prefix: str = "M") -> Event:
    """The event people call by this number; raises Refusal if there is none of this letter."""
    found = finding.event(turn.session, turn.branch.id, ref) if ref.startswith(prefix) else None
    if found is None:
        raise Refusal(f"没有找到编号为 {ref} 的{what}。")
    return found


def made_here(turn: Turn) -> Event | None:
    """The meeting that an earlier part of the same message wrote down or changed."""
    mine = select(col(Journal.record_id)).where(
        Journal.branch == turn.branch.id, Journal.cause == turn.heard.id, Journal.record == "event"
    )
    for id in turn.session.exec(mine.order_by(col(Journal.id).desc())):
        event = turn.session.get(Event, id)
        if event and event.prefix == "M":
            return event
    return None


def label(event: Event) -> str:
    """How a meeting is named on a button."""
    return " ".join((event.ref(), called(event)[:18], short(event.day) if event.day else "时间待定"))


def _near(turn: Turn, reach: tuple[int, int]) -> list[Event]:
    back, ahead = (timedelta(days=n) for n in reach)
    day = turn.spoken_on
    found = finding.events(turn.session, turn.branch.id, day - back, day + ahead)
    if ahead:
        found += finding.undated(turn.session, turn.branch.id)
    return sorted(found, key=lambda e: abs(((e.day or day) - day).days))
