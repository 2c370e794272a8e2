"""The ledgers: the paper's columns, facts from the books, nothing that an office program would run."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import Session, select

from branch.cards import FileOrder
from branch.events import Attendance, Event, EventState, Presence
from branch.items import Holder, Item, ItemState, Remark
from branch.people import Person
from branch.registers import Entry
from branch.votes import Vote
from ledgers.cells import plain
from ledgers.workbook import LEDGERS, make
from storage.store import Store
from tests.people import BRANCH

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
EVIL = '=HYPERLINK("http://x","点我")'


def books(s: Session) -> None:
    """A党课 with one leave, a task that is late, a closed hazard, a pledge: written by hostile hands."""
    who = {p.name: p.id or 0 for p in s.exec(select(Person))}
    known = {"branch": BRANCH, "made_by": who["陈敏"], "made_at": NOON}
    lecture = Event(
        number=1, kind="党课", title=EVIL, day=date(2026, 11, 20), state=EventState.DRAFT, **known
    )
    task = Item(number=1, title="@SUM(A1)", due=date(2026, 11, 20), percent=60, blocker="+等图纸", **known)
    hazard = Item(
        prefix="H",
        number=1,
        kind="隐患",
        title="限位松动",
        place="A区",
        state=ItemState.CLOSED,
        closed_at=NOON,
        **known,
    )
    s.add_all([lecture, task, hazard])
    s.flush()
    mark = {"branch": BRANCH, "event_id": lecture.id, "noted_at": NOON}
    s.add(Attendance(person_id=who["张三"], presence=Presence.PRESENT, **mark))
    s.add(Attendance(person_id=who["王磊"], presence=Presence.LEAVE, reason="-夜班", **mark))
    s.add(Attendance(person_id=who["孙立"], presence=Presence.PRESENT, **mark))
    s.add(Holder(branch=BRANCH, item_id=task.id or 0, person_id=who["张三"]))
    said = {"branch": BRANCH, "item_id": hazard.id or 0, "at": NOON}
    s.add(Remark(person_id=who["张三"], what="整改", text="换了螺栓", **said))
    s.add(Remark(person_id=who["王强"], what="销号", **said))
    s.add(
        Entry(
            branch=BRANCH,
            kind="承诺书",
            title="廉洁承诺书",
            person_id=who["张三"],
            since=date(2026, 3, 1),
            made_at=NOON,
        )
    )


@pytest.fixture
def written(url: str) -> Iterator[Store]:
    """A branch's books, once on SQLite and once on PostgreSQL."""
    store = Store(url)
    store.now(books)
    yield store
    store.close()


def opened(store: Store, what: str, period: str = "2026", on: str = "2026-11-25") -> Workbook:
    order = FileOrder(what=what, period=period, name="台账.xlsx", on=on)
    return load_workbook(BytesIO(store.now(lambda s: make(s, BRANCH, order))))


def row(book: Workbook, sheet: str, n: int = 3) -> dict[str, object]:
    page = book[sheet]
    return dict(zip((c.value for c in page[2]), (c.value for c in page[n]), strict=True))


@pytest.mark.parametrize("what", list(LEDGERS))
def test_every_ledger_opens_and_has_its_heading_and_columns(written: Store, what: str) -> None:
    book = opened(written, what)
    for page in book.worksheets:
        assert str(page["A1"].value).startswith("镇海联合党支部") and page["A2"].value == "序号"


def test_a_lecture_is_counted_against_the_roster_and_what_nobody_said_is_to_be_added(written: Store) -> None:
    found = row(opened(written, "meetings"), "三会一课")
    assert (found["应到"], found["实到"], found["请假"], found["缺席"]) == (9, 1, 1, 0)
    assert (found["出席名单"], found["缺席名单及原因"], found["列席人员"]) == (
        "张三",
        "王磊（-夜班）",
        "孙立",
    )
    assert found["主持人"] == found["议题与决议"] == "待补" and found["记录状态"] == "草稿（未确认）"


def test_the_chair_and_every_vote_of_a_meeting_have_their_cells(written: Store) -> None:
    def told(s: Session) -> None:
        known = {"branch": BRANCH, "made_at": NOON, "day": date(2026, 11, 24)}
        one = Event(number=2, kind="支部党员大会", chair="陈敏", recorder="郑洁", **known)
        two = Event(number=3, kind="支部党员大会", minutes="李国栋主持，表决同意8票", **known)
        three = Event(number=4, kind="支部党员大会", **known)
        four = Event(number=5, kind="支部委员会会议", **known)
        s.add_all([one, two, three, four])
        s.flush()
        mark = {"branch": BRANCH, "event_id": one.id, "noted_at": NOON}
        s.add(Vote(matter="接收张三", ayes=7, noes=1, **mark))
        s.add(Vote(matter="=SUM(1)", unanimous=True, **mark))

    written.now(told)
    page = opened(written, "meetings")
    found = {
        r["编号"]: (r["主持人"], r["记录人"], r["表决情况"])
        for r in (row(page, "三会一课", n) for n in range(3, 8))
    }
    assert found["M2"] == ("陈敏", "郑洁", "接收张三：赞成7 反对1\n=SUM(1)：全体通过")
    assert found["M3"] == ("见纪要", "待补", "见纪要")
    assert found["M4"] == ("待补", "待补", "待补")
    assert found["M5"] == ("待补", "待补", None), "a 支委会 need not vote"


