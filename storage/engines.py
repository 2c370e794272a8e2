"""How a database is opened: SQLite as one careful writer and one reader beside it, or PostgreSQL."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine import make_url

WRITING = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON")
READING = ("busy_timeout=5000", "query_only=ON")
# lost connections are noticed in half a minute; a connect to a server that is away gives up in ten seconds
POSTGRES = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 4}


def is_sqlite(url: str) -> bool:
    """Whether this is the embedded database."""
    return url.startswith("sqlite")


def open_engine(url: str, threads: int = 1) -> Engine:
    """An engine to write with. A missing folder of a SQLite file is made."""
    if not is_sqlite(url):
        return create_engine(
            url,
            pool_size=threads,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args=POSTGRES,
            hide_parameters=True,  # an error is logged; what members wrote is not
        )
    file = _file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    return _sqlite(url, WRITING, "BEGIN IMMEDIATE")


def open_reader(url: str) -> Engine | None:
    """A second way into a SQLite file, to read while another writes; None where the first one does."""
    if not is_sqlite(url) or _file(url) is None:
        return None
    return _sqlite(url, READING, "BEGIN")


def _file(url: str) -> Path | None:
    file = make_url(url).database
    return Path(file) if file and file != ":memory:" else None


def _sqlite(url: str, pragmas: tuple[str, ...], begin: str) -> Engine:
    pool: dict[str, Any] = {"pool_size": 1, "max_overflow": 0}
    if _file(url) is None:
        pool = {"poolclass": StaticPool}  # a database in memory lives and dies with its one connection
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def _connect(dbapi: Any, _: Any) -> None:
        dbapi.isolation_level = None
        for pragma in pragmas:
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql(begin)

    return engine
