"""However much falls due, timers speak in the group once a day, and never in quiet hours or on rest days."""

from collections import Counter

from sqlmodel import Session, col, select

from branch.calendar import CHINA
from branch.rules import Rules
from branch.updates import MeetingPlan, ReminderCreate, StudyPost
from storage.tables import Outbox
from tests.handlers.books import given
from tests.handlers.rolls import at
from tests.paper import PaperHouse


async def _a_busy_fortnight(house: PaperHouse) -> None:
    """Meetings, tasks, materials and group reminders on every day, working day or not, at any hour."""
    for day in range(26, 31):
        for kind, hour in (("党课", 9), ("主题党日", 15), ("支部党员大会", 20)):
            await house.means("陈敏", MeetingPlan(kind=kind, start=at(day, hour)))
        for hour in (1, 8, 12, 23):
            await house.means(
                "陈敏", ReminderCreate(at=at(day, hour), audience="大家", text=f"{day}日{hour}点")
            )
        await given(house, title=f"{day}日的活", due=at(day).date())
        await house.means("陈敏", StudyPost(title=f"{day}日的材料", due=at(day).date()))


async def test_timers_post_once_a_day_and_in_waking_hours(house: PaperHouse) -> None:
    await _a_busy_fortnight(house)
    await house.advance(at(8, 23, month=12))
    timed = [row for row in house.look(_by_timers) if not row.private]
    days = Counter(row.order_at.astimezone(CHINA).date() for row in timed)
    assert len(days) >= 4 and max(days.values()) == 1
    assert not [row for row in timed if Rules().silence.covers(row.order_at)]


async def test_what_the_group_did_not_hear_those_concerned_hear_in_private(house: PaperHouse) -> None:
    await _a_busy_fortnight(house)
    await house.advance(at(27, 14))
    titles = [card.title for card in house.privately("王磊")]
    assert "提醒：27日8点" in titles or "提醒：27日12点" in titles


def _by_timers(s: Session) -> list[Outbox]:
    return list(s.exec(select(Outbox).where(col(Outbox.cause).is_(None), Outbox.lane != "test")))
