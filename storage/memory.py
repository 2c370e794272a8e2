"""What finding.py remembers between transactions: committed things, under the version they are true for."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

KEPT = 4
"""Newest entries of a sort and branch: days and versions that are over are not asked for again."""


Key = tuple[Any, ...]
"""What it is, of which branch, and the versions and days it is true for."""
Known = dict[Key, dict[Key, Any]]


class Memory:
    """One transaction's view: what is known, and what it learned itself.

    A transaction reads its own changes. What it learned joins the common knowledge when it commits, and is
    forgotten when it, or a savepoint in it, is taken back: a refused change must not haunt the next message.
    """

    def __init__(self, known: Known) -> None:
        self._known, self._learned = known, dict[Key, Any]()

    def __contains__(self, key: Key) -> bool:
        return key in self._learned or key in self._known.get(key[:2], {})

    def __getitem__(self, key: Key) -> Any:
        return self._learned[key] if key in self._learned else self._known[key[:2]][key]

    def __setitem__(self, key: Key, found: Any) -> None:
        self._learned[key] = found

    def forget(self) -> None:
        """Drop what this transaction learned: it may have seen what is now taken back."""
        self._learned.clear()

    def clear(self) -> None:
        """Drop everything, for everybody: the books were emptied and versions begin anew."""
        self._learned.clear()
        self._known.clear()

    def share(self) -> None:
        """The transaction is committed: what it learned is true for all."""
        for key, found in self._learned.items():
            # a fresh dict each time: the store's other threads may be reading this one
            shelf = {**self._known.get(key[:2], {}), key: found}
            self._known[key[:2]] = dict(list(shelf.items())[-KEPT:])
        self._learned.clear()


def keep_honest(sessions: Any) -> None:
    """Let every session of a factory keep its memory honest."""
    event.listen(sessions, "after_soft_rollback", _forget)


def _forget(s: Session, _: SessionTransaction) -> None:
    s.info["memory"].forget()
