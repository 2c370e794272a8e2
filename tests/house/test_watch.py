"""What dies is seen and lives again; what stands still is wound; a stop loses nothing; no clock runs back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from bot.app import FastClock, House, SteadyClock, real_clock
from bot.loops import Loop
from bot.platform import Message, Parcel
from bot.watch import LOOK_SECONDS, PAUSES, STILL_LOOKS, Watch
from branch.calendar import CHINA
from scheduler.hand import TICK_SECONDS
from tests.conftest import NOON
from tests.house.probes import Probe, inbox, outbox, titles
from tests.paper import PaperHouse

NEVER = 3600.0


async def until(true: Callable[[], object]) -> None:
    """Let the event loop turn until something is true; fail after ten seconds."""
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0)


class StillHand:
    """A hand of the clock that moves only when the test says so."""

    def __init__(self) -> None:
        self.ticks, self.wound = 0, 0

    def start(self) -> None:
        self.wound += 1

    def stop(self) -> None: ...


@asynccontextmanager
async def living(house: House, look: float = 0.001) -> AsyncIterator[asyncio.Event]:
    """A house that runs, with a watchdog that looks often."""
    house.watch._look = look
    stop = asyncio.Event()
    running = asyncio.create_task(house.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await running


@pytest.fixture
def alive(house: PaperHouse, probe: Probe) -> PaperHouse:
    """A house on SQLite that hears the probe."""
    house.house.intake.attendant.reader = probe
    return house


def test_a_dead_loop_or_hand_is_noticed_within_fifteen_seconds() -> None:
    assert max(PAUSES) <= 15 and LOOK_SECONDS * STILL_LOOKS <= 15
    just_missed = LOOK_SECONDS
    assert just_missed + LOOK_SECONDS * (STILL_LOOKS + 1) <= 15
    assert LOOK_SECONDS * STILL_LOOKS > TICK_SECONDS, "a hand that moves is never taken for dead"


@pytest.mark.parametrize("name", ["hearing", "speaking", "timing", "listening"])
async def test_each_one_that_is_killed_is_seen_and_lives_again(alive: PaperHouse, name: str) -> None:
    async with living(alive.house):
        runners = alive.house.watch.runners
        await until(lambda: name in runners)
        dead = runners[name]
        dead.cancel()
        await until(lambda: runners[name] is not dead and not runners[name].done())
        assert alive.house.watch.restarts[name] == 1
        assert name in alive.house.watch.health()
        await alive.hears("张三", "note 甲")
        await until(lambda: alive.platform.sent)
    assert [c.title for c in alive.publicly()] == ["已记甲"]


async def test_a_loop_whose_step_fails_goes_on_and_says_so_meanwhile() -> None:
    steps: list[int] = []

    async def step() -> int:
        steps.append(1)
        if len(steps) < 4:
            raise OSError("磁盘")
        return 0

    loop = Loop("hearing", step, patience=0.001)
    watch = Watch((loop,), StillHand())
    running = asyncio.create_task(loop.run())
    await until(lambda: len(steps) == 2)
    assert watch.health() == {"hearing": "磁盘"}
    await until(lambda: len(steps) > 4)
    assert watch.health() == {}
    loop.leave()
    await running


async def test_a_loop_that_has_not_moved_for_minutes_is_shown() -> None:
    loop = Loop("hearing", asyncio.Event().wait)  # type: ignore[arg-type]
    watch = Watch((loop,), StillHand())
    loop.alive_at = asyncio.get_running_loop().time() - 200
    assert watch.health() == {"hearing": "200 秒没有动静"}


async def test_a_hand_that_stands_still_is_wound_again_and_a_moving_one_is_not() -> None:
    hand = StillHand()
    watch = Watch((), hand, look=0.0)
    watching = asyncio.create_task(watch.run())
    for _ in range(200):
        hand.ticks += 1
        await asyncio.sleep(0)
    assert hand.wound == 0
    await until(lambda: hand.wound == 2)
    assert watch.restarts == {"hand": 2}
    watching.cancel()


async def test_the_house_ends_when_the_watchdog_itself_dies(alive: PaperHouse) -> None:
    class Broken(StillHand):
        def start(self) -> None:
            if self.wound:
                raise RuntimeError("cannot be wound")
            self.wound = 1

    alive.house.watch._hand = alive.house.hand = Broken()  # type: ignore[assignment]
    alive.house.watch._look = 0.0
    with pytest.raises(RuntimeError, match="cannot be wound"):
        await alive.house.run(asyncio.Event())


class SlowPlatform:
    """Sends only when told, and remembers in which order it was told what."""

    name, window = "paper", timedelta(hours=1)

    def __init__(self) -> None:
        self.story: list[str] = []
        self.go = asyncio.Event()

    async def listen(self, receive: object, outcome: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.story.append("deaf")

    async def send(self, parcel: Parcel) -> str:
        self.story.append(f"sending {parcel.card.title}")
        await self.go.wait()
        self.story.append(f"sent {parcel.card.title}")
        return "x"

    async def close(self) -> None:
        self.story.append("closed")


async def test_a_stop_finishes_what_is_in_hand_and_hangs_up_last(alive: PaperHouse) -> None:
    platform = SlowPlatform()
    house = House(alive.house.settings, alive.house.store, platform, alive.clock)
    house.intake.attendant.reader = alive.house.intake.attendant.reader
    async with living(house, NEVER) as stop:
        await house.hear(Message("paper", "m1", "group", "张三", "note 甲", NOON))
        await until(lambda: platform.story)
        stop.set()
        await until(lambda: "deaf" in platform.story)
        await house.hear(Message("paper", "m2", "二组", "张三", "note 乙", NOON))
        platform.go.set()
    assert platform.story[:2] == ["sending 已记甲", "deaf"] and platform.story[-1] == "closed"
    assert {"sent 已记甲", "sent 已记乙"} <= set(platform.story)
    assert alive.look(titles) == ["甲", "乙"]
    assert all(row.done_at for row in [*alive.look(inbox), *alive.look(outbox)])


async def test_a_stop_does_not_wait_for_ever_and_the_rest_goes_on_at_the_next_start(
    alive: PaperHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.GRACE_SECONDS", 0.05)
    platform = SlowPlatform()
    house = House(alive.house.settings, alive.house.store, platform, alive.clock)
    house.intake.attendant.reader = alive.house.intake.attendant.reader
    async with living(house, NEVER):
        await house.hear(Message("paper", "m1", "group", "张三", "note 甲", NOON))
        await until(lambda: platform.story)
    assert platform.story[-1] == "closed" and "sent 已记甲" not in platform.story
    sent = await alive.advance(NOON + timedelta(minutes=2))
    (row,) = alive.look(outbox)
    assert [p.once for p in sent] == [row.once] and alive.look(titles) == ["甲"]


# ---------------------------------------------------------------- clocks


class Machine:
    """A machine whose clock somebody sets, and whose seconds nobody can."""

    def __init__(self, at: datetime) -> None:
        self.at, self.seconds = at, 0.0

    def passes(self, seconds: float) -> None:
        self.at, self.seconds = self.at + timedelta(seconds=seconds), self.seconds + seconds


def test_a_clock_that_jumps_back_is_followed_slowly_and_never_backwards() -> None:
    machine = Machine(NOON)
    clock = SteadyClock(lambda: machine.at, lambda: machine.seconds)
    machine.passes(60)
    assert clock() == NOON + timedelta(seconds=60) and clock.ahead == timedelta(0)
    machine.at -= timedelta(hours=2)
    seen = [clock()]
    for _ in range(5 * 60):
        machine.passes(60)
        seen.append(clock())
    assert all(a < b for a, b in pairwise(seen)), "it neither stands still nor runs back"
    assert seen[-1] == machine.at and clock.ahead == timedelta(0), "in the end they agree"


def test_a_clock_that_jumps_ahead_is_followed_at_once() -> None:
    machine = Machine(NOON)
    clock = SteadyClock(lambda: machine.at, lambda: machine.seconds)
    machine.at += timedelta(hours=5)
    assert clock() == NOON + timedelta(hours=5)


def test_hours_that_come_twice_fire_nothing_twice_and_lose_nothing() -> None:
    machine, dice = Machine(NOON), Random(7)
    clock = SteadyClock(lambda: machine.at, lambda: machine.seconds)
    last = clock()
    for _ in range(2000):
        machine.passes(dice.uniform(0, 30))
        if dice.random() < 0.05:
            machine.at += timedelta(seconds=dice.uniform(-7200, 3600))
        now = clock()
        assert now >= last and now >= machine.at
        last = now


def test_a_rehearsal_in_fast_time_runs_ahead_of_the_real_clock() -> None:
    start = datetime(2026, 12, 1, 8, tzinfo=CHINA)
    before = real_clock()
    clock = FastClock(start, 100_000)
    passed = clock() - start
    assert timedelta(0) <= passed <= (real_clock() - before) * 100_000
