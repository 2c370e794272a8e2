"""What can be wrong with a database, in words an administrator can act on."""

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


def explained(error: DBAPIError) -> StorageTrouble | None:
    """The trouble behind a driver's error, or None if it is our own mistake (a broken constraint, a typo)."""
    saying = _saying(error)
    words = str(error.orig).strip() or type(error.orig).__name__
    return StorageTrouble(f"{saying}（{words.splitlines()[0]}）") if saying else None


def collided(error: DBAPIError) -> bool:
    """Whether two replicas met on the same rows: the whole transaction may simply be done again."""
    return type(error.orig).__name__ in COLLISIONS


def beyond_us(error: BaseException) -> bool:
    """Whether the database, and not the work, failed: then nothing of this transaction counts."""
    if isinstance(error, DBAPIError) and (explained(error) or collided(error)):
        return True
    # a full disk takes the whole transaction back, and the savepoint's own end then fails for another reason
    behind = error.__cause__ or error.__context__
    return isinstance(error, StorageTrouble) or (behind is not None and beyond_us(behind))


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
