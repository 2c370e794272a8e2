"""Two bots on one database are one app to the platform: they share its limits and its monthly budget."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.consulted import Consulted
from bot.platform import SendFailed
from bot.platforms.feishu.limits import Limits
from bot.platforms.feishu.platform import FeishuPlatform
from bot.platforms.feishu.settings import FeishuSettings
from branch.cards import Card
from storage.sharing import Crowded, pass_through, spend
from storage.store import Store
from storage.trouble import StorageTrouble
from tests.platforms.feishu.conftest import QUICK, parcel
from tests.platforms.feishu.living import Hurried
from tests.platforms.feishu.standin import APP_ID, SECRET, StandIn
from tests.platforms.feishu.test_feishu_limits import Hand, most_in

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class AtOnce(Store):
    """A store that works on the caller's thread, so that a clock of the tests' own stands still meanwhile."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.alone = False

    async def run(self, work: Callable[[Session], Any], *, urgent: bool = False) -> Any:
        return self.now(work)


@pytest.fixture
def stores(url: str) -> Iterator[list[Store]]:
    """Two stores on one database."""
    both: list[Store] = [AtOnce(url), AtOnce(url)]
    yield both
    for store in both:
        store.close()


def consulted(store: Store, seconds: Callable[[], float]) -> Consulted:
    def now() -> datetime:
        return START + timedelta(seconds=seconds())

    return Consulted(store, (now, now), "feishu", "main")


async def passages(stores: list[Store], chats: list[str], callers: int) -> list[tuple[float, str]]:
    """When the calls of two processes got through: (moment, chat)."""
    hand = Hand()
    through: list[tuple[float, str]] = []
    both = [Limits(lambda: hand.time, hand.sleep) for _ in stores]
    for limits, store in zip(both, stores, strict=True):
        limits.books = consulted(store, lambda: hand.time)

    async def calls(limits: Limits, mine: list[str]) -> None:
        for chat in mine:
            await limits.turn(chat)
            through.append((hand.time, chat))

    tasks = [asyncio.create_task(calls(both[n % 2], chats[n::callers])) for n in range(callers)]
    await hand.run(*tasks)
    for task in tasks:
        task.result()
    return through


async def test_one_chat_hears_no_more_of_two_bots_than_of_one(stores: list[Store]) -> None:
    through = await passages(stores, ["a"] * 24, callers=8)
    assert most_in([at for at, _ in through], 1.0) <= 5
    assert through[-1][0] <= 7.0


async def test_all_calls_of_two_bots_keep_the_limits_of_the_app(stores: list[Store]) -> None:
    through = await passages(stores, [""] * 1100, callers=20)
    times = [at for at, _ in through]
    assert most_in(times, 1.0) <= 50 and most_in(times, 60.0) <= 1000
    assert times[-1] <= 1100 / 15 + 1


async def test_the_platform_itself_counts_no_more_than_it_allows(
    feishu: StandIn, stores: list[Store], tmp_path: Path
) -> None:
    assert await _refused(feishu, stores, tmp_path / "shared") == 0


async def test_without_a_shared_database_it_would_count_too_many(feishu: StandIn, tmp_path: Path) -> None:
    assert await _refused(feishu, [], tmp_path / "apart") > 0


async def test_a_place_that_comes_too_late_is_not_taken(stores: list[Store]) -> None:
    store, at = stores[0], ("feishu", "oc_busy")
    for n in range(4):
        assert store.now(lambda s: pass_through(s, at, (1.0, 1), 100.0, 103.0)) == 100.0 + n
    with pytest.raises(Crowded):
        store.now(lambda s: pass_through(s, at, (1.0, 1), 100.0, 103.0))
    assert store.now(lambda s: pass_through(s, at, (1.0, 1), 101.0, 104.0)) == 104.0


