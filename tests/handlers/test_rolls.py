"""Who was there: signed in by himself or others, told as a group or a number; counted, never invented."""

from datetime import date

import pytest

from branch.events import EventState, Presence
from branch.updates import Absent, HeadCount, Leave, MeetingConfirm, Present, StudyPost, Undo
from tests.handlers.rolls import at, called, event, events, lines, those
from tests.paper import PaperHouse

THERE, AWAY, MISSED = Presence.PRESENT, Presence.LEAVE, Presence.ABSENT
COMMITTEE = {"陈敏", "李国栋", "周海燕", "吴刚", "郑洁"}


@pytest.fixture
async def lesson(house: PaperHouse) -> PaperHouse:
    """A house in which 党课 M1 begins in ten minutes: 25 November, 10:40."""
    await called(house, start=at(25, 10, 40))
    return house


async def test_who_signs_in_is_there_and_the_meeting_becomes_a_draft(lesson: PaperHouse) -> None:
    said = await lesson.means("张三", Present())
    assert "应到9 实到1" in said[0] and "实到：张三" in said[0] and "还有 8 人没有登记" in said[0]
    assert those(lesson, THERE) == {"张三"} and event(lesson).state is EventState.DRAFT


async def test_signing_in_twice_changes_nothing(lesson: PaperHouse) -> None:
    await lesson.means("张三", Present())
    assert "没有变动" in (await lesson.means("张三", Present()))[0]


async def test_somebody_signs_in_for_others_and_online(lesson: PaperHouse) -> None:
    await lesson.means("吴刚", Present(people=("吴刚", "王磊")))
    said = await lesson.means("吴刚", Present(people=("王强",), mode="线上"))
    assert those(lesson, THERE) == {"吴刚", "王磊", "王强"}
    assert "其中线上：王强" in said[0] and lines(lesson)["王强"].mode == "线上"


async def test_one_who_is_not_due_is_listed_and_not_counted(lesson: PaperHouse) -> None:
    said = await lesson.means("孙立", Present())
    assert "应到9 实到0 列席1" in said[0] or "列席1" in said[0]
    assert "列席：孙立" in said[0]


async def test_nobody_is_there_days_before_it_begins(house: PaperHouse) -> None:
    await called(house, start=at(28, 10, 40))
    late = await house.means("张三", Present(meeting="M1", late=True))
    assert "先不登记到会" in late[0] and "晚到了再说一声就行" in late[0] and lines(house) == {}
    await house.means("张三", Present(meeting="M1", people=("王强",), substitute="张三"))
    assert those(house, THERE) == set() and those(house, AWAY) == {"王强"}
    assert lines(house)["王强"].reason == "由张三代会" and event(house).state is EventState.PLANNED


async def test_lateness_is_kept_and_not_shown_to_the_group(lesson: PaperHouse) -> None:
    said = await lesson.means("张三", Present(late=True))
    assert lines(lesson)["张三"].late and "迟到" not in said[0]
    private = await lesson.means("陈敏", Present(), private=True)
    assert "迟到：张三" in private[0]


async def test_the_group_reads_a_number_of_those_who_did_not_come(lesson: PaperHouse) -> None:
    said = await lesson.means("陈敏", Absent(people=("王强",), reason="睡过了"))
    assert "缺席1" in said[0] and "王强" not in said[0] and "睡过了" not in said[0]


async def test_the_rest_means_those_of_whom_nothing_is_known(lesson: PaperHouse) -> None:
    await lesson.means("王强", Leave(reason="夜班"))
    await lesson.means("张三", Present())
    await lesson.means("陈敏", Present(audience="其余同志"))
    assert those(lesson, AWAY) == {"王强"} and len(those(lesson, THERE)) == 8


async def test_everybody_but_one(lesson: PaperHouse) -> None:
    await lesson.means("陈敏", Present(audience="除郑洁外都来了"))
    assert "郑洁" not in lines(lesson) and len(those(lesson, THERE)) == 8


async def test_everybody_does_not_overrule_a_leave(lesson: PaperHouse) -> None:
    await lesson.means("王强", Leave())
    await lesson.means("陈敏", Present(audience="全员"))
    assert those(lesson, AWAY) == {"王强"} and len(those(lesson, THERE)) == 8


