"""From the words to the books and back: what the house understands beyond the contract, end to end."""

import pytest

from branch.events import EventState, Presence
from branch.items import ItemState
from branch.updates import HazardReport, Leave, Present, ReminderCreate
from tests.handlers.books import item, items, owners
from tests.handlers.rolls import at, called, event, lines, those
from tests.paper import PaperHouse


@pytest.fixture
async def held(house: PaperHouse) -> PaperHouse:
    """A house whose 党课 M1 was held this morning without 王强, who was on leave."""
    await called(house, start=at(25, 10, 40))
    await house.means("王强", Leave(meeting="M1", reason="夜班"))
    await house.means("陈敏", Present(audience="其余同志"))
    return house


@pytest.fixture
async def seen(house: PaperHouse) -> PaperHouse:
    """A house that knows the hazard H1 of 张三."""
    await house.means("赵小曼", HazardReport(place="A区2号塔吊", text="限位松动", owners=("张三",)))
    return house


async def test_a_hazard_called_grave_is_kept_and_told_as_grave(house: PaperHouse) -> None:
    said = await house.says("张三", "重大隐患！2号塔吊限位失灵")
    assert item(house, "H1").priority == "重大"
    assert (item(house, "H1").place, item(house, "H1").title) == ("2号塔吊", "限位失灵")
    assert all("请立即停工" in text for text in said)


async def test_a_hazard_changes_hands_and_both_hear_of_it(seen: PaperHouse) -> None:
    said = await seen.says("陈敏", "@支部通 H1 转给王磊")
    assert said[-1].startswith("已转交：H1「A区2号塔吊限位松动」") and owners(seen, "H1") == ["王磊"]
    assert seen.privately("张三")[-1].title == "H1「A区2号塔吊限位松动」已转给王磊"
    assert seen.privately("王磊")[-1].title.startswith("请您整改：H1")


async def test_a_hazard_handed_to_somebody_unknown_is_asked_about(seen: PaperHouse) -> None:
    assert (await seen.says("陈敏", "@支部通 H1 转给王德胜"))[0].startswith(
        "H1「A区2号塔吊限位松动」转给谁？"
    )
    assert owners(seen, "H1") == ["张三"]


async def test_a_hazard_gets_a_new_day(seen: PaperHouse) -> None:
    await seen.says("陈敏", "@支部通 H1 延到周五")
    assert item(seen, "H1").due == at(27).date() and item(seen, "H1").state is ItemState.OPEN


async def test_a_roll_is_confirmed_in_words_by_who_may(held: PaperHouse) -> None:
    assert "请由书记或记录人确认" in (await held.says("吴刚", "@支部通 党课的名单确认"))[0]
    assert event(held).state is EventState.DRAFT
    await held.says("陈敏", "@支部通 党课确认")
    assert event(held).state is EventState.RECORD


async def test_a_question_whether_it_is_confirmed_confirms_nothing(held: PaperHouse) -> None:
    await held.says("陈敏", "@支部通 党课确认了吗？")
    await held.says("陈敏", "党课确认")
    assert event(held).state is EventState.DRAFT


async def test_ones_reminders_are_listed_in_private_and_can_be_taken_off(house: PaperHouse) -> None:
    await house.means("张三", ReminderCreate(at=at(25, 15), text="交周报"), private=True)
    await house.means("陈敏", ReminderCreate(at=at(26, 9), text="开安全会", people=("张三", "王磊")))
    await house.means("陈敏", ReminderCreate(at=at(26, 9), text="买花"), private=True)
    said = await house.says("张三", "@支部通 我有哪些提醒")
    assert "已私下发给您。" in said
    card = house.privately("张三")[-1]
    assert card.title == "提醒 2 个" and "买花" not in card.as_text()
    assert card.lines == (
        "11月25日（周三）15:00 · 交周报",
        "11月26日（周四）09:00 · 提醒张三、王磊 · 开安全会",
    )
    await house.presses("张三", "取消：交周报")
    assert (await house.tells("张三", "我的提醒"))[-1].startswith("提醒 1 个")


async def test_without_reminders_it_says_how_to_set_one(house: PaperHouse) -> None:
    assert (await house.tells("张三", "有什么提醒"))[-1].startswith("现在没有提醒。\n要定一个，例如：")


async def test_a_lesson_is_arranged_for_who_missed_it_and_the_roll_waits(held: PaperHouse) -> None:
    said = await held.tells("陈敏", "周五下午三点给王强补课")
    assert said[-1].startswith("已安排补课：M1 党课「党的纪律」 · 王强\n11月27日（周五）15:00")
    assert held.privately("王强")[-1].title == "陈敏给您补课：M1 党课「党的纪律」"
    assert lines(held)["王强"].made_up_on is None
    await held.tells("陈敏", "给王强补课了")
    assert lines(held)["王强"].made_up_on == at(25).date() and those(held, Presence.LEAVE) == {"王强"}


async def test_a_lesson_for_who_was_there_or_by_who_may_not_is_refused(held: PaperHouse) -> None:
    assert "没有要补的会议或党课" in (await held.tells("陈敏", "给张三补课"))[-1]
    assert "来办" in (await held.tells("张三", "给王强补课"))[-1]
    assert held.privately("王强") == []


async def test_a_line_without_an_owner_is_kept_and_its_owner_asked_for(house: PaperHouse) -> None:
    text = "@支部通 本周任务：\n1、张三复测控制点，周五前\n2、整理会议台账\n3、王磊做试块试验，30号前"
    said = await house.says("陈敏", text)
    assert [i.title for i in items(house)] == ["复测控制点", "整理会议台账", "试块试验"]
    assert any("已记下任务 T2：整理会议台账\n责任人：待补" in one for one in said)


async def test_the_whole_place_of_a_meeting_is_kept(house: PaperHouse) -> None:
    await house.says("陈敏", "周五下午三点在项目部三楼大会议室开支委会，全体支委参加")
    assert event(house).place == "项目部三楼大会议室"
