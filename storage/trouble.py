"""What can be wrong with a database, in words an administrator can act on."""

from sqlalchemy.exc import DBAPIError


class StorageTrouble(Exception):
    """The database cannot do its work now. The text says what is wrong and what to do."""


SAYINGS = (
    ("locked", "数据库正被另一个程序占用。请确认没有第二个支部通在用同一个文件，稍后会自动重试。"),
    ("readonly", "数据库文件是只读的。请检查文件和所在目录的写权限。"),
    ("read-only", "数据库是只读的。请检查权限设置。"),
    ("disk is full", "磁盘已满，新的内容没有写入。请清理磁盘空间，之后会自动继续。"),
    ("not a database", "这个文件不是支部通的数据库，或已损坏。请用 zhibu restore 从备份恢复，或换一个路径。"),
    ("malformed", "数据库文件已损坏。请先另存一份，再用 zhibu restore 从备份恢复。"),
    ("disk I/O error", "读写数据库时磁盘出错。请检查磁盘。"),
    ("unable to open", "打不开数据库文件。请检查路径是否存在、目录是否可写。"),
    ("connection", "连不上数据库服务器。请检查 database 地址、网络和账号。"),
)


def explained(error: DBAPIError) -> StorageTrouble | None:
    """The trouble behind a driver's error, or None if it is our own mistake (a broken constraint, a typo)."""
    words = str(error.orig)
    for sign, saying in SAYINGS:
        if sign in words:
            return StorageTrouble(f"{saying}（{words.strip().splitlines()[0]}）")
    return None
