"""销号: reported by anybody, closed only by somebody who may, and not by the owner himself."""

from branch.items import ItemState
from branch.updates import TaskAccept, TaskDone, TaskReject
from tests.handlers.books import given, item
from tests.paper import PaperHouse


async def test_done_waits_for_the_secretary_whose_press_closes_it(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1", note="资料已归档"))
    assert item(house, "T1").state is ItemState.REPORTED
    card = house.privately("陈敏")[-1]
    assert card.title == "待销号：T1「安全交底」" and "说明：资料已归档" in card.lines
    await house.presses("陈敏", "同意销号")
    assert item(house, "T1").state is ItemState.CLOSED
    assert house.privately("张三")[-1].title == "T1「安全交底」已销号"


async def test_only_who_may_closes(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    said = await house.means("王磊", TaskAccept(task="T1"))
    assert said[0].startswith("这一步需要陈敏（书记）") and item(house, "T1").state is ItemState.REPORTED


async def test_an_owner_does_not_close_his_own_though_he_is_secretary(house: PaperHouse) -> None:
    await given(house, owners=("陈敏",))
    await house.means("陈敏", TaskDone(task="T1"))
    assert house.privately("李国栋")[-1].title == "待销号：T1「安全交底」"
    said = await house.means("陈敏", TaskAccept(task="T1"))
    assert "请另一位支委或验收人销号" in said[0] and item(house, "T1").state is ItemState.REPORTED
    await house.presses("李国栋", "同意销号")
    assert item(house, "T1").state is ItemState.CLOSED


async def test_a_head_by_his_post_accepts_what_was_reported(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("吴刚", TaskAccept(task="T1"))
    assert item(house, "T1").state is ItemState.CLOSED


async def test_a_second_press_says_who_closed_it(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("李国栋", TaskAccept(task="T1"))
    assert await house.presses("陈敏", "同意销号") == ["T1「安全交底」已由李国栋于11月25日销号，无需再办。"]


async def test_done_twice_is_said_once(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    assert await house.means("王强", TaskDone(task="T1")) == ["T1「安全交底」已经报过完成，正等销号。"]


async def test_sending_back_wants_a_reason_which_goes_to_the_owner_only(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    assert await house.presses("陈敏", "退回") == ["请填写“退回原因”。"]
    await house.presses("陈敏", "退回", {"reason": "缺监理签字"})
    assert item(house, "T1").state is ItemState.OPEN
    assert "陈敏：缺监理签字" in house.privately("张三")[-1].lines
    assert all("缺监理签字" not in c.as_text() for c in house.publicly())


async def test_a_reject_said_in_the_group_keeps_its_reason_out_of_the_answer(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("陈敏", TaskReject(task="T1", reason="照片不清"))
    assert house.publicly()[-1].as_text() == "已退回：T1「安全交底」"


async def test_accept_without_a_number_offers_what_was_reported_first(house: PaperHouse) -> None:
    await given(house)
    await given(house, title="应急演练", owners=("王磊",))
    await house.means("王磊", TaskDone(task="T2"))
    await house.means("陈敏", TaskAccept())
    assert [b.label for b in house.publicly()[-1].buttons] == ["T2 应急演练", "T1 安全交底"]


async def test_what_is_closed_is_known_by_its_number_in_a_sentence_too(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("李国栋", TaskAccept(task="T1"))
    said = await house.tells("陈敏", "T1 同意销号")
    assert said == ["T1「安全交底」已由李国栋于11月25日销号，无需再办。"]


async def test_an_old_card_closes_nothing_that_was_taken_back_since(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.presses("张三", "撤销")
    (said,) = await house.presses("陈敏", "同意销号")
    assert "没有待销号的完成报告" in said and item(house, "T1").state is ItemState.OPEN


async def test_a_member_who_closes_anothers_task_hears_who_may(house: PaperHouse) -> None:
    await given(house)
    (said,) = await house.tells("王磊", "把T1销号")
    assert said.startswith("这一步需要陈敏（书记）") and item(house, "T1").state is ItemState.OPEN
    assert await house.says("王磊", "T1销号了") == []


async def test_the_owner_and_whoever_saw_it_accepted_still_report(house: PaperHouse) -> None:
    await given(house)
    await given(house, title="试块试验", owners=("王强",))
    await house.tells("张三", "T1可以销号了")
    await house.tells("王磊", "T2验收通过了")
    assert [item(house, ref).state for ref in ("T1", "T2")] == [ItemState.REPORTED] * 2


async def test_an_owner_hears_that_somebody_else_reported_his_task_done(house: PaperHouse) -> None:
    await given(house)
    await house.tells("王磊", "T1已完成")
    assert house.privately("张三")[-1].title == "王磊报告完成：T1「安全交底」"
    await given(house, title="试块试验", owners=("王强",))
    await house.tells("王强", "T2已完成")
    assert [c.title for c in house.privately("王强")][-1] == "已登记完成：T2「试块试验」"
