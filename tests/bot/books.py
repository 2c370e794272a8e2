"""What tests do to a database from outside: look at it, change it, spoil it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.commands.books import opened
from bot.config import Settings
from bot.sample import home


def branch_name(settings: Settings) -> str:
    with opened(settings) as store:
        branch = store.now(lambda s: home(s, settings.branch))
    return branch.name if branch else ""


def renamed(settings: Settings, name: str) -> None:
    with opened(settings) as store:

        def rename(s: object) -> None:
            branch = home(s, settings.branch)  # type: ignore[arg-type]
            assert branch is not None
            branch.name = name

        store.now(rename)


def text(file: Path) -> None:
    file.write_text("not a database, but longer than sixteen bytes")


def torn(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 8] = b"\xff" * (4096 * 7)
    file.write_bytes(content)


def somebody_elses(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
        other.commit()


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as books:
        books.execute("UPDATE alembic_version SET version_num = '9999'")
        books.commit()
