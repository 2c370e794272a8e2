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

from sqlmodel import Session, col, select

from bot.platform import AnswerLost, Parcel, Platform, SendFailed, Undeliverable
from branch.cards import Card, FileOrder
from storage.queue import LEASE, claim, mark
from storage.store import Store
from storage.tables import Outbox
from storage.together import Together

log = logging.getLogger(__name__)
BATCH = 32
LAST_TRY = 8
IN_FLIGHT = "in flight"
LOST = "lost: "
EDITABLE = timedelta(days=14)
Maker = Callable[[FileOrder, str], Awaitable[bytes]]
"""Makes the file of a card: the order and the branch in, the bytes out."""


class Delivery:
    """Takes cards from the outbox and sends them side by side, one per lane."""

    def __init__(
        self, store: Store, platform: Platform, clock: Callable[[], datetime], make: Maker, dice: Random
    ) -> None:
        self.store, self.platform, self.clock, self.make, self.dice = store, platform, clock, make, dice
        self._outcomes: Together[Outbox] = Together(lambda rows: store.run(partial(mark, rows=rows)))

    async def work(self) -> int:
        """Take some cards, one of each chat, and send them side by side, outside any transaction."""
        rows = await self.store.run(self._take)
        await asyncio.gather(*(self._deliver(*row) for row in rows if row[0].done_at is None))
        return len(rows)

    def _take(self, s: Session) -> list[tuple[Outbox, str]]:
        """Lease rows; those that must not be sent any more are ticked off here."""
        now = self.clock()
        rows = claim(s, Outbox, now, BATCH)
        taken = [(row, self._prepare(s, row, now)) for row in rows]
        mark(s, rows)
        return taken

    def _prepare(self, s: Session, row: Outbox, now: datetime) -> str:
        """Lease a row, or tick it off; say which earlier card it may replace in place."""
        row.first_try_at = row.first_try_at or now
        unknown = row.error is not None and row.error.startswith((IN_FLIGHT, LOST))
        if unknown and now - row.first_try_at > self.platform.window > timedelta(0):
            row.done_at, row.fate = now, "uncertain"
            return ""
        if row.subject and _outdated(s, row):
            row.done_at, row.fate = now, "superseded"
            return ""
        row.due_at, row.attempts, row.error = now + LEASE, row.attempts + 1, IN_FLIGHT
        return _earlier(s, row, now) if row.subject else ""

    async def _deliver(self, row: Outbox, replaces: str) -> None:
        await self._send(row, replaces)
        await self._outcomes.add(row)

    async def _send(self, row: Outbox, replaces: str) -> None:
        try:
            row.platform_id = await self.platform.send(await self._parcel(row, replaces))
            row.done_at, row.fate, row.error = self.clock(), "sent", None
        except SendFailed as failed:
            self._failed(row, failed)
        except Exception as bug:  # a card nobody can draw must not be tried for ever, nor stop its neighbours
            log.exception("card %s failed", row.id)
            self._failed(row, SendFailed(f"{type(bug).__name__}: {bug}"))

    def _failed(self, row: Outbox, failed: SendFailed) -> None:
        now = self.clock()
        row.error = (LOST if isinstance(failed, AnswerLost) else "") + str(failed)
        if isinstance(failed, Undeliverable):
            row.done_at, row.fate = now, "refused"
        elif row.attempts >= LAST_TRY:
            row.done_at, row.fate = now, "uncertain" if isinstance(failed, AnswerLost) else "given up"
        else:
            # jitter: a platform that comes back must not meet every waiting card at once
            patience = timedelta(seconds=2**row.attempts * self.dice.uniform(0.75, 1.25))
            row.due_at = now + max(patience, failed.after or timedelta(0))

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


def _outdated(s: Session, row: Outbox) -> bool:
    """Whether a newer card of the same subject already waits: only the newest is worth sending."""
    newer = select(col(Outbox.id)).where(
        Outbox.platform == row.platform, Outbox.address == row.address, Outbox.subject == row.subject
    )
    return (
        s.exec(newer.where(col(Outbox.id) > row.id, col(Outbox.done_at).is_(None)).limit(1)).first()
        is not None
    )


def _earlier(s: Session, row: Outbox, now: datetime) -> str:
    """The platform's id of the last card of the same subject there, if it may still be edited."""
    shown = select(col(Outbox.platform_id)).where(
        Outbox.platform == row.platform, Outbox.address == row.address, Outbox.subject == row.subject
    )
    recent = shown.where(
        Outbox.fate == "sent", col(Outbox.platform_id) != "", col(Outbox.done_at) > now - EDITABLE
    )
    return s.exec(recent.order_by(col(Outbox.id).desc()).limit(1)).first() or ""
