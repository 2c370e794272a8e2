"""Evidence -> the files' folder, with patience: what belongs to a record is fetched from the platform."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from sqlmodel import Session

from bot.platform import Attached, Fetching, Kept, Platform, SendFailed, Undeliverable
from branch.cards import Card
from handlers.hazards.photos import pass_on
from handlers.kit import Surroundings, UnitOfWork
from storage.branches import take_pen
from storage.queue import claim, mark
from storage.store import Store
from storage.tables import Evidence

log = logging.getLogger(__name__)
ABREAST = 4
LEASE = timedelta(minutes=5)
LONGEST_SECONDS = 240
"""A download that takes longer hangs; shorter than the lease, so that no other begins the same one."""
LAST_TRY = 8
PATIENCE = timedelta(hours=24)
LONGEST_WAIT = timedelta(minutes=5)


class Fetcher:
    """Fetches files; a kill in between leaves a row that falls due again."""

    def __init__(
        self, store: Store, platform: Platform, clock: Callable[[], datetime], around: Surroundings
    ) -> None:
        self.store, self.platform, self.clock, self.around = store, platform, clock, around

    async def work(self) -> int:
        """Fetch some of what is due, side by side."""
        rows = await self.store.run(self._take)
        await asyncio.gather(*(self._fetch(row) for row in rows))
        if rows:
            await self.store.run(partial(self._write, rows=rows))
        return len(rows)

    def _take(self, s: Session) -> list[Evidence]:
        rows = claim(s, Evidence, self.clock(), ABREAST)
        for row in rows:
            row.due_at, row.attempts, row.error = self.clock() + LEASE, row.attempts + 1, "in flight"
        mark(s, rows)
        return rows

    async def _fetch(self, row: Evidence) -> None:
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                kept = await self._through(Attached(row.key, row.name, _kind(row)))
        except (SendFailed, OSError) as failed:  # OSError: also a full disk, and TimeoutError
            self._failed(row, failed)
        except Exception as bug:
            log.exception("file %s broke the platform's code", row.id)
            self._failed(row, bug)
        else:
            row.sha256, row.size, row.sort = kept.sha256, kept.size, kept.kind
            row.done_at, row.error = self.clock(), None

    async def _through(self, file: Attached) -> Kept:
        if not isinstance(self.platform, Fetching):
            raise Undeliverable("这个平台不提供文件")
        return await self.platform.fetch(file)

    def _failed(self, row: Evidence, failed: Exception) -> None:
        now = self.clock()
        row.error = str(failed) or type(failed).__name__
        given_up = row.attempts >= LAST_TRY and now - row.at > PATIENCE
        if isinstance(failed, Undeliverable) or given_up:
            row.done_at = now
            return
        wait = min(timedelta(seconds=2 ** min(row.attempts, 10)), LONGEST_WAIT)
        after = failed.after if isinstance(failed, SendFailed) else None
        row.due_at = now + max(wait, after or timedelta(0))

    def _write(self, s: Session, rows: list[Evidence]) -> None:
        mark(s, rows)
        for row in rows:
            if row.done_at:
                self._tell(s, row)

    def _tell(self, s: Session, row: Evidence) -> None:
        """Pass on what came; let the sender know what did not, for it must not look as if it were there."""
        branch = take_pen(s, row.branch)
        if branch is None:
            return
        work = UnitOfWork(self.clock(), s, branch, self.around)
        who = work.roster.get(row.person_id)
        with work.savepoint():
            if row.sha256:
                pass_on(work, row)
            elif who:
                work.tell(who, lost(row))


def lost(row: Evidence) -> Card:
    """What the sender of a file reads that could not be fetched."""
    what = row.name or ("照片" if row.kind == "image" else "文件")
    return Card(
        title=f"{row.about} 的{what}没有存下来", lines=(f"原因：{row.error}", "请再发一次。"), tone="warn"
    )


def _kind(row: Evidence) -> Literal["image", "file"]:
    return "image" if row.kind == "image" else "file"
