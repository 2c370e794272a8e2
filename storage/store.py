"""The one door to the database. What differs between SQLite and PostgreSQL is in engines.py and in Moment."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Engine, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import sessionmaker
from sqlmodel import Session

from storage import journal
from storage.branches import let_go_on_rollback
from storage.engines import is_sqlite, open_engine, open_reader
from storage.hands import Hands
from storage.memory import Known, Memory, keep_honest
from storage.trouble import collided, explained

T = TypeVar("T")
TRIES = 3


class Store:
    """Work comes in as a plain function, and is done in one transaction by a thread that does nothing else.

    SQLite has one such thread: it allows one writer, so we queue before its door, not at its lock.
    `memory` outlives the transactions: what finding.py remembers between them, keyed by version.
    """

    def __init__(self, url: str, threads: int = 4) -> None:
        self.alone = is_sqlite(url)
        threads = 1 if self.alone else threads
        # messages per transaction: on PostgreSQL replicas wait for each other's locks, and deadlocked at 8
        self.batch = 8 if self.alone else 1
        self.url = url
        self.engine = open_engine(url, threads)
        self.memory: Known = {}
        self._sessions = _sessions(self.engine)
        self._hands = Hands(threads, "store")
        reader = open_reader(url)
        self._reading = _sessions(reader) if reader else self._sessions
        self._eyes = Hands(1, "reader") if reader else self._hands
        self._engines = (self.engine, reader) if reader else (self.engine,)

    async def run(self, work: Callable[[Session], T], *, urgent: bool = False) -> T:
        """Do some work. When this returns, all of it has happened; when it raises, none.

        `urgent`: before everything that waits; somebody outside counts the seconds.

        Raises:
            StorageTrouble: the database is locked, full, read-only, corrupt or out of reach.
        """
        return await self._hands.do(partial(self.now, work), urgent=urgent)

    async def read(self, work: Callable[[Session], T]) -> T:
        """Ask something long, such as a ledger, from one state of the books; no writer waits meanwhile.

        What `work` would write is lost or refused. Raises StorageTrouble.
        """
        return await self._eyes.do(partial(self._attempt, work, self._reading))

    def now(self, work: Callable[[Session], T]) -> T:
        """Do some work here and now, on the caller's thread; otherwise as run()."""
        return self._attempt(work, self._sessions)

    def close(self) -> None:
        """Finish what is in hand and let go of the database."""
        self._hands.close()
        self._eyes.close()
        for engine in self._engines:
            engine.dispose()

    def _attempt(self, work: Callable[[Session], T], sessions: "sessionmaker[Session]") -> T:
        for tries_left in reversed(range(TRIES)):
            try:
                return self._transact(work, sessions)
            except DBAPIError as error:
                if not (collided(error) and tries_left):
                    raise explained(error) or error from error
        raise AssertionError("unreachable: the last try returns or raises")

    def _transact(self, work: Callable[[Session], T], sessions: "sessionmaker[Session]") -> T:
        view = Memory(self.memory)
        with sessions(info={"memory": view}) as s, s.begin():
            done = work(s)
        view.share()
        return done


def _sessions(engine: Engine) -> "sessionmaker[Session]":
    made = sessionmaker(engine, class_=Session, expire_on_commit=False)
    journal.listen(made)
    keep_honest(made)
    let_go_on_rollback(made)
    return made


def insert_new(s: Session, table: Table, rows: list[dict[str, Any]]) -> int:
    """Insert the rows that are not there yet; say how many."""
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[s.get_bind().dialect.name]
    new = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return len(s.connection().execute(new, rows).all())
