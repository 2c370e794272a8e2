"""A due day moves: given by who may decide, asked for by everybody else."""

from datetime import date, datetime

from branch.calendar import CHINA
from branch.updates import TaskExtend
from tests.handlers.books import FRIDAY, given, item
from tests.paper import PaperHouse

LATER = date(2026, 12, 4)


async def test_the_secretary_gives_a_new_day_and_the_owner_hears_it(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("陈敏", TaskExtend(task="T1", due=LATER))
    assert item(house, "T1").due == LATER
    assert "已改期限：T1「安全交底」\n新期限：12月4日（周五）（原 11月27日（周五））" in said
    assert house.privately("张三")[-1].title == "T1「安全交底」的期限改为 12月4日（周五）"


async def test_an_owner_asks_and_one_press_of_the_secretary_grants_it(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("张三", TaskExtend(task="T1", due=LATER, reason="图纸没齐"))
    assert "申请延到 12月4日（周五） · 已请陈敏确认，同意后生效" in said[-1] + said[0]
    assert item(house, "T1").due == FRIDAY
    assert house.privately("陈敏")[-1].lines == ("11月27日（周五） → 12月4日（周五）", "原因：图纸没齐")
    await house.presses("陈敏", "同意延期")
    assert item(house, "T1").due == LATER


async def test_the_secretary_may_set_another_day_on_the_same_card(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskExtend(task="T1", due=LATER))
    await house.presses("陈敏", "改为这一天", {"due": "2026-12-01"})
    assert item(house, "T1").due == date(2026, 12, 1)


async def test_a_clock_time_is_kept_beside_the_day(house: PaperHouse) -> None:
    await given(house)
    noon = datetime(2026, 12, 4, 12, 0, tzinfo=CHINA)
    await house.means("陈敏", TaskExtend(task="T1", due=noon))
    assert item(house, "T1").due == LATER and item(house, "T1").due_at == noon


async def test_without_a_day_a_form_asks_for_it(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", TaskExtend(task="T1", reason="台风"))
    card = house.publicly()[-1]
    assert card.title == "T1「安全交底」延到哪一天？" and card.form
    await house.presses("陈敏", "提交", {"due": "2026-12-04", "reason": "台风"})
    assert item(house, "T1").due == LATER


async def test_a_form_sent_back_empty_says_what_is_missing(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", TaskExtend(task="T1"))
    assert await house.presses("陈敏", "提交") == ["请填写“新的期限”。"]


async def test_the_card_of_the_secretary_gives_a_member_no_right(house: PaperHouse) -> None:
    await given(house)
    await house.means("王磊", TaskExtend(task="T1", due=LATER))
    assert item(house, "T1").due == FRIDAY
    assert house.privately("陈敏")[-1].title == "王磊申请延期：T1「安全交底」"


async def test_a_second_press_says_that_the_day_stands_already(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskExtend(task="T1", due=LATER))
    await house.means("李国栋", TaskExtend(task="T1", due=LATER))
    assert await house.presses("陈敏", "同意延期") == ["T1「安全交底」的期限已经是 12月4日（周五）。"]
