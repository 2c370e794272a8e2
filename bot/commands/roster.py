"""The roster from a file into the books: checked line by line, taken in whole or not at all."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.commands.rostercheck import Entry
from branch.calendar import DAY
from branch.people import Branch, Membership, Person
from handlers.kit import Surroundings, UnitOfWork
from storage.journal import Pen


@dataclass
class Report:
    """What an import did, by name."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """On the roster but not in the file: left as they are."""

    def lines(self) -> list[str]:
        """The report for a reader."""
        counts = f"新增 {len(self.new)} 人，变更 {len(self.changed)} 人，未变 {len(self.same)} 人。"
        named = [("新增", self.new), ("变更", self.changed), ("文件里没有、名册里保留的人", self.missing)]
        return [f"名册已导入：{counts}", *(f"{what}：{'、'.join(names)}" for what, names in named if names)]


def take_in(s: Session, branch: Branch, entries: list[Entry], now: datetime) -> Report:
    """Bring the branch's people to what the file says; everything goes to the journal."""
    report = Report()
    work = UnitOfWork(now, s, branch, Surroundings(""))
    before = [m.name for m in work.roster]
    with work.savepoint(Pen(branch.id, now)):
        for entry in entries:
            _take_in(work, entry, report)
    named = {entry.name for entry in entries}
    report.missing = [name for name in before if name not in named]
    return report


def _take_in(work: UnitOfWork, entry: Entry, report: Report) -> None:
    s, branch = work.session, work.branch.id
    person = s.exec(select(Person).where(Person.branch == branch, Person.name == entry.name)).first()
    if person is None:
        person = Person(branch=branch, name=entry.name)
        report.new.append(entry.name)
    elif _changes(work, person, entry):
        report.changed.append(entry.name)
    else:
        report.same.append(entry.name)
        return
    person.aliases, person.post, person.mobile = list(entry.aliases), entry.post, entry.mobile
    s.add(person)
    s.flush()
    _renew(work, person, entry)


def _changes(work: UnitOfWork, person: Person, entry: Entry) -> bool:
    theirs = (tuple(person.aliases), person.post, person.mobile)
    terms = _terms(work.session, person)
    same = theirs == (entry.aliases, entry.post, entry.mobile) and bool(terms) and _says(terms[-1], entry)
    return not same or _ended(terms[-1], work.today) or _misdated(terms, entry)


def _renew(work: UnitOfWork, person: Person, entry: Entry) -> None:
    """See to the dated membership: begin one, correct the day it began, or end it and begin the next."""
    terms, today = _terms(work.session, person), work.today
    if not terms:
        _begin(work, person, entry, entry.since or today)
        return
    last = terms[-1]
    if _ended(last, today):
        assert last.until is not None
        _begin(work, person, entry, entry.since if entry.since and entry.since > last.until else today)
    elif _says(last, entry):
        if _misdated(terms, entry):
            assert entry.since is not None
            last.since = entry.since
    else:
        first_day = entry.since if entry.since and entry.since > last.since else today
        _succeed(work, person, entry, (last, first_day))
    work.session.flush()


def _succeed(work: UnitOfWork, person: Person, entry: Entry, turn: tuple[Membership, date]) -> None:
    last, first_day = turn
    if first_day <= last.since:  # it began today (or will begin): a correction, no past to keep
        _saying(last, entry)
        return
    last.until = first_day - DAY
    work.session.flush()
    _begin(work, person, entry, first_day, here=last.here)


def _begin(work: UnitOfWork, person: Person, entry: Entry, first_day: date, *, here: bool = True) -> None:
    assert person.id is not None
    begun = Membership(branch=work.branch.id, person_id=person.id, since=first_day, here=here)
    work.session.add(_saying(begun, entry))
    work.session.flush()


def _terms(s: Session, person: Person) -> list[Membership]:
    theirs = select(Membership).where(Membership.person_id == person.id)
    return list(s.exec(theirs.order_by(col(Membership.since), col(Membership.id))))


def _saying(term: Membership, entry: Entry) -> Membership:
    term.group, term.standing = entry.group, entry.standing
    term.roles, term.project = list(entry.roles), entry.project
    return term


def _says(term: Membership, entry: Entry) -> bool:
    """Whether a membership says what the file says; if not, it ends and a new one begins."""
    theirs = (term.group, term.standing, tuple(term.roles), term.project)
    return theirs == (entry.group, entry.standing, entry.roles, entry.project)


def _ended(term: Membership, today: date) -> bool:
    return term.until is not None and term.until < today


def _misdated(terms: list[Membership], entry: Entry) -> bool:
    """Whether the file corrects the first day. With a past on record the file's day is the past's."""
    return len(terms) == 1 and entry.since is not None and entry.since != terms[0].since
