"""Asked about study, pledges and whether enough was held: numbers for all, names for the secretary."""

from datetime import date, timedelta

from branch import saying
from branch.cadence import Owed, owed
from branch.calendar import month_end
from branch.cards import Card
from branch.events import Event, Presence
from branch.people import Member
from branch.periods import said as said_period
from branch.refusal import Refusal
from branch.registers import Entry
from branch.rolls import due_at
from branch.saying import number_in
from branch.updates import Query
from handlers.answering import about_himself, apart, keeps_books, to_him, within
from handlers.asking.rolls import attendance
from handlers.kit import Turn
from handlers.meetings.cadence import compliance_lines
from handlers.pledges import signed
from handlers.rolls.rollbook import roster_for
from storage import finding

BACK, AHEAD = timedelta(days=45), timedelta(days=120)


def study(said: Query, turn: Turn) -> None:
    """How far the branch is with its materials, or I myself."""
    days = within(said.period) or (turn.spoken_on - BACK, turn.spoken_on + AHEAD)
    events = finding.events(turn.session, turn.branch.id, *days, "S")
    if not events:
        turn.reply(Card(title="现在没有在学的材料。"))
    elif about_himself(said, turn):
        to_him(turn, Card(title="您的学习", lines=tuple(_own(event, turn) for event in events)))
    elif said.people and not keeps_books(turn):
        raise Refusal("别人的学习情况只有书记能看；您可以问“我的学习”。")
    else:
        public = Card(title="学习材料", lines=tuple(_count(event, turn) for event in events))
        apart(turn, public, _with_names(public, events, turn) if keeps_books(turn) else None)


def _done(event: Event, turn: Turn) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """Those due who have studied it, and those who have not said so."""
    roll, due = finding.roll(turn.session, event), due_at(event, roster_for(turn, event))
    done = {id for id, line in roll.items() if line.presence in (Presence.DONE, Presence.PRESENT)}
    return tuple(m for m in due if m.id in done), tuple(m for m in due if m.id not in done)


def _count(event: Event, turn: Turn) -> str:
    done, left = _done(event, turn)
    until = f"{saying.on(event.day)}前" if event.day else ""
    return saying.line(f"{event.ref()} {event.title}", until, f"已学 {len(done)}/{len(done) + len(left)} 人")


def _own(event: Event, turn: Turn) -> str:
    done, _ = _done(event, turn)
    until = f"{saying.on(event.day)}前" if event.day else ""
    state = "已学" if turn.speaker in done else "还没有说学完"
    return saying.line(f"{event.ref()} {event.title}", until, state)


def _with_names(public: Card, events: list[Event], turn: Turn) -> Card:
    """Under each material who has not said so."""
    rows: list[str] = []
    for event, counted in zip(events, public.lines, strict=True):
        left = _done(event, turn)[1]
        rows += [counted, *([f"　还没有说学完：{saying.names(left)}"] if left else [])]
    return public.model_copy(update={"lines": tuple(rows)})


def pledges(said: Query, turn: Turn) -> None:
    """How many have signed this year; who has not, for the secretary."""
    year = (within(said.period) or (turn.today, turn.today))[0].year
    there = signed(turn.session, turn.branch.id, year)
    if about_himself(said, turn):
        to_him(turn, own_pledges(year, [e for e in there if e.person_id == turn.speaker.id]))
    elif not there:
        hint = "签了说一声就行，例如：廉洁从业承诺书签了"
        turn.reply(Card(title=f"{year} 年还没有人登记签承诺书。", lines=(hint,)))
    else:
        public, full = all_pledges(year, there, turn.roster.body("支部"))
        apart(turn, public, full if keeps_books(turn) else None)


def own_pledges(year: int, own: list[Entry]) -> Card:
    """What the speaker has signed."""
    if not own:
        return Card(title=f"{year} 年没有您签承诺书的登记。")
    rows = tuple(saying.line(f"《{e.title}》", saying.on(e.since) if e.since else "") for e in own)
    return Card(title=f"您 {year} 年签的承诺书", lines=rows)


def all_pledges(year: int, there: list[Entry], due: tuple[Member, ...]) -> tuple[Card, Card]:
    """The counts for everybody, and the same with the names of who has not signed."""
    who: dict[str, set[int | None]] = {}
    for entry in there:
        who.setdefault(entry.title, set()).add(entry.person_id)
    counts = tuple(f"《{title}》 已签 {len(ids)} 人，应签 {len(due)} 人" for title, ids in who.items())
    left = {title: [m for m in due if m.id not in ids] for title, ids in who.items()}
    names = tuple(f"《{title}》还没有登记：{saying.names(open_)}" for title, open_ in left.items() if open_)
    title = f"{year} 年承诺书"
    return Card(title=title, lines=counts), Card(title=title, lines=(*counts, *names))


def compliance(said: Query, turn: Turn) -> None:
    """Whether enough was held: now, or in the months and quarters of a period; or my own attendance."""
    if said.people:
        attendance(said.model_copy(update={"about": "attendance"}), turn)
        return
    days = within(said.period)
    if days is None:
        turn.reply(Card(title="组织生活体检", lines=compliance_lines(turn)))
        return
    events = finding.events(turn.session, turn.branch.id, *days)
    found = [one for one in _periods(days, turn, events) if one.first <= turn.today]
    turn.reply(over(said.period, found))


def over(period: str, found: list[Owed]) -> Card:
    """The 体检 of a period: what was missed."""
    missed = [one for one in found if not one.met]
    rows = (
        saying.line(one.name, saying.stretch(one.first, one.last), f"{one.held}/{one.need} 次")
        for one in missed
    )
    met = f"应有 {len(found)} 项，达标 {len(found) - len(missed)} 项"
    return Card(title=f"{said_period(period)}组织生活体检：{met}", lines=tuple(rows)[:30] or ("都达标。",))


def _periods(days: tuple[date, date], turn: Turn, events: list[Event]) -> list[Owed]:
    """What was owed in each month, quarter and year that lies wholly within the days."""
    found: dict[tuple[str, str, date], Owed] = {}
    day = month_end(days[0])
    while day <= month_end(days[1]):
        for one in owed(turn.rules.cadence, sorted(turn.roster.groups, key=number_in), events, day):
            if days[0] <= one.first and one.last <= days[1]:
                found[one.kind, one.body, one.first] = one
        day = month_end(day + timedelta(days=1))
    order = list(turn.rules.cadence)
    return sorted(found.values(), key=lambda one: (order.index(one.kind), number_in(one.body), one.first))
