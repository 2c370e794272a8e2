"""Monday's digest: one for the group, with numbers; one for the secretary, with names and what went wrong."""

from datetime import date

from sqlmodel import Session

from bot.platform import Undeliverable
from branch.people import Account
from branch.updates import (
    Digest,
    HazardReport,
    HeadCount,
    Leave,
    MeetingConfirm,
    Present,
    StudyPost,
    TaskAccept,
    TaskDone,
)
from tests.handlers.books import given
from tests.handlers.rolls import at, called
from tests.paper import PaperHouse

MONDAY = at(30, 8, 30)


async def digests(house: PaperHouse) -> tuple[str, str]:
    """Monday's two editions: the group's and the secretary's."""
    sent = await house.advance(MONDAY)
    texts = {p.private: p.card.as_text() for p in sent if "支部工作" in p.card.title}
    return texts.get(False, ""), texts.get(True, "")


async def test_monday_tells_done_due_meetings_and_studies(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("陈敏", TaskAccept(task="T1"))
    await given(house, title="应急演练", due=date(2026, 12, 2))
    await called(house, start=at(1, 15, month=12))
    await house.means("周海燕", StudyPost(title="党史", due=date(2026, 12, 4)))
    group, _ = await digests(house)
    assert group == (
        "本周支部工作 11月30日—12月6日\n上周以来：完成销号 1 项，新增 2 项\n到期 1 项\n"
        "　张三 · T2 应急演练 · 12月2日（周三）\n会议 1 场\n　M1 党课「党的纪律」 · 12月1日（周二）15:00 · 会议室\n"
        "学习 1 项\n　S1 党史 · 12月4日（周五）前"
    )


async def test_an_overdue_task_is_a_number_to_the_group_and_a_name_to_the_secretary(
    house: PaperHouse,
) -> None:
    await given(house)
    group, secretary = await digests(house)
    assert "已超期 1 项" in group and "张三" not in group
    assert "张三 · T1 安全交底 · 11月27日（周五） · 超 3 天" in secretary


async def test_an_empty_week_is_not_told_to_the_group(house: PaperHouse) -> None:
    group, secretary = await digests(house)
    assert group == "" and "本周支部工作" in secretary


async def test_the_secretary_reads_which_drafts_wait_for_him(house: PaperHouse) -> None:
    await house.means("周海燕", HeadCount(kind="支部委员会会议", present=5))
    group, secretary = await digests(house)
    assert "待确认的到会记录 1 场\n　M1 支委会 · 11月25日（周三）" in secretary and "待确认" not in group
    (roll,) = await house.presses("陈敏", "核对 M1")
    assert roll.startswith("M1 支委会 · 到会情况（草稿）")
    assert "（已确认）" in (await house.presses("陈敏", "确认"))[0]


async def test_the_secretary_reads_what_could_not_be_delivered_and_who_has_no_account(
    either: PaperHouse,
) -> None:
    def unbind(s: Session) -> None:
        account = s.get_one(Account, ("paper", "王磊"))
        account.person_id = None

    either.look(unbind)
    either.platform.failures.append(Undeliverable("left"))
    await given(either)
    _, secretary = await digests(either)
    assert "没能送达 1 项\n　张三：您的任务 T1：安全交底" in secretary
    assert "还没绑定账号：王磊" in secretary


async def test_after_a_dark_week_the_digest_comes_once_and_says_what_was_missed(house: PaperHouse) -> None:
    await given(house, due=date(2026, 12, 9))
    house.clock.set(at(14, 10, month=12))  # the house was dark: nothing fired on the way
    before = len(house.platform.sent)
    await house.settles()
    groups = [p for p in house.platform.sent[before:] if not p.private and "支部工作" in p.card.title]
    assert len(groups) == 1
    assert "错过" in "".join(c.as_text() for c in house.privately("陈敏") if "书记版" in c.title)


async def test_asked_in_the_group_the_secretary_gets_the_groups_edition(house: PaperHouse) -> None:
    await given(house, due=date(2026, 11, 24))
    said = await house.means("陈敏", Digest())
    assert "已超期 1 项" in said[0] and "书记版" not in said[0]
    assert "书记版" in (await house.means("陈敏", Digest(), private=True))[0]
    assert "书记版" not in (await house.means("张三", Digest(), private=True))[0]


async def test_a_month_can_be_asked_for(house: PaperHouse) -> None:
    await house.means("周海燕", HeadCount(kind="支部委员会会议", present=5))
    said = await house.means("张三", Digest(period="2026-11"))
    assert said == ["2026年11月支部工作\n开过的会 1 场\n　M1 支委会 · 11月25日（周三）"]
    assert await house.means("张三", Digest(period="2026-10")) == [
        "2026年10月支部工作\n没有会议和任务的记录。"
    ]


async def test_a_monthly_report_is_asked_for_by_its_name_alone(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("陈敏", TaskAccept(task="T1"))
    (report,) = await house.tells("陈敏", "出个月报")
    assert report.startswith("2026年11月支部工作（书记版）\n新增 1 项\n已销号 1 项\n　张三 · T1")
    assert (await house.tells("陈敏", "出个周报"))[0].startswith("本周支部工作 11月23日—11月29日")


async def test_how_many_came_and_how_much_was_done_is_drawn(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("陈敏", TaskAccept(task="T1"))
    await called(house, kind="支部委员会会议", title="", start=at(25, 10, 35))
    await house.means("李国栋", Leave(meeting="M1", reason="夜班"))
    await house.means("陈敏", Present(meeting="M1", audience="其余"))
    await house.means("张三", Digest(period="2026-11"))
    assert house.publicly()[-1].chart is None, "a draft is no record yet"
    await house.means("陈敏", MeetingConfirm(meeting="M1"))
    await house.means("张三", Digest(period="2026-11"))
    card = house.publicly()[-1]
    assert card.chart and card.chart.points == (("支委会 · 11月25日", 80.0), ("任务完成率", 100.0))
    assert "支委会 · 11月25日：80%" in card.as_text()


async def test_what_came_after_a_period_is_not_in_its_report(house: PaperHouse) -> None:
    await house.advance(at(2, 9, month=12))
    await given(house, due=date(2026, 12, 4))
    await house.means("张三", TaskDone(task="T1"))
    said = await house.means("陈敏", Digest(period="2026-11"), private=True)
    assert said == ["2026年11月支部工作（书记版）\n没有会议和任务的记录。"]


async def test_who_was_late_this_week_is_not_named_among_what_falls_due(house: PaperHouse) -> None:
    await given(house, due=date(2026, 11, 24))
    (said,) = await house.means("陈敏", Digest())
    assert "已超期 1 项" in said and "张三" not in said and "安全交底" not in said


async def test_a_meeting_that_went_by_unreported_is_not_forgotten(house: PaperHouse) -> None:
    await called(house)
    group, secretary = await digests(house)
    assert "会期已过、还没登记到会 1 场\n　M1 党课「党的纪律」 · 11月27日（周五）15:00" in secretary
    assert "还没登记" not in group


async def test_the_secretary_reads_which_hazards_nobody_has_taken(house: PaperHouse) -> None:
    await house.means("张三", HazardReport(text="护栏松动", place="3号沉箱"))
    group, secretary = await digests(house)
    assert "还没有责任人 1 项\n　H1 3号沉箱护栏松动" in secretary and "责任人" not in group


async def test_a_period_nobody_understands_is_refused(house: PaperHouse) -> None:
    for period in ("去年", "9999", "2026-13"):
        assert "看不懂" in (await house.means("陈敏", Digest(period=period)))[0]
