"""Outbox -> platform, with patience.

A row waits until it is sent, refused, given up, superseded by a newer card of its subject, or uncertain: its
answer was lost and the platform's dedupe window has passed, so that a repeat might be read twice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random

from sqlmodel import Session

from bot.platform import AnswerLost, Parcel, Platform, SendFailed, Undeliverable
from branch.cards import Card, FileOrder
from storage.queue import LEASE, claim, mark
from storage.store import Store
from storage.subjects import earlier, outdated
from storage.tables import Outbox
from storage.together import Together

log = logging.getLogger(__name__)
ABREAST = 32
"""Cards under way at the same time, each in a lane of its own."""
LAST_TRY = 8
"""For a card that we cannot draw or make: the fault is ours, and does not mend itself."""
PATIENCE = timedelta(hours=24)
"""For a platform that is away: its fault, and it comes back."""
LONGEST_WAIT = timedelta(minutes=5)
IN_FLIGHT = "in flight"
Maker = Callable[[FileOrder, str], Awaitable[bytes]]
"""Makes the file of a card: the order and the branch in, the bytes out."""


class Unmade(SendFailed):
    """We could not bring the card into shape; it never left."""


class Unclear(AnswerLost):
    """The platform's code broke while sending: whether the card left, nobody knows."""


class Delivery:
    """Takes cards from the outbox and sends them side by side, one per lane.

    `came_back` is called whenever a send is over: there may be a next card in its lane.
    """

    def __init__(
        self, store: Store, platform: Platform, clock: Callable[[], datetime], make: Maker, dice: Random
    ) -> None:
        self.store, self.platform, self.clock, self.make, self.dice = store, platform, clock, make, dice
        self.came_back: Callable[[], None] = lambda: None
        self._outcomes: Together[Outbox] = Together(lambda rows: store.run(partial(mark, rows=rows)))
        self._under_way: dict[int | None, asyncio.Task[None]] = {}
        self._unmarked: BaseException | None = None

    async def work(self) -> int:
        """Begin to send what is due, and do not wait for it: a slow chat delays no other.

        Raises StorageTrouble if the database fails; once also for a card that could not be ticked off.
        """
        if failed := self._unmarked:
            self._unmarked = None
            raise failed
        free = ABREAST - len(self._under_way)
        rows = await self.store.run(partial(self._take, limit=free)) if free else []
        for row, replaces in rows:
            if row.done_at is None and row.id not in self._under_way:
                task = self._under_way[row.id] = asyncio.create_task(self._deliver(row, replaces))
                task.add_done_callback(partial(self._back, row.id))
        return len(rows)

    async def finish(self) -> None:
        """Wait for what is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way.values())

    def _back(self, id: int | None, task: asyncio.Task[None]) -> None:
        self._under_way.pop(id, None)
        if not task.cancelled() and (failed := task.exception()):
            self._unmarked = failed  # its lease runs out by itself, and its key stays the same
        self.came_back()

    def _take(self, s: Session, limit: int) -> list[tuple[Outbox, str]]:
        """Lease rows; those that must not be sent any more are ticked off here."""
        now = self.clock()
        rows = claim(s, Outbox, now, limit)
        taken = [(row, self._prepare(s, row, now)) for row in rows]
        mark(s, rows)
        return taken

    def _prepare(self, s: Session, row: Outbox, now: datetime) -> str:
        """Lease a row, or tick it off; say which earlier card it may replace in place."""
        if row.id in self._under_way:  # a send that takes longer than its lease is not begun a second time
            row.due_at = now + LEASE
            return ""
        if row.unsure_since and now - row.unsure_since > self.platform.window:
            row.done_at, row.fate = now, "uncertain"
            return ""
        if row.subject and outdated(s, row):
            row.done_at, row.fate = now, "superseded"
            return ""
        row.due_at, row.attempts, row.error = now + LEASE, row.attempts + 1, IN_FLIGHT
        # from here on nobody knows, until an answer comes: a crash leaves the row saying so
        row.unsure_since = row.unsure_since or now
        return earlier(s, row, now) if row.subject else ""

    async def _deliver(self, row: Outbox, replaces: str) -> None:
        await self._send(row, replaces)
        await self._outcomes.add(row)

    async def _send(self, row: Outbox, replaces: str) -> None:
        try:
            row.platform_id = await self._through(await self._made(row, replaces))
        except SendFailed as failed:
            self._failed(row, failed)
        else:
            row.done_at, row.fate, row.error = self.clock(), "sent", None

    async def _made(self, row: Outbox, replaces: str) -> Parcel:
        try:
            return await self._parcel(row, replaces)
        except Exception as bug:  # a card nobody can make must not be tried for ever, nor stop its neighbours
            log.exception("card %s cannot be made", row.id)
            raise Unmade(f"{type(bug).__name__}: {bug}") from bug

    async def _through(self, parcel: Parcel) -> str:
        try:
            return await self.platform.send(parcel)
        except SendFailed:
            raise
        except Exception as bug:
            log.exception("card %s broke the platform's code", parcel.once)
            raise Unclear(f"{type(bug).__name__}: {bug}") from bug

    def _failed(self, row: Outbox, failed: SendFailed) -> None:
        now = self.clock()
        row.error = f"lost: {failed}" if isinstance(failed, AnswerLost) else str(failed)
        if not isinstance(failed, AnswerLost) and row.unsure_since == row.due_at - LEASE:
            row.unsure_since = None  # this was the only try, and it surely did not arrive
        if isinstance(failed, Undeliverable):
            row.done_at, row.fate = now, "refused"
        elif row.attempts >= LAST_TRY and (_ours(failed) or now - row.order_at > PATIENCE):
            row.done_at, row.fate = now, "uncertain" if row.unsure_since else "given up"
        else:
            row.due_at = now + self._wait(row, failed)

    def _wait(self, row: Outbox, failed: SendFailed) -> timedelta:
        # jitter: a platform that comes back must not meet every waiting card at once
        doubled = timedelta(seconds=2 ** min(row.attempts, 10))
        patience = min(doubled, LONGEST_WAIT) * self.dice.uniform(0.75, 1.25)
        return max(patience, failed.after or timedelta(0))

    async def _parcel(self, row: Outbox, replaces: str) -> Parcel:
        card = Card.model_validate(row.card)
        file = await self.make(card.file, row.branch) if card.file else None
        return Parcel(
            row.address,
            row.private,
            card,
            row.once,
            reply_to=row.reply_to,
            replaces=replaces,
            answers_press=row.answers_press,
            urgent=row.urgent,
            accounts=row.accounts,
            file=file,
        )


def _ours(failed: SendFailed) -> bool:
    return isinstance(failed, Unmade | Unclear)
