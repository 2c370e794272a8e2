"""A task changes hands, or is dropped."""

from branch.items import ItemState
from branch.updates import TaskCancel, TaskTransfer
from tests.handlers.books import given, item, owners
from tests.paper import PaperHouse


async def test_an_owner_hands_over_and_the_new_one_is_told(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskTransfer(task="T1", owners=("王磊",)))
    assert owners(house, "T1") == ["王磊"]
    assert house.privately("王磊")[-1].title == "您的任务 T1：安全交底"


async def test_the_former_owner_hears_that_he_is_relieved(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", TaskTransfer(task="T1", owners=("王磊",)))
    assert house.privately("张三")[-1].title == "T1「安全交底」已转给王磊"


async def test_one_of_two_owners_may_be_left(house: PaperHouse) -> None:
    await given(house, owners=("张三", "王磊"))
    await house.means("陈敏", TaskTransfer(task="T1", owners=("王磊",)))
    assert owners(house, "T1") == ["王磊"]
    assert sum(c.title == "您的任务 T1：安全交底" for c in house.privately("王磊")) == 1


async def test_a_third_person_does_not_hand_over(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("赵小曼", TaskTransfer(task="T1", owners=("王磊",)))
    assert said == ["T1「安全交底」请由责任人本人或书记转交。"] and owners(house, "T1") == ["张三"]


async def test_a_helper_who_takes_over_becomes_the_owner(house: PaperHouse) -> None:
    await given(house, helpers=("王强",))
    await house.means("陈敏", TaskTransfer(task="T1", owners=("王强",)))
    assert owners(house, "T1") == ["王强"]


async def test_without_a_name_a_form_asks_for_the_new_owner(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskTransfer(task="T1"))
    await house.presses("张三", "转交", {"owners": ["王磊"]})
    assert owners(house, "T1") == ["王磊"]


async def test_the_secretary_cancels_and_the_owner_hears_why(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", TaskCancel(task="T1", reason="设计变更"))
    assert item(house, "T1").state is ItemState.CANCELLED
    assert house.privately("张三")[-1].as_text() == "T1「安全交底」不用做了\n陈敏取消：设计变更"


async def test_the_order_said_twice_is_no_reason(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("陈敏", TaskCancel(task="T1", reason="取消"))
    assert (
        house.privately("张三")[-1].as_text() == "T1「安全交底」不用做了\n陈敏取消" and "原因" not in said[-1]
    )


async def test_an_owner_does_not_cancel_what_was_given_to_him(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("张三", TaskCancel(task="T1"))
    assert "请由书记或派任务的人取消" in said[0] and item(house, "T1").state is ItemState.OPEN


async def test_a_cancelled_task_says_so_to_a_late_press(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", TaskCancel(task="T1"))
    assert await house.presses("张三", "已完成") == ["T1「安全交底」已由陈敏于11月25日取消，无需再办。"]


async def test_a_hand_over_to_the_present_owner_changes_nothing(house: PaperHouse) -> None:
    await given(house)
    assert await house.means("陈敏", TaskTransfer(task="T1", owners=("张三",))) == [
        "T1「安全交底」本来就由张三负责。"
    ]
