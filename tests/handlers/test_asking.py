"""Questions: the group reads public facts, late and absent people are the secretary's, mine is mine."""

from datetime import date, datetime

from sqlmodel import Session, select

from branch.calendar import CHINA
from branch.events import Attendance, Event, EventState, Presence
from branch.people import Person
from branch.registers import Entry
from branch.updates import HazardReport, HeadCount, Leave, Mine, Query, TaskAccept, TaskDone, TaskProgress
from tests.handlers.books import FRIDAY, given
from tests.handlers.rolls import called
from tests.paper import PaperHouse
from tests.people import BRANCH

NEXT_WEEK = datetime(2026, 12, 2, 10, 0, tzinfo=CHINA)


def asks(**slots: object) -> Query:
    return Query.model_validate(slots)


async def grow_late(house: PaperHouse) -> None:
    """T1 of 张三 is five days late, T2 of 王磊 is not."""
    await given(house)
    await given(house, title="应急演练", owners=("王磊",), due=date(2026, 12, 30))
    await house.advance(NEXT_WEEK)


def held(house: PaperHouse) -> None:
    """M90: a 支委会 yesterday: 陈敏 was there, 吴刚 had leave, the others are open."""

    def work(s: Session) -> None:
        who = {p.name: p.id or 0 for p in s.exec(select(Person))}
        known = {"branch": BRANCH, "made_by": who["周海燕"], "made_at": house.clock()}
        event = Event(
            number=90,
            kind="支部委员会会议",
            body="支委会",
            day=date(2026, 11, 24),
            state=EventState.DRAFT,
            **known,
        )
        s.add(event)
        s.flush()
        mark = {"branch": BRANCH, "event_id": event.id, "noted_at": house.clock()}
        s.add(Attendance(person_id=who["陈敏"], presence=Presence.PRESENT, **mark))
        s.add(Attendance(person_id=who["吴刚"], presence=Presence.LEAVE, reason="夜班", **mark))

    house.look(work)


# ------------------------------------------------------------------ tasks


async def test_my_tasks_come_in_private_wherever_they_were_asked(house: PaperHouse) -> None:
    await given(house)
    said = await house.means("张三", asks(people=["张三"]))
    assert "已私下发给您。" in said
    card = house.privately("张三")[-1]
    assert card.title == "您的任务 1 项" and card.table
    assert card.table.rows == (("T1", "安全交底", "11月27日（周五）", ""),)
    await house.presses("张三", "T1 已完成")
    assert "待销号" in (await house.means("张三", asks(people=["张三"]), private=True))[0]


async def test_who_has_no_tasks_is_told_so_kindly(house: PaperHouse) -> None:
    (said,) = await house.means("王磊", asks(people=["王磊"]), private=True)
    assert said == "您手上没有未完成的任务。"


async def test_a_helper_finds_what_he_helps_with(house: PaperHouse) -> None:
    await given(house, helpers=("王强",))
    (said,) = await house.means("王强", asks(people=["王强"]), private=True)
    assert "T1 · 安全交底（配合）" in said


async def test_in_the_group_a_late_task_is_a_number_and_its_owner_unnamed(either: PaperHouse) -> None:
    house = either
    await grow_late(house)
    (said,) = await house.means("王强", asks(status="open"))
    assert "未完成的任务 2 项" in said and "应急演练 · 王磊" in said
    assert "另有 1 项已过期限，名单只给书记，责任人已私下提醒。" in said
    assert "张三" not in said and "安全交底" not in said


async def test_the_secretary_reads_late_names_in_private_even_if_he_asks_in_the_group(
    house: PaperHouse,
) -> None:
    await grow_late(house)
    said = await house.means("陈敏", asks(status="overdue"))
    assert house.publicly()[-1].as_text() == "过期的任务 1 项\n1 项已过期限，名单只给书记，责任人已私下提醒。"
    assert "过期的任务 1 项\nT1 · 安全交底 · 张三 · 11月27日（周五） · 超 5 天" in said


async def test_another_persons_lateness_is_refused_and_his_list_does_not_tell_it(house: PaperHouse) -> None:
    await grow_late(house)
    (no,) = await house.means("王强", asks(people=["张三"], status="overdue"))
    assert no == "谁的任务过了期限，只有书记能看；您可以问“我的任务”。"
    (said,) = await house.means("王强", asks(people=["张三"]))
    assert said == "张三未完成的任务 1 项\nT1 · 安全交底 · 张三"


async def test_what_was_closed_is_found_by_its_day(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskDone(task="T1"))
    await house.means("陈敏", TaskAccept(task="T1"))
    (said,) = await house.means("王强", asks(status="done", period="2026-11"))
    assert "已销号的任务 1 项" in said
    assert await house.means("王强", asks(status="done", period="2026-10")) == ["没有已销号的任务。"]


