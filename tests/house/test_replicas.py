"""Three houses on one database: everything once, every chat in order, whoever does it."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from branch.calendar import CHINA
from branch.cards import Card
from handlers.kit import TIMERS, TimerRule, UnitOfWork
from scheduler.beat import wind
from storage.tables import Fired, Timer
from tests.conftest import NOON
from tests.house.probes import inbox, outbox, titles
from tests.paper import PaperHouse


async def all_settle(houses: list[PaperHouse]) -> None:
    await asyncio.gather(*(house.settles() for house in houses))
    for house in houses:
        await house.settles()


async def test_they_share_the_work_and_repeat_nothing(replicas: list[PaperHouse]) -> None:
    for n in range(30):
        await asyncio.gather(*(h.hears("张三", f"note 第{n}", id=f"k{n}", chat=f"c{n}") for h in replicas))
    await all_settle(replicas)
    first = replicas[0]
    assert sorted(first.look(titles)) == sorted(f"第{n}" for n in range(30))
    sent = first.platform.sent
    assert len(sent) == 30 and len({p.once for p in sent}) == 30
    assert all(row.done_at and row.fate == "sent" for row in first.look(outbox))


async def test_one_chat_keeps_its_order_whoever_attends(replicas: list[PaperHouse]) -> None:
    names = [f"第{n}" for n in range(20)]
    for name, house in zip(names, replicas * 7, strict=False):
        await house.hears("张三", f"note {name}")
    await all_settle(replicas)
    first = replicas[0]
    assert first.look(titles) == names
    assert [c.title for c in first.publicly()] == [f"已记{name}" for name in names]


async def test_numbers_are_given_out_once(replicas: list[PaperHouse]) -> None:
    for n in range(24):
        await replicas[n % 3].hears("张三", f"note 第{n}", chat=f"c{n}")
    await all_settle(replicas)
    refs = {line for line in replicas[0].look(_refs)}
    assert refs == {f"T{n}" for n in range(1, 25)}


def _refs(s: Session) -> list[str]:
    from branch.items import Item

    return [item.ref() for item in s.exec(select(Item))]


async def test_what_one_learns_of_the_roster_the_others_see(replicas: list[PaperHouse]) -> None:
    from branch.people import Branch, Person
    from storage import finding
    from tests.people import BRANCH

    def count(s: Session) -> int:
        branch = s.get(Branch, BRANCH)
        assert branch
        return len(finding.roster(s, branch, NOON.date()))

    before = [h.look(count) for h in replicas]

    def leave(s: Session) -> None:
        from branch.people import Membership

        person = s.exec(select(Person).where(Person.name == "王磊")).one()
        membership = s.exec(select(Membership).where(Membership.person_id == person.id)).one()
        membership.until = NOON.date() - timedelta(days=1)
        branch = s.get(Branch, BRANCH)
        assert branch
        branch.roster_version += 1

    replicas[1].look(leave)
    assert [h.look(count) for h in replicas] == [n - 1 for n in before]


NINE = datetime(2026, 11, 26, 9, tzinfo=CHINA)


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The only timer there is: every morning at nine it says so in the group."""

    def ring(work: UnitOfWork, _: dict[str, Any]) -> None:
        work.post(Card(title=f"{work.branch.id} {work.now:%d}日九点"))

    for what in list(TIMERS):
        monkeypatch.delitem(TIMERS, what)
    rule = TimerRule(ring, lambda _: "cron:0 9 * * *", "send", timedelta(hours=6), quiet=False)
    monkeypatch.setitem(TIMERS, "ring", rule)


@pytest.mark.usefixtures("bell")
async def test_a_timer_fires_once_whoever_fires_it(replicas: list[PaperHouse]) -> None:
    replicas[0].clock.set(NINE)
    await all_settle(replicas)
    assert [c.title for c in replicas[0].publicly()] == ["yihao 26日九点"]
    (row,) = replicas[0].look(lambda s: s.exec(select(Timer).where(Timer.what == "ring")).all())
    assert row.at == NINE + timedelta(days=1)


@pytest.mark.usefixtures("bell")
async def test_an_occurrence_that_happened_does_not_happen_again_whatever_the_row_says(
    replicas: list[PaperHouse],
) -> None:
    from tests.people import BRANCH

    fired = Fired(branch=BRANCH, what="ring", key="", at=NINE, noted_at=NINE)
    replicas[0].look(lambda s: s.add(fired))
    replicas[0].clock.set(NINE)
    await all_settle(replicas)
    assert replicas[0].platform.sent == []


@pytest.mark.usefixtures("bell")
async def test_every_branch_has_its_own_timer(replicas: list[PaperHouse]) -> None:
    from tests.people import settle_in

    first = replicas[0]
    first.look(lambda s: settle_in(s, "erhao"))
    first.look(lambda s: wind(s, NOON, first.house.settings.rules))
    first.clock.set(NINE)
    await all_settle(replicas)
    assert sorted(c.title for c in first.publicly()) == ["erhao 26日九点", "yihao 26日九点"]


async def test_a_house_that_dies_between_commit_and_send_is_taken_over(replicas: list[PaperHouse]) -> None:
    dead, alive, _ = replicas
    await dead.hears("张三", "note 甲")
    await dead.house.intake.work()
    await dead.house.store.run(lambda s: dead.house.delivery._take(s, 10))
    dead.house.close()
    await alive.advance(NOON + timedelta(minutes=2))
    assert [c.title for c in alive.publicly()] == ["已记甲"] and alive.look(titles) == ["甲"]
    assert all(row.done_at for row in alive.look(inbox))
