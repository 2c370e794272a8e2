"""Old messages and cards go; what is young, waiting, or the journal's stays; ids are never used again."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.housekeeping import clear_away
from storage.tables import Fired, Inbox, Journal, Outbox, Timer
from tests.conftest import NOON
from tests.house.probes import put
from tests.paper import PaperHouse
from tests.people import BRANCH

DAY = timedelta(days=1)


@pytest.fixture
def kept(either: PaperHouse) -> PaperHouse:
    """A house whose books hold something 181 and something 10 days old of every sort."""
    tonight = (NOON + DAY).replace(hour=3, minute=40)
    for days in (181, 10):
        either.look(lambda s, at=tonight - days * DAY: _one_of_each(s, at))
    return either


def _one_of_each(s: Session, at: datetime) -> None:
    common = {"branch": BRANCH, "lane": f"x{at}", "order_at": at, "due_at": at, "done_at": at}
    message = {"platform": "paper", "message_id": str(at), "chat": "c", "account": "张三", "text": ""}
    s.add(Inbox(**common, **message, sent_at=at, message={}))
    put(s, at, "旧").done_at = at
    s.add(Timer(**common, what="旧闹钟", key=str(at), at=at))
    s.add(Fired(branch=BRANCH, what="旧闹钟", key=str(at), at=at, noted_at=at))
    s.add(Journal(branch=BRANCH, at=at, record="item", record_id=1, ref="T1", cause=1))


def counts(house: PaperHouse) -> dict[str, int]:
    def count(s: Session) -> dict[str, int]:
        return {
            "inbox": len(s.exec(select(Inbox)).all()),
            "outbox": len(s.exec(select(Outbox)).all()),
            "timer": len(s.exec(select(Timer).where(Timer.what == "旧闹钟")).all()),
            "fired": len(s.exec(select(Fired).where(Fired.what == "旧闹钟")).all()),
            "journal": len(s.exec(select(Journal)).all()),
        }

    found: dict[str, int] = house.look(count)
    return found


async def test_what_is_done_and_old_goes_and_the_journal_stays(kept: PaperHouse) -> None:
    assert set(counts(kept).values()) == {2}
    await kept.advance((NOON + DAY).replace(hour=4))
    assert counts(kept) == {"inbox": 1, "outbox": 1, "timer": 1, "fired": 1, "journal": 2}


async def test_what_still_waits_stays_however_old(kept: PaperHouse) -> None:
    def reopen(s: Session) -> None:
        for table in (Inbox, Outbox, Timer):
            for row in s.exec(select(table)):
                row.done_at, row.due_at = None, NOON + 400 * DAY
                s.add(row)

    kept.look(reopen)
    await kept.advance((NOON + DAY).replace(hour=4))
    assert [counts(kept)[name] for name in ("inbox", "outbox", "timer")] == [2, 2, 2]


async def test_another_branch_keeps_its_own(kept: PaperHouse) -> None:
    def move(s: Session) -> None:
        for row in s.exec(select(Inbox)):
            row.branch = "erhao"
            s.add(row)

    kept.look(move)
    await kept.advance((NOON + DAY).replace(hour=4))
    assert counts(kept)["inbox"] == 2


async def test_the_id_of_a_message_that_went_is_never_given_again(either: PaperHouse) -> None:
    await either.hears("张三", "早上好")
    await either.settles()
    (first,) = either.look(lambda s: s.exec(select(Inbox.id)).all())
    either.clock.set(NOON + 200 * DAY)
    await either.settles()
    assert either.look(lambda s: s.exec(select(Inbox)).all()) == []
    await either.hears("张三", "又见面了")
    (second,) = either.look(lambda s: s.exec(select(Inbox.id)).all())
    assert second > first


def test_it_is_a_timer_of_every_branch(either: PaperHouse) -> None:
    row = either.look(lambda s: s.exec(select(Timer).where(Timer.what == clear_away.__name__)).one())
    assert row.branch == BRANCH and row.rule == "cron:40 3 * * *"
