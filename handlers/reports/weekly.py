"""What a digest tells, read from the books for a stretch of days; nothing is kept for it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import col, select

from branch import kinds, saying
from branch.calendar import CHINA
from branch.events import Event, EventState
from branch.items import Item, ItemState
from branch.people import Member
from branch.rolls import called
from handlers.kit import UnitOfWork
from handlers.rolls.rollbook import counted
from storage import finding
from storage.tables import Fired, Outbox

OPEN_FOR = timedelta(days=60)
"""How long what waits for the secretary is told again."""
UNSENT = ("refused", "given up", "uncertain")


@dataclass(frozen=True)
class Week:
    """The stretch told about: what was done since `since`, what is due from `first` to `last`."""

    since: date
    first: date
    last: date

    @property
    def review(self) -> bool:
        """Whether it looks back on a whole period, as a 月报 does, and not from Monday to Monday."""
        return self.since == self.first

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.since <= day <= self.last


@dataclass(frozen=True)
class Told:
    """Everything a digest may speak of; each edition takes what its readers may see."""

    week: Week
    done: list[Item]
    cancelled: int
    fresh: int
    due: list[Item]
    overdue: list[Item]
    reported: list[Item]
    unowned: list[Item]
    held: list[Event]
    coming: list[Event]
    drafts: list[Event]
    lapsed: list[Event]
    """Meetings whose day went by without a word on who was there."""
    unmade: list[Event]
    """Confirmed records of kinds that are to be made up by who was away."""
    studies: list[Event]
    owners: dict[int, tuple[Member, ...]]
    rates: tuple[tuple[str, float], ...] = ()
    """到会率 of the confirmed meetings and 完成率 of the tasks, in percent; of nobody alone."""

    @property
    def worth_telling(self) -> bool:
        """Whether there is anything at all: an empty digest would only be noise in the group."""
        return any((self.done, self.fresh, self.due, self.overdue, self.held, self.coming, self.studies))


def told(work: UnitOfWork, week: Week) -> Told:
    """Read the books for a week."""
    live = [i for prefix in "TH" for i in finding.open_items(work.session, work.branch.id, prefix)]
    done = _closed(work, week)
    owners = _owners(work, [*live, *done])
    meetings = finding.events(work.session, work.branch.id, week.since, week.last)
    held = [e for e in meetings if e.state in (EventState.DRAFT, EventState.RECORD)]
    open_for = (week.first, week.last) if week.review else (work.today - OPEN_FOR, work.today)
    lately = finding.events(work.session, work.branch.id, *open_for)
    overdue = [i for i in live if i.due and i.due <= week.last and i.late_days(work.today)]
    return Told(
        week,
        done=done,
        cancelled=_cancelled(work, week),
        fresh=_given(work, week),
        # what is past its day is told by number: listed here, its owner would be named before all
        due=[i for i in live if _open(i) and i.due and max(week.first, work.today) <= i.due <= week.last],
        overdue=overdue,
        reported=[i for i in live if i.state is ItemState.REPORTED and not _later(i.reported_at, week)],
        unowned=[i for i in live if _open(i) and not owners.get(i.id or 0) and not _later(i.made_at, week)],
        held=held,
        coming=[e for e in meetings if e.state is EventState.PLANNED and e.day and e.day >= work.today],
        drafts=[e for e in lately if e.state is EventState.DRAFT],
        lapsed=[e for e in lately if e.state is EventState.PLANNED and e.day and e.day < work.today],
        unmade=[e for e in lately if e.state is EventState.RECORD and kinds.event(e.kind).makeup],
        studies=finding.events(work.session, work.branch.id, week.first, week.last, "S"),
        owners=owners,
        rates=_rates(work, held, len(done), len(overdue)),
    )


def _rates(work: UnitOfWork, held: list[Event], done: int, late: int) -> tuple[tuple[str, float], ...]:
    """Of each confirmed meeting how many of those due were there; of the tasks how many are done in time."""
    confirmed = [(e, counted(work, e)) for e in held if e.state is EventState.RECORD]
    there = [
        (saying.line(called(e), saying.short(e.day) if e.day else ""), len(t.present), len(t.due))
        for e, t in confirmed
        if t.due
    ]
    tasks = [("任务完成率", done, done + late)] if done else []
    return tuple((name, float(round(100 * part / whole))) for name, part, whole in (*there, *tasks))


def _open(item: Item) -> bool:
    return item.state is ItemState.OPEN


def _closed(work: UnitOfWork, week: Week) -> list[Item]:
    since, until = _moment(week.since), _moment(week.last + timedelta(days=1))
    closed = select(Item).where(Item.branch == work.branch.id, Item.state == ItemState.CLOSED)
    within = closed.where(col(Item.closed_at) >= since, col(Item.closed_at) < until)
    return list(work.session.exec(within.order_by(col(Item.closed_at))))


def _given(work: UnitOfWork, week: Week) -> int:
    """How many items were given in the stretch, whatever became of them since."""
    since, until = _moment(week.since), _moment(week.last + timedelta(days=1))
    given = select(Item.id).where(Item.branch == work.branch.id, Item.state != ItemState.CANCELLED)
    return len(list(work.session.exec(given.where(col(Item.made_at) >= since, col(Item.made_at) < until))))


def _cancelled(work: UnitOfWork, week: Week) -> int:
    """Items dropped that had been due in the stretch or were given in it."""
    gone = select(Item).where(Item.branch == work.branch.id, Item.state == ItemState.CANCELLED)
    return sum(week.holds(_day(i.made_at)) or week.holds(i.due) for i in work.session.exec(gone))


def _later(moment: datetime | None, week: Week) -> bool:
    """Whether something came only after the stretch."""
    return moment is not None and _day(moment) > week.last


def _owners(work: UnitOfWork, items: list[Item]) -> dict[int, tuple[Member, ...]]:
    held = finding.owners(work.session, items)
    return {id: tuple(m for p in people if (m := work.roster.get(p))) for id, people in held.items()}


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


# ---------------------------------------------------------------- what went wrong, for the secretary


def unsent(work: UnitOfWork, since: datetime) -> list[str]:
    """The titles of what could not be delivered since a moment, and to whom."""
    lost = select(Outbox).where(Outbox.branch == work.branch.id, col(Outbox.fate).in_(UNSENT))
    rows = work.session.exec(lost.where(col(Outbox.done_at) > since).order_by(col(Outbox.id)))
    bound = finding.accounts(work.session, work.branch, work.around.platform)
    names = {account: m.name for m in work.roster if (account := bound.get(m.id))}
    return [f"{names.get(row.address, '群')}：{row.card['title']}" for row in rows]


def skipped(work: UnitOfWork, since: datetime) -> int:
    """How many timers were due while the bot was down, and came too late to be of use."""
    late = select(Fired).where(Fired.branch == work.branch.id, Fired.how == "skipped")
    return len(list(work.session.exec(late.where(Fired.noted_at > since))))


def without_account(work: UnitOfWork) -> tuple[Member, ...]:
    """Roster people whom the bot cannot reach privately."""
    bound = finding.accounts(work.session, work.branch, work.around.platform)
    return tuple(m for m in work.roster if m.id not in bound)


def last_time(work: UnitOfWork, what: str) -> datetime:
    """When a timer fired before today; a week ago if never."""
    before = select(Fired).where(Fired.branch == work.branch.id, Fired.what == what, Fired.how != "skipped")
    earlier = before.where(Fired.noted_at < _moment(work.today)).order_by(col(Fired.noted_at).desc()).limit(1)
    row = work.session.exec(earlier).first()
    return row.noted_at if row else work.now - timedelta(days=7)
