"""A meeting is called from one sentence, moved, cancelled; the group hears each once, its reminders follow."""

from datetime import date

from branch.events import EventState
from branch.updates import Leave, MeetingCancel, MeetingPlan, MeetingReschedule, Undo
from tests.handlers.rolls import alarms, at, called, event, events, lines
from tests.paper import PaperHouse


async def test_one_sentence_is_a_notice_with_number_time_place_and_who_is_due(house: PaperHouse) -> None:
    said = await called(house, lecturer="陈敏", audience="全体党员")
    assert said == [
        "通知 M1：党课「党的纪律」\n时间：11月27日（周五）15:00\n地点：会议室\n主讲：陈敏\n"
        "参加：全体党员（应到9人）\n来不了请说一声，例如：党课请假，出差"
    ]
    assert [b.label for b in house.publicly()[-1].buttons] == ["请假", "撤销"]


async def test_a_notice_said_in_private_goes_to_the_group_and_is_confirmed_in_private(
    house: PaperHouse,
) -> None:
    await called(house, private=True)
    assert [c.title for c in house.publicly()] == ["通知 M1：党课「党的纪律」"]
    assert house.privately("陈敏")[-1].lines[-1] == "已发到群里。"
    assert "撤销" not in [b.label for b in house.publicly()[0].buttons]


async def test_a_member_does_not_call_meetings_and_hears_who_does(house: PaperHouse) -> None:
    said = await house.means("张三", MeetingPlan(kind="党课", start=at(27, 15)))
    assert "陈敏（书记）" in said[0] and events(house) == []


async def test_a_head_by_his_post_calls_meetings(house: PaperHouse) -> None:
    await house.means("李国栋", MeetingPlan(kind="项目研讨会", start=at(27, 15)))
    assert events(house) == ["M1"]


async def test_a_notice_without_a_day_asks_for_it_and_writes_nothing(house: PaperHouse) -> None:
    await house.means("陈敏", MeetingPlan(kind="党课", title="党的纪律"))
    card = house.publicly()[-1]
    assert events(house) == [] and card.form and [f.name for f in card.form.fields] == ["start", "place"]
    await house.presses("陈敏", "发通知", {"start": "2026-11-27T15:00:00+08:00"})
    assert event(house).starts_at == at(27, 15) and event(house).title == "党的纪律"


async def test_a_notice_without_a_kind_asks_with_buttons(house: PaperHouse) -> None:
    said = await house.means("陈敏", MeetingPlan(start=at(27, 15)))
    assert said == ["是哪一种会议？"] and events(house) == []
    await house.presses("陈敏", "支委会")
    assert event(house).kind == "支部委员会会议" and event(house).body == "支委会"


async def test_a_group_meeting_asks_which_group_unless_its_leader_calls_it(house: PaperHouse) -> None:
    await house.means("陈敏", MeetingPlan(kind="党小组会", start=at(27, 15)))
    assert events(house) == []
    await house.means("吴刚", MeetingPlan(kind="党小组会", start=at(27, 15)))
    assert event(house).body == "第一党小组"


async def test_those_due_in_a_small_body_are_named_and_pinged(house: PaperHouse) -> None:
    await called(house, kind="支部委员会会议", title="")
    card = house.publicly()[-1]
    assert "参加：支委会（应到5人：陈敏、李国栋、周海燕、吴刚、郑洁）" in card.lines
    assert card.mentions == ("陈敏", "李国栋", "周海燕", "吴刚", "郑洁") and not card.everyone


async def test_the_whole_group_is_pinged_only_when_the_secretary_says_so(house: PaperHouse) -> None:
    await called(house, audience="大家")
    assert house.publicly()[-1].everyone
    await house.means("吴刚", MeetingPlan(kind="主题党日", start=at(30, 15), audience="大家"))
    assert not house.publicly()[-1].everyone


async def test_a_notice_repeated_with_a_new_place_updates_the_known_one(house: PaperHouse) -> None:
    await called(house)
    said = await called(house, title="", place="码头展厅")
    assert "通知更新 M1" in said[0] and events(house) == ["M1"]
    assert event(house).place == "码头展厅" and event(house).title == "党的纪律"


async def test_the_same_notice_again_changes_nothing_and_says_so(house: PaperHouse) -> None:
    await called(house)
    assert "没有变动" in (await called(house))[0]
    assert events(house) == ["M1"]


async def test_two_safety_lessons_of_one_day_are_two(house: PaperHouse) -> None:
    await called(house, kind="安全小课堂", title="高处作业")
    await called(house, kind="安全小课堂", title="临时用电")
    assert events(house) == ["M1", "M2"]


async def test_a_meeting_of_a_day_gone_by_is_a_late_entry_and_no_notice(house: PaperHouse) -> None:
    said = await called(house, start=at(23, 15))
    assert "没有发通知" in said[0] and "补录" in said[0]
    assert event(house).late_entry and alarms(house) == {}


async def test_reminders_come_the_evening_before_and_an_hour_before(house: PaperHouse) -> None:
    await called(house)
    assert alarms(house) == {"remind_day_before": at(26, 17), "remind_shortly": at(27, 14)}
    sent = await house.advance(at(26, 17))
    assert [p.card.title for p in sent if not p.private] == [
        "提醒：党课「党的纪律」 · 明天（11月27日 周五）15:00"
    ]
    sent = await house.advance(at(27, 14))
    assert [p.card.title for p in sent if not p.private] == [
        "提醒：党课「党的纪律」 · 今天（11月27日 周五）15:00"
    ]


