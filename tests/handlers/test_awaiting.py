"""A bare 「同意」 or 「不同意」 finds the one thing that waits for whoever says it."""

from datetime import date

from branch.items import ItemState
from branch.updates import HazardFixed, HazardReport, TaskDone, TaskExtend
from tests.handlers.books import FRIDAY, given, item
from tests.paper import PaperHouse

LATER = date(2026, 12, 4)


async def asked(house: PaperHouse) -> None:
    await given(house)
    await given(house, title="应急演练", owners=("王磊",))
    await house.means("张三", TaskExtend(task="T1", due=LATER, reason="图纸没齐"))


async def test_a_bare_yes_gives_the_day_that_was_asked_for(house: PaperHouse) -> None:
    await asked(house)
    said = await house.tells("陈敏", "同意")
    assert any(text.startswith("已改期限：T1「安全交底」") for text in said)
    assert item(house, "T1").due == LATER and item(house, "T1").state is ItemState.OPEN


async def test_a_yes_to_its_number_gives_the_day_and_closes_nothing(house: PaperHouse) -> None:
    await asked(house)
    await house.tells("陈敏", "T1 同意")
    assert item(house, "T1").due == LATER and item(house, "T1").state is ItemState.OPEN


async def test_a_bare_no_keeps_the_day_and_who_asked_hears_why(house: PaperHouse) -> None:
    await asked(house)
    said = await house.tells("陈敏", "不同意，周四检查组要看")
    assert any(text.startswith("没有同意延期：T1「安全交底」") for text in said)
    card = house.privately("张三")[-1]
    assert card.title == "T1「安全交底」的延期没有同意" and "陈敏：周四检查组要看" in card.lines
    assert item(house, "T1").due == FRIDAY
    assert "说的是哪一项任务" in (await house.tells("陈敏", "同意"))[0]  # nothing waits any more


async def test_a_bare_yes_closes_the_one_thing_reported_done(house: PaperHouse) -> None:
    await given(house)
    await given(house, title="应急演练", owners=("王磊",))
    await house.means("王磊", TaskDone(task="T2"))
    await house.tells("陈敏", "可以，通过")
    assert item(house, "T2").state is ItemState.CLOSED and item(house, "T1").state is ItemState.OPEN


async def test_a_bare_no_sends_back_the_one_thing_reported_done(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.tells("陈敏", "不同意，缺监理签字")
    assert item(house, "T1").state is ItemState.OPEN
    assert "陈敏：缺监理签字" in house.privately("张三")[-1].lines


async def test_of_two_that_wait_it_is_asked_which(house: PaperHouse) -> None:
    await asked(house)
    await house.means("王磊", TaskDone(task="T2"))
    said = await house.tells("陈敏", "同意")
    assert said[0].startswith("说的是哪一项？")
    await house.presses("陈敏", "T1 延期")
    assert item(house, "T1").due == LATER and item(house, "T2").state is ItemState.REPORTED


async def test_what_waits_for_somebody_else_is_not_meant(house: PaperHouse) -> None:
    await house.means("陈敏", HazardReport(place="A区", text="围挡倒了", owners=("张三",)))
    await house.means("张三", HazardFixed(hazard="H1"))
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.tells("王强", "同意")
    assert item(house, "T1").state is ItemState.REPORTED and item(house, "H1").state is ItemState.REPORTED


async def test_nobody_but_the_secretary_moves_the_day_of_work_he_was_given(house: PaperHouse) -> None:
    await given(house, owners=("王强",))
    said = await house.means("王强", TaskExtend(task="T1", due=LATER))
    assert "已登记延期申请：T1「安全交底」" in said[-1] + said[0] and item(house, "T1").due == FRIDAY
    await house.tells("陈敏", "同意")
    assert item(house, "T1").due == LATER