def test_the_hours_said_go_before_those_of_the_clock(written: Store) -> None:
    lesson = {"branch": BRANCH, "made_at": NOON, "day": date(2026, 11, 24), "kind": "党课"}
    clocked = {"starts_at": NOON, "ends_at": NOON + timedelta(minutes=90)}
    written.now(
        lambda s: s.add_all(
            [Event(number=2, hours=4, **lesson, **clocked), Event(number=3, **lesson, **clocked)]
        )
    )
    book = opened(written, "study")
    assert [row(book, "学习台账", n)["学时"] for n in (3, 4, 5)] == ["待补", "4", "1.5"]


def test_who_teaches_a_lesson_leads_it(written: Store) -> None:
    lesson = {"branch": BRANCH, "number": 2, "made_at": NOON, "day": date(2026, 11, 24), "lecturer": "吴刚"}
    written.now(lambda s: s.add(Event(kind="党课", **lesson)))
    assert row(opened(written, "meetings"), "三会一课", 4)["主持人"] == "吴刚"


def test_the_roll_names_everybody_due_and_each_leave_with_its_make_up(written: Store) -> None:
    book = opened(written, "attendance")
    people = [c.value for c in book["签到表"]["D"][2:]]
    assert people[:2] == ["陈敏", "李国栋"] and people[-1] == "孙立" and len(people) == 10
    assert row(book, "请假补课") | {"补课日期": None} == {
        "序号": 1,
        "姓名": "王磊",
        "会议": "党课「" + EVIL + "」",
        "时间": "2026-11-20",
        "事由": "'-夜班",
        "批准人": "待补",
        "补课安排": "待补课",
        "补课日期": None,
    }


def test_only_the_committee_grants_leave_and_whoever_writes_down_keeps_no_minutes(written: Store) -> None:
    def told(s: Session) -> None:
        one = Event(number=2, kind="党课", branch=BRANCH, made_at=NOON, made_by=1, day=date(2026, 11, 24))
        s.add(one)
        s.flush()
        who = {p.name: p.id for p in s.exec(select(Person))}
        mark = {"branch": BRANCH, "event_id": one.id, "presence": Presence.LEAVE, "noted_at": NOON}
        for away, noter in (("张三", "王磊"), ("孙立", "陈敏")):
            s.add(Attendance(person_id=who[away], noted_by=who[noter], **mark))

    written.now(told)
    book = opened(written, "attendance")
    granted = {r["姓名"]: r["批准人"] for r in (row(book, "请假补课", n) for n in (3, 4, 5))}
    assert (granted["张三"], granted["孙立"]) == ("待补", "陈敏")
    assert row(opened(written, "meetings"), "三会一课", 4)["记录人"] == "待补"


def test_a_task_is_late_as_of_the_day_the_ledger_was_ordered(written: Store) -> None:
    assert row(opened(written, "tasks"), "任务清单")["状态"] == "滞后"
    assert row(opened(written, "tasks", on="2026-11-20"), "任务清单")["状态"] == "进行"


def test_a_hazard_shows_who_checked_it(written: Store) -> None:
    found = row(opened(written, "hazards"), "隐患台账")
    assert (found["整改措施"], found["复查人"], found["复查结论"]) == ("换了螺栓", "王强", "合格")
    assert (found["位置/工区"], found["责任人"], found["等级"]) == ("A区", "待补", "一般")


def test_what_lies_outside_the_period_is_left_out(written: Store) -> None:
    assert opened(written, "meetings", "2026-10")["三会一课"].max_row == 2
    assert opened(written, "hazards", "2026-12")["隐患台账"].max_row == 2
    assert opened(written, "tasks", "2026-12")["任务清单"].max_row == 3


def test_no_word_of_a_member_is_a_formula(written: Store, tmp_path: Path) -> None:
    book = opened(written, "workbook")
    cells = [c for page in book.worksheets for line in page.iter_rows() for c in line if c.value is not None]
    assert all(c.data_type in ("s", "n") for c in cells)
    assert not [c.value for c in cells if str(c.value).startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(c.value == f"'{EVIL}" for c in cells)
    order = FileOrder(what="workbook", period="2026", name="x.xlsx")
    with ZipFile(BytesIO(written.now(lambda s: make(s, BRANCH, order)))) as archive:
        assert not [n for n in archive.namelist() if b"<f>" in archive.read(n)]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "  =1", "＝1", "\r\n=1"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert plain(text).startswith("'")


def test_ordinary_words_are_left_as_they_are_and_control_characters_dropped() -> None:
    assert plain("等监理签字（8/30）") == "等监理签字（8/30）"
    assert plain("a\x0bb\x00") == "ab" and len(plain("长" * 50_000)) == 32_000


def test_another_branchs_books_stay_closed(written: Store) -> None:
    from tests.people import settle_in

    written.now(lambda s: settle_in(s, "erhao", "paper"))
    order = FileOrder(what="workbook", period="2026", name="x.xlsx")
    book = load_workbook(BytesIO(written.now(lambda s: make(s, "erhao", order))))
    assert book["任务清单"].max_row == 2 and book["三会一课"].max_row == 2
