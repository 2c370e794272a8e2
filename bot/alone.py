"""One SQLite file, one bot: a lock beside the file keeps a second process away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from storage.trouble import StorageTrouble


def lock_of(file: Path) -> Path:
    """Where the lock of a database file lies."""
    return file.with_name(file.name + ".lock")


@contextmanager
def alone_with(file: Path | None) -> Iterator[None]:
    """Hold the lock of a database file; None (PostgreSQL, memory) needs none.

    The lock goes with the process, however it ends. Raises StorageTrouble if somebody else holds it, or if
    the folder cannot be written.
    """
    if file is None:
        yield
        return
    lock = FileLock(lock_of(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as held:
        raise StorageTrouble(
            f"另一个支部通正在使用 {file}。请先退出它，或用 --database 指定另一个文件。"
        ) from held
    except OSError as refused:
        raise StorageTrouble(
            f"不能在 {file.parent} 里写文件（{refused.strerror}）。请检查写权限。"
        ) from refused
    try:
        yield
    finally:
        lock.release()


def in_use(file: Path) -> bool:
    """Whether a bot is using this file now."""
    lock = FileLock(lock_of(file))
    if not lock_of(file).exists():
        return False
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
