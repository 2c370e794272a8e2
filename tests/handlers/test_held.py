"""Who chaired a meeting and how it voted: noted at a word, shown with the roll, asked for while missing."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from branch.events import EventState
from branch.updates import HeadCount, MeetingChair, MeetingConfirm, MeetingVote
from storage import finding
from tests.handlers.rolls import called, event
from tests.paper import PaperHouse


async def assembled(house: PaperHouse) -> None:
    """M1, a 支部党员大会 of this morning: nine are due, eight of them may vote."""
    await house.means("陈敏", HeadCount(kind="支部党员大会", present=9))


def votes(house: PaperHouse, ref: str = "M1") -> list[str]:
    def find(s: Session) -> list[str]:
        return [vote.words for vote in finding.votes(s, event(house, ref))]

    found: list[str] = house.look(find)
    return found


async def test_told_to_the_bot_it_answers_what_was_noted_and_what_is_missing(house: PaperHouse) -> None:
    await assembled(house)
    (said,) = await house.tells("陈敏", "今天党员大会主持人是陈敏，记录人周海燕")
    assert (event(house).chair, event(house).recorder) == ("陈敏", "周海燕")
    assert said.startswith("已记：M1 支部党员大会") and "主持：陈敏 · 记录：周海燕" in said
    assert "待补：议题、表决结果、决议" in said


async def test_overheard_it_is_noted_without_a_word_and_can_be_taken_back(house: PaperHouse) -> None:
    await assembled(house)
    assert await house.says("张三", "党员大会主持人李国栋") == []
    assert await house.says("张三", "党员大会表决：同意7票，反对1票") == []
    assert event(house).chair == "李国栋" and votes(house) == ["赞成7 反对1"]
    (taken,) = await house.tells("张三", "撤销")
    assert "表决" in taken and votes(house) == [] and event(house).chair == "李国栋"


async def test_beside_a_roll_the_roll_itself_shows_it(house: PaperHouse) -> None:
    (said,) = await house.says(
        "陈敏", "支部党员大会上午开了，实到9人，陈敏主持，接收赵小曼转正：同意8票，反对0票"
    )
    assert "主持：陈敏" in said and "表决：接收赵小曼转正：赞成8 反对0" in said
    assert "赞成8票，超过应到会有表决权8人的半数（支部工作条例 第十一条）" in said
    assert "实到9" in said and event(house).chair == "陈敏"


async def test_with_minutes_there_is_one_answer_and_nothing_told_is_called_missing(house: PaperHouse) -> None:
    await assembled(house)
    (said,) = await house.tells(
        "周海燕", "党员大会纪要：主持人陈敏，记录人周海燕。审议了年度总结。表决结果：同意8票，反对0票。"
    )
    assert said.startswith("已记纪要") and "主持：陈敏 · 记录：周海燕" in said and "赞成8 反对0" in said
    assert "待补：决议" in said and "主持人" not in said


async def test_the_same_matter_told_again_is_corrected_and_another_one_is_added(house: PaperHouse) -> None:
    await assembled(house)
    await house.means("陈敏", MeetingVote(meeting="M1", matter="接收张三", ayes=5, noes=3))
    (said,) = await house.means("陈敏", MeetingVote(meeting="M1", matter="接收张三", ayes=6, noes=2))
    assert "原来记的是：接收张三：赞成5 反对3" in said
    await house.means("陈敏", MeetingVote(meeting="M1", matter="接收王磊", unanimous=True))
    assert votes(house) == ["接收张三：赞成6 反对2", "接收王磊：全体通过"]


async def test_a_chair_told_anew_replaces_the_old_one_and_says_so(house: PaperHouse) -> None:
    await assembled(house)
    await house.means("陈敏", MeetingChair(meeting="M1", chair="陈敏"))
    (said,) = await house.means("陈敏", MeetingChair(meeting="M1", chair="李国栋"))
    assert "主持：李国栋" in said and "原来记的是：主持 陈敏" in said


async def test_more_votes_than_voters_are_kept_as_told_and_pointed_out(house: PaperHouse) -> None:
    await assembled(house)
    (said,) = await house.means("陈敏", MeetingVote(meeting="M1", ayes=12, noes=0))
    assert "合计12票，到会有表决权的只有8人，请核对" in said and "超过" not in said
    assert votes(house) == ["赞成12 反对0"]


async def test_of_another_kind_of_meeting_only_the_numbers_are_shown(house: PaperHouse) -> None:
    await house.means("陈敏", HeadCount(kind="支部委员会会议", present=5))
    (said,) = await house.means("陈敏", MeetingVote(meeting="M1", ayes=4, noes=1))
    assert "赞成4 反对1" in said and "半数（" not in said


async def test_a_confirmed_record_that_changes_wants_to_be_confirmed_again(house: PaperHouse) -> None:
    await assembled(house)
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    (no,) = await house.means("张三", MeetingVote(meeting="M1", unanimous=True))
    assert "已经确认" in no and votes(house) == []
    (said,) = await house.says("吴刚", "党员大会表决全票通过")
    assert "请再确认一次" in said
    assert event(house).state is EventState.DRAFT and votes(house) == ["全体通过"]


async def test_what_was_missing_is_added_by_who_may_confirm_without_another_confirmation(
    house: PaperHouse,
) -> None:
    await assembled(house)
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    assert await house.says("李国栋", "党员大会主持人陈敏") == []
    assert event(house).chair == "陈敏" and event(house).state is EventState.RECORD
    (said,) = await house.says("陈敏", "党员大会主持人李国栋")
    assert "请再确认一次" in said and event(house).state is EventState.DRAFT


async def test_the_same_words_again_change_nothing(house: PaperHouse) -> None:
    await assembled(house)
    await house.means("陈敏", MeetingChair(meeting="M1", chair="陈敏"))
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    await house.means("陈敏", MeetingChair(meeting="M1", chair="陈敏"))
    assert event(house).state is EventState.RECORD


async def test_a_meeting_to_come_can_have_its_chair_and_nothing_is_missing_yet(house: PaperHouse) -> None:
    await called(house)
    (said,) = await house.tells("陈敏", "周五的党课由吴刚主持")
    assert event(house).chair == "吴刚" and event(house).state is EventState.PLANNED
    assert "主持：吴刚" in said and "待补" not in said


async def test_asked_about_a_meeting_the_bot_says_who_chaired(house: PaperHouse) -> None:
    await assembled(house)
    await house.means("陈敏", MeetingChair(meeting="M1", chair="陈敏"))
    assert "主持：陈敏" in (await house.tells("张三", "党员大会谁主持的"))[0]


async def test_without_a_meeting_a_name_or_a_number_it_says_what_is_needed(house: PaperHouse) -> None:
    async def told(update: Any) -> str:
        return (await house.means("陈敏", update))[0]

    assert "没有找到登记过的" in await told(MeetingChair(chair="陈敏"))
    assert "没有登记过这次支委会" in await told(MeetingChair(kind="支部委员会会议", chair="陈敏"))
    await assembled(house)
    assert "主持人是哪一位" in await told(MeetingChair(meeting="M1"))
    assert "结果是多少" in await told(MeetingVote(meeting="M1"))
    assert "孙七当天不在名册上" in await told(MeetingChair(meeting="M1", chair="孙七"))


async def test_a_meeting_of_last_month_is_not_taken_for_todays(house: PaperHouse) -> None:
    await assembled(house)
    await house.advance(house.clock() + timedelta(days=20))
    assert "是哪一次会议" in (await house.tells("陈敏", "主持人陈敏"))[0] and event(house).chair == ""