async def test_a_cancelled_meeting_reminds_nobody(house: PaperHouse) -> None:
    await called(house)
    said = await house.means("陈敏", MeetingCancel(meeting="M1", reason="台风"))
    assert said == ["取消 M1：党课「党的纪律」\n原定：11月27日（周五）15:00\n原因：台风"]
    sent = await house.advance(at(27, 16))
    assert not [p for p in sent if "党课" in p.card.title]


async def test_a_moved_meeting_takes_its_reminders_along(house: PaperHouse) -> None:
    await called(house)
    said = await house.means("陈敏", MeetingReschedule(meeting="M1", start=at(30, 19), reason="检查"))
    assert "时间：11月27日（周五）15:00 → 11月30日（周一）19:00" in said[0]
    assert alarms(house) == {"remind_day_before": at(27, 17), "remind_shortly": at(30, 18)}


async def test_undoing_a_move_brings_time_and_reminders_back(either: PaperHouse) -> None:
    await called(either)
    await either.means("陈敏", MeetingReschedule(meeting="M1", start=at(30, 19)))
    await either.means("陈敏", Undo())
    assert event(either).starts_at == at(27, 15)
    assert alarms(either) == {"remind_day_before": at(26, 17), "remind_shortly": at(27, 14)}


async def test_undoing_a_notice_takes_its_reminders_off(house: PaperHouse) -> None:
    await called(house)
    await house.presses("陈敏", "撤销")
    assert events(house) == [] and alarms(house) == {}


async def test_a_new_day_alone_keeps_the_hour_and_shows_it(house: PaperHouse) -> None:
    await called(house)
    said = await house.means("陈敏", MeetingReschedule(meeting="M1", start=date(2026, 12, 1)))
    assert "12月1日（周二）15:00" in said[0] and event(house).starts_at == at(1, 15, month=12)


async def test_a_meeting_put_off_without_a_day_waits_and_asks_for_one(house: PaperHouse) -> None:
    await called(house)
    said = await house.means("陈敏", MeetingReschedule(meeting="M1"))
    assert "→ 待定" in said[0] and alarms(house) == {}
    await house.presses("陈敏", "定新时间", {"start": "2026-11-30T19:00:00+08:00"})
    assert event(house).starts_at == at(30, 19)


async def test_a_held_meeting_is_not_moved(house: PaperHouse) -> None:
    await called(house, start=at(25, 10))
    await house.means("张三", Leave(meeting="M1"))
    assert event(house).state is EventState.PLANNED
    from branch.updates import Present

    await house.means("张三", Present(meeting="M1"))
    said = await house.means("陈敏", MeetingReschedule(meeting="M1", start=at(30, 19)))
    assert "已经开过" in said[0]


async def test_the_hour_reminder_of_a_smaller_body_goes_to_its_people_in_private(house: PaperHouse) -> None:
    await called(house, kind="支部委员会会议", title="")
    await house.means("郑洁", Leave(meeting="M1"))
    sent = await house.advance(at(27, 14))
    reminded = {p.address for p in sent if p.card.title.startswith("提醒：支委会 · 今天")}
    assert reminded == {"陈敏", "李国栋", "周海燕", "吴刚"}


async def test_over_the_days_budget_a_reminder_is_private(either: PaperHouse) -> None:
    await called(either, start=at(30, 15))
    await either.advance(at(29, 14))
    sent = await either.advance(at(30, 14))
    posts = [p.card.title for p in sent if not p.private]
    assert [t[:4] for t in posts] == ["本周支部"]
    reminded = {p.address for p in sent if p.card.title.startswith("提醒：党课")}
    assert "张三" in reminded and "孙立" not in reminded


async def test_a_title_without_end_is_cut_and_not_refused(house: PaperHouse) -> None:
    await called(house, title="长" * 20000)
    assert len(event(house).title) == 120


async def test_undoing_a_notice_said_in_private_is_told_to_the_group(house: PaperHouse) -> None:
    await called(house, private=True)
    await house.means("陈敏", Undo(), private=True)
    assert events(house) == [] and house.publicly()[-1].title.startswith("更正：会议 M1「党的纪律」")


async def test_a_meeting_of_the_day_named_is_called_off_or_none(house: PaperHouse) -> None:
    await house.means("陈敏", MeetingPlan(kind="党课", start=at(25, 14)))
    await house.advance(at(25, 17))
    assert await house.tells("陈敏", "明天的党课不上了") == [
        "没有找到“明天的党课”，什么都没动。请核对日期，或者说通知上的编号，例如：M1 取消"
    ]
    assert event(house, "M1").state is EventState.PLANNED


async def test_a_meeting_told_of_as_held_today_is_a_draft_and_calls_nobody(house: PaperHouse) -> None:
    said = await called(house, kind="支部委员会会议", start=date(2026, 11, 25), held=True)
    assert "没有发通知" in said[0] and "@" not in said[0] and alarms(house) == {}
    assert event(house).state is EventState.DRAFT and not event(house).late_entry


async def test_told_again_a_held_meeting_is_not_written_down_twice(house: PaperHouse) -> None:
    for place in ("", "三楼"):
        await called(house, start=date(2026, 11, 20), place=place, held=True)
    assert event(house).place == "三楼" and events(house) == ["M1"]


async def test_the_roll_of_a_meeting_that_was_refused_is_told_of_no_other(house: PaperHouse) -> None:
    await called(house, start=at(25, 10, 40))
    said = await house.says("张三", "昨天开了支委会，都到了")
    assert len(said) == 1 and "需要" in said[0] and lines(house) == {}
