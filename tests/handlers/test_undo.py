"""撤销: all that one message did, once, by its speaker or the secretary; who was told hears of it."""

from datetime import datetime

from branch.calendar import CHINA
from branch.items import ItemState
from branch.updates import (
    Leave,
    MeetingPlan,
    TaskAccept,
    TaskAssign,
    TaskDone,
    TaskExtend,
    TaskProgress,
    TaskTransfer,
    Undo,
)
from tests.handlers.books import FRIDAY, given, item, items, owners
from tests.paper import PaperHouse


async def test_an_assignment_is_taken_back_whole_and_the_owner_is_told(either: PaperHouse) -> None:
    house = either
    await given(house)
    said = await house.means("陈敏", Undo())
    assert "已撤销：任务 T1「安全交底」\n恢复到这条之前的样子。" in said
    assert items(house) == []
    assert house.privately("张三")[-1].title == "更正：任务 T1「安全交底」，已由陈敏撤销"


async def test_it_is_taken_back_once(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", Undo())
    assert await house.means("陈敏", Undo()) == ["没有可以撤销的记录。"]


async def test_only_ones_own_last_change_is_taken_back(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskProgress(task="T1", percent=40))
    await house.means("张三", Undo())
    assert item(house, "T1").percent is None and item(house, "T1").title == "安全交底"
    assert await house.means("王磊", Undo()) == ["没有可以撤销的记录。"]


async def test_the_button_takes_back_exactly_its_message(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", TaskAssign(title="应急演练", owners=("王磊",), due=FRIDAY), private=True)
    for parcel in house.platform.sent:
        if parcel.card.title.endswith("T1：安全交底") and not parcel.private:
            first = parcel
    undo = next(b for b in first.card.buttons if b.label == "撤销")
    await house.means("陈敏", Undo(**undo.slots))
    assert [i.ref() for i in items(house)] == ["T2"]
    assert await house.means("陈敏", Undo(**undo.slots)) == ["这条已经撤销过了。"]


async def test_a_strangers_press_on_the_button_is_refused(house: PaperHouse) -> None:
    await given(house)
    assert await house.presses("王磊", "撤销") == ["只有说这句话的人或书记能撤销它。"]
    assert len(items(house)) == 1


async def test_the_secretary_takes_back_what_somebody_else_said(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.presses("李国栋", "撤销")
    assert item(house, "T1").state is ItemState.OPEN
    assert house.privately("陈敏")[-1].title == "更正：任务 T1「安全交底」的“完成”，已由李国栋撤销"


async def test_what_others_built_on_is_not_taken_back(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskProgress(task="T1", note="已联系班组"))
    said = await house.means("陈敏", Undo())
    assert "后来又有改动，不能直接撤销" in said[0] and item(house, "T1").note == "已联系班组"


async def test_an_acceptance_is_taken_back(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("陈敏", TaskAccept(task="T1"))
    await house.means("陈敏", Undo())
    assert item(house, "T1").state is ItemState.REPORTED and item(house, "T1").closed_at is None


async def test_a_hand_over_is_taken_back(either: PaperHouse) -> None:
    house = either
    await given(house)
    await house.means("陈敏", TaskTransfer(task="T1", owners=("王磊",)))
    await house.means("陈敏", Undo())
    assert owners(house, "T1") == ["张三"]


async def test_undoing_is_not_itself_undone(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskProgress(task="T1", percent=40))
    await house.means("张三", TaskProgress(task="T1", percent=70))
    await house.means("张三", Undo())
    await house.means("张三", Undo())
    assert item(house, "T1").percent is None


async def test_what_is_taken_back_is_named_for_what_it_was(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskExtend(task="T1", due=FRIDAY.replace(day=30)))
    (said, told) = await house.means("张三", Undo())
    assert {said.splitlines()[0], told.splitlines()[0]} == {
        "已撤销：任务 T1「安全交底」的“申请延期”",
        "更正：任务 T1「安全交底」的“申请延期”，已由张三撤销",
    }


async def test_the_thing_named_is_taken_back_though_something_else_came_after(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", TaskAssign(title="应急演练", owners=("王磊",), due=FRIDAY))
    assert (await house.tells("陈敏", "撤销T1"))[-1].startswith("已撤销：任务 T1「安全交底」")
    assert [i.ref() for i in items(house)] == ["T2"]
    assert (await house.tells("陈敏", "撤销"))[-1].startswith("已撤销：任务 T2「应急演练」")


async def test_another_change_is_never_taken_for_that_of_the_thing_named(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskAssign(title="领劳保", owners=("张三",), due=FRIDAY))
    for words in ("撤销T1", "把安全交底撤销"):
        assert await house.tells("张三", words) == [
            "任务 T1「安全交底」没有您的改动可以撤销，什么都没动。不办了就说“T1 取消”，记错了就说要改成什么。"
        ]
    assert len(items(house)) == 2


async def test_a_remark_and_a_leave_belong_to_their_task_and_meeting(house: PaperHouse) -> None:
    await given(house)
    lesson = MeetingPlan(kind="党课", start=datetime(2026, 11, 26, 15, tzinfo=CHINA))
    await house.means("陈敏", lesson)
    await house.means("张三", TaskProgress(task="T1", note="已联系班组"))
    await house.means("张三", Leave(meeting="M1", people=("张三",)))
    assert (await house.tells("张三", "撤销T1"))[-1].startswith("已撤销：任务 T1「安全交底」的“进展”")
    assert (await house.tells("张三", "党课那条撤销"))[-1].startswith("已撤销：出勤登记")
