"""The books opened for one command at the command line, and closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlmodel import SQLModel

from bot.config import Settings
from bot.platforms.console.platform import NAME
from bot.sample import move_in
from storage.migrating import migrate
from storage.store import Store


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The configured database, brought to this version. Safe beside a running bot.

    Raises StorageTrouble if it cannot be used.
    """
    store = Store(settings.database)
    try:
        migrate(store)
        yield store
    finally:
        store.close()


@contextmanager
def example(settings: Settings) -> Iterator[Store]:
    """The sample branch in memory, for a command that needs some branch before there is one."""
    store = Store("sqlite:///:memory:")
    try:
        SQLModel.metadata.create_all(store.engine)
        store.now(partial(move_in, name=settings.branch, platform=NAME))
        yield store
    finally:
        store.close()
