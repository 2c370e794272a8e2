"""The ladder: T-3 and T+1 to the owner, T+3 to the secretary, nothing to the group, every rung once."""

from datetime import date, datetime

from bot.platform import Parcel
from branch.calendar import CHINA
from branch.updates import NudgePause, TaskDone, TaskExtend
from tests.handlers.books import given, item
from tests.paper import PaperHouse

WEDNESDAY = date(
    2026, 12, 9
)  # T-3 is Sunday, so Monday 7 December; T+1 Thursday 10; T+3 Saturday, so Monday 14


async def nudges(house: PaperHouse, to: datetime) -> list[Parcel]:
    """What the ladder sent until a moment; what other timers say in December is not its business."""
    sent = await house.advance(to)
    return [p for p in sent if p.card.about == "T1" or "项任务要留意" in p.card.title]


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=CHINA)


async def test_before_the_due_day_the_owner_hears_once_in_private(house: PaperHouse) -> None:
    await given(house, due=date(2026, 12, 10))
    sent = await nudges(house, at(7))
    assert [(p.address, p.private, p.card.title) for p in sent] == [
        ("张三", True, "T1「安全交底」还有 3 天到期")
    ]
    assert await nudges(house, at(9)) == []


async def test_a_rung_on_a_day_off_is_climbed_at_the_hour_of_the_next_working_day(house: PaperHouse) -> None:
    await given(house, due=WEDNESDAY)
    assert await nudges(house, at(7, 8)) == []
    sent = await nudges(house, at(7))
    assert [p.card.title for p in sent] == ["T1「安全交底」还有 2 天到期"]


async def test_after_the_due_day_the_owner_hears_again_and_then_the_secretary_decides(
    house: PaperHouse,
) -> None:
    await given(house, due=WEDNESDAY)
    await nudges(house, at(9))
    late = await nudges(house, at(10))
    assert [(p.address, p.card.title) for p in late] == [("张三", "T1「安全交底」已过期限 1 天")]
    last = await nudges(house, at(14))
    assert [(p.address, p.private) for p in last] == [("陈敏", True)]
    assert last[0].card.lines[0] == "张三 · T1 安全交底 · 12月9日（周三） · 已过期限 5 天"
    assert await nudges(house, at(30)) == []


async def test_nothing_goes_to_the_owner_until_the_secretary_presses_and_then_once_a_day(
    house: PaperHouse,
) -> None:
    await given(house, due=WEDNESDAY)
    await nudges(house, at(14))
    said = await house.presses("陈敏", "发送提醒")
    assert [p.address for p in house.platform.sent if p.urgent] == ["张三"], "only this last step rings"
    assert "已私下提醒张三：T1「安全交底」" in said
    assert house.privately("张三")[-1].title == "请留意 T1「安全交底」：已过期限 5 天"
    again = await house.presses("陈敏", "发送提醒")
    assert again == ["T1「安全交底」在 12月14日 10:00 已经提醒过，今天不再重复。"]


async def test_a_known_reason_stops_the_ladder_until_its_day(house: PaperHouse) -> None:
    await given(house, due=WEDNESDAY)
    await nudges(house, at(10))
    await house.means("陈敏", NudgePause(task="T1", until=date(2026, 12, 18)))
    assert await nudges(house, at(17)) == []
    assert [p.address for p in await nudges(house, at(18))] == ["陈敏"]


async def test_the_button_of_a_known_reason_pauses_for_as_long_as_the_rules_say(house: PaperHouse) -> None:
    await given(house, due=WEDNESDAY)
    await nudges(house, at(14))
    await house.presses("陈敏", "已说明原因")
    assert item(house, "T1").paused_until == date(2026, 12, 21)


async def test_a_member_neither_pauses_nor_sends(house: PaperHouse) -> None:
    await given(house, due=WEDNESDAY)
    said = await house.means("王磊", NudgePause(task="T1"))
    assert said[0].startswith("这一步需要") and item(house, "T1").paused_until is None


async def test_a_new_due_day_begins_the_ladder_anew(either: PaperHouse) -> None:
    house = either
    await given(house, due=WEDNESDAY)
    await nudges(house, at(10))
    await house.means("陈敏", TaskExtend(task="T1", due=date(2026, 12, 17)))
    sent = await nudges(house, at(14))
    assert [(p.address, p.card.title) for p in sent] == [("张三", "T1「安全交底」还有 3 天到期")]


async def test_what_is_reported_done_is_not_nudged(house: PaperHouse) -> None:
    await given(house, due=WEDNESDAY)
    await house.means("张三", TaskDone(task="T1"))
    assert await nudges(house, at(20)) == []


async def test_several_tasks_of_one_owner_come_on_one_card(house: PaperHouse) -> None:
    await given(house, due=date(2026, 12, 10))
    await given(house, title="应急演练", due=date(2026, 12, 10))
    (sent,) = await nudges(house, at(7))
    assert sent.card.title == "您有 2 项任务要留意"
    assert "T2 应急演练 · 还有 3 天到期" in sent.card.lines


async def test_the_owner_may_ask_for_more_time_on_the_card_itself(house: PaperHouse) -> None:
    await given(house, due=date(2026, 12, 10))
    await nudges(house, at(7))
    await house.presses("张三", "申请延期", {"due": "2026-12-15", "reason": "图纸没齐"})
    assert house.privately("陈敏")[-1].title == "张三申请延期：T1「安全交底」"
