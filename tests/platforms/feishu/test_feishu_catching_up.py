"""After a silence: repeats fill a short one, the history a long one; what cannot be filled is told."""

import asyncio
from pathlib import Path

from bot.platforms.feishu.members import by_mobile
from bot.platforms.feishu.platform import FeishuPlatform
from bot.platforms.feishu.settings import FeishuSettings
from tests.platforms.feishu.conftest import QUICK, Ear
from tests.platforms.feishu.standin import APP_ID, SECRET, StandIn
from tests.platforms.feishu.standin_faults import Fault


async def one_life(feishu: StandIn, ear: Ear, folder: Path, roll_hours: float = 0) -> "Life":
    settings = FeishuSettings(APP_ID, SECRET, feishu.url, roll_hours=roll_hours)
    life = Life(FeishuPlatform(settings, folder / "files", patience=QUICK), ear, feishu)
    await life.platform.up.wait()
    return life


class Life:
    """One run of the bot, from start to a clean stop."""

    def __init__(self, platform: FeishuPlatform, ear: Ear, feishu: StandIn) -> None:
        self.platform, self.feishu = platform, feishu
        self._listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))

    async def ends(self) -> None:
        await self.platform.close()
        await self._listening
        await self.feishu.until(lambda: not self.feishu.link.links)


async def test_a_short_absence_is_filled_by_the_platform_itself(
    feishu: StandIn, ear: Ear, tmp_path: Path
) -> None:
    feishu.create_group("支部", "张三")
    life = await one_life(feishu, ear, tmp_path)
    await life.ends()
    feishu.says_at_once("张三", "@支部通 签到", "支部")
    life = await one_life(feishu, ear, tmp_path)
    feishu.leap(hours=1, minutes=6)
    await feishu.settled()
    assert ear.texts() == ["签到"] and ear.of("gap") == []
    await life.ends()


async def test_after_a_long_absence_the_history_is_read(feishu: StandIn, ear: Ear, tmp_path: Path) -> None:
    feishu.create_group("支部", "张三")
    life = await one_life(feishu, ear, tmp_path)
    await feishu.says("张三", "@支部通 早先说的", "支部")
    await life.ends()
    feishu.link.events.clear()
    for n in range(60):
        feishu.says_at_once("张三", f"@支部通 第{n}句", "支部")
    feishu.link.events.clear()
    feishu.leap(hours=8)
    life = await one_life(feishu, ear, tmp_path)
    await ear.until(lambda: len(ear.texts()) == 61)
    assert ear.texts() == ["早先说的", *(f"第{n}句" for n in range(60))]
    assert ear.of("gap") == [] and all(m.addressed for m in ear.of("said"))
    await life.ends()


async def test_what_was_said_in_private_meanwhile_is_read_as_well(
    feishu: StandIn, ear: Ear, tmp_path: Path
) -> None:
    life = await one_life(feishu, ear, tmp_path)
    await feishu.says("张三", "早先说的")
    await life.ends()
    feishu.says_at_once("张三", "我的任务")
    feishu.link.events.clear()
    feishu.leap(hours=8)
    life = await one_life(feishu, ear, tmp_path)
    await ear.until(lambda: len(ear.texts()) == 2)
    assert ear.texts() == ["早先说的", "我的任务"] and all(m.private for m in ear.of("said"))
    await life.ends()


async def test_where_the_history_may_not_be_read_the_gap_is_told(
    feishu: StandIn, ear: Ear, tmp_path: Path
) -> None:
    group = feishu.create_group("支部", "张三")
    feishu.world.scopes.remove("im:message.group_msg")
    life = await one_life(feishu, ear, tmp_path)
    await life.ends()
    feishu.leap(hours=9)
    life = await one_life(feishu, ear, tmp_path)
    await ear.until(lambda: ear.of("gap"))
    gap = ear.of("gap")[0]
    assert gap.chat == group.chat_id and set(gap.data) == {"since", "until"}
    assert gap.data["since"] < gap.data["until"]
    await life.ends()


async def test_where_not_even_the_groups_are_told_the_gap_is_told_all_the_same(
    feishu: StandIn, ear: Ear, tmp_path: Path
) -> None:
    life = await one_life(feishu, ear, tmp_path)
    await life.ends()
    feishu.leap(hours=9)
    feishu.faults.plan(Fault("/im/v1/chats", times=9, absent=True))
    life = await one_life(feishu, ear, tmp_path)
    await ear.until(lambda: ear.of("gap"))
    assert [gap.chat for gap in ear.of("gap")] == [""]
    await life.ends()


async def test_member_lists_are_read_at_the_start(feishu: StandIn, ear: Ear, tmp_path: Path) -> None:
    feishu.create_group("支部", "张三", "李四")
    feishu.create_group("党小组", "李四")
    life = await one_life(feishu, ear, tmp_path, roll_hours=24)
    await ear.until(lambda: len(ear.of("roll")) == 2)
    names = [[p["name"] for p in m.data["people"]] for m in ear.of("roll")]
    assert names == [["张三", "李四"], ["李四"]]
    await life.ends()


async def test_what_is_known_of_calls_and_hearing_outlives_a_restart(
    feishu: StandIn, ear: Ear, tmp_path: Path
) -> None:
    feishu.create_group("支部", "张三")
    life = await one_life(feishu, ear, tmp_path)
    await life.ends()
    calls = life.platform.logbook.calls
    life = await one_life(feishu, ear, tmp_path)
    assert life.platform.logbook.calls["2026-11"] > calls["2026-11"] > 0
    await life.ends()


async def test_mobile_numbers_find_accounts_where_the_scope_is_there(
    feishu: StandIn, platform: FeishuPlatform
) -> None:
    person = feishu.world.person("张三")
    person.mobile = "13800000001"
    asked = [f"1380000{n:04}" for n in range(1, 61)]
    assert await by_mobile(platform._api, asked) == {"13800000001": person.open_id}
    feishu.world.scopes.remove("contact:user.id:readonly")
    assert await by_mobile(platform._api, asked) == {}
