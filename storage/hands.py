"""Threads that do nothing but the store's work, the urgent first."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
URGENT, USUAL, LAST = range(3)


class Hands:
    """A few threads and one queue before them. What somebody waits for with a deadline goes first."""

    def __init__(self, threads: int, name: str) -> None:
        self._waiting: PriorityQueue[tuple[int, int, Callable[[], Any], Future[Any]]] = PriorityQueue()
        self._order = count()
        self._closed = False
        self._threads = [Thread(target=self._live, name=f"{name} {n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    async def do(self, work: Callable[[], T], *, urgent: bool = False) -> T:
        """Have something done and return what comes of it. Cancelled before it began, it is not done."""
        if self._closed:
            raise RuntimeError("the store is closed")
        done: Future[T] = Future()
        self._waiting.put((URGENT if urgent else USUAL, next(self._order), work, done))
        return await asyncio.wrap_future(done)

    def close(self) -> None:
        """Finish what waits and let the threads go."""
        self._closed = True
        for _ in self._threads:
            self._waiting.put((LAST, next(self._order), _nothing, Future()))
        for thread in self._threads:
            thread.join()

    def _live(self) -> None:
        while True:
            rank, _, work, done = self._waiting.get()
            if rank == LAST:
                return
            if not done.set_running_or_notify_cancel():
                continue
            try:
                done.set_result(work())
            except BaseException as failed:
                done.set_exception(failed)


def _nothing() -> None:
    return None
