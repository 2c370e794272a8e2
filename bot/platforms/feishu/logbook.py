"""What should outlive a restart on this side of the border: calls this month, when we last heard, refusals.

Time here is the platform's own, read from its answers: no clock of ours is asked. One small file beside the
fetched ones; losing it costs a count and a memory, nothing else.
"""

import json
import logging
import os
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx

from bot.platform import Books

log = logging.getLogger(__name__)
EVERY = 20
"""Calls between two writes of the file."""
REFUSALS_KEPT = 20
MONTHS_KEPT = 3
CHATS_KEPT = 2000
CHINA_IS = timedelta(hours=8)


class Logbook:
    """Kept in one file; `budget` is the month's calls, warned of at four fifths."""

    def __init__(self, file: Path, budget: int) -> None:
        self._file, self._budget = file, budget
        self._unwritten = 0
        kept = _read(file)
        self.calls: dict[str, int] = kept.get("calls", {})
        """Of all replicas, as last told, and our own since."""
        self.unshared: dict[str, int] = kept.get("unshared", {})
        self.refusals: list[str] = kept.get("refusals", [])
        self.heard: datetime | None = _moment(kept.get("heard"))
        self.pressed: datetime | None = _moment(kept.get("pressed"))
        self.hears_all = bool(kept.get("hears_all"))
        self.private_chats: list[str] = kept.get("private_chats", [])
        self.month = max(self.calls, default="")

    def counted(self, answer: httpx.Response) -> None:
        """Count a call, in the month (China time) that the answer's date names."""
        at = date_of(answer)
        self.month = (at + CHINA_IS).strftime("%Y-%m") if at else self.month or "0000-00"
        self.unshared[self.month] = self.unshared.get(self.month, 0) + 1
        self._count(self.month, self.calls.get(self.month, 0) + 1)
        self._unwritten += 1
        if self._unwritten >= EVERY:
            self.write()

    async def share(self, books: Books) -> None:
        """Add our calls to those of all replicas, and learn how many they are together.

        Raises StorageTrouble; then they are added next time.
        """
        # this month also when we called nothing: others may have
        for month in {self.month, *self.unshared} - {""}:
            ours = self.unshared.get(month, 0)
            together = await books.spent(month, ours)
            # some may have been counted meanwhile
            self.unshared[month] = since = self.unshared.get(month, 0) - ours
            self._count(month, max(self.calls.get(month, 0), together + since))
        self.unshared = {month: calls for month, calls in self.unshared.items() if calls}

    def _count(self, month: str, calls: int) -> None:
        before, self.calls[month] = self.calls.get(month, 0), calls
        if before < self._budget * 4 // 5 <= calls:
            log.warning("feishu: %s calls this month, budget %s", calls, self._budget)

    def refused(self, reason: str) -> None:
        """Remember why a card had to be sent in a simpler form."""
        self.refusals = [*self.refusals, reason][-REFUSALS_KEPT:]
        self.write()

    def is_private(self, chat: str) -> None:
        """Learn that a chat is a private one: a press does not say so itself."""
        if chat not in self.private_chats:
            self.private_chats = [*self.private_chats, chat][-CHATS_KEPT:]

    def write(self) -> None:
        """Put it on the disk; a full one is survived, for nothing here is a record of the branch."""
        self._unwritten = 0
        months = sorted(self.calls)[-MONTHS_KEPT:]
        kept: dict[str, Any] = {
            "calls": {month: self.calls[month] for month in months},
            "unshared": self.unshared,
            "refusals": self.refusals,
            "heard": self.heard.isoformat() if self.heard else None,
            "pressed": self.pressed.isoformat() if self.pressed else None,
            "hears_all": self.hears_all,
            "private_chats": self.private_chats,
        }
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps(kept, ensure_ascii=False))
            fresh.replace(self._file)
        except OSError as full:
            log.warning("feishu: the logbook cannot be written: %s", full)


def date_of(answer: httpx.Response) -> datetime | None:
    """The platform's own time, if its answer says so."""
    try:
        return parsedate_to_datetime(answer.headers["date"])
    except (KeyError, ValueError, TypeError):
        return None


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _moment(text: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None
