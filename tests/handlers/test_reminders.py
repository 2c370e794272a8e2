"""Reminders for oneself, for people, for the group; once or again; taken off by their words."""

from datetime import date
from typing import Any

from branch.updates import ReminderCancel, ReminderCreate, Undo
from tests.handlers.rolls import alarms, at
from tests.paper import PaperHouse


async def asked(house: PaperHouse, who: str = "张三", **how: Any) -> list[str]:
    """A reminder at three in the afternoon, set in private."""
    return await house.means(
        who, ReminderCreate(**({"at": at(25, 15), "text": "交周报"} | how)), private=True
    )


def reminded(sent: list[Any]) -> list[tuple[str, str]]:
    """Whom reminders reached, with what."""
    return [(p.address, p.card.title) for p in sent if p.card.title.startswith("提醒：")]


async def test_one_is_reminded_oneself_in_private_at_the_moment_named(house: PaperHouse) -> None:
    assert (await asked(house)) == ["好的，11月25日（周三）15:00提醒您\n交周报"]
    assert reminded(await house.advance(at(25, 14, 59))) == []
    assert reminded(await house.advance(at(25, 15))) == [("张三", "提醒：交周报")]


async def test_ones_own_hour_holds_at_night_too(house: PaperHouse) -> None:
    await asked(house, at=at(25, 22, 30))
    assert reminded(await house.advance(at(25, 23))) == [("张三", "提醒：交周报")]


async def test_others_are_not_reminded_at_night(house: PaperHouse) -> None:
    await asked(house, "陈敏", at=at(25, 22, 30), people=("王磊",))
    assert reminded(await house.advance(at(25, 23))) == []
    assert reminded(await house.advance(at(26, 7, 30))) == [("王磊", "提醒：交周报")]


async def test_people_named_hear_it_in_private_and_from_whom(house: PaperHouse) -> None:
    await asked(house, "陈敏", people=("王强", "王磊"))
    sent = await house.advance(at(25, 15))
    assert reminded(sent) == [("王强", "提醒：交周报"), ("王磊", "提醒：交周报")]
    assert sent[0].card.lines == ("陈敏请我提醒",)


async def test_the_group_is_reminded_in_the_group(house: PaperHouse) -> None:
    await asked(house, "陈敏", audience="大家")
    assert reminded(await house.advance(at(25, 15))) == [("group", "提醒：交周报")]


async def test_the_second_group_reminder_of_a_day_is_private(house: PaperHouse) -> None:
    await asked(house, "陈敏", audience="大家")
    await asked(house, "陈敏", audience="大家", at=at(25, 16))
    sent = reminded(await house.advance(at(25, 16)))
    assert [to for to, _ in sent].count("group") == 1 and ("赵小曼", "提醒：交周报") in sent


async def test_a_few_people_named_by_a_word_are_reminded_in_private(house: PaperHouse) -> None:
    await asked(house, "陈敏", audience="支委")
    to = [to for to, _ in reminded(await house.advance(at(25, 15)))]
    assert to == ["陈敏", "李国栋", "周海燕", "吴刚", "郑洁"]


async def test_a_member_does_not_remind_the_whole_group(house: PaperHouse) -> None:
    assert "提醒大家请由书记" in (await asked(house, audience="大家"))[0]


async def test_a_moment_gone_by_is_asked_for_again(house: PaperHouse) -> None:
    assert "这个时间已经过了" in (await asked(house, at=at(25, 9)))[0] and alarms(house, "R1") == {}
    await house.presses("张三", "定下", {"at": "2026-11-25T16:00:00+08:00"})
    assert alarms(house, "R1") == {"remind_himself": at(25, 16)}


async def test_a_day_alone_means_the_morning(house: PaperHouse) -> None:
    await asked(house, at=date(2026, 11, 26))
    assert alarms(house, "R1") == {"remind_himself": at(26, 9)}


async def test_a_repeated_one_comes_again_and_begins_with_the_next_moment_to_come(house: PaperHouse) -> None:
    said = await asked(house, at=at(25, 9), repeat="FREQ=WEEKLY;BYDAY=WE,FR")
    assert said == ["好的，11月27日（周五）09:00提醒您\n交周报 · 每周三、周五"]
    sent = reminded(await house.advance(at(2, 12, month=12)))
    assert sent == [("张三", "提醒：交周报")] * 2


async def test_a_reminder_is_taken_off_by_its_words(house: PaperHouse) -> None:
    await asked(house, repeat="FREQ=DAILY")
    said = await house.means("张三", ReminderCancel(text="周报"), private=True)
    assert said == ["提醒已取消：交周报"] and reminded(await house.advance(at(27, 16))) == []


async def test_what_fits_two_is_asked(house: PaperHouse) -> None:
    await asked(house)
    await asked(house, text="交周报附件")
    assert (await house.means("张三", ReminderCancel(text="周报"), private=True))[0] == "取消哪一个提醒？"
    await house.presses("张三", "交周报附件")
    assert alarms(house, "R2") == {} and alarms(house, "R1")


async def test_nobody_takes_off_what_somebody_set_for_himself(house: PaperHouse) -> None:
    await asked(house)
    assert "没有找到" in (await house.means("陈敏", ReminderCancel(text="周报"), private=True))[0]


async def test_undo_brings_a_cancelled_reminder_back(either: PaperHouse) -> None:
    await asked(either)
    await either.means("张三", ReminderCancel(text="周报"), private=True)
    await either.means("张三", Undo(), private=True)
    assert reminded(await either.advance(at(25, 15))) == [("张三", "提醒：交周报")]


async def test_without_a_time_others_are_reminded_at_once(house: PaperHouse) -> None:
    said = await house.means("陈敏", ReminderCreate(people=("王磊",), text="带党徽"), private=True)
    assert said == ["提醒：带党徽\n陈敏请我提醒", "已提醒王磊：带党徽"]
    said = await house.means("陈敏", ReminderCreate(audience="大家", text="带党徽"), private=True)
    assert [c.title for c in house.publicly()] == ["提醒：带党徽"] and said[-1] == "已提醒大家：带党徽"


async def test_without_a_time_one_asks_oneself_when(house: PaperHouse) -> None:
    assert (await house.means("张三", ReminderCreate(text="带党徽"), private=True))[0].startswith(
        "什么时候提醒？"
    )
