"""The hand of the clock only rings: at every tick, and at the next due moment."""

import asyncio
from datetime import timedelta

from bot.app import real_clock
from scheduler.hand import Hand


async def test_it_rings_at_the_moment_asked_for_and_again_after_a_restart() -> None:
    rung = asyncio.Event()
    hand = Hand(rung.set)
    for _ in range(2):
        hand.start()
        before = hand.ticks
        hand.wake_at(real_clock() + timedelta(milliseconds=20))
        await asyncio.wait_for(rung.wait(), 3)
        assert hand.ticks > before
        rung.clear()
        hand.stop()


async def test_a_moment_that_is_over_rings_at_once() -> None:
    rung = asyncio.Event()
    hand = Hand(rung.set)
    hand.start()
    hand.wake_at(real_clock() - timedelta(hours=1))
    await asyncio.wait_for(rung.wait(), 3)
    hand.stop()
    hand.stop()
