"""请假 is stored; its reason is the secretary's and the person's own; the group reads a number."""

import pytest

from branch.events import EventState, Presence
from branch.updates import Leave, MeetingCancel, Present, Undo
from handlers.rolls.leave import kept
from tests.handlers.rolls import at, called, event, lines, those
from tests.paper import PaperHouse


async def test_in_the_group_a_leave_is_a_number_without_name_or_reason(house: PaperHouse) -> None:
    await called(house)
    await house.means("王强", Leave(meeting="M1", reason="夜班"))
    card = house.publicly()[-1]
    assert "应到9 请假1" in card.as_text() and "王强" not in card.as_text() and "夜班" not in card.as_text()
    assert those(house, Presence.LEAVE) == {"王强"} and event(house).state is EventState.PLANNED


async def test_the_secretary_hears_who_and_why_in_private(house: PaperHouse) -> None:
    await called(house)
    await house.means("王强", Leave(meeting="M1", reason="夜班"))
    (card,) = house.privately("陈敏")
    assert card.as_text() == "请假：王强\nM1 党课「党的纪律」 · 11月27日（周五）15:00\n事由：夜班"


async def test_who_asks_in_private_is_answered_in_private_and_the_group_hears_nothing(
    house: PaperHouse,
) -> None:
    await called(house)
    said = await house.means("王强", Leave(meeting="M1", reason="夜班"), private=True)
    assert said[-1].startswith("已登记请假：王强") and len(house.publicly()) == 1


async def test_a_press_gives_no_reason_so_a_form_asks_for_it_in_private(house: PaperHouse) -> None:
    await called(house)
    await house.presses("王强", "请假")
    (asked,) = house.privately("王强")
    assert asked.form and [field.label for field in asked.form.fields] == ["事由"]
    await house.presses("王强", "补上事由", {"reason": "夜班"})
    assert lines(house)["王强"].reason == "夜班"
    assert house.privately("王强")[-1].form is None and house.privately("王强")[-1].lines[-1] == "事由：夜班"
    assert len(house.publicly()) == 2, "the notice, and the roll that the press brought"
    told = [p for p in house.platform.sent if p.private and p.address == "陈敏"]
    assert told[-1].card.lines[-1] == "事由：夜班" and told[-1].replaces, "the secretary's card is put right"


async def test_who_said_why_is_not_asked(house: PaperHouse) -> None:
    await called(house)
    said = await house.means("王强", Leave(meeting="M1", reason="夜班"), private=True)
    assert said[-1].startswith("已登记请假") and house.privately("王强")[-1].form is None
    await house.means("王磊", Leave(meeting="M1"), private=True)
    assert house.privately("王磊")[-1].form is not None


async def test_who_is_not_due_needs_no_leave_and_nothing_is_written(house: PaperHouse) -> None:
    await called(house, kind="支部委员会会议", title="")
    said = await house.means("王强", Leave(meeting="M1", reason="夜班"))
    assert said == ["您不在支委会的应到名单里，不用请假。"] and lines(house) == {}
    said = await house.means("李国栋", Leave(meeting="M1", people=("王强", "王磊")))
    assert said == ["王强、王磊不在支委会的应到名单里，不用请假。"]


@pytest.mark.parametrize(
    ("reason", "category"),
    [
        ("发烧了", "因病"),
        ("下午去医院复查", "因病"),
        ("孩子发烧住院", "家事"),
        ("夜班", "夜班"),
        ("去公司开会", "去公司开会"),
    ],
)
def test_what_is_about_health_is_kept_as_a_category_only(reason: str, category: str) -> None:
    assert kept(reason) == category


async def test_the_reason_of_a_leave_is_shown_to_the_secretary_and_not_to_a_committee_member(
    house: PaperHouse,
) -> None:
    await called(house, start=at(25, 10, 40))
    await house.means("王强", Leave(meeting="M1", reason="夜班"), private=True)
    assert "请假：王强（夜班）" in (await house.means("陈敏", Present(meeting="M1"), private=True))[-1]
    read = (await house.means("郑洁", Present(meeting="M1"), private=True))[-1]
    assert "请假：王强" in read and "夜班" not in read


async def test_a_leave_never_reduces_who_is_due(house: PaperHouse) -> None:
    await called(house, start=at(25, 10, 40))
    await house.means("王强", Leave(meeting="M1"))
    assert "应到9 实到1 请假1" in (await house.means("张三", Present(meeting="M1")))[0]


async def test_the_only_meeting_ahead_is_the_one_meant(house: PaperHouse) -> None:
    await called(house)
    await house.means("王强", Leave())
    assert those(house, Presence.LEAVE) == {"王强"}


async def test_with_two_meetings_ahead_it_is_asked_which(house: PaperHouse) -> None:
    await called(house)
    await called(house, kind="主题党日", start=at(30, 15))
    assert (await house.means("王强", Leave(reason="夜班")))[0] == "说的是哪一次会议？"
    await house.presses("王强", "M2 主题党日「党的纪律」 11月30日")
    assert lines(house, "M2")["王强"].reason == "夜班" and lines(house) == {}


async def test_a_cancelled_meeting_takes_no_leave(house: PaperHouse) -> None:
    await called(house)
    await house.means("陈敏", MeetingCancel(meeting="M1"))
    assert "已经取消" in (await house.means("王强", Leave(meeting="M1")))[0]


async def test_who_comes_after_all_is_there_and_the_reason_is_gone(house: PaperHouse) -> None:
    await called(house, start=at(25, 10, 40))
    await house.means("王强", Leave(meeting="M1", reason="夜班"))
    await house.means("王强", Present(meeting="M1"))
    assert those(house, Presence.PRESENT) == {"王强"} and lines(house)["王强"].reason == ""


async def test_undoing_a_leave_tells_the_secretary(house: PaperHouse) -> None:
    await called(house)
    await house.means("王强", Leave(meeting="M1", reason="夜班"))
    await house.means("王强", Undo())
    assert lines(house) == {} and "撤销" in house.privately("陈敏")[-1].title


async def test_leave_taken_back_before_the_meeting_is_gone_and_nobody_is_there_yet(house: PaperHouse) -> None:
    await called(house)
    await house.says("张三", "党课请假，夜班")
    said = await house.says("张三", "党课我不请假了")
    assert "请假已取消" in said[0] and lines(house) == {}
    await house.means("张三", Undo())
    assert lines(house)["张三"].reason == "夜班"


async def test_that_leave_is_granted_keeps_the_reason_he_gave(house: PaperHouse) -> None:
    await called(house)
    await house.says("张三", "党课请假，夜班")
    await house.says("陈敏", "党课张三请假我批了")
    assert lines(house)["张三"].reason == "夜班"


async def test_leave_spoken_of_is_from_the_meeting_at_which_he_is_due(house: PaperHouse) -> None:
    await called(house, kind="支部委员会会议", title="", start=at(26, 9))
    await called(house)
    await house.says("张三", "党课请假，夜班")
    await house.says("陈敏", "张三请假我批了")
    assert lines(house, "M2")["张三"].reason == "夜班" and lines(house) == {}
    assert "请假已取消" in (await house.says("张三", "我不请假了"))[0]
    assert lines(house, "M2") == {} and lines(house) == {}
