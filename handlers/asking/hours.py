"""Asked about 学时: my own, or who is still short; what is counted is always said."""

from datetime import date

from branch import saying
from branch.cards import Card
from branch.hours import Credit, credit
from branch.people import Member
from branch.refusal import Refusal
from branch.rolls import called
from branch.rules import StudyHours
from branch.updates import Query
from handlers.answering import MOST, about_himself, apart, keeps_books, to_him, within
from handlers.kit import Turn
from handlers.things import named
from storage import finding

COUNTED = "只算记录已确认、记了学时的到会；自学和补课不计。"


def hours(said: Query, turn: Turn) -> None:
    """My own hours; those of others by name only for the secretary, for all others as a number."""
    days, rule = _year(said, turn), turn.rules.study_hours
    if about_himself(said, turn):
        ((_, mine),) = _credits((turn.speaker,), days, turn)
        to_him(turn, own("您", days[0].year, mine, rule))
    elif said.people:
        if not keeps_books(turn):
            raise Refusal("别人的学时只有书记能看；您可以问“我的学时”。")
        for who, found in _credits(named(turn, said.people), days, turn):
            to_him(turn, own(who.name, days[0].year, found, rule))
    else:
        credits = _credits(turn.roster.body("支部"), days, turn)
        public = everybody(days[0].year, credits, rule)
        apart(turn, public, by_name(public, credits) if keeps_books(turn) else None)


def _year(said: Query, turn: Turn) -> tuple[date, date]:
    """What is owed is owed by the year, so the year of whatever period was said."""
    year = (within(said.period) or (turn.spoken_on, turn.spoken_on))[0].year
    return date(year, 1, 1), date(year, 12, 31)


def _credits(people: tuple[Member, ...], days: tuple[date, date], turn: Turn) -> list[tuple[Member, Credit]]:
    events = finding.events(turn.session, turn.branch.id, *days)
    held = [(event, finding.roll(turn.session, event)) for event in events]
    return [(m, credit(m, held, turn.rules.study_hours)) for m in people]


def own(whose: str, year: int, found: Credit, rule: StudyHours) -> Card:
    """One person's year: what counted, what could not be counted, and by whose word so much is owed."""
    rows = [
        saying.line(saying.short(e.day) if e.day else "", called(e), f"{h:g} 学时") for e, h in found.counted
    ]
    more = (
        ("到会但没有记学时的", found.untold),
        ("记录还没确认的", found.unconfirmed),
        ("补课（没有计入）", found.made_up),
    )
    for what, events in more:
        rows += [f"{what} {len(events)} 次：{'、'.join(e.ref() for e in events)}"] if events else []
    return Card(title=_summed(whose, year, found), lines=(*rows[-MOST:], COUNTED, _owed(rule)))


def _summed(whose: str, year: int, found: Credit) -> str:
    rest = f"还差 {found.short:g}" if found.short else "已经够了"
    return f"{whose} {year} 年的学时：{found.total:g}，应有 {found.needed:g}，{rest}"


def everybody(year: int, credits: list[tuple[Member, Credit]], rule: StudyHours) -> Card:
    """How many have enough; no names."""
    enough = sum(not found.short for _, found in credits)
    title = f"{year} 年学时：够的 {enough} 人，还不够的 {len(credits) - enough} 人"
    return Card(title=title, lines=(COUNTED, _owed(rule)))


def by_name(public: Card, credits: list[tuple[Member, Credit]]) -> Card:
    """The same with who is short, in roster order: nobody is ranked."""
    short = [f"{m.name} · {c.total:g}/{c.needed:g}，还差 {c.short:g}" for m, c in credits if c.short]
    rest = [f"另有 {len(short) - MOST} 人。"] if len(short) > MOST else []
    untold = dict.fromkeys(f"{e.ref()} {called(e)}" for _, c in credits for e in c.untold)
    open_ = dict.fromkeys(f"{e.ref()} {called(e)}" for _, c in credits for e in c.unconfirmed)
    notes = (("没有记学时的", untold), ("记录还没确认的", open_))
    more = tuple(f"{what}：{'、'.join(found)}" for what, found in notes if found)
    return public.model_copy(update={"lines": (*short[:MOST], *rest, *more, *public.lines)})


def _owed(rule: StudyHours) -> str:
    source = f"（{rule.source}）" if rule.source else ""
    return f"要求：党员每年 {rule.member:g}，书记和支委 {rule.committee:g}{source}"
