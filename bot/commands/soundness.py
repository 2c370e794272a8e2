"""Whether a file is a whole database of ours: asked before it is kept or put in place of the books."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.migrating import head
from storage.trouble import StorageTrouble

MAGIC = b"SQLite format 3\x00"


def copied(database: Path, to: Path) -> None:
    """Write a consistent copy of an SQLite database, whoever writes in it meanwhile. Raises sqlite3.Error."""
    with closing(_opened(database)) as source:
        source.execute("VACUUM INTO ?", (str(to),))


def examined(file: Path, called: Path) -> None:
    """Raise StorageTrouble unless the file (shown as `called`) is a whole database of ours, none newer."""
    try:
        with closing(_opened(file)) as books:
            sound = [row[0] for row in books.execute("PRAGMA integrity_check(3)")]
            loose = books.execute("PRAGMA foreign_key_check").fetchone()
            version = _version(books)
    except sqlite3.Error as broken:
        raise StorageTrouble(f"{called} 已损坏，读不出来（{broken}）。请换一份备份。") from broken
    if sound != ["ok"] or loose:
        raise StorageTrouble(f"{called} 已损坏，没有使用它。请换一份备份。")
    if version is None:
        raise StorageTrouble(f"{called} 是 SQLite 文件，但不是支部通的数据。")
    if version > head():
        raise StorageTrouble(f"{called} 由更新版本的支部通写成（{version}）。请先升级程序。")


def is_sqlite(file: Path) -> bool:
    """Whether a file begins as SQLite's do. Raises StorageTrouble if it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(MAGIC)) == MAGIC
    except OSError as refused:
        raise StorageTrouble(f"读不了 {file}：{refused.strerror}。") from refused


def _version(books: sqlite3.Connection) -> str | None:
    there = books.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = books.execute("SELECT version_num FROM alembic_version").fetchone() if there else None
    return str(found[0]) if found else None


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