async def test_a_queue_too_long_sends_the_card_back_to_the_outbox(stores: list[Store]) -> None:
    stores[0].now(lambda s: pass_through(s, ("feishu", "app"), (3600.0, 1), START.timestamp(), 1e12))
    limits = Limits(lambda: 0.0)
    limits.books = consulted(stores[1], lambda: 0.0)
    with pytest.raises(SendFailed, match="排队过长"):
        await limits.turn("a")
    assert stores[0].now(lambda s: pass_through(s, ("feishu", "a"), (0.25, 1), 5.0, 5.0)) == 5.0


async def test_a_database_in_trouble_is_no_answer_that_was_lost() -> None:
    class Broken(AtOnce):
        async def run(self, work: Callable[[Session], Any], *, urgent: bool = False) -> Any:
            raise StorageTrouble("磁盘已满")

    limits = Limits(lambda: 0.0)
    limits.books = consulted(Broken("sqlite://"), lambda: 0.0)
    with pytest.raises(SendFailed, match="磁盘已满"):
        await limits.turn("a")


async def test_a_month_is_counted_by_all_together(
    feishu: StandIn, stores: list[Store], tmp_path: Path
) -> None:
    chat = feishu.create_group("支部", "张三").chat_id
    first, second = _platforms(feishu, stores, tmp_path, Hurried())
    for n in range(3):
        await first.send(parcel(chat, Card(title=f"第{n}张"), once=f"k{n}"))
    await second.send(parcel(chat, Card(title="另一张"), once="other"))
    own = [platform.logbook.calls["2026-11"] for platform in (first, second)]
    for platform in (first, second, first, second, first):
        await platform.logbook.share(platform._books)
    assert [p.logbook.calls["2026-11"] for p in (first, second)] == [sum(own), sum(own)]
    assert stores[0].now(lambda s: spend(s, "feishu", "2026-11", 0)) == sum(own)
    for platform in (first, second):
        await platform.close()


async def test_calls_not_yet_shared_outlive_a_restart(
    feishu: StandIn, stores: list[Store], tmp_path: Path
) -> None:
    chat = feishu.create_group("支部", "张三").chat_id
    platform, other = _platforms(feishu, stores, tmp_path, Hurried())
    await platform.send(parcel(chat, Card(title="一张"), once="k"))
    calls = platform.logbook.calls["2026-11"]
    await platform.close()
    await other.close()
    again, other = _platforms(feishu, stores, tmp_path, Hurried())
    await again.logbook.share(again._books)
    assert stores[1].now(lambda s: spend(s, "feishu", "2026-11", 0)) == calls
    await again.close()
    await other.close()


def _platforms(
    feishu: StandIn, stores: list[Store], folder: Path, hurried: Hurried
) -> tuple[FeishuPlatform, FeishuPlatform]:
    settings = FeishuSettings(APP_ID, SECRET, feishu.url, roll_hours=0)
    both = []
    for n in range(2):
        limits = Limits(lambda: hurried.time, hurried.sleep)
        files = folder / str(n) / "files"
        both.append(FeishuPlatform(settings, files, patience=QUICK, limits=limits))
        if stores:
            both[n].consult(consulted(stores[n], lambda: hurried.time))
    return both[0], both[1]


class Standing:
    """The stand-in's clock, moved only by those who wait for their turn."""

    def __init__(self, hurried: Hurried) -> None:
        self._hurried = hurried

    def now(self) -> datetime:
        return START + timedelta(seconds=self._hurried.time)


async def _refused(feishu: StandIn, stores: list[Store], folder: Path) -> int:
    """Let two bots send twelve cards each into one group; say how many the platform refused."""
    hurried, refused = Hurried(), 0
    chat = feishu.create_group("支部", "张三").chat_id
    feishu.world.clock, feishu.api.limited = Standing(hurried), True
    both = _platforms(feishu, stores, folder, hurried)

    async def sends(number: int) -> None:
        nonlocal refused
        for n in range(12):
            try:
                card = Card(title=f"第{n}张")
                await both[number].send(parcel(chat, card, once=f"{number}-{n}"))
            except SendFailed:
                refused += 1

    await asyncio.gather(sends(0), sends(1))
    for platform in both:
        await platform.close()
    return refused
