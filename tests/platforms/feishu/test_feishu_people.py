"""A branch lives in Feishu: groups of several kinds, people who come, leave and say who they are, words taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.platforms.feishu.living import Living
from tests.platforms.feishu.standin import StandIn
from tests.platforms.feishu.standin_world import Said
from tests.test_story import GROUP, SECRETARY, START

TASK = "@支部通 王浩负责闸门安装方案评审，11月9日前完成"


@pytest.fixture
async def living(feishu: StandIn, tmp_path: Path) -> AsyncIterator[Living]:
    """A house whose first group is the whole branch's."""
    async with Living(feishu, tmp_path, START) as living:
        await _is_a_group_of(living, GROUP, "全支部群", SECRETARY, "张三", "王浩", "赵海波")
        yield living


async def _is_a_group_of(living: Living, name: str, label: str, *people: str) -> None:
    living.feishu.create_group(name, *people)
    await living.feishu.until(lambda: any(name in text or "这个群" in text for text in _asked(living)))
    await living.quiet()
    asked = [said for said in living.feishu.heard(SECRETARY) if "哪个范围的群" in said.text][-1]
    assert (await living.feishu.clicks(SECRETARY, asked, label)).error == 0
    await living.quiet()


def _asked(living: Living) -> list[str]:
    return [text for text in living.feishu.shown(SECRETARY) if "哪个范围的群" in text]


def last(living: Living, where: str) -> Said:
    return living.feishu.heard(where)[-1]


async def test_a_second_group_is_a_groups_own_and_a_third_the_committees(
    feishu: StandIn, living: Living
) -> None:
    await _is_a_group_of(living, "一组", "第一党小组群", SECRETARY, "赵海波", "张三")
    await _is_a_group_of(living, "委员", "支委会群", SECRETARY, "赵海波")
    await feishu.says(SECRETARY, "@支部通 周四下午三点开支委会，议题是评先", "委员")
    await feishu.says(SECRETARY, "第一党小组周五上午九点开党小组会")
    await living.quiet()
    assert "支委会" in feishu.shown("委员")[-1] and "支委会" not in "".join(feishu.shown("一组"))
    assert any("党小组会" in text for text in feishu.shown("一组"))
    assert not [text for text in feishu.shown(GROUP) if "党小组会" in text]


async def test_a_stranger_says_in_private_who_he_is_and_the_secretary_confirms(
    feishu: StandIn, living: Living
) -> None:
    await feishu.says("码头老徐", "我是徐明")
    await living.quiet()
    asked = last(living, SECRETARY)
    assert "说自己是徐明" in asked.text
    await feishu.clicks("张三", asked, "是本人")
    await living.quiet()
    assert "已和名册上" not in "".join(feishu.shown("码头老徐")), "only the secretary confirms"
    await feishu.clicks(SECRETARY, asked, "是本人")
    await living.quiet()
    assert "已和名册上的徐明对上" in feishu.shown("码头老徐")[-1]


async def test_people_who_join_are_bound_and_who_leaves_is_told(feishu: StandIn, living: Living) -> None:
    feishu.joins("钱进", GROUP)
    await living.quiet()
    await feishu.says("钱进", "我的任务")
    await living.quiet()
    assert "任务" in feishu.shown("钱进")[-1] and "还没有和党员名册对上" not in feishu.shown("钱进")[-1]
    feishu.leaves("钱进", GROUP)
    await living.quiet()
    assert feishu.shown(SECRETARY)[-1].startswith("钱进退出了群")


async def test_a_message_taken_back_marks_what_it_made_and_the_secretary_is_asked(
    feishu: StandIn, living: Living
) -> None:
    said = await feishu.says(SECRETARY, TASK, GROUP)
    await living.quiet()
    feishu.recalls(said)
    await living.quiet()
    asked = last(living, SECRETARY)
    assert "撤回了一条已经记下的消息" in asked.text and "T1" in asked.text
    reaction = await feishu.clicks(SECRETARY, asked, "撤销")
    assert "已撤销：任务 T1" in reaction.toast


async def test_a_message_that_was_changed_leaves_the_record_and_says_so(
    feishu: StandIn, living: Living
) -> None:
    said = await feishu.says(SECRETARY, TASK, GROUP)
    await living.quiet()
    feishu.edits(said, "@支部通 王浩负责闸门安装方案评审，11月20日前完成")
    await living.quiet()
    assert "您改了一条已经记下的消息" in feishu.shown(SECRETARY)[-1]


async def test_a_forwarded_card_gives_nobody_a_right(feishu: StandIn, living: Living) -> None:
    await feishu.says(SECRETARY, TASK, GROUP)
    await living.quiet()
    await feishu.says("王浩", "T1 已完成")
    await living.quiet()
    accept = next(said for said in feishu.heard(SECRETARY) if "待销号" in said.text)
    feishu.create_group("别处", "路人", "张三")
    await living.quiet()
    forwarded = feishu.forwards(accept, "别处")
    for who in ("路人", "张三"):
        await feishu.clicks(who, forwarded, "同意销号")
        await living.quiet()
    await feishu.says(SECRETARY, "任务清单")
    await living.quiet()
    assert "待销号" in feishu.shown(SECRETARY)[-1] or "等销号" in feishu.shown(SECRETARY)[-1]


async def test_no_number_and_no_id_is_read_in_a_group(feishu: StandIn, living: Living) -> None:
    words = "@支部通 王浩负责联系吊装队13812345678，ou_0123456789abcdef，11月9日前完成"
    await feishu.says(SECRETARY, words, GROUP)
    await living.quiet()
    public = "\n".join(feishu.shown(GROUP))
    assert "13812345678" not in public and "ou_0123456789abcdef" not in public and "T1" in public


async def test_with_the_at_scope_alone_the_day_goes_on(feishu: StandIn, living: Living) -> None:
    feishu.world.scopes.remove("im:message.group_msg")
    await feishu.says(SECRETARY, TASK, GROUP)
    await living.quiet()
    card = next(said for said in feishu.heard(GROUP) if "已记下任务 T1" in said.text)
    await feishu.says("王浩", "做了一半", GROUP)  # not for the bot: never pushed
    await feishu.says("王浩", "@支部通 这个做了八成", GROUP, reply_to=card.message_id)
    await living.quiet()
    assert "80%" in last(living, GROUP).text and "T1" in last(living, GROUP).text
