"""Copies of the books and their files: a backup made while the bot runs, and the way back from it."""

import filecmp
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

from bot.alone import alone_with
from bot.commands.archive import FILES, is_archive, kept_in, packed, unpacked
from bot.commands.soundness import copied, examined, is_sqlite
from storage.trouble import StorageTrouble, in_words


class Copied(NamedTuple):
    """What a backup holds: its bytes, and how many files beside the database."""

    size: int
    files: int


class Restored(NamedTuple):
    """What came back: where the earlier database lies now, and how many files; None: the backup knew none."""

    aside: Path | None
    files: int | None


def back_up(database: Path, files: Path, to: Path) -> Copied:
    """Write one archive with a consistent copy of an SQLite database and the files' folder.

    An earlier backup of that name is replaced, in one stroke. Safe while the bot runs: the database first,
    since a file lies in the folder before the books speak of it. Raises StorageTrouble.
    """
    _allowed(database, files, to)
    part = to.with_name(to.name + ".part")
    try:
        with _room(to.parent) as room:
            copied(database, books := room / "books.db")
            examined(books, database)
            count = packed(part, books, files)
        os.chmod(part, 0o600)  # names and telephone numbers are in it
        os.replace(part, to)
    except (sqlite3.Error, OSError) as failed:
        part.unlink(missing_ok=True)
        raise StorageTrouble(f"备份没有做成：{_why(failed)}") from failed
    return Copied(to.stat().st_size, count)


def _allowed(database: Path, files: Path, to: Path) -> None:
    if not database.exists():
        raise StorageTrouble(f"还没有数据库 {database}，没有可备份的内容。")
    if to.exists() and to.resolve() == database.resolve():
        raise StorageTrouble("备份文件不能就是数据库自己。请换一个文件名。")
    if to.is_dir():
        raise StorageTrouble(f"{to} 是一个文件夹。请写上文件名，例如 {to / '备份.zip'}。")
    if to.resolve().is_relative_to(files.resolve()):
        raise StorageTrouble(f"备份文件不能放在附件目录 {files} 里面。请换一个地方。")
    if to.exists() and not is_sqlite(to) and not is_archive(to):
        raise StorageTrouble(f"{to} 已存在，而且不是备份文件，没有覆盖它。请换一个文件名。")


def restore(database: Path, files: Path, source: Path) -> Restored:
    """Put a backup in the place of the books; the present database is kept aside.

    Files only join those that are there (they are called by their content, so none stands in another's way),
    and they come before the database: broken off anywhere, the books are the old or the new ones, complete.
    An older backup, a plain database, has no files and touches none.
    Raises StorageTrouble: the backup is broken, of a newer version, or the database is in use.
    """
    if not source.exists():
        raise StorageTrouble(f"找不到文件 {source}。")
    if database.exists() and database.resolve() == source.resolve():
        raise StorageTrouble("要恢复的文件就是现在的数据库，不用恢复。")
    plain = is_sqlite(source)
    with alone_with(database):
        try:
            return _put_back(database, files, source, plain=plain)
        except (sqlite3.Error, OSError) as failed:
            raise StorageTrouble(f"没有恢复，原来的数据没有动：{_why(failed)}") from failed


def _put_back(database: Path, files: Path, source: Path, *, plain: bool) -> Restored:
    files.mkdir(parents=True, exist_ok=True)
    with _room(database.parent) as room, _room(database.parent if plain else files) as unpacking:
        books = source if plain else unpacked(source, unpacking)
        examined(books, source)
        copied(books, fresh := room / "books.db")
        count = None if plain else _moved_in(unpacking / FILES, files)
        return Restored(_exchange(database, fresh), count)


def _moved_in(fresh: Path, files: Path) -> int:
    count = 0
    for file in kept_in(fresh):
        place = files / file.relative_to(fresh)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists() and not filecmp.cmp(file, place, shallow=False):
            os.replace(place, _aside(place))
        os.replace(file, place)
        count += 1
    return count


def _exchange(database: Path, fresh: Path) -> Path | None:
    """Move the present files aside together (a stray -wal would be played into the backup), then move in."""
    aside = _aside(database) if database.exists() else None
    for suffix in ("", "-wal", "-shm"):
        old = database.with_name(database.name + suffix)
        if old.exists():
            if aside:
                os.replace(old, aside.with_name(aside.name + suffix))
            else:
                old.unlink()
    os.replace(fresh, database)
    return aside


def _aside(file: Path) -> Path:
    n = 1
    while (there := file.with_name(f"{file.name}.before-restore-{n}")).exists():
        n += 1
    return there


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """A hidden folder to work in, on the same disk as what is replaced; gone afterwards."""
    room = Path(mkdtemp(dir=folder, prefix=".backup-"))
    try:
        yield room
    finally:
        rmtree(room, ignore_errors=True)


def _why(failed: Exception) -> str:
    if isinstance(failed, sqlite3.Error):
        return in_words(failed)
    return f"{(failed.strerror if isinstance(failed, OSError) else '') or failed}。"
