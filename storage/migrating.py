"""Bringing a database to this version's shape, at start. Alembic does it; it is loaded only when needed."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.store import Store
from storage.trouble import StorageTrouble, explained

HERE = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 20261125
"""The number of PostgreSQL's advisory lock: replicas that start together must not migrate together."""


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
    """Bring the database to a revision ("head", "base" or its number), in one transaction.

    Raises StorageTrouble for a database of a newer version of the bot, or one that is not a bot's at all.
    """
    try:
        _migrate(store, to)
    except DBAPIError as error:
        raise explained(error) or error from error


def _migrate(store: Store, to: str) -> None:
    with store.engine.connect() as connection:
        if _is_there(connection, to):
            return
    with store.engine.connect() as connection:
        if store.alone:
            # SQLite alters a table by copying and dropping it, and a drop deletes what points to it
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:one)"), {"one": ONE_AT_A_TIME})
        if not _is_there(connection, to):  # another replica may have been quicker
            _alembic(connection, to)
        if store.alone:
            _no_loose_ends(connection)
        connection.commit()
        if store.alone:
            connection.invalidate()  # the next connection minds its foreign keys again


def _is_there(connection: Connection, to: str) -> bool:
    at = current(connection)
    if at is not None and at > head():
        raise StorageTrouble(f"这个数据库由更新版本的支部通写成（{at}）。请升级程序，或换回原来的备份。")
    if at is None and to != "base" and inspect(connection).has_table("inbox"):
        raise StorageTrouble("这个数据库里有支部通的表，却没有版本记录，不能动它。请从备份恢复。")
    return at == (head() if to == "head" else None if to == "base" else to)


def _alembic(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    at = current(connection)
    if at is not None and to != "head" and (to == "base" or to < at):
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)


def _no_loose_ends(connection: Connection) -> None:
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if loose:
        raise StorageTrouble(f"升级没有完成，数据没有动：{loose[0]} 里有对不上的记录。请联系维护人员。")
