"""Keeping up with what no event tells: who is in the groups, and what was said while we were deaf.

Feishu repeats an unacknowledged event 15 s, 5 min, 1 h and 6 h later, then never again. After a longer
silence a group's history is read where that is allowed; where it is not, the house is told of the gap.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Any

from bot.platform import Books, Message, Receive, SendFailed
from bot.platforms.feishu import members
from bot.platforms.feishu.api import Api
from bot.platforms.feishu.events import NAME, from_history
from bot.platforms.feishu.logbook import Logbook
from bot.platforms.feishu.ourselves import Own

log = logging.getLogger(__name__)
REPEATS_END = timedelta(hours=7)
UNLISTED_AGAIN = timedelta(hours=1)
"""When our groups are listed again after that failed; each minute would eat up the month's calls."""
TICK = 60.0
WRITE_EVERY = 5
PRIVATE_AT_MOST = 200
"""Private chats whose history is read after a gap, the latest met first to stay."""


class CatchingUp:
    """Delivers `roll` and `gap` messages and messages of the past. Times are the platform's own."""

    def __init__(
        self, api: Api, logbook: Logbook, roll_hours: float, receive: Receive, books: Books | None = None
    ) -> None:
        self._api, self._logbook, self._receive, self._books = api, logbook, receive, books
        self._roll_every = timedelta(hours=roll_hours)
        self._bot = Own()
        self._said_at: tuple[datetime, float] | None = None
        self._rolled_at: datetime | None = None
        self._rolled: set[str] = set()
        self._unlisted: set[str] = set()
        """Groups whose members the platform does not tell: there a mention is how we learn a name."""

    def now(self) -> datetime | None:
        """The platform's time: what it last told us, and what has passed since."""
        if self._said_at is None:
            return None
        at, when = self._said_at
        return at + timedelta(seconds=asyncio.get_running_loop().time() - when)

    def connected(self, deaf: float | None, at: datetime | None) -> tuple[datetime | None, datetime | None]:
        """Note that we hear; return since when we had not, across a restart as well, and until when.

        `at`: the platform's time; a platform that does not tell it is taken to go by the house's.
        """
        at = at or (self._books.moment() if self._books else None)
        if at is None:
            return None, None
        self._said_at = at, asyncio.get_running_loop().time()
        since = self._logbook.heard if deaf is None else at - timedelta(seconds=deaf)
        self._logbook.heard = at
        return since, at

    def hung_up(self) -> None:
        """Note until when we heard."""
        self._logbook.heard = self.now() or self._logbook.heard

    async def catch_up(self, since: datetime | None, until: datetime | None, bot: Own) -> None:
        """Fill a gap too long for the platform's own repeats, and read the member lists if they are due."""
        self._bot = bot
        if until is None:
            return
        if since is not None and until - since > REPEATS_END:
            await self._fill(since, until)
        await self._roll_all(until)

    async def keep_current(self, up: asyncio.Event) -> None:
        """Note each minute that we hear, and read the member lists again each day."""
        ticks = 0
        while True:
            await asyncio.sleep(TICK)
            now = self.now()
            if now is None or not up.is_set():
                continue
            self._logbook.heard = now
            ticks += 1
            if ticks % WRITE_EVERY == 0:
                self._logbook.write()
            try:
                if self._books:
                    await self._logbook.share(self._books)
                await self._roll_all(now)
            except Exception:  # a storage in trouble must not end the keeping
                log.exception("feishu: the member lists or the calls were not taken over")

    async def roll(self, chat: str, name: str, at: datetime, cause: str) -> None:
        """Deliver who is in a group; where that is not told, whom of the roster the mobile numbers find."""
        self._rolled.add(chat)
        try:
            people = await self._named(chat, await members.people_in(self._api, chat))
            self._unlisted.discard(chat)
        except SendFailed as no:
            log.warning("feishu: the members of a group cannot be read: %s", no)
            self._unlisted.add(chat)
            people = [{"account": a, "name": "", "person": n} for a, n in (await self._found(chat)).items()]
        await self._tell_roll(chat, {"name": name, "people": people}, at, cause)

    async def met(self, said: Message) -> None:
        """Somebody spoke in a group: see to it that the group is known, and whoever is mentioned there."""
        if said.chat not in self._rolled and self._roll_every > timedelta(0):
            await self.roll(said.chat, "", said.sent_at, said.id)
        people = [{"account": m.account, "name": m.name} for m in said.mentions if m.account]
        if people and said.chat in self._unlisted:
            await self._tell_roll(said.chat, {"people": people}, said.sent_at, f"{said.id} mentions")

    async def known_by_mobile(self, joined: Message) -> None:
        """Deliver those of the newcomers whom the roster's mobile numbers name."""
        people = await self._named(joined.chat, joined.data["people"])
        if named := [person for person in people if "person" in person]:
            await self._tell_roll(joined.chat, {"people": named}, joined.sent_at, joined.id)

    async def _tell_roll(self, chat: str, there: dict[str, Any], at: datetime, cause: str) -> None:
        await self._receive(Message(NAME, f"roll:{chat}:{cause}", chat, "", "", at, "roll", data=there))

    async def _named(self, chat: str, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Add the roster name to those whose mobile number the roster has; the numbers stay here."""
        names = await self._found(chat) if people else {}
        return [p | {"person": names[p["account"]]} if p["account"] in names else p for p in people]

    async def _found(self, chat: str) -> dict[str, str]:
        """Account -> roster name, of those whose mobile number finds their account."""
        mobiles = await self._books.mobiles(chat) if self._books else {}
        found = await members.by_mobile(self._api, list(mobiles)) if mobiles else {}
        return {account: mobiles[mobile] for mobile, account in found.items() if mobile in mobiles}

    async def _roll_all(self, now: datetime) -> None:
        if self._roll_every <= timedelta(0):
            return
        if self._rolled_at is not None and now - self._rolled_at < self._roll_every:
            return
        self._rolled_at = now
        chats = await self._chats()
        if chats is None:
            self._rolled_at = now - self._roll_every + min(self._roll_every, UNLISTED_AGAIN)
        for chat, name in (chats or {}).items():
            await self.roll(chat, name, now, now.isoformat())

    async def _fill(self, since: datetime, until: datetime) -> None:
        log.warning("feishu: deaf from %s to %s", since, until)
        chats = await self._chats()
        if chats is None:  # then nobody's history can be asked for; the hours are told all the same
            await self._tell("", since, until)
        for chat in chats or {}:
            try:
                await self._read_history(chat, since, until)
            except SendFailed as no:
                log.warning("feishu: the history of a group cannot be read: %s", no)
                await self._tell(chat, since, until)
        for chat in self._logbook.private_chats[-PRIVATE_AT_MOST:]:
            try:
                await self._read_history(chat, since, until, private=True)
            except SendFailed as no:
                log.warning("feishu: the history of a private chat cannot be read: %s", no)

    async def _read_history(
        self, chat: str, since: datetime, until: datetime, *, private: bool = False
    ) -> None:
        """Deliver what was said; what we had heard already is dropped by its id."""
        items = await members.history(self._api, chat, int(since.timestamp()), int(until.timestamp()) + 1)
        for item in items:
            message = from_history(item, chat, self._bot, private=private)
            if message is not None:
                await self._receive(message)

    async def _tell(self, chat: str, since: datetime, until: datetime) -> None:
        hours = {"since": since.isoformat(), "until": until.isoformat()}
        id = f"gap:{chat}:{until.isoformat()}"
        await self._receive(Message(NAME, id, chat, "", "", until, "gap", data=hours))

    async def _chats(self) -> dict[str, str] | None:
        """Our groups by id with their names; None if they cannot be listed."""
        try:
            return {chat["chat_id"]: chat["name"] for chat in await members.chats(self._api)}
        except SendFailed as no:
            log.warning("feishu: our groups cannot be listed: %s", no)
            return None