async def test_one_task_is_shown_with_its_words_in_private(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskProgress(task="T1", percent=50, blocker="等图纸"))
    (said,) = await house.means("王强", asks(task="T1"))
    assert said == "T1「安全交底」\n张三 · 11月27日（周五）\n进行中 · 50%\n卡在：等图纸"
    (more,) = await house.means("陈敏", asks(task="T1"), private=True)
    assert "11月25日 进展 卡在：等图纸" in more


async def test_a_period_that_is_none_is_asked_again(house: PaperHouse) -> None:
    (said,) = await house.means("王强", asks(period="前阵子"))
    assert said == "没有看懂时间“前阵子”，例如：本周、上个月、第三季度。"


async def test_hazards_are_everybodys(house: PaperHouse) -> None:
    assert await house.means("王强", asks(about="hazards")) == ["现在没有未销号的隐患。"]
    await house.means("王强", HazardReport(place="A区", text="限位松动", owners=("张三",), due=FRIDAY))
    (said,) = await house.means("王强", asks(about="hazards"))
    assert said == "隐患 1 处\nH1 · A区限位松动 · 张三 · 11月27日（周五）"


# ------------------------------------------------------------------ rolls


async def test_the_group_reads_counts_the_secretary_in_private_also_who_is_away(house: PaperHouse) -> None:
    held(house)
    said = await house.means("陈敏", asks(about="attendance", meeting="M90"))
    public = house.publicly()[-1].as_text()
    assert "应到5 实到1 请假1" in public and "吴刚" not in public and "李国栋" not in public
    assert any("请假：吴刚（夜班）" in text and "没有登记：李国栋、周海燕、郑洁" in text for text in said)


async def test_the_recorder_reads_names_without_reasons_a_member_only_counts(house: PaperHouse) -> None:
    held(house)
    (mine,) = await house.means("周海燕", asks(about="attendance", meeting="M90"), private=True)
    assert "请假：吴刚" in mine and "夜班" not in mine
    (member,) = await house.means("张三", asks(about="attendance", meeting="M90"), private=True)
    assert "吴刚" not in member and "应到5" in member


async def test_without_a_meeting_the_last_one_is_meant_and_none_is_said_kindly(house: PaperHouse) -> None:
    (none,) = await house.means("陈敏", asks(about="attendance"), private=True)
    assert none.startswith("最近没有登记过会议。")
    held(house)
    (said,) = await house.means("陈敏", asks(about="attendance"), private=True)
    assert said.startswith("M90 支委会")


async def test_where_a_task_stands_is_in_the_lists_of_its_owner_and_the_secretary(house: PaperHouse) -> None:
    await given(house)
    await house.means("张三", TaskProgress(task="T1", percent=80, blocker="等监理签字"), private=True)
    (own,) = await house.means("张三", asks(about="tasks", people=["张三"]), private=True)
    (secretary,) = await house.means("陈敏", asks(about="tasks"), private=True)
    assert "80% · 卡在：等监理签字" in own and "80% · 卡在：等监理签字" in secretary
    (other,) = await house.means("王磊", asks(about="tasks"), private=True)
    assert "80%" in other and "监理" not in other


async def test_before_the_first_meeting_the_next_one_is_meant_and_a_leave_for_it_is_found(
    house: PaperHouse,
) -> None:
    await called(house)
    await house.means("王强", Leave(meeting="M1", reason="夜班"))
    (said,) = await house.means("陈敏", asks(about="attendance"), private=True)
    assert said.startswith("M1 党课「党的纪律」") and "请假：王强（夜班）" in said
    (member,) = await house.means("张三", asks(about="attendance"), private=True)
    assert "王强" not in member and member.endswith("请假和缺席的名单只告诉书记和本人。")
    (own,) = await house.means("王强", asks(about="attendance", people=["王强"]), private=True)
    assert "应到 0 次，实到 0 次（1月1日—11月25日）" in own and "请假 · 夜班" in own


async def test_a_complete_draft_is_confirmed_from_the_answer_about_it(house: PaperHouse) -> None:
    await house.means("周海燕", HeadCount(kind="支部委员会会议", present=5))
    await house.means("陈敏", asks(about="attendance", meeting="M1"), private=True)
    assert [b.label for b in house.privately("陈敏")[-1].pressables()] == ["确认"]
    await house.means("张三", asks(about="attendance", meeting="M1"), private=True)
    assert house.privately("张三")[-1].pressables() == ()


