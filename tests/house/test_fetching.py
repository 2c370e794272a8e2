"""Fetching: what belongs to a record is fetched, through kills and failures, or its sender hears why not."""

from datetime import timedelta

from bot.app import House
from bot.platform import SendFailed, Undeliverable
from tests.conftest import Build
from tests.handlers.evidence import JPEG, files_of, photo
from tests.paper import PaperHouse

HAZARD = "2号塔吊限位松动，A区"


async def heard(house: PaperHouse) -> None:
    """A hazard with a photo, attended to but not fetched yet."""
    await house.hears("赵小曼", HAZARD, files=photo(house, "f1"))
    await house.house.intake.work()


async def test_a_kill_between_hearing_and_fetching_loses_nothing(url: str, build: Build) -> None:
    first = build(url)
    await heard(first)
    first.house.close()
    second = build(url)
    await second.settles()
    assert files_of(second, "H1")[0].size == len(JPEG)


async def test_a_kill_while_fetching_is_made_good_when_the_lease_is_over(url: str, build: Build) -> None:
    first = build(url)
    await heard(first)
    await first.house.store.run(first.house.fetcher._take)
    first.house.close()
    second = build(url)
    await second.settles()
    assert second.platform.fetched == []
    await second.advance(second.clock() + timedelta(minutes=6))
    assert second.platform.fetched == ["f1"] and files_of(second, "H1")[0].sort == "jpg"


async def test_a_platform_that_is_away_is_asked_again(either: PaperHouse) -> None:
    await heard(either)
    either.platform.withheld = [SendFailed("away"), OSError("disk full"), ValueError("bug")]
    await either.advance(either.clock() + timedelta(minutes=1))
    (one,) = files_of(either, "H1")
    assert one.sort == "jpg" and either.platform.fetched == ["f1"] * 4


async def test_who_sent_a_file_that_is_gone_hears_it_once(either: PaperHouse) -> None:
    await heard(either)
    either.platform.withheld = [Undeliverable("原图已经不在了")]
    await either.house.fetcher.work()
    await either.settles()
    cards = [c for c in either.privately("赵小曼") if "没有存下来" in c.title]
    assert [c.title for c in cards] == ["H1 的照片没有存下来"] and cards[0].lines[0] == "原因：原图已经不在了"
    await either.advance(either.clock() + timedelta(days=1))
    assert either.platform.fetched == ["f1"]


async def test_a_file_too_large_leaves_nothing_behind(either: PaperHouse) -> None:
    files = photo(either, "f1")
    either.platform.files["f1"] = JPEG * 9
    await either.says("赵小曼", HAZARD, files=files)
    assert any("没有存下来" in card.title for card in either.privately("赵小曼"))
    assert not [path for path in either.platform.folder.rglob("*") if path.is_file()]


async def test_the_same_picture_twice_is_kept_once(either: PaperHouse) -> None:
    await either.says("赵小曼", HAZARD, files=(*photo(either, "f1"), *photo(either, "f2")))
    assert len({one.sha256 for one in files_of(either, "H1")}) == 1
    assert len([path for path in either.platform.folder.rglob("*") if path.is_file()]) == 1


async def test_a_platform_without_files_ends_the_wait(house: PaperHouse) -> None:
    class Mute:
        name, window = "paper", timedelta(0)
        listen, send, close = house.platform.listen, house.platform.send, house.platform.close

    await heard(house)
    deaf: House = house.house
    deaf.fetcher.platform = Mute()
    await house.settles()
    assert files_of(house, "H1")[0].error == "这个平台不提供文件"
