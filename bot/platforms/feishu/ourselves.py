"""Which account is the bot's own: a mention of it is a word to us, any other is somebody's name."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass

from bot.platform import SendFailed
from bot.platforms.feishu.api import Api

log = logging.getLogger(__name__)
BOT = "/open-apis/bot/v3/info"
IDENTIFY = 1.0
"""Seconds an event waits for us to learn who we are."""
AGAIN = 60.0
"""Seconds before the platform is asked once more; every event would else cost a call."""


@dataclass(frozen=True)
class Own:
    """The bot's open_id, and as long as that is not known what it is called."""

    id: str = ""
    name: str = ""


class Ourselves:
    """Learns the account when it can; until then mentions are known by their kind, or by our name."""

    def __init__(self, api: Api, name: str) -> None:
        self._api, self.own = api, Own(name=name)
        self._asked_at: float | None = None

    async def learn(self) -> None:
        """Ask who we are."""
        self._asked_at = asyncio.get_running_loop().time()
        try:
            said = await self._api.call("GET", BOT)
            self.own = Own(str(said["bot"]["open_id"]), self.own.name)
        except (SendFailed, KeyError, TypeError) as no:
            log.warning("feishu: our own account is not known yet: %s", no)

    async def learn_meanwhile(self) -> None:
        """Ask once more if it was not answered, but keep no event waiting for it."""
        now = asyncio.get_running_loop().time()
        if self.own.id or (self._asked_at is not None and now - self._asked_at < AGAIN):
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(IDENTIFY):
                await self.learn()
