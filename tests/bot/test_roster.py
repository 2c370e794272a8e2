"""The roster from a file and back: every mistake listed, nothing half-imported, history kept."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import Session, select

from bot.commands.roster import Report, take_in
from bot.commands.rosterbind import bind
from bot.commands.rostercheck import Checked, check
from bot.commands.rosterview import overview, rows
from bot.config import Settings
from bot.sample import found, home, move_in
from branch.calendar import CHINA
from branch.people import Account, Branch, Chat, Standing
from ledgers.rosterfile import COLUMNS, Unreadable, read, write
from storage import finding
from storage.migrating import migrate
from storage.store import Store
from storage.tables import Journal, Outbox

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=CHINA)
TODAY = NOW.date()
APP = {"app_id": "cli_1", "app_secret": "s"}
ZHANG = ("张三", "小张、三哥", "第一党小组", "正式", "", "测量员", "码头", "13800000001", "2024-01-15")
CHEN = ("陈敏", "陈书记", "第一党小组", "正式党员", "书记", "党支部书记", "", "13800000002", "2023-03-01")
LI = ("李强", "", "第二党小组", "预备", "", "调度", "公路", "", "")


def sheet(folder: Path, *people: tuple[Any, ...], header: tuple[str, ...] = COLUMNS) -> Path:
    book = openpyxl.Workbook()
    for row in (header, *people):
        book.worksheets[0].append(row)
    file = folder / "名册.xlsx"
    book.save(file)
    return file


def table(folder: Path, *people: tuple[str, ...], encoding: str = "utf-8-sig", comma: str = ",") -> Path:
    file = folder / "名册.csv"
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=comma).writerows([COLUMNS, *people])
    return file


def checked(file: Path) -> Checked:
    return check(read(file), TODAY)


def but(person: tuple[str, ...], **changed: Any) -> tuple[Any, ...]:
    return tuple(changed.get(column, cell) for column, cell in zip(COLUMNS, person, strict=True))


@pytest.fixture
def store(tmp_path: Path) -> Any:
    store = Store(f"sqlite:///{tmp_path / 't.db'}")
    migrate(store)
    store.now(lambda s: found(s, Settings().branch))
    yield store
    store.close()


Import = Callable[..., Report]


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Import:
    def run(*people: tuple[Any, ...], on: date = TODAY) -> Report:
        now = datetime(on.year, on.month, on.day, 9, tzinfo=CHINA)
        result = checked(sheet(tmp_path, *people))
        assert result.wrong == []
        return store.now(lambda s: take_in(s, _branch(s), result.entries, now))

    return run


def _branch(s: Any) -> Branch:
    branch = home(s, Settings().branch)
    assert branch is not None
    return branch


def group_of(store: Store, name: str, on: date) -> str | None:
    member = store.now(lambda s: finding.roster(s, _branch(s), on)).named(name)
    return member.group if member else None


def test_a_line_becomes_a_person(tmp_path: Path) -> None:
    [entry] = checked(sheet(tmp_path, ZHANG)).entries
    assert entry.name == "张三" and entry.aliases == ("小张", "三哥")
    assert entry.standing is Standing.FULL and entry.roles == ()
    assert entry.mobile == "13800000001" and entry.since == date(2024, 1, 15)


@pytest.mark.parametrize(
    ("encoding", "comma"), [("utf-8-sig", ","), ("utf-8", ","), ("gbk", ","), ("utf-8", "\t"), ("gbk", ";")]
)
def test_a_csv_of_any_usual_make_is_read(tmp_path: Path, encoding: str, comma: str) -> None:
    result = checked(table(tmp_path, ZHANG, CHEN, encoding=encoding, comma=comma))
    assert result.wrong == [] and [e.name for e in result.entries] == ["张三", "陈敏"]


def test_cells_that_excel_made_numbers_and_days_are_read(tmp_path: Path) -> None:
    day = datetime(2024, 1, 15)  # noqa: DTZ001  a cell of Excel has no zone
    [entry] = checked(sheet(tmp_path, but(ZHANG, 手机号=13800000001.0, 入组日期=day))).entries
    assert entry.mobile == "13800000001" and entry.since == date(2024, 1, 15)


@pytest.mark.parametrize("text", ["2024-1-15", "2024/01/15", "2024.1.15", "2024年1月15日", "20240115"])
def test_a_day_is_read_as_people_write_it(tmp_path: Path, text: str) -> None:
    assert checked(sheet(tmp_path, but(ZHANG, 入组日期=text))).entries[0].since == date(2024, 1, 15)


def test_titles_above_empty_lines_between_and_other_columns_do_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (("某某支部党员名册",), (), (*COLUMNS, "备注"), (), (*ZHANG, "好")):
        page.append(row)
    book.save(tmp_path / "n.xlsx")
    result = checked(tmp_path / "n.xlsx")
    assert result.wrong == [] and len(result.entries) == 1
    assert "备注" in result.notes[0]


WRONG = [
    ({"姓名": ""}, "第 2 行：姓名是空的"),
    ({"姓名": "张三:组长"}, "第 2 行：姓名"),
    ({"身份": ""}, "第 2 行：身份是空的"),
    ({"身份": "正是党员"}, "第 2 行：身份“正是党员”不认识，是不是正式党员"),
    ({"职务": "书计"}, "第 2 行：职务“书计”不认识，是不是书记"),
    ({"职务": "书记", "身份": "群众"}, "第 2 行：群众不能任书记"),
    ({"职务": "党小组组长", "党小组": ""}, "第 2 行：党小组组长要写明"),
    ({"手机号": "1380000"}, "第 2 行：手机号“1380000”不对"),
    ({"入组日期": "2026-02-30"}, "第 2 行：入组日期“2026-02-30”这一天不存在"),
    ({"入组日期": "前年"}, "第 2 行：入组日期“前年”看不懂"),
    ({"入组日期": "1204-01-15"}, "第 2 行：入组日期“1204-01-15”不合情理"),
    ({"入组日期": "2062-01-15"}, "第 2 行：入组日期“2062-01-15”不合情理"),
]


@pytest.mark.parametrize(("cells", "said"), WRONG)
def test_what_cannot_be_is_said_with_its_line(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    wrong = checked(table(tmp_path, but(ZHANG, **cells))).wrong
    assert len(wrong) == 1 and said in wrong[0]


def test_doubles_name_both_lines_and_all_mistakes_come_at_once(tmp_path: Path) -> None:
    bad_day = but(LI, 入组日期="2026-13-01")
    wrong = checked(table(tmp_path, ZHANG, but(CHEN, 姓名="张 三"), bad_day, but(CHEN, 姓名="王五"))).wrong
    assert [line.partition("：")[0] for line in wrong] == ["第 3 行", "第 4 行", "第 5 行"]
    assert "姓名“张三”与第 2 行重复" in wrong[0]
    assert "手机号“13800000002”与第 3 行重复" in wrong[2]


def test_a_shared_alias_and_a_missing_secretary_are_only_noted(tmp_path: Path) -> None:
    result = checked(table(tmp_path, ZHANG, but(LI, 别名="小张")))
    assert result.wrong == []
    assert any("没有书记" in note for note in result.notes)
    assert any("小张（张三、李强）" in note for note in result.notes)


def test_missing_columns_are_named_with_what_they_may_be_called_here(tmp_path: Path) -> None:
    header = ("姓名", "别名", "党小组", "政治身份", "职务", "岗位", "所属项目", "手机")
    with pytest.raises(Unreadable) as unread:
        read(sheet(tmp_path, ZHANG[:8], header=header))
    assert "身份（是不是“政治身份”这一列？）" in str(unread.value)
    assert "入组日期" in str(unread.value) and "手机号" not in str(unread.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"not a zip", "不是 Excel 文件"),
        ("a.xlsx", b"PK\x03\x04broken", "不是 Excel 文件"),
        ("a.xls", b"\xd0\xcf\x11\xe0old", "不是 .xlsx 或 .csv"),
        ("a.csv", b"PK\x03\x04", "不是 .xlsx 或 .csv"),
        ("a.csv", b"", "没有表头"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有表头"),
        ("a.csv", b"\x81\xff\xff", "编码"),
        ("a.csv", ("姓名,姓名," + ",".join(COLUMNS[1:])).encode(), "出现了两次"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        read(tmp_path / name)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="找不到"):
        read(tmp_path / "nothing.xlsx")
    with pytest.raises(Unreadable, match="读不了"):
        (tmp_path / "folder.csv").mkdir()
        read(tmp_path / "folder.csv")


def test_only_a_heading_is_no_roster(tmp_path: Path) -> None:
    assert checked(sheet(tmp_path)).wrong == ["文件里只有表头，没有人。"]


def test_new_people_are_on_the_roster_from_the_day_the_file_says(bring: Import, store: Store) -> None:
    report = bring(ZHANG, CHEN, LI)
    assert report.new == ["张三", "陈敏", "李强"]
    assert group_of(store, "张三", date(2024, 1, 14)) is None
    assert group_of(store, "张三", date(2024, 1, 15)) == "第一党小组"
    assert group_of(store, "李强", TODAY) == "第二党小组", "without a day: from today"


def test_the_same_file_again_changes_nothing(bring: Import, store: Store) -> None:
    bring(ZHANG, CHEN, LI)
    before = store.now(_branch)
    report = bring(ZHANG, CHEN, LI, on=TODAY + timedelta(days=3))
    after = store.now(_branch)
    assert report.same == ["张三", "陈敏", "李强"] and report.new == report.changed == []
    assert (after.version, after.roster_version) == (before.version, before.roster_version)


def test_a_changed_group_ends_the_old_membership_the_day_before(bring: Import, store: Store) -> None:
    bring(ZHANG)
    before = store.now(_branch).roster_version
    assert bring(but(ZHANG, 党小组="第二党小组")).changed == ["张三"]
    assert group_of(store, "张三", TODAY - timedelta(days=1)) == "第一党小组"
    assert group_of(store, "张三", TODAY) == "第二党小组"
    assert store.now(_branch).roster_version == before + 1


def test_a_change_may_be_dated(bring: Import, store: Store) -> None:
    bring(ZHANG)
    bring(but(ZHANG, 身份="预备", 入组日期="2026-09-01"))
    there = store.now(lambda s: finding.roster(s, _branch(s), date(2026, 8, 31))).named("张三")
    then = store.now(lambda s: finding.roster(s, _branch(s), date(2026, 9, 1))).named("张三")
    assert there and there.standing is Standing.FULL
    assert then and then.standing is Standing.PROBATIONARY


def test_the_original_day_in_the_file_does_not_undo_a_later_change(bring: Import, store: Store) -> None:
    bring(ZHANG)
    moved = but(ZHANG, 党小组="第二党小组")
    bring(moved)
    assert bring(moved, on=TODAY + timedelta(days=30)).same == ["张三"]
    assert group_of(store, "张三", TODAY - timedelta(days=1)) == "第一党小组"


def test_two_changes_on_one_day_leave_no_membership_of_no_days(bring: Import, store: Store) -> None:
    bring(ZHANG)
    bring(but(ZHANG, 党小组="第二党小组"))
    bring(but(ZHANG, 党小组="第三党小组"))
    assert group_of(store, "张三", TODAY) == "第三党小组"
    assert group_of(store, "张三", TODAY - timedelta(days=1)) == "第一党小组"


def test_a_wrong_first_day_is_corrected(bring: Import, store: Store) -> None:
    bring(ZHANG)
    assert bring(but(ZHANG, 入组日期="2023-01-01")).changed == ["张三"]
    assert group_of(store, "张三", date(2023, 1, 1)) == "第一党小组"


def test_people_missing_from_the_file_are_only_reported(bring: Import, store: Store) -> None:
    bring(ZHANG, CHEN)
    report = bring(CHEN)
    assert report.missing == ["张三"]
    assert "文件里没有、名册里保留的人：张三" in report.lines()
    assert group_of(store, "张三", TODAY) == "第一党小组"


def test_an_import_is_in_the_journal(bring: Import, store: Store) -> None:
    bring(ZHANG)
    lines = store.now(lambda s: s.exec(select(Journal)).all())
    assert {line.record for line in lines} == {"person", "membership"}


@pytest.mark.parametrize("name", ["r.xlsx", "r.csv"])
def test_what_is_written_can_be_read_back_without_a_change(store: Store, tmp_path: Path, name: str) -> None:
    store.now(lambda s: move_in(s, Settings().branch, "console"))
    people = store.now(lambda s: rows(s, _branch(s), NOW))
    write(tmp_path / name, people)
    result = checked(tmp_path / name)
    report = store.now(lambda s: take_in(s, _branch(s), result.entries, NOW))
    assert result.wrong == [] and len(people) == 21
    assert len(report.same) == 21 and report.missing == []


@pytest.mark.parametrize("name", ["r.xlsx", "r.csv"])
def test_a_formula_is_disarmed_on_its_way_out_and_whole_on_its_way_back(tmp_path: Path, name: str) -> None:
    evil = but(ZHANG, 岗位='=HYPERLINK("http://a")', 所属项目="+1", 别名="@SUM(1)", 党小组="-1")
    write(tmp_path / name, [evil])
    if name.endswith("xlsx"):
        cells = openpyxl.load_workbook(tmp_path / name).worksheets[0][2]
        assert all(c.data_type == "s" and str(c.value)[0] not in "=+-@" for c in cells if c.value)
    else:
        assert "'=HYPERLINK" in (tmp_path / name).read_text(encoding="utf-8-sig")
    [line] = read(tmp_path / name).lines
    assert tuple(line[column] for column in COLUMNS) == evil


def test_another_kind_of_file_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=".xlsx 或 .csv"):
        write(tmp_path / "r.pdf", [])


def test_the_overview_says_who_is_unbound(store: Store) -> None:
    store.now(lambda s: move_in(s, Settings().branch, "console"))
    said = store.now(lambda s: overview(s, _branch(s), "feishu", NOW))
    assert "东港片区项目联合党支部（示例数据）：21 人，其中党员 18 人。" in said
    assert "飞书账号未绑定 21 人：陈建华" in said
    assert "王浩 · 预备党员 · 技术员 · 又叫小王、王工 · 未绑定账号" in said


def test_an_account_that_is_nobodys_is_listed_and_bound_by_the_administrator(
    store: Store, tmp_path: Path
) -> None:
    settings = Settings(platform="feishu", feishu=APP, database=f"sqlite:///{tmp_path / 't.db'}")

    def strangers(s: Session) -> None:
        branch = found(s, settings.branch)
        take_in(s, branch, checked(table(tmp_path, CHEN, ZHANG)).entries, NOW)
        s.add(Chat(platform="feishu", chat="oc_1", branch=branch.id, purpose="", name="支部群"))
        s.add(Account(platform="feishu", account="ou_1", branch=branch.id, name="自称陈敏"))

    store.now(strangers)
    listed = store.now(lambda s: overview(s, home(s, settings.branch), "feishu", NOW))
    assert "没有对上的账号 1 个：自称陈敏（ou_1）" in listed and "zhibu roster bind 姓名 账号" in listed
    assert bind(settings, "陈敏", "ou_1").startswith("已绑定：ou_1 → 陈敏")
    waiting = store.now(lambda s: [(row.address, row.card["title"]) for row in s.exec(select(Outbox))])
    assert waiting == [
        ("ou_1", "您的账号已和名册上的陈敏对上"),
        ("ou_1", "我被拉进了「支部群」，这是哪个范围的群？"),
    ]
    with pytest.raises(Unreadable, match="名册上没有孙大圣"):
        bind(settings, "孙大圣", "ou_1")