async def test_my_own_attendance_is_mine_and_the_secretarys(house: PaperHouse) -> None:
    held(house)
    (own,) = await house.means("吴刚", asks(about="attendance", people=["吴刚"]), private=True)
    assert "您的出勤：应到 1 次，实到 0 次" in own and "请假 · 夜班" in own
    (no,) = await house.means("张三", asks(about="attendance", people=["吴刚"]), private=True)
    assert no == "别人的出勤情况只有书记能看；您可以问“我的考勤”。"
    (secretary,) = await house.means("陈敏", asks(about="attendance", people=["吴刚"]), private=True)
    assert secretary.startswith("吴刚的出勤")


async def test_meetings_of_a_period_are_listed_and_none_is_said_kindly(house: PaperHouse) -> None:
    held(house)
    (said,) = await house.means("张三", asks(about="meetings", period="2026-11"))
    assert "2026年11月的会议 1 场" in said and "M90 支委会" in said
    assert await house.means("张三", asks(about="meetings")) == ["接下来没有登记的会议。"]
    (one,) = await house.means("张三", asks(about="meetings", meeting="M90"))
    assert one.startswith("M90 支委会\n11月24日（周二） · 地点待定")
    assert await house.means("张三", asks(about="meetings", meeting="M7")) == ["没有找到编号为 M7 的会议。"]


# ------------------------------------------------------------------ study, pledges, compliance, mine


async def test_study_is_counted_for_all_and_named_for_the_secretary(house: PaperHouse) -> None:
    assert await house.means("张三", asks(about="study")) == ["现在没有在学的材料。"]

    def post(s: Session) -> None:
        known = {"branch": BRANCH, "made_at": house.clock()}
        s.add(Event(prefix="S", number=90, kind="学习材料", title="条例", day=FRIDAY, **known))

    house.look(post)
    said = await house.means("陈敏", asks(about="study", status="open"))
    assert house.publicly()[-1].lines == ("S90 条例 · 11月27日（周五）前 · 已学 0/9 人",)
    assert any("还没有说学完：陈敏、李国栋" in text for text in said)
    (own,) = await house.means("张三", asks(about="study", people=["张三"]), private=True)
    assert own == "您的学习\nS90 条例 · 11月27日（周五）前 · 还没有说学完"
    (no,) = await house.means("张三", asks(about="study", people=["王磊"]), private=True)
    assert no.startswith("别人的学习情况只有书记能看")


async def test_who_has_not_signed_is_named_to_the_secretary_only(house: PaperHouse) -> None:
    assert (await house.means("张三", asks(about="pledges")))[0].startswith("2026 年还没有人登记签承诺书。")

    def sign(s: Session) -> None:
        person = s.exec(select(Person).where(Person.name == "张三")).one()
        s.add(
            Entry(
                branch=BRANCH,
                kind="承诺书",
                title="廉洁承诺书",
                person_id=person.id,
                since=FRIDAY,
                made_at=house.clock(),
            )
        )

    house.look(sign)
    (member,) = await house.means("王磊", asks(about="pledges", status="open"), private=True)
    assert member == "2026 年承诺书\n《廉洁承诺书》 已签 1 人，应签 9 人"
    (secretary,) = await house.means("陈敏", asks(about="pledges", status="open"), private=True)
    assert "《廉洁承诺书》还没有登记：陈敏、李国栋" in secretary
    (own,) = await house.means("张三", asks(about="pledges", people=["张三"]), private=True)
    assert own == "您 2026 年签的承诺书\n《廉洁承诺书》 · 11月27日（周五）"


async def test_what_is_owed_is_told_for_now_and_for_a_period(either: PaperHouse) -> None:
    house = either
    held(house)
    (now,) = await house.means("张三", asks(about="compliance"))
    assert now.startswith("组织生活体检") and "支委会 · 本月 1/1 次 · 已达标" in now
    (past,) = await house.means("张三", asks(about="compliance", period="2026-Q3"))
    assert past.startswith("2026年第三季度组织生活体检：应有") and "党课 · 7月1日—9月30日 · 0/1 次" in past
    (own,) = await house.means(
        "吴刚", asks(about="compliance", people=["吴刚"], period="2026-Q4"), private=True
    )
    assert "您的出勤：应到 1 次，实到 0 次" in own


async def test_a_member_reads_everything_that_is_kept_on_him_and_in_private(either: PaperHouse) -> None:
    house = either
    held(house)
    await given(house, owners=("吴刚",))
    said = await house.means("吴刚", Mine())
    assert house.publicly()[-1].title == "已私下发给您。"
    (text,) = [t for t in said if t.startswith("这里记着的吴刚")]
    for words in ("总工程师", "第一党小组", "账号：吴刚", "T1 安全交底", "请假 · 夜班"):
        assert words in text
