"""How fast we may speak: Feishu's limits, kept with a margin and shared by all that is sent.

Feishu allows 5 messages a second to a group (counting every bot in it) and to a person, and 50 calls a
second and 1,000 a minute to an app. We take four fifths. A window slides: a bucket that refills would let
twice its rate through at once.

Replicas share the limits: behind these windows each call queues once more in the books, where all replicas
pass at an even pace (15 a second with a burst of 25 keeps both limits of the app).
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.platform import Books, Narrow, SendFailed
from storage.trouble import StorageTrouble

Seconds = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]

PER_CHAT = ((4, 1.0),)
PER_APP = ((40, 1.0), (900, 60.0))
APP = Narrow("app", 1 / 15, 25)
CHAT_EVERY = 0.25
PATIENCE = 20.0
"""Seconds we stand in the replicas' queue; the outbox's lease is 60 s."""
QUEUE_AT_MOST = 80
"""Calls waiting for one chat; more go back to the outbox, whose lease is 60 s."""
FORGET_ABOVE = 1000


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


class Window:
    """At most `most` in any `span` seconds."""

    def __init__(self, most: int, span: float) -> None:
        self._span = span
        self._taken: deque[float] = deque(maxlen=most)

    def free_at(self, now: float) -> float:
        full = len(self._taken) == self._taken.maxlen
        return max(now, self._taken[0] + self._span) if full else now

    def take(self, now: float) -> None:
        self._taken.append(now)


class Lane:
    """The line of those who want to speak to one chat or person, first come first served."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.windows = [Window(*limit) for limit in PER_CHAT]
        self.waiting = 0


class Limits:
    """Lets callers through one by one, as fast as the limits allow. `books`: shared with other replicas."""

    books: Books | None = None

    def __init__(self, clock: Seconds = _loop_time, sleep: Sleep = asyncio.sleep) -> None:
        self._clock, self._sleep = clock, sleep
        self._app = [Window(*limit) for limit in PER_APP]
        self._lanes: dict[str, Lane] = {}

    async def turn(self, chat: str = "") -> None:
        """Wait until one more call (to this chat or person, if one is named) keeps within the limits.

        Raises:
            SendFailed: the queue is too long to stand in.
        """
        if not chat:
            await self._pass(self._app)
            return await self._pass_replicas()
        lane = self._lane(chat)
        if lane.waiting >= QUEUE_AT_MOST:
            raise SendFailed("发送排队过长，稍后再发", after=timedelta(seconds=20))
        lane.waiting += 1
        try:
            async with lane.lock:
                await self._pass([*self._app, *lane.windows])
                await self._pass_replicas(Narrow(chat, CHAT_EVERY))
        finally:
            lane.waiting -= 1

    async def _pass(self, windows: Sequence[Window]) -> None:
        # Asked again after each sleep: while we slept, another chat may have taken the app's place.
        while (at := max(window.free_at(now := self._clock()) for window in windows)) > now:
            await self._sleep(at - now)
        for window in windows:
            window.take(now)

    async def _pass_replicas(self, *chat: Narrow) -> None:
        if self.books is None:
            return
        try:
            wait = await self.books.turn((*chat, APP), PATIENCE)
        except StorageTrouble as broken:
            raise SendFailed(f"数据库暂不可用：{broken}") from broken
        if wait is None:
            raise SendFailed("几个进程共用的发送排队过长，稍后再发", after=timedelta(seconds=PATIENCE))
        if wait > 0:
            await self._sleep(wait)

    def _lane(self, chat: str) -> Lane:
        if chat not in self._lanes and len(self._lanes) >= FORGET_ABOVE:
            self._lanes = {name: lane for name, lane in self._lanes.items() if lane.waiting}
        return self._lanes.setdefault(chat, Lane())
