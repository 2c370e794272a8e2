"""补课: proposed to the secretary when the record is confirmed, and written down when done; never an 实到."""

from datetime import date

import pytest

from branch.events import Presence
from branch.updates import Digest, Leave, MakeUp, MeetingConfirm, Present
from tests.handlers.rolls import at, called, lines, those
from tests.paper import PaperHouse


@pytest.fixture
async def held(house: PaperHouse) -> PaperHouse:
    """A house whose 党课 M1 was held on 25 November without 王强, who was on leave."""
    await called(house, start=at(25, 10, 40))
    await house.means("王强", Leave(meeting="M1", reason="夜班"))
    await house.means("陈敏", Present(audience="其余同志"))
    return house


async def test_a_confirmed_record_proposes_who_should_make_up_with_whom_and_by_when(held: PaperHouse) -> None:
    await held.means("陈敏", MeetingConfirm(meeting="M1"))
    card = held.privately("陈敏")[-1]
    assert card.title == "建议安排补课：党课「党的纪律」 · 1 人"
    assert card.lines[0] == "王强 · 第一党小组 · 建议由吴刚补讲" and "12月2日（周三）" in card.lines[1]


async def test_one_press_says_that_it_is_done(held: PaperHouse) -> None:
    await held.means("陈敏", MeetingConfirm(meeting="M1"))
    await held.presses("陈敏", "王强已补课")
    assert lines(held)["王强"].made_up_on == date(2026, 11, 25)


async def test_who_was_not_due_makes_nothing_up_and_is_not_written_down_as_absent(held: PaperHouse) -> None:
    said = await held.means("孙立", MakeUp(meeting="M1"))
    assert said == ["孙立不在党课「党的纪律」的应到名单里，没有登记补课。"] and "孙立" not in lines(held)


async def test_made_up_stays_on_leave(held: PaperHouse) -> None:
    said = await held.means("王强", MakeUp(meeting="M1"))
    assert said[0].startswith("已登记补课：1 人") and "王强" not in said[0]
    assert those(held, Presence.LEAVE) == {"王强"} and lines(held)["王强"].made_up_on


async def test_of_himself_the_only_one_missed_is_meant(held: PaperHouse) -> None:
    await called(held, kind="支部委员会会议", title="", start=at(24, 9))
    await held.means("王强", MakeUp(), private=True)
    assert lines(held)["王强"].made_up_on


async def test_who_was_there_need_not_make_up(held: PaperHouse) -> None:
    said = await held.means("张三", MakeUp(meeting="M1"))
    assert "不用补课" in said[0] and lines(held)["张三"].made_up_on is None


async def test_a_committee_meeting_is_not_made_up(house: PaperHouse) -> None:
    await called(house, kind="支部委员会会议", title="", start=at(25, 10, 40))
    await house.means("郑洁", Leave(meeting="M1"))
    await house.means("陈敏", Present(audience="其余同志"))
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    assert not [c for c in house.privately("陈敏") if "补课" in c.title]


async def test_what_is_not_made_up_is_told_again_in_the_secretarys_digest(held: PaperHouse) -> None:
    await held.means("陈敏", MeetingConfirm(meeting="M1"))
    said = await held.means("陈敏", Digest(), private=True)
    assert "待补课 1 项\n　王强 · 党课「党的纪律」 · 11月25日（周三）" in said[0]
    await held.means("王强", MakeUp(meeting="M1"))
    assert "待补课" not in (await held.means("陈敏", Digest(), private=True))[0]
