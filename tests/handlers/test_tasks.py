"""A task is given: numbered, told once to those who have a part in it, asked about once."""

from datetime import date

from branch.updates import TaskAssign, TaskFill
from tests.handlers.books import FRIDAY, given, item, items, owners
from tests.paper import PaperHouse


async def test_a_task_gets_a_number_and_its_owner_is_told_once_in_private(house: PaperHouse) -> None:
    await given(house)
    assert item(house, "T1").title == "安全交底" and item(house, "T1").due == FRIDAY
    assert owners(house, "T1") == ["张三"]
    (card,) = house.privately("张三")
    assert card.title == "您的任务 T1：安全交底"
    assert "陈敏交给您负责 · 期限：11月27日（周五）" in card.lines
    assert house.publicly()[-1].title == "已记下任务 T1：安全交底"


async def test_a_question_among_several_tasks_says_which_it_is_about(house: PaperHouse) -> None:
    said = await house.tells("陈敏", "布置工作：\n1. 张三负责补日志，周五前\n2. 小王负责塔吊检修，周五前")
    assert "「塔吊检修」“小王”是哪一位？" in said[-1] and "已记下任务 T1：补日志" in said[-1]


async def test_numbers_go_on(house: PaperHouse) -> None:
    await given(house)
    await given(house, title="应急演练")
    assert [i.ref() for i in items(house)] == ["T1", "T2"]


async def test_who_takes_on_work_himself_is_not_told_what_he_said(house: PaperHouse) -> None:
    await house.means("张三", TaskAssign(title="补日志", owners=("张三",), due=FRIDAY))
    assert owners(house, "T1") == ["张三"] and house.privately("张三") == []


async def test_a_member_does_not_give_work_to_others(house: PaperHouse) -> None:
    said = await house.means("张三", TaskAssign(title="补日志", owners=("王磊",), due=FRIDAY))
    assert "请由书记、支委、组长或部门负责人来说" in said[0] and items(house) == []


async def test_a_head_by_his_post_gives_work(house: PaperHouse) -> None:
    await house.means("李国栋", TaskAssign(title="补日志", owners=("王磊",), due=FRIDAY))
    assert owners(house, "T1") == ["王磊"]


async def test_a_helper_is_told_that_he_helps(house: PaperHouse) -> None:
    await given(house, helpers=("王强",))
    (card,) = house.privately("王强")
    assert card.title == "请您配合 T1：安全交底" and "责任人：张三" in card.lines[0]
    assert owners(house, "T1") == ["张三"]


async def test_a_task_without_owner_and_due_is_kept_and_asks_for_both_on_one_form(house: PaperHouse) -> None:
    await given(house, owners=(), due=None)
    card = house.publicly()[-1]
    assert card.form and [f.name for f in card.form.fields] == ["owners", "due"]
    assert items(house)[0].due is None
    await house.presses("陈敏", "补上", {"owners": ["张三"], "due": "2026-11-27"})
    assert owners(house, "T1") == ["张三"] and item(house, "T1").due == FRIDAY
    assert house.privately("张三")[-1].title == "您的任务 T1：安全交底"
    assert house.publicly()[-1].form is None


async def test_a_due_day_already_set_is_not_changed_by_an_old_form(house: PaperHouse) -> None:
    await given(house)
    await house.means("陈敏", TaskFill(task="T1", due=date(2027, 1, 1)))
    assert item(house, "T1").due == FRIDAY


async def test_an_owner_without_an_account_is_named_to_the_speaker(house: PaperHouse) -> None:
    from sqlmodel import select

    from branch.people import Account

    def unbind(s: object) -> None:
        bound = s.exec(select(Account).where(Account.name == "张三")).one()  # type: ignore[attr-defined]
        s.delete(bound)  # type: ignore[attr-defined]

    house.look(unbind)
    await given(house)
    assert "张三还没有绑定账号，没能私下通知到。" in house.publicly()[-1].lines


async def test_a_task_without_a_title_is_not_made(house: PaperHouse) -> None:
    said = await house.means("陈敏", TaskAssign(owners=("张三",), due=FRIDAY))
    assert said[0].startswith("要记哪一项任务？") and items(house) == []
