"""Timers fire once, on time or late as their rule says; quiet time puts them off; nothing stops the others."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from branch.calendar import CHINA
from handlers.alarms import set_alarm
from handlers.kit import UnitOfWork
from storage.journal import Pen
from storage.tables import Fired, Journal, Timer
from tests.conftest import NOON, OPERATOR
from tests.paper import PaperHouse
from tests.people import BRANCH
from tests.scheduler.conftest import Bells, Open

DAY = timedelta(days=1)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


def timers(house: PaperHouse) -> list[Timer]:
    found: list[Timer] = house.look(lambda s: list(s.exec(select(Timer).order_by(col(Timer.id)))))
    return found


def noted(house: PaperHouse) -> list[tuple[str, str]]:
    """Every occurrence: its moment in China and how it happened."""

    def read(s: Session) -> list[tuple[str, str]]:
        rows = s.exec(select(Fired).order_by(col(Fired.at)))
        return [(f"{row.at.astimezone(CHINA):%m-%d %H:%M}", row.how) for row in rows]

    found: list[tuple[str, str]] = house.look(read)
    return found


def rung(house: PaperHouse) -> list[str]:
    return [card.title for card in house.publicly()]


def alarm(house: PaperHouse, what: str, key: str, when: datetime, **how: Any) -> None:
    """Set an alarm as a handler does."""

    def do(s: Session) -> None:
        from branch.people import Branch

        branch = s.get(Branch, BRANCH)
        assert branch
        work = UnitOfWork(house.clock(), s, branch, house.house.around)
        with work.savepoint(Pen(BRANCH, work.now, cause=1)):
            set_alarm(work, what, key, when, **how)

    house.look(do)


async def test_a_timer_fires_at_its_hour_every_day(bells: Bells, open_house: Open) -> None:
    bells.hang("早", "cron:0 9 * * *")
    house = open_house()
    await house.advance(at(11, 28, 12))
    assert rung(house) == ["早 11-26 09:00", "早 11-27 09:00", "早 11-28 09:00"]
    assert noted(house) == [
        ("11-26 09:00", "on time"),
        ("11-27 09:00", "on time"),
        ("11-28 09:00", "on time"),
    ]


async def test_a_restart_fires_nothing_again(bells: Bells, open_house: Open) -> None:
    bells.hang("早", "cron:0 9 * * *")
    house = open_house()
    await house.advance(at(11, 26, 9))
    again = open_house()
    await again.settles()
    assert rung(again) == ["早 11-26 09:00"] and len(timers(again)) == 1


async def test_what_is_late_is_sent_each_merged_or_skipped_as_its_rule_says(
    bells: Bells, open_house: Open
) -> None:
    bells.hang("每次", "cron:0 9 * * *", late="send", hours=24 * 7)
    bells.hang("一次", "cron:0 9 * * *", late="merge", hours=24 * 7)
    bells.hang("不补", "cron:0 9 * * *", late="skip", hours=24 * 7)
    house = open_house()
    house.clock.set(at(11, 28, 12))
    await house.settles()
    assert sorted(rung(house)) == ["一次 11-28 12:00"] + ["每次 11-28 12:00"] * 3
    how = [how for _, how in noted(house)]
    assert (how.count("late"), how.count("merged"), how.count("skipped")) == (4, 2, 3)
    assert {row.at for row in timers(house)} == {at(11, 29, 9)}


async def test_what_is_too_late_to_be_of_use_is_skipped_and_noted(bells: Bells, open_house: Open) -> None:
    bells.hang("早", "cron:0 9 * * *", late="send", hours=6)
    house = open_house()
    house.clock.set(at(11, 26, 15, 1))
    await house.settles()
    assert rung(house) == [] and noted(house) == [("11-26 09:00", "skipped")]


async def test_after_a_month_offline_only_what_still_helps_is_sent(bells: Bells, open_house: Open) -> None:
    bells.hang("周报", "cron:30 8 * * mon", late="merge", hours=48)
    bells.hang("钟", "cron:0 * * * *", late="skip", hours=1)
    house = open_house()
    house.clock.set(at(12, 28, 9))  # a Monday, 33 days later
    await house.settles()
    assert sorted(rung(house)) == ["周报 12-28 09:00", "钟 12-28 09:00"]
    weekly = house.look(lambda s: [f.how for f in s.exec(select(Fired).where(Fired.what == "周报"))])
    assert sorted(weekly) == ["late", "skipped", "skipped", "skipped", "skipped"]
    hourly = house.look(lambda s: [f.how for f in s.exec(select(Fired).where(Fired.what == "钟"))])
    assert len(hourly) == 33 * 24 - 1 and hourly.count("on time") == 1


async def test_at_night_a_quiet_timer_waits_for_the_morning(bells: Bells, open_house: Open) -> None:
    bells.hang("夜", "cron:0 22 * * *", quiet=True, late="skip")
    house = open_house()
    await house.advance(at(11, 26, 12))
    assert rung(house) == ["夜 11-26 07:30"] and noted(house) == [("11-25 22:00", "on time")]


async def test_over_a_weekend_a_daily_round_is_merged_into_mondays(bells: Bells, open_house: Open) -> None:
    bells.hang("早", "cron:0 9 * * *", quiet=True, late="merge")
    house = open_house()
    await house.advance(at(11, 30, 12))
    assert rung(house) == ["早 11-26 09:00", "早 11-27 09:00", "早 11-30 09:00"]
    assert [how for _, how in noted(house)] == ["on time", "on time", "merged", "merged", "on time"]


async def test_a_weekly_timer_on_a_day_off_comes_when_work_begins(bells: Bells, open_house: Open) -> None:
    bells.hang("周日", "cron:30 8 * * sun", quiet=True, late="skip", hours=1)
    house = open_house()
    await house.advance(at(12, 8, 12))
    assert rung(house) == ["周日 11-30 07:30", "周日 12-07 07:30"]


async def test_a_single_alarm_on_a_day_off_comes_when_quiet_ends(bells: Bells, open_house: Open) -> None:
    bells.hang("提醒", quiet=True)
    house = open_house()
    alarm(house, "提醒", "a", at(11, 28, 10), payload={"text": "材料"})  # a Saturday
    await house.advance(at(12, 1, 12))
    assert rung(house) == ["提醒材料 11-30 07:30"] and timers(house)[0].done_at


async def test_a_single_alarm_missed_in_the_dark_is_sent_late_once(bells: Bells, open_house: Open) -> None:
    bells.hang("提醒", hours=12)
    house = open_house()
    alarm(house, "提醒", "a", at(11, 25, 20))
    house.clock.set(at(11, 26, 6))
    await house.settles()
    await house.advance(at(12, 26, 6))
    assert rung(house) == ["提醒 11-26 06:00"] and noted(house) == [("11-25 20:00", "late")]


async def test_every_other_week_keeps_its_phase_and_three_times_are_three(
    bells: Bells, open_house: Open
) -> None:
    bells.hang("隔周", hours=1)
    bells.hang("三次", hours=1)
    house = open_house()
    alarm(house, "隔周", "a", at(11, 27, 9), rule="rrule:FREQ=WEEKLY;INTERVAL=2")
    alarm(house, "三次", "a", at(11, 26, 9), rule="rrule:FREQ=DAILY;COUNT=3")
    await house.advance(at(12, 27, 9))
    said = rung(house)
    assert [s for s in said if s.startswith("隔周")] == [
        "隔周 11-27 09:00",
        "隔周 12-11 09:00",
        "隔周 12-25 09:00",
    ]
    assert [s for s in said if s.startswith("三次")] == [
        "三次 11-26 09:00",
        "三次 11-27 09:00",
        "三次 11-28 09:00",
    ]


async def test_a_timer_nobody_knows_is_kept_and_asked_again_next_day(bells: Bells, open_house: Open) -> None:
    bells.hang("旧", hours=48)
    house = open_house()
    alarm(house, "旧", "a", at(11, 25, 11))
    bells._patch.delitem(__import__("handlers.kit", fromlist=["TIMERS"]).TIMERS, "旧")
    await house.advance(at(11, 25, 12))
    row = timers(house)[0]
    assert (row.error, row.due_at, row.done_at) == ("unknown timer", at(11, 26, 11), None)
    bells.hang("旧", hours=48)
    await house.advance(at(11, 26, 12))
    assert rung(house) == ["旧 11-26 11:00"]


async def test_a_crash_leaves_no_half_is_tried_again_and_then_told(bells: Bells, open_house: Open) -> None:
    bells.hang("早", "cron:0 9 * * *")
    house, bells.broken = open_house(), True
    sent = await house.advance(at(11, 26, 10))
    assert rung(house) == [] and [p.address for p in sent] == [OPERATOR]
    assert sent[0].card.title == f"定时任务没有办成：早（{BRANCH}）" and sent[0].card.lines == (
        "RuntimeError",
    )
    assert noted(house) == [("11-26 09:00", "failed")]
    bells.broken = False
    await house.advance(at(11, 27, 10))
    assert rung(house) == ["早 11-27 09:00"]


async def test_a_crash_that_passes_delays_by_seconds(bells: Bells, open_house: Open) -> None:
    bells.hang("早", "cron:0 9 * * *")
    house, bells.broken = open_house(), True
    house.clock.set(at(11, 26, 9))
    await house.settles()
    bells.broken = False
    await house.advance(at(11, 26, 9, 1))
    assert rung(house) == ["早 11-26 09:00"] and noted(house) == [("11-26 09:00", "on time")]


async def test_a_rule_nobody_can_read_stops_only_its_own_timer(bells: Bells, open_house: Open) -> None:
    bells.hang("坏")
    bells.hang("好")
    house = open_house()
    alarm(house, "坏", "a", at(11, 25, 11), rule="rrule:每逢初一")
    alarm(house, "好", "a", at(11, 25, 11))
    await house.advance(at(11, 25, 12))
    assert rung(house) == ["好 11-25 11:00"]
    assert [row.done_at is not None for row in timers(house)] == [True, True]


async def test_a_timer_of_a_branch_that_is_gone_stops_nobody(bells: Bells, open_house: Open) -> None:
    bells.hang("早", "cron:0 9 * * *")
    house = open_house()

    def lose(s: Session) -> None:
        row = s.exec(select(Timer)).one()
        row.branch = "无此支部"
        s.add(row)

    house.look(lose)
    again = open_house()
    await again.advance(at(11, 26, 9))
    assert rung(again) == ["早 11-26 09:00"]
    assert {row.branch: row.done_at is not None for row in timers(again)} == {"无此支部": True, BRANCH: False}


async def test_a_new_hour_in_the_configuration_moves_the_timer(bells: Bells, open_house: Open) -> None:
    bells.hang("早", "cron:0 9 * * *", hours=6)
    open_house()
    bells.hang("早", "cron:30 8 * * mon", late="merge", hours=48)
    house = open_house()
    (row,) = timers(house)
    assert (row.rule, row.at, row.late, row.grace) == (
        "cron:30 8 * * mon",
        at(11, 30, 8, 30),
        "merge",
        48 * 3600,
    )
    await house.advance(at(12, 7, 12))
    assert rung(house) == ["早 11-30 08:30", "早 12-07 08:30"]


async def test_what_a_timer_writes_is_in_the_journal_as_nobodys(bells: Bells, open_house: Open) -> None:
    from handlers.kit import TIMERS, TimerRule

    bells.hang("早", "cron:0 9 * * *")

    def write(work: UnitOfWork, _: dict[str, Any]) -> None:
        from branch.items import Item

        work.session.add(Item(branch=BRANCH, number=work.number("T"), title="补课", made_at=work.now))

    TIMERS["早"] = TimerRule(write, TIMERS["早"].rule, "send", timedelta(hours=1), False)
    house = open_house()
    await house.advance(at(11, 26, 9))
    (line,) = house.look(lambda s: s.exec(select(Journal)).all())
    assert (line.ref, line.cause, line.person_id) == ("T1", None, None)


async def test_three_hundred_timers_at_one_moment_all_fire_once(bells: Bells, open_house: Open) -> None:
    bells.hang("钟")
    house = open_house()
    for n in range(300):
        alarm(house, "钟", f"k{n}", NOON + DAY, payload={"text": str(n)})
    house.clock.set(NOON + DAY)
    await house.settles()
    assert sorted(rung(house)) == sorted(f"钟{n} 11-26 10:30" for n in range(300))
