"""Copies of the books: a backup made while the bot runs, and the way back from it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.alone import alone_with
from storage.migrating import head
from storage.trouble import StorageTrouble

MAGIC = b"SQLite format 3\x00"
KEPT_ASIDE = "{name}.before-restore-{n}"


def back_up(database: Path, to: Path) -> int:
    """Write a whole and consistent copy of an SQLite database; say how many bytes.

    An earlier backup of that name is replaced, in one stroke. Safe while the bot runs.
    Raises StorageTrouble.
    """
    if not database.exists():
        raise StorageTrouble(f"还没有数据库 {database}，没有可备份的内容。")
    if to.exists() and to.resolve() == database.resolve():
        raise StorageTrouble("备份文件不能就是数据库自己。请换一个文件名。")
    if to.exists() and not _is_sqlite(to):
        raise StorageTrouble(f"{to} 已存在，而且不是备份文件，没有覆盖它。请换一个文件名。")
    part = to.with_name(to.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(_opened(database)) as source:
            source.execute("VACUUM INTO ?", (str(part),))
        _examined(part)
        os.chmod(part, 0o600)  # names and telephone numbers are in it
        os.replace(part, to)
    except (sqlite3.Error, OSError) as failed:
        part.unlink(missing_ok=True)
        raise StorageTrouble(f"备份没有做成：{_why(failed)}。") from failed
    return to.stat().st_size


def restore(database: Path, source: Path) -> Path | None:
    """Put a backup in the place of the database; the present one is kept aside, and its path returned.

    Raises StorageTrouble: the backup is broken, of a newer version, or the database is in use.
    """
    _examined(source)
    if database.exists() and database.resolve() == source.resolve():
        raise StorageTrouble("要恢复的文件就是现在的数据库，不用恢复。")
    with alone_with(database):
        part = database.with_name(database.name + ".part")
        try:
            part.unlink(missing_ok=True)
            with closing(_opened(source)) as good:
                good.execute("VACUUM INTO ?", (str(part),))
            return _exchange(database, part)
        except (sqlite3.Error, OSError) as failed:
            part.unlink(missing_ok=True)
            raise StorageTrouble(f"没有恢复，原来的数据没有动：{_why(failed)}。") from failed


def _exchange(database: Path, part: Path) -> Path | None:
    """Move the present files aside together (a stray -wal would be played into the backup), then move in."""
    aside = _aside(database) if database.exists() else None
    for suffix in ("", "-wal", "-shm"):
        old = database.with_name(database.name + suffix)
        if old.exists():
            if aside:
                os.replace(old, aside.with_name(aside.name + suffix))
            else:
                old.unlink()
    os.replace(part, database)
    return aside


def _aside(database: Path) -> Path:
    n = 1
    while (there := database.with_name(KEPT_ASIDE.format(name=database.name, n=n))).exists():
        n += 1
    return there


def _examined(file: Path) -> None:
    """Raises StorageTrouble unless the file is a whole database of ours, not newer than this version."""
    if not file.exists():
        raise StorageTrouble(f"找不到文件 {file}。")
    if not _is_sqlite(file):
        raise StorageTrouble(f"{file} 不是支部通的备份（不是 SQLite 文件）。")
    try:
        with closing(_opened(file)) as books:
            sound = [row[0] for row in books.execute("PRAGMA integrity_check(3)")]
            loose = books.execute("PRAGMA foreign_key_check").fetchone()
            version = _version(books)
    except sqlite3.Error as broken:
        raise StorageTrouble(f"{file} 已损坏，读不出来（{broken}）。请换一份备份。") from broken
    if sound != ["ok"] or loose:
        raise StorageTrouble(f"{file} 已损坏，没有使用它。请换一份备份。")
    if version is None:
        raise StorageTrouble(f"{file} 是 SQLite 文件，但不是支部通的数据。")
    if version > head():
        raise StorageTrouble(f"{file} 由更新版本的支部通写成（{version}）。请先升级程序。")


def _version(books: sqlite3.Connection) -> str | None:
    there = books.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = books.execute("SELECT version_num FROM alembic_version").fetchone() if there else None
    return str(found[0]) if found else None


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=10)


def _is_sqlite(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(MAGIC)) == MAGIC
    except OSError as refused:
        raise StorageTrouble(f"读不了 {file}：{refused.strerror}。") from refused


def _why(failed: Exception) -> str:
    return (failed.strerror or str(failed)) if isinstance(failed, OSError) else str(failed)
