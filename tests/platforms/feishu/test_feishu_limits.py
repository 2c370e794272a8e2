"""The limits: never more than allowed in any second, first come first served, and no real second passes."""

import asyncio
from itertools import count

import pytest

from bot.platform import SendFailed
from bot.platforms.feishu.limits import QUEUE_AT_MOST, Limits


class Hand:
    """A clock whose hand moves only when somebody sleeps; the shortest sleep is over first."""

    def __init__(self) -> None:
        self.time = 0.0
        self._places = count()
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        rung = asyncio.Event()
        self._sleepers.append((self.time + seconds, next(self._places), rung))
        await rung.wait()

    async def run(self, *work: asyncio.Task[None]) -> None:
        while not all(task.done() for task in work):
            for _ in range(20 + len(work)):
                await asyncio.sleep(0)
            if self._sleepers:
                first = min(self._sleepers)
                self._sleepers.remove(first)
                self.time = max(self.time, first[0])
                first[2].set()


async def passages(chats: list[str]) -> list[tuple[float, str, int]]:
    """When each of these callers got through, in order: (moment, chat, place in the queue)."""
    hand = Hand()
    limits = Limits(lambda: hand.time, hand.sleep)
    through: list[tuple[float, str, int]] = []

    async def one(place: int, chat: str) -> None:
        await limits.turn(chat)
        through.append((hand.time, chat, place))

    tasks = [asyncio.create_task(one(place, chat)) for place, chat in enumerate(chats)]
    await hand.run(*tasks)
    return through


def most_in(times: list[float], span: float) -> int:
    return max(sum(t <= other < t + span - 1e-9 for other in times) for t in times)


async def test_one_chat_hears_at_most_four_a_second_in_order() -> None:
    through = await passages(["a"] * 14)
    assert [place for _, _, place in through] == list(range(14))
    assert most_in([at for at, _, _ in through], 1.0) == 4
    assert through[-1][0] == 3.0


async def test_many_chats_together_keep_the_limit_of_the_app() -> None:
    through = await passages([f"chat{n % 60}" for n in range(180)])
    times = [at for at, _, _ in through]
    assert most_in(times, 1.0) <= 40 and times[-1] < 5


async def test_a_busy_chat_does_not_hold_up_a_quiet_one() -> None:
    through = await passages(["busy"] * 12 + ["quiet"])
    assert next(at for at, chat, _ in through if chat == "quiet") == 0.0


async def test_a_minute_holds_nine_hundred_calls() -> None:
    hand = Hand()
    limits = Limits(lambda: hand.time, hand.sleep)
    times: list[float] = []

    async def calls() -> None:
        for _ in range(1000):
            await limits.turn()
            times.append(hand.time)

    await hand.run(asyncio.create_task(calls()))
    assert most_in(times, 60.0) == 900


async def test_a_queue_too_long_is_sent_back() -> None:
    hand = Hand()
    limits = Limits(lambda: hand.time, hand.sleep)
    waiting = [asyncio.create_task(limits.turn("a")) for _ in range(QUEUE_AT_MOST + 4)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    with pytest.raises(SendFailed):
        for _ in range(QUEUE_AT_MOST):
            await asyncio.wait_for(limits.turn("a"), 0.01)
    for task in waiting:
        task.cancel()