async def test_a_group_word_that_fits_two_is_not_guessed(lesson: PaperHouse) -> None:
    said = await lesson.means("陈敏", Present(audience="除小王外"))
    assert "对不出来" in said[0] and lines(lesson) == {}


async def test_in_organisational_life_a_stand_in_is_there_only_for_himself(lesson: PaperHouse) -> None:
    await lesson.means("张三", Present(people=("李国栋",), substitute="张三"))
    assert those(lesson, THERE) == {"张三"} and those(lesson, AWAY) == {"李国栋"}
    assert lines(lesson)["李国栋"].substitute_id


async def test_at_a_work_meeting_a_stand_in_counts_for_whom_he_stands_in(house: PaperHouse) -> None:
    await called(house, kind="书记例会", title="", start=at(25, 10, 40), audience="李国栋、吴刚")
    await house.means("张三", Present(people=("李国栋",), substitute="张三"))
    assert those(house, THERE) == {"张三", "李国栋"}


async def test_announcing_oneself_days_before_leaves_the_meeting_planned(house: PaperHouse) -> None:
    await called(house)
    await house.means("张三", Present(meeting="M1", mode="线上"))
    assert event(house).state is EventState.PLANNED and lines(house)["张三"].mode == "线上"


async def test_the_recorders_one_line_makes_a_meeting_nobody_announced(house: PaperHouse) -> None:
    said = await house.means("陈敏", HeadCount(kind="支部委员会会议", held=date(2026, 11, 25), present=5))
    assert event(house).body == "支委会" and event(house).state is EventState.DRAFT
    assert "应到5 实到5" in said[0] and "到会超过半数" in said[0]
    assert [b.label for b in house.publicly()[-1].pressables()] == ["确认", "撤销"]
    assert those(house, THERE) == COMMITTEE


async def test_a_number_that_leaves_somebody_open_is_asked_about_and_nobody_is_invented(
    house: PaperHouse,
) -> None:
    said = await house.means("陈敏", HeadCount(kind="支部委员会会议", present=4))
    assert "没有登记的人里有 1 人没到，是谁？" in said[0] and lines(house) == {}
    await house.presses("陈敏", "补上", {"on_leave": ["李国栋"]})
    assert those(house, AWAY) == {"李国栋"} and those(house, THERE) == COMMITTEE - {"李国栋"}


async def test_a_number_is_not_forgotten_while_who_was_missing_is_still_found_out(either: PaperHouse) -> None:
    house = either
    await called(house, start=at(25, 10, 40))
    await house.means("陈敏", HeadCount(meeting="M1", present=7))
    said = await house.means("张三", Present())
    assert "报的实到是 7 人，没有登记的人里有 2 人没到，是谁？" in said[0]
    assert "有 2 人没到" in (await house.means("张三", Present()))[0]
    await house.means("陈敏", Absent(people=("王强",)))
    said = await house.means("王磊", Leave(meeting="M1"))
    assert "应到9 实到7 请假1 缺席1" in said[-1] and "报的实到" not in said[-1]


async def test_a_number_that_fits_a_known_leave_fills_the_roll(either: PaperHouse) -> None:
    await called(either, kind="支部委员会会议", title="", start=at(25, 10, 40))
    await either.means("李国栋", Leave(meeting="M1", reason="夜班"))
    said = await either.means("陈敏", HeadCount(meeting="M1", present=4))
    assert "应到5 实到4 请假1" in said[0] and those(either, THERE) == COMMITTEE - {"李国栋"}


async def test_a_number_larger_than_the_roster_allows_is_not_believed(house: PaperHouse) -> None:
    said = await house.means("陈敏", HeadCount(kind="支部委员会会议", present=7, expected=7))
    assert "按当天名册应到 5 人" in said[0] and "请核对" in said[0] and lines(house) == {}


async def test_a_report_of_an_announced_meeting_finds_it(lesson: PaperHouse) -> None:
    await lesson.means("陈敏", HeadCount(kind="党课", present=9))
    assert events(lesson) == ["M1"] and len(those(lesson, THERE)) == 9


async def test_a_report_of_last_week_is_a_late_entry(house: PaperHouse) -> None:
    said = await house.means("陈敏", HeadCount(kind="支部委员会会议", held=date(2026, 11, 20), present=5))
    assert "补录" in said[0] and event(house).late_entry


