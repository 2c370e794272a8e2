"""A backup is the books and their files in one archive; a bad one is refused before anything is touched."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from bot.alone import alone_with
from bot.commands.archive import BOOKS
from bot.commands.backup import back_up, restore
from bot.commands.soundness import copied
from bot.config import Settings
from storage.trouble import StorageTrouble
from tests.bot.books import branch_name, newer, renamed, somebody_elses, text, torn

PHOTO = Path("ab", "abcd.jpg")


@pytest.fixture
def files(settings: Settings, database: Path) -> Path:
    """The files' folder: one photo, and one that is still on its way."""
    folder = Path(settings.files)
    (folder / PHOTO).parent.mkdir(parents=True)
    (folder / PHOTO).write_bytes(b"\xff\xd8\xff a crack in the wall")
    (folder / ".fetching-x").write_bytes(b"half")
    return folder


@pytest.fixture
def copy(database: Path, files: Path, tmp_path: Path) -> Path:
    back_up(database, files, tmp_path / "copy.zip")
    return tmp_path / "copy.zip"


def below(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


# ---------------------------------------------------------------- there and back


def test_a_backup_brings_back_the_books_and_the_photos(
    settings: Settings, database: Path, files: Path, copy: Path
) -> None:
    renamed(settings, "改过的名字")
    photo = (files / PHOTO).read_bytes()
    (files / PHOTO).unlink()
    done = restore(database, files, copy)
    assert branch_name(settings) == settings.branch.name
    assert (files / PHOTO).read_bytes() == photo and done.files == 1
    assert done.aside is not None
    with closing(sqlite3.connect(done.aside)) as old:
        assert old.execute("SELECT name FROM branch").fetchall() == [("改过的名字",)]


def test_a_backup_makes_a_branch_on_a_fresh_machine(files: Path, copy: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    assert restore(fresh / "zhibu.db", fresh / "files", copy) == (None, 1)
    assert branch_name(Settings(database=f"sqlite:///{fresh / 'zhibu.db'}"))
    assert below(fresh / "files") == {str(PHOTO): (files / PHOTO).read_bytes()}


def test_a_half_fetched_file_is_not_kept(database: Path, files: Path, copy: Path) -> None:
    with ZipFile(copy) as archive:
        assert sorted(archive.namelist()) == [f"files/{PHOTO.as_posix()}", BOOKS]
    assert back_up(database, files, copy).files == 1


def test_a_branch_without_files_is_backed_up_too(database: Path, tmp_path: Path) -> None:
    done = back_up(database, tmp_path / "none", tmp_path / "copy.zip")
    assert done.files == 0 and done.size == (tmp_path / "copy.zip").stat().st_size


def test_what_came_after_the_backup_stays_in_the_folder(database: Path, files: Path, copy: Path) -> None:
    (files / "later.jpg").write_bytes(b"later")
    (files / PHOTO).write_bytes(b"touched by hand")
    restore(database, files, copy)
    there = below(files)
    assert there["later.jpg"] == b"later"
    assert there[f"{PHOTO}.before-restore-1"] == b"touched by hand"


def test_a_plain_database_of_an_older_backup_is_restored_and_touches_no_file(
    settings: Settings, database: Path, files: Path, tmp_path: Path
) -> None:
    copied(database, tmp_path / "older.db")
    renamed(settings, "改过的名字")
    before = below(files)
    assert restore(database, files, tmp_path / "older.db").files is None
    assert branch_name(settings) == settings.branch.name
    assert below(files) == before


def test_a_backup_is_whole_while_somebody_writes(
    settings: Settings, database: Path, files: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE branch SET name = '还没有提交'")
        back_up(database, files, tmp_path / "copy.zip")
        writer.execute("ROLLBACK")
    restore(database, files, tmp_path / "copy.zip")
    assert branch_name(settings) == settings.branch.name


# ---------------------------------------------------------------- where a backup may be written


def test_an_earlier_backup_is_replaced_but_no_other_file(database: Path, files: Path, copy: Path) -> None:
    back_up(database, files, copy)
    letter, other = copy.with_name("letter.txt"), copy.with_name("other.zip")
    letter.write_text("重要")
    with ZipFile(other, "w") as archive:
        archive.writestr("合同.txt", "重要")
    for there in (letter, other):
        before = there.read_bytes()
        with pytest.raises(StorageTrouble, match="不是备份文件"):
            back_up(database, files, there)
        assert there.read_bytes() == before


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("data/zhibu.db", "数据库自己"),
        ("data/files/copy.zip", "附件目录"),
        ("data", "文件夹"),
        ("nowhere/copy.zip", "备份没有做成"),
    ],
)
def test_a_place_that_cannot_hold_a_backup_is_refused(
    database: Path, files: Path, tmp_path: Path, where: str, said: str
) -> None:
    before = below(tmp_path)
    with pytest.raises(StorageTrouble, match=said):
        back_up(database, files, tmp_path / where)
    assert below(tmp_path) == before


def test_a_database_that_is_none_is_named_as_such_and_leaves_no_copy(tmp_path: Path, files: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageTrouble, match="备份没有做成：这个文件不是支部通的数据库"):
        back_up(broken, files, tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()


def test_there_is_no_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="还没有数据库"):
        back_up(tmp_path / "none.db", tmp_path / "files", tmp_path / "copy.zip")


def test_only_the_owner_reads_a_backup(copy: Path) -> None:
    assert copy.stat().st_mode & 0o077 == 0


# ---------------------------------------------------------------- bad backups


def _with(name: str | ZipInfo) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        with ZipFile(file, "a") as archive:
            archive.writestr(name, "../../etc/passwd")

    return spoil


def _link() -> ZipInfo:
    entry = ZipInfo("files/link")
    entry.external_attr = 0o120777 << 16
    return entry


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _one_byte_off(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[content.index(b"a crack in the wall")] ^= 1
    file.write_bytes(content)


def _without_books(file: Path) -> None:
    with ZipFile(file, "w") as archive:
        archive.writestr("files/a.jpg", "x")


BAD = [
    (text, "不是支部通的备份"),
    (_cut, "没有拷完整|已损坏"),
    (_one_byte_off, "已损坏"),
    (_without_books, "里没有 zhibu.db"),
    (_with("files/../../outside.txt"), "不该有的路径"),
    (_with("/etc/outside.txt"), "不该有的路径"),
    (_with("files\\..\\outside.txt"), "不该有的路径"),
    (_with("C:outside.txt"), "不该有的路径"),
    (_with("outside.txt"), "不该有的路径"),
    (_with(_link()), "不该有的路径"),
    (Path.unlink, "找不到文件"),
]


@pytest.mark.parametrize(("spoil", "said"), BAD)
def test_a_bad_archive_is_refused_and_nothing_is_touched(
    database: Path, files: Path, copy: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(copy)
    (files / PHOTO).unlink()
    before = below(tmp_path)
    with pytest.raises(StorageTrouble, match=said):
        restore(database, files, copy)
    after = below(tmp_path)
    assert {k: v for k, v in after.items() if not k.endswith(".lock")} == before


@pytest.mark.parametrize(
    ("spoil", "said"), [(torn, "已损坏"), (somebody_elses, "不是支部通的数据"), (newer, "更新版本")]
)
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "archive"])
def test_bad_books_are_refused_alone_or_in_an_archive(
    database: Path, files: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str, plain: bool
) -> None:
    bad = tmp_path / "bad"
    copied(database, bad)
    spoil(bad)
    if not plain:
        with ZipFile(tmp_path / "bad.zip", "w") as archive:
            archive.write(bad, BOOKS)
            archive.writestr("files/new.jpg", "x")
        bad = tmp_path / "bad.zip"
    before = below(database.parent)
    with pytest.raises(StorageTrouble, match=said):
        restore(database, files, bad)
    assert {k: v for k, v in below(database.parent).items() if not k.endswith(".lock")} == before


def test_nothing_is_restored_under_a_running_bot(database: Path, files: Path, copy: Path) -> None:
    with alone_with(database), pytest.raises(StorageTrouble, match="正在使用"):
        restore(database, files, copy)
