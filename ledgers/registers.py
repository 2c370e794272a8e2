"""学习台账, 党员名册, 承诺书 and 稿件."""

from sqlmodel import Session, col, select

from branch import kinds
from branch.events import Event, Presence
from branch.people import Membership
from branch.registers import Entry
from ledgers.books import Books
from ledgers.cells import MISSING, Sheet, Value, columns, day

STUDY = columns("序号 日期 形式 内容 组织者 参加人 学时 补课 材料")
ROSTER = columns("序号 姓名 党小组 身份 职务 岗位 所属项目 入组日期 组织关系 备注")
PLEDGES = columns("序号 姓名 承诺书 签订日期 有效至")
PIECES = columns("序号 日期 题目 作者 状态 内容")


def study(books: Books) -> Sheet:
    """One row for each study material and each event that counts for hours."""
    held = [e for e in books.events("M") if kinds.event(e.kind).hours]
    both = sorted([*held, *books.events("S")], key=lambda e: (e.day or books.first, e.id or 0))
    rows = [(n, *_studied(books, e)) for n, e in enumerate(both, 1)]
    return Sheet("学习台账", STUDY, tuple(rows))


def _studied(books: Books, e: Event) -> tuple[Value, ...]:
    roll = books.roll(e)
    there = [id for id, line in roll.items() if line.presence in (Presence.PRESENT, Presence.DONE)]
    later = [f"{books.name(id)}（{day(line.made_up_on)}）" for id, line in roll.items() if line.made_up_on]
    return (
        day(e.day),
        "自学" if e.prefix == "S" else e.kind,
        e.title or MISSING,
        books.organiser(e) or MISSING,
        "、".join(books.name(id) for id in there),
        _hours(e),
        "、".join(later),
        "；".join(books.files(e.ref())),
    )


def _hours(e: Event) -> str:
    """The hours said, else how long it lasted; what was not said is not made up."""
    if e.hours is not None:
        return f"{e.hours:g}"
    if e.starts_at and e.ends_at:
        return f"{(e.ends_at - e.starts_at).total_seconds() / 3600:g}"
    return "" if e.prefix == "S" else MISSING


def roster(books: Books) -> Sheet:
    """The people of the branch on the day the ledger was ordered."""
    since = _since(books.session, books.branch.id)
    rows = [
        (n, m.name, m.group, m.standing.value, "、".join(sorted(m.roles)), m.post, m.project)
        + (since.get(m.id, ""), "在本支部" if m.here else "未转入", "")
        for n, m in enumerate(books.roster(books.on), 1)
    ]
    return Sheet("党员名册", ROSTER, tuple(rows))


def _since(s: Session, branch: str) -> dict[int, str]:
    terms = select(Membership).where(Membership.branch == branch).order_by(col(Membership.since).desc())
    return {t.person_id: day(t.since) for t in s.exec(terms)}


def pledges(books: Books) -> Sheet:
    """One row for each signature of the span."""
    rows = [
        (n, books.name(e.person_id), e.title, day(e.since), day(e.until))
        for n, e in enumerate(_entries(books, "承诺书"), 1)
    ]
    return Sheet("承诺书", PLEDGES, tuple(rows))


def pieces(books: Books) -> Sheet:
    """One row for each contribution of the span."""
    rows = [
        (n, day(e.since), e.title or MISSING, books.name(e.person_id), str(e.more.get("state", "")), e.text)
        for n, e in enumerate(_entries(books, "稿件"), 1)
    ]
    return Sheet("稿件", PIECES, tuple(rows))


def _entries(books: Books, kind: str) -> list[Entry]:
    those = select(Entry).where(Entry.branch == books.branch.id, Entry.kind == kind)
    within = those.where(col(Entry.since) >= books.first, col(Entry.since) <= books.last)
    return list(books.session.exec(within.order_by(col(Entry.since), col(Entry.id))))
