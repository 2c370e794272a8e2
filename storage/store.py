"""The one door to the database. All that differs between SQLite and PostgreSQL is here and in Moment."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from storage import journal
from storage.trouble import explained

T = TypeVar("T")
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON")
TRIES = 3
COLLISIONS = ("DeadlockDetected", "SerializationFailure")


class Store:
    """Work comes in as a plain function, and is done in one transaction by a thread that does nothing else.

    SQLite has one such thread: it allows one writer, so we queue before its door, not at its lock.
    `memory` outlives the transactions: what finding.py remembers between them, keyed by version.
    """

    def __init__(self, url: str, threads: int = 4) -> None:
        self.alone = url.startswith("sqlite")
        threads = 1 if self.alone else threads
        # messages per transaction: on PostgreSQL replicas wait for each other's locks, and deadlocked at 8
        self.batch = 8 if self.alone else 1
        self.url = url
        self.engine = open_engine(url, threads)
        self.memory: dict[Any, Any] = {}
        self._hands = ThreadPoolExecutor(threads, thread_name_prefix="store")

    async def run(self, work: Callable[[Session], T]) -> T:
        """Do some work. When this returns, all of it has happened; when it raises, none.

        Raises:
            StorageTrouble: the database is locked, full, read-only, corrupt or out of reach.
        """
        return await asyncio.get_running_loop().run_in_executor(self._hands, self.now, work)

    def now(self, work: Callable[[Session], T]) -> T:
        """Do some work here and now, on the caller's thread; otherwise as run()."""
        for tries_left in reversed(range(TRIES)):
            try:
                return self._transact(work)
            except OperationalError as error:
                if type(error.orig).__name__ not in COLLISIONS or not tries_left:
                    raise explained(error) or error from error
            except DBAPIError as error:
                raise explained(error) or error from error
        raise AssertionError("unreachable: the last try returns or raises")

    def _transact(self, work: Callable[[Session], T]) -> T:
        try:
            with Session(self.engine, expire_on_commit=False, info={"memory": self.memory}) as s, s.begin():
                journal.attach(s)
                return work(s)
        except BaseException:
            self.memory.clear()  # it may remember what this transaction wrote and then took back
            raise

    def close(self) -> None:
        """Finish what is in hand and let go of the database."""
        self._hands.shutdown()
        self.engine.dispose()


def open_engine(url: str, threads: int = 1) -> Engine:
    """An engine with our pragmas. A missing folder of a SQLite file is made."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=threads, max_overflow=0, pool_pre_ping=True)
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=1, max_overflow=0, connect_args={"check_same_thread": False})
    _prepare(engine)
    return engine


def insert_new(s: Session, table: Table, rows: list[dict[str, Any]]) -> int:
    """Insert the rows that are not there yet; say how many."""
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[s.get_bind().dialect.name]
    new = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return len(s.connection().execute(new, rows).all())


def _prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(dbapi: Any, _: Any) -> None:
        dbapi.isolation_level = None
        for pragma in PRAGMAS:
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE")