async def test_a_report_of_tomorrow_is_refused(house: PaperHouse) -> None:
    said = await house.means("陈敏", HeadCount(kind="支部委员会会议", held=date(2026, 11, 26), present=5))
    assert "会还没有开" in said[0] and events(house) == []


async def test_exactly_half_is_shown_and_not_decided(house: PaperHouse) -> None:
    await called(house, kind="支部党员大会", title="", start=at(25, 10, 40))
    for who in ("陈敏", "李国栋", "周海燕", "吴刚"):
        await house.means(who, Present())
    rest = ("郑洁", "张三", "王强", "王磊", "赵小曼")
    said = await house.means("陈敏", Leave(people=rest, meeting="M1"))
    assert "恰为半数（有表决权的党员8人，到会4人），请按上级口径确认" in said[0]


async def test_only_the_recorder_or_the_secretary_confirms(house: PaperHouse) -> None:
    await house.means("周海燕", HeadCount(kind="支部委员会会议", present=5))
    assert "请由书记或记录人确认" in (await house.means("吴刚", MeetingConfirm(meeting="M1")))[0]
    said = await house.means("周海燕", MeetingConfirm(meeting="M1"))
    assert event(house).state is EventState.RECORD and "（已确认）" in said[0]
    assert "待补：主持人、记录人、议题、决定" in said[0]


async def test_a_confirmed_roll_is_changed_only_by_an_officer_and_is_a_draft_again(house: PaperHouse) -> None:
    await house.means("陈敏", HeadCount(kind="支部委员会会议", present=5))
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    assert "已经确认" in (await house.means("张三", Absent(meeting="M1", people=("郑洁",))))[0]
    await house.means("陈敏", Absent(meeting="M1", people=("郑洁",)))
    assert event(house).state is EventState.DRAFT and those(house, MISSED) == {"郑洁"}


async def test_undo_takes_back_the_whole_roll_of_one_line(either: PaperHouse) -> None:
    await either.means("陈敏", HeadCount(kind="支部委员会会议", present=5))
    await either.means("陈敏", Undo())
    assert events(either) == []


async def test_signing_in_where_no_meeting_is_known_says_how_to_say_it(house: PaperHouse) -> None:
    said = await house.means("张三", Present())
    assert "请带上会议名称说" in said[0]


async def test_a_number_of_another_letter_is_no_meeting(house: PaperHouse) -> None:
    await house.means("陈敏", StudyPost(title="读本"))
    assert "没有找到编号为 S1 的会议" in (await house.means("张三", Present(meeting="S1")))[0]


async def test_everybody_of_a_meeting_with_nobody_fixed_is_asked_by_name(house: PaperHouse) -> None:
    await called(house, kind="书记例会", title="", start=at(25, 10, 40))
    said = await house.means("陈敏", Present(audience="全员"))
    assert "请直接说姓名" in said[0] and lines(house) == {}


async def test_who_keeps_the_roll_may_read_in_private_who_was_away(house: PaperHouse) -> None:
    await house.means("张三", HeadCount(kind="主题党日", present=8, on_leave=("王强",)))
    said = await house.means("张三", HeadCount(meeting="M1", present=8), private=True)
    assert "请假：王强" in said[0]


async def test_the_recorders_line_in_words_makes_the_roll_in_one_card(house: PaperHouse) -> None:
    said = await house.says("陈敏", "支委会上午开了，实到4人，老李夜班请假")
    assert len(said) == 1 and "M1 支委会 · 到会情况（草稿）\n11月25日（周三） · 应到5 实到4 请假1" in said[0]
    assert those(house, AWAY) == {"李国栋"} and lines(house)["李国栋"].reason == "夜班"


async def test_the_same_line_by_another_tells_the_secretary_why(house: PaperHouse) -> None:
    await house.says("周海燕", "支委会上午开了，实到4人，老李夜班请假")
    assert "事由：夜班" in house.privately("陈敏")[-1].as_text()


async def test_the_number_of_one_meeting_is_not_asked_of_the_next(house: PaperHouse) -> None:
    said = await house.says("陈敏", "补一下：11月18日党课到8人，张三请假；11月19日主题党日全到")
    assert "请核对" not in said[0] and those(house, AWAY, "M1") == {"张三"}
    assert len(those(house, THERE, "M1")) == 8 and len(those(house, THERE, "M2")) == 9
