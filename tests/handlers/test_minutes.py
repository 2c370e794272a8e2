"""纪要 are kept word for word; what the paper wants and they do not hold is listed."""

from branch.events import EventState
from branch.updates import HeadCount, MeetingConfirm, MeetingMinutes
from tests.handlers.rolls import called, event
from tests.paper import PaperHouse

TEXT = "周海燕记录。会议研究了评优推荐，同意推荐张三。"


async def test_minutes_are_kept_as_given_and_what_is_wanting_is_listed(house: PaperHouse) -> None:
    await house.means("陈敏", HeadCount(kind="支部委员会会议", present=5))
    said = await house.means("周海燕", MeetingMinutes(meeting="M1", text=TEXT))
    assert event(house).minutes == TEXT
    assert "待补：主持人" in said[0] and "张三" not in said[0]


async def test_a_second_note_goes_below_the_first_and_the_same_one_is_refused(house: PaperHouse) -> None:
    await house.means("陈敏", HeadCount(kind="支部委员会会议", present=5))
    await house.means("周海燕", MeetingMinutes(meeting="M1", text=TEXT))
    assert "已经有这段话" in (await house.means("周海燕", MeetingMinutes(meeting="M1", text=TEXT)))[0]
    said = await house.means("周海燕", MeetingMinutes(meeting="M1", text="陈敏主持。"))
    assert event(house).minutes == f"{TEXT}\n陈敏主持。" and "该有的都有了" in said[0]


async def test_minutes_of_a_confirmed_record_want_a_new_confirmation(house: PaperHouse) -> None:
    await house.means("陈敏", HeadCount(kind="支部委员会会议", present=5))
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    await house.means("陈敏", MeetingMinutes(meeting="M1", text=TEXT))
    assert event(house).state is EventState.DRAFT


async def test_notes_before_the_meeting_leave_it_planned(house: PaperHouse) -> None:
    await called(house)
    await house.means("陈敏", MeetingMinutes(meeting="M1", text="会前准备：主题是纪律"))
    assert event(house).state is EventState.PLANNED
