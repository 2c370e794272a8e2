"""How far a task is: anybody may say it, numbers and words are kept."""

from datetime import date

from branch.items import ItemState
from branch.updates import TaskDone, TaskProgress
from tests.handlers.books import given, item
from tests.paper import PaperHouse


async def test_percent_note_and_blocker_are_kept_and_echoed(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("张三", TaskProgress(task="T1", percent=80, blocker="等监理签字"))
    assert said == ["已记进展：T1「安全交底」\n已完成 80% · 卡在：等监理签字"]
    assert (item(house, "T1").percent, item(house, "T1").blocker) == (80, "等监理签字")


async def test_anybody_reports_on_anybodys_task(house: PaperHouse) -> None:
    await given(house)
    await house.means("王磊", TaskProgress(task="T1", percent=30))
    assert item(house, "T1").percent == 30


async def test_a_new_word_without_a_blocker_clears_the_old_one(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskProgress(task="T1", blocker="等图纸"))
    await house.means("张三", TaskProgress(task="T1", percent=90))
    assert item(house, "T1").blocker == ""


async def test_expected_after_the_due_day_offers_to_ask_for_more_time(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("张三", TaskProgress(task="T1", expected=date(2026, 12, 1)))
    assert "比期限11月27日（周五）晚 4 天，需要的话可以申请延期。" in said[0]
    await house.presses("张三", "申请延期")
    assert house.privately("陈敏")[-1].title == "张三申请延期：T1「安全交底」"


async def test_progress_that_says_nothing_is_asked_for(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("张三", TaskProgress(task="T1"))
    assert "做到哪里了？" in said[0] and item(house, "T1").percent is None


async def test_less_than_all_after_a_report_of_done_opens_the_task_again(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("张三", TaskProgress(task="T1", percent=95))
    assert item(house, "T1").state is ItemState.OPEN


async def test_an_unknown_number_is_refused_by_name(house: PaperHouse) -> None:
    said = await house.means("张三", TaskProgress(task="T9", percent=5))
    assert said == ["没有找到 T9。说“我的任务”可以看编号。"]


async def test_without_a_number_the_speakers_own_tasks_are_offered_and_one_press_does_it(
    house: PaperHouse,
) -> None:
    await given(house)
    await given(house, title="应急演练", owners=("王磊",))
    await given(house, title="补日志")
    await house.means("张三", TaskProgress(percent=50))
    assert [b.label for b in house.publicly()[-1].buttons] == ["T1 安全交底", "T3 补日志"]
    await house.presses("张三", "T3 补日志")
    assert item(house, "T3").percent == 50 and item(house, "T1").percent is None
