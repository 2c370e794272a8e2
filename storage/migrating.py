"""Bringing a database to this version's shape, at start. Alembic does it; it is loaded only when needed."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.store import Store
from storage.trouble import StorageTrouble, explained

HERE = Path(__file__).parent / "migrations"


def head() -> str:
    """The newest revision: the file names of migrations/versions begin with their revision, in order."""
    return max(file.name.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*.py"))


def current(connection: Connection) -> str | None:
    """The revision a database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def migrate(store: Store, to: str = "head") -> None:
    """Bring the database to a revision, in one transaction.

    Raises StorageTrouble for a database of a newer version of the bot, or one that is not a bot's at all.
    """
    try:
        _migrate(store, to)
    except DBAPIError as error:
        raise explained(error) or error from error


def _migrate(store: Store, to: str) -> None:
    with store.engine.connect() as connection:
        at = current(connection)
        if at == (head() if to == "head" else to):
            return
        if at is not None and at > head():
            raise StorageTrouble(f"这个数据库由更新版本的支部通写成（{at}）。请升级程序，或换回原来的备份。")
    _alembic(store, to)


def _alembic(store: Store, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        at = current(connection)
        if at is not None and to != "head" and to < at:
            command.downgrade(config, to)
        else:
            command.upgrade(config, to)
