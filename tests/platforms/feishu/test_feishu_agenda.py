"""The meetings in the Feishu calendar: put in once, moved, taken away, and never in the bot's way."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, delete, select

from bot.consulted import Consulted
from bot.platforms.feishu.agenda import LONGEST_WAIT, TICK, Agenda
from bot.platforms.feishu.platform import FeishuPlatform
from bot.platforms.feishu.settings import FeishuSettings
from branch.calendar import CHINA
from branch.events import Event
from branch.people import Account, Person
from tests.platforms.feishu.conftest import QUICK, Ear
from tests.platforms.feishu.living import Living
from tests.platforms.feishu.standin import APP_ID, SECRET, StandIn
from tests.platforms.feishu.standin_calendar import Entry
from tests.platforms.feishu.standin_faults import Fault
from tests.test_story import GROUP, SECRETARY, START

LESSON = "@支部通 周五下午三点在二楼会议室上党课，题目“纪律是生命线”，我来讲，全体党员参加"
FRIDAY = datetime(2026, 11, 6, 15, 0, tzinfo=CHINA)
COMPANY = (SECRETARY, "张三", "王浩", "郑一鸣")
CREATED = "POST /open-apis/calendar/v4/calendars/feishu.cn_standin@group.calendar.feishu.cn/events"


class Mirror:
    """A living branch with a meeting, and a calendar compared when the test says so."""

    def __init__(self, living: Living) -> None:
        self.living, self.feishu = living, living.feishu
        house = living.house
        self.books = Consulted(house.store, (living.clock, living.clock), "feishu", house.settings.branch.id)
        self.agenda, self.time = Agenda(living.platform._api, self.books), 0.0

    async def gathers(self) -> None:
        self.feishu.create_group(GROUP, *COMPANY)
        await self.feishu.until(lambda: self.feishu.heard(SECRETARY))
        await self.living.quiet()

    async def says(self, text: str) -> None:
        await self.feishu.says(SECRETARY, text, GROUP)
        await self.living.quiet()

    async def compares(self, after: float = TICK) -> list[Entry]:
        self.time += after
        await self.agenda.compare(self.time)
        return self.feishu.api.calendar.entries

    def calls(self) -> list[str]:
        return [call for call in self.feishu.api.calls if "/calendar/" in call]

    def invited(self) -> set[str]:
        [entry] = self.feishu.api.calendar.entries
        return {p.name for p in self.feishu.world.people.values() if p.open_id in entry.invited}

    def writes(self, work: Any) -> None:
        self.living.house.store.now(work)

    def fails(self, method: str, path: str = "/calendar/", **more: Any) -> None:
        self.feishu.faults.plan(Fault(path, method, **more))


@pytest.fixture
async def mirror(feishu: StandIn, tmp_path: Path) -> AsyncIterator[Mirror]:
    async with Living(feishu, tmp_path, START) as living:
        mirror = Mirror(living)
        await mirror.gathers()
        await mirror.says(LESSON)
        yield mirror


async def test_a_meeting_is_put_in_once_however_often_it_is_compared(mirror: Mirror) -> None:
    [entry] = await mirror.compares()
    assert "纪律是生命线" in entry.body["summary"] and entry.body["location"] == {"name": "二楼会议室"}
    assert entry.body["start_time"]["timestamp"] == str(int(FRIDAY.timestamp()))
    before = mirror.calls()
    assert await mirror.compares() == [entry] and mirror.calls() == before


async def test_those_due_are_invited_and_nobody_else(mirror: Mirror) -> None:
    await mirror.compares()
    assert mirror.invited() == set(COMPANY) - {"郑一鸣"}  # an 积极分子 is not due at a lesson


async def test_a_meeting_that_moves_is_moved(mirror: Mirror) -> None:
    [entry] = await mirror.compares()
    await mirror.says("@支部通 周五的党课改到下周一晚上七点")
    moved = datetime(2026, 11, 9, 19, 0, tzinfo=CHINA)
    assert await mirror.compares() == [entry]
    assert entry.body["start_time"]["timestamp"] == str(int(moved.timestamp()))


async def test_a_cancelled_meeting_is_taken_away_and_a_revived_one_put_in_again(mirror: Mirror) -> None:
    await mirror.compares()
    await mirror.says("@支部通 周五的党课取消")
    assert await mirror.compares() == []
    await mirror.says("@支部通 撤销")
    assert len(await mirror.compares()) == 1


async def test_a_meeting_whose_plan_is_undone_is_taken_away(mirror: Mirror) -> None:
    await mirror.compares()
    await mirror.says("@支部通 撤销")
    assert await mirror.compares() == []


async def test_a_day_without_a_clock_time_is_a_whole_day(mirror: Mirror) -> None:
    def undecided(s: Session) -> None:
        event = s.exec(select(Event)).one()
        event.starts_at, event.ends_at, event.day = None, None, date(2026, 11, 6)

    mirror.writes(undecided)
    [entry] = await mirror.compares()
    assert entry.body["start_time"] == entry.body["end_time"] == {"date": "2026-11-06"}


async def test_who_is_no_longer_known_is_no_longer_invited(mirror: Mirror) -> None:
    await mirror.compares()

    def unbind(s: Session) -> None:
        person = s.exec(select(Person).where(Person.name == "张三")).one()
        s.exec(delete(Account).where(Account.person_id == person.id))  # type: ignore[arg-type]

    mirror.writes(unbind)
    mirror.living.house.store.memory.clear()
    await mirror.compares()
    assert mirror.invited() == {SECRETARY, "王浩"}


async def test_what_fails_is_tried_again_later_and_later(mirror: Mirror) -> None:
    mirror.fails("POST", times=100, code=190003, status=500)
    for _ in range(60):
        assert await mirror.compares() == []
    tries = len(mirror.calls())
    assert 4 <= tries <= 8
    mirror.feishu.faults.planned.clear()
    assert len(await mirror.compares(LONGEST_WAIT)) == 1


async def test_a_lost_answer_puts_nothing_in_twice(mirror: Mirror) -> None:
    mirror.fails("POST", path="/events", lost=True, done=True)
    await mirror.compares()
    await mirror.compares(LONGEST_WAIT)
    assert len(mirror.feishu.api.calendar.all) == 1 and mirror.calls().count(CREATED) == 2
    assert mirror.invited() == set(COMPANY) - {"郑一鸣"}


async def test_a_failed_invitation_is_made_up_for_without_a_second_entry(mirror: Mirror) -> None:
    mirror.fails("POST", path="/attendees", code=190003)
    await mirror.compares()
    assert mirror.invited() == set()
    await mirror.compares(LONGEST_WAIT)
    assert mirror.invited() == set(COMPANY) - {"郑一鸣"} and mirror.calls().count(CREATED) == 1


async def test_an_entry_somebody_deleted_is_put_in_again_for_a_meeting_that_moves(mirror: Mirror) -> None:
    [entry] = await mirror.compares()
    entry.deleted = True
    await mirror.says("@支部通 周五的党课改到下周一晚上七点")
    await mirror.compares()
    [again] = await mirror.compares()
    assert again is not entry


async def test_a_meeting_gone_by_stays_as_it_is(mirror: Mirror) -> None:
    [entry] = await mirror.compares()
    await mirror.living.advance(FRIDAY + timedelta(days=3))
    before = mirror.calls()
    assert await mirror.compares() == [entry] and mirror.calls() == before


async def test_nothing_is_asked_of_a_calendar_unless_it_is_switched_on(mirror: Mirror) -> None:
    assert mirror.calls() == []


async def test_switched_on_it_is_compared_while_the_bot_listens(
    mirror: Mirror, ear: Ear, tmp_path: Path
) -> None:
    settings = FeishuSettings(APP_ID, SECRET, mirror.feishu.url, roll_hours=0, calendar=True)
    platform = FeishuPlatform(settings, tmp_path / "other" / "files", patience=QUICK)
    platform.consult(mirror.books)
    listening = asyncio.create_task(platform.listen(ear.receive, ear.outcome))
    try:
        await mirror.feishu.until(lambda: mirror.feishu.api.calendar.entries)
    finally:
        await platform.close()
        await listening
