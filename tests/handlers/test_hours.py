"""学时 of a meeting are noted at a word; asked for, each sees his own and the secretary who is short."""

import pytest

from branch.events import EventState
from branch.updates import HeadCount, MeetingConfirm, MeetingHours, MeetingPlan
from tests.handlers.rolls import at, event
from tests.paper import PaperHouse


@pytest.fixture
async def lectured(house: PaperHouse) -> PaperHouse:
    """M1, a 党课 of this morning: all nine came, it counts for two hours, and the record is confirmed."""
    await house.means("陈敏", HeadCount(kind="党课", present=9))
    assert await house.says("陈敏", "党课学时2") == []
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    return house


async def test_my_own_hours_come_to_me_alone_with_what_counted(lectured: PaperHouse) -> None:
    said = await lectured.says("张三", "@支部通我的学时")
    own = next(text for text in said if "您 2026 年的学时" in text)
    assert "您 2026 年的学时：2，应有 32，还差 30" in own and "党课 · 2 学时" in own
    assert "自学和补课不计" in own and "以上级通知为准" in own
    group = [p for p in lectured.platform.sent if not p.private][-1].card.as_text()
    assert "32" not in group


async def test_the_secretary_reads_who_is_short_and_the_group_only_how_many(lectured: PaperHouse) -> None:
    said = await lectured.says("陈敏", "@支部通今年谁的学时还不够")
    full, public = sorted(said, key=len, reverse=True)
    assert "陈敏 · 2/56，还差 54" in full and "张三 · 2/32，还差 30" in full
    assert "还不够的 9 人" in public and "张三" not in public


async def test_a_member_hears_no_names_and_nobody_elses_hours(lectured: PaperHouse) -> None:
    (number,) = await lectured.tells("张三", "今年谁的学时还不够")
    assert "还不够的 9 人" in number and "陈敏" not in number
    (no,) = await lectured.tells("张三", "王强的学时")
    assert "只有书记能看" in no
    (told,) = await lectured.tells("陈敏", "吴刚的学时")
    assert told.startswith("吴刚 2026 年的学时：2，应有 56")


async def test_a_draft_and_a_meeting_without_hours_are_named_and_not_counted(house: PaperHouse) -> None:
    await house.means("陈敏", HeadCount(kind="党课", present=9))
    await house.means("陈敏", HeadCount(kind="主题党日", present=9))
    await house.means("陈敏", MeetingConfirm(meeting="M2"))
    (own,) = await house.tells("张三", "我的学时")
    assert "学时：0" in own and "记录还没确认的 1 次：M1" in own and "没有记学时的 1 次：M2" in own
    (full,) = await house.tells("陈敏", "谁的学时还不够")
    assert "没有记学时的：M2 主题党日" in full and "记录还没确认的：M1 党课" in full


async def test_without_a_word_the_hours_follow_from_the_notice(house: PaperHouse) -> None:
    plan = MeetingPlan(kind="党课", start=at(25, 8), end=at(25, 9, 30), place="会议室")
    await house.means("陈敏", plan)
    await house.means("陈敏", HeadCount(meeting="M1", present=9))
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    assert "学时：1.5" in (await house.tells("张三", "我的学时"))[0]


async def test_hours_of_a_confirmed_record_reopen_it_and_say_what_they_replace(lectured: PaperHouse) -> None:
    (said,) = await lectured.tells("陈敏", "这次党课4个学时")
    assert event(lectured).hours == 4 and event(lectured).state is EventState.DRAFT
    assert "4 学时" in said and "原来记的是：2 学时" in said
    await lectured.tells("陈敏", "撤销")
    assert event(lectured).hours == 2 and event(lectured).state is EventState.RECORD


async def test_a_committee_meeting_counts_for_no_hours(house: PaperHouse) -> None:
    await house.means("陈敏", HeadCount(kind="支部委员会会议", present=5))
    assert "不计学时" in (await house.means("陈敏", MeetingHours(meeting="M1", hours=2)))[0]
    assert "几个学时" in (await house.means("陈敏", MeetingHours(meeting="M1")))[0]
    assert event(house).hours is None
