"""Feishu as a Platform: what is heard goes to the house, what the house says goes out."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.platform import Attached, Books, Kept, Message, Outcome, Parcel, Receive
from bot.platforms.feishu.agenda import Agenda
from bot.platforms.feishu.api import Api
from bot.platforms.feishu.catching_up import CatchingUp
from bot.platforms.feishu.events import NAME, message_of
from bot.platforms.feishu.files import Files
from bot.platforms.feishu.limits import Limits
from bot.platforms.feishu.link import Link
from bot.platforms.feishu.logbook import Logbook
from bot.platforms.feishu.ourselves import Ourselves
from bot.platforms.feishu.presses import Presses
from bot.platforms.feishu.sending import Sender
from bot.platforms.feishu.settings import FeishuSettings, Patience

log = logging.getLogger(__name__)
LOGBOOK = "feishu.json"


class FeishuPlatform:
    """One app on Feishu. `files` is the folder fetched files are kept in; `called` the bot's name there."""

    name = NAME
    window = timedelta(minutes=55)
    """Feishu drops a repeated uuid for an hour; five minutes are left for the call itself."""

    def __init__(
        self,
        settings: FeishuSettings,
        files: Path,
        *,
        called: str = "",
        patience: Patience | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._settings, self._patience = settings, patience or Patience()
        self.logbook = Logbook(files.parent / LOGBOOK, settings.monthly_calls)
        self._limits = limits or Limits()
        self._api = Api(settings, self._limits, self._patience, self.logbook.counted)
        self._files = Files(self._api, files, settings.file_limit)
        self._sender = Sender(self._api, self._files, self.logbook, settings.urgent)
        self._presses = Presses(self._patience.answer)
        self._books: Books | None = None
        self._ourselves = Ourselves(self._api, called)
        self._aside: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Task[None] | None = None
        self.up = asyncio.Event()

    def consult(self, books: Books) -> None:
        """Remember where the roster, the meetings and what replicas share are to be had."""
        self._books = self._limits.books = books

    async def listen(self, receive: Receive, outcome: Outcome) -> None:
        """Hear until cancelled, or until `close`; what was begun is stored and acknowledged first."""
        await self._ourselves.learn()
        catching_up = CatchingUp(self._api, self.logbook, self._settings.roll_hours, receive, self._books)

        async def hear(raw: bytes) -> dict[str, Any] | None:
            return await self._hear(raw, receive, outcome, catching_up)

        def connected(deaf: float | None, at: datetime | None) -> None:
            log.info("feishu: connected")
            self.up.set()
            since, until = catching_up.connected(deaf, at)
            self._beside(catching_up.catch_up(since, until, self._ourselves.own))

        link = Link(self._settings, self._api, hear, self._patience, connected)
        self._listening = asyncio.create_task(link.run())
        self._beside(catching_up.keep_current(link.up))
        if self._settings.calendar and self._books:
            self._beside(Agenda(self._api, self._books).keep(link.up))
        try:
            await asyncio.wait({self._listening})
        finally:
            if link.up.is_set():
                catching_up.hung_up()
            await self._stop_listening()

    async def send(self, parcel: Parcel) -> str:
        """Deliver a card; the answer to a press whose toast said it all needs no card.

        Raises:
            AnswerLost, SendFailed, Undeliverable.
        """
        if parcel.answers_press:
            # A card that changes in place changes for everybody: a toast to one person is no substitute.
            if await self._presses.was_told(parcel.reply_to) and not parcel.replaces:
                return ""
            parcel = replace(parcel, reply_to=self._presses.card_of(parcel.reply_to))
        return await self._sender.send(parcel)

    async def fetch(self, file: Attached) -> Kept:
        """Fetch what came with a message into the files' folder.

        Raises:
            SendFailed, Undeliverable.
        """
        return await self._files.fetch(file)

    async def close(self) -> None:
        """Stop listening, finish what is in flight, write the logbook, hang up."""
        await self._stop_listening()
        self.logbook.write()
        await self._api.close()

    async def _hear(
        self, raw: bytes, receive: Receive, outcome: Outcome, catching_up: CatchingUp
    ) -> dict[str, Any] | None:
        """Take one event: nothing but reading and storing happens before it is acknowledged."""
        await self._ourselves.learn_meanwhile()
        message = message_of(raw, self._ourselves.own)
        if message is None:
            return None
        if message.press is not None:
            self.logbook.pressed = message.sent_at
            there = message.chat in self.logbook.private_chats
            return await self._presses.answer(replace(message, private=there), receive, outcome)
        await receive(message)
        self._note(message, catching_up)
        return None

    def _note(self, message: Message, catching_up: CatchingUp) -> None:
        """What an event means for ourselves, after it is stored."""
        if message.private:
            self.logbook.is_private(message.chat)
        elif message.happening == "said" and not message.addressed:
            self.logbook.hears_all = True  # with the @-only scope this message had not come
        if message.happening == "said" and not message.private:
            self._beside(catching_up.met(message))
        if message.happening == "bot_added":
            name = str(message.data.get("name", ""))
            self._beside(catching_up.roll(message.chat, name, message.sent_at, message.id))
        elif message.happening == "joined":
            self._beside(catching_up.known_by_mobile(message))

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._aside.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._aside.discard(task)
        if not task.cancelled() and (broken := task.exception()):
            log.error("feishu: %s: %s", type(broken).__name__, broken)

    async def _stop_listening(self) -> None:
        tasks = {*self._aside, *([self._listening] if self._listening else [])}
        self._listening = None
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        self.up.clear()
