"""What can be wrong with a database, in words an administrator can act on."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError


class StorageTrouble(Exception):
    """The database cannot do its work now. The text says what is wrong and what to do."""


LOCKED = "数据库正被另一个程序占用。请确认没有第二个支部通在用同一个文件，稍后会自动重试。"
READ_ONLY = "数据库是只读的，没有写入。请检查文件和所在目录的写权限。"
FULL = "磁盘已满，新的内容没有写入。请清理磁盘空间，之后会自动继续。"
STRANGE = "这个文件不是支部通的数据库，或已损坏。请用 zhibu restore 从备份恢复，或换一个路径。"
CORRUPT = "数据库文件已损坏。请先另存一份，再用 zhibu restore 从备份恢复。"
BROKEN = "读写数据库时磁盘出错。请检查磁盘。"
CLOSED = "打不开数据库文件。请检查路径是否存在、目录是否可写。"
AWAY = "连不上数据库服务器。请检查 database 地址、网络和账号，恢复后会自动继续。"
SQLITE = {
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_FULL": FULL,
    "SQLITE_NOTADB": STRANGE,
    "SQLITE_CORRUPT": CORRUPT,
    "SQLITE_IOERR": BROKEN,
    "SQLITE_CANTOPEN": CLOSED,
}
POSTGRES = {"53100": FULL, "25006": READ_ONLY, "08": AWAY, "28": AWAY, "3D": AWAY, "53": AWAY, "57P": AWAY}
"""SQLSTATE, or its first letters -> what it means."""
COLLISIONS = ("DeadlockDetected", "SerializationFailure")


def explained(error: BaseException) -> StorageTrouble | None:
    """The trouble behind an error, or None if it is our own mistake (a broken constraint, a typo)."""
    for one in _chain(error):
        if isinstance(one, StorageTrouble):
            return one
        if isinstance(one, DBAPIError) and (saying := _saying(one)):
            words = str(one.orig).strip() or type(one.orig).__name__
            return StorageTrouble(f"{saying}（{words.splitlines()[0]}）")
    return None


def in_words(error: sqlite3.Error) -> str:
    """What SQLite's own error means, with its words behind it."""
    code = str(getattr(error, "sqlite_errorname", ""))
    saying = next((saying for sign, saying in SQLITE.items() if code.startswith(sign)), "")
    return f"{saying}（{error}）" if saying else f"{error}。"


def collided(error: BaseException) -> bool:
    """Whether two replicas met on the same rows: the whole transaction may simply be done again."""
    return any(type(getattr(one, "orig", one)).__name__ in COLLISIONS for one in _chain(error))


def beyond_us(error: BaseException) -> bool:
    """Whether the database, and not the work, failed: then nothing of this transaction counts."""
    return collided(error) or explained(error) is not None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came of: a full disk takes the whole transaction back by itself, and then the end
    of a savepoint fails because the savepoint is gone."""
    behind: BaseException | None = error
    while behind is not None:
        yield behind
        behind = behind.__cause__ or behind.__context__


def _saying(error: DBAPIError) -> str | None:
    if type(error) not in (DatabaseError, InterfaceError, OperationalError):
        return None  # a constraint, a value, a typo: ours, whatever words it holds
    code = str(getattr(error.orig, "sqlite_errorname", ""))
    if code:
        return next((saying for sign, saying in SQLITE.items() if code.startswith(sign)), None)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # the server did not even answer
        return AWAY if type(error.orig).__module__.startswith("psycopg") else None
    return next((saying for sign, saying in POSTGRES.items() if state.startswith(sign)), None)
