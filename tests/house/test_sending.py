"""Cards on their way: patience with a platform that is busy or away, none doubled, none blocked by another."""

import asyncio
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlmodel import Session

from bot.delivery import LAST_TRY, LONGEST_WAIT, PATIENCE, Delivery
from bot.platform import AnswerLost, Parcel, SendFailed, Undeliverable
from branch.cards import Card, FileOrder
from storage.queue import LEASE
from storage.tables import Outbox
from tests.conftest import NOON
from tests.house.probes import outbox, put
from tests.paper import PaperHouse

SECOND = timedelta(seconds=1)


def posted(house: PaperHouse, *titles: str, **how: object) -> list[Outbox]:
    """Cards put into the outbox now."""
    return house.look(lambda s: [put(s, house.clock(), title, **how) for title in titles])  # type: ignore[no-any-return]


def row(house: PaperHouse) -> Outbox:
    """The card of the test; timers may have added others after it."""
    return house.look(outbox)[0]  # type: ignore[no-any-return]


async def test_a_card_that_failed_is_tried_again_with_the_same_key(either: PaperHouse) -> None:
    (card,) = posted(either, "甲")
    either.platform.failures = [SendFailed("503")]
    await either.settles()
    assert either.platform.sent == []
    sent = await either.advance(NOON + 3 * SECOND)
    assert [p.once for p in sent] == [card.once]
    assert (row(either).fate, row(either).error, row(either).platform_id) == ("sent", None, "p1")


async def test_waiting_doubles_and_varies_and_has_a_limit(either: PaperHouse) -> None:
    posted(either, "甲")
    waits = []
    either.platform.failures = [SendFailed("503") for _ in range(14)]
    for _ in range(14):
        await either.settles()
        waits.append((row(either).due_at - either.clock()).total_seconds())
        either.clock.set(row(either).due_at)
    assert all(2**n * 0.75 <= wait <= 2**n * 1.25 for n, wait in enumerate(waits[:7], start=1))
    assert len({wait / 2**n for n, wait in enumerate(waits[:7], start=1)}) == 7
    assert max(waits) <= LONGEST_WAIT.total_seconds() * 1.25
    await either.settles()
    assert row(either).fate == "sent"


async def test_a_platform_that_names_a_time_is_not_asked_before_it(either: PaperHouse) -> None:
    posted(either, "甲")
    either.platform.failures = [SendFailed("429", after=timedelta(seconds=90))]
    await either.settles()
    assert await either.advance(NOON + 89 * SECOND) == []
    assert len(await either.advance(NOON + 90 * SECOND)) == 1


async def test_a_dead_address_is_tried_once_and_said_so(either: PaperHouse) -> None:
    posted(either, "甲")
    either.platform.failures = [Undeliverable("群已解散")]
    await either.settles()
    assert await either.advance(NOON + timedelta(hours=2)) == []
    assert (row(either).fate, row(either).error, row(either).attempts) == ("refused", "群已解散", 1)


async def test_a_platform_away_for_a_night_gets_everything_in_order(either: PaperHouse) -> None:
    posted(either, *(f"第{n}" for n in range(5)))
    either.platform.failures = [SendFailed("connect")] * 1000
    await either.advance(NOON + timedelta(hours=1))
    either.clock.set(NOON + timedelta(hours=8))
    await either.settles()
    either.platform.failures.clear()
    sent = await either.advance(either.clock() + timedelta(minutes=10))
    assert [p.card.title for p in sent][:5] == [f"第{n}" for n in range(5)]


async def test_after_a_day_without_a_platform_a_card_is_given_up(either: PaperHouse) -> None:
    posted(either, "甲")
    either.platform.failures = [SendFailed("connect")] * 1000
    await either.advance(NOON + timedelta(minutes=20))
    assert row(either).attempts >= LAST_TRY and not row(either).done_at
    either.clock.set(NOON + PATIENCE + LONGEST_WAIT)
    await either.settles()
    assert row(either).fate == "given up" and row(either).done_at


async def test_a_card_nobody_can_make_is_given_up_and_holds_nobody(either: PaperHouse) -> None:
    broken = Card(title="坏", file=FileOrder(what="没有这种台账", name="x.xlsx")).model_dump(mode="json")

    def spoil(s: Session) -> None:
        put(s, NOON, "坏", address="一组").card = broken

    either.look(spoil)
    posted(either, "好", address="二组")
    sent = await either.advance(NOON + timedelta(minutes=10))
    assert [p.card.title for p in sent] == ["好"]
    fates = {r.address: (r.fate, r.attempts) for r in either.look(outbox)}
    assert fates == {"一组": ("given up", LAST_TRY), "二组": ("sent", 1)}


async def test_a_lost_answer_is_repeated_within_the_window_with_the_same_key(either: PaperHouse) -> None:
    (card,) = posted(either, "甲")
    either.platform.failures = [AnswerLost("timeout")]
    await either.settles()
    sent = await either.advance(NOON + 5 * SECOND)
    assert [p.once for p in sent] == [card.once] and row(either).fate == "sent"


async def test_after_the_window_a_lost_answer_is_uncertain_and_never_repeated(either: PaperHouse) -> None:
    posted(either, "甲")
    either.platform.failures = [AnswerLost("timeout")]
    await either.settles()
    either.clock.set(NOON + either.platform.window + SECOND)
    await either.settles()
    assert either.platform.sent == [] and row(either).fate == "uncertain"


async def test_a_busy_answer_does_not_make_a_lost_one_certain(either: PaperHouse) -> None:
    posted(either, "甲")
    either.platform.failures = [AnswerLost("timeout"), SendFailed("429", after=timedelta(hours=1))]
    sent = await either.advance(NOON + timedelta(hours=2))
    assert sent == [] and row(either).fate == "uncertain"


async def test_a_card_surely_not_sent_is_sent_however_late(either: PaperHouse) -> None:
    posted(either, "甲")
    either.platform.failures = [SendFailed("429", after=timedelta(hours=2))]
    assert len(await either.advance(NOON + timedelta(hours=3))) == 1


async def test_where_the_platform_knows_no_keys_nothing_is_sent_twice(either: PaperHouse) -> None:
    either.platform.window = timedelta(0)
    posted(either, "甲")
    either.platform.failures = [AnswerLost("timeout")]
    await either.advance(NOON + timedelta(minutes=5))
    assert either.platform.sent == [] and row(either).fate == "uncertain"


async def test_a_worker_that_dies_in_mid_send_loses_nothing(either: PaperHouse) -> None:
    (card,) = posted(either, "甲")
    delivery = either.house.delivery
    await either.house.store.run(lambda s: delivery._take(s, 10))
    await either.settles()
    assert either.platform.sent == []
    sent = await either.advance(NOON + LEASE)
    assert [p.once for p in sent] == [card.once]


async def test_a_worker_that_died_long_ago_leaves_an_uncertain_card(either: PaperHouse) -> None:
    posted(either, "甲")
    await either.house.store.run(lambda s: either.house.delivery._take(s, 10))
    either.clock.set(NOON + timedelta(hours=3))
    await either.settles()
    assert either.platform.sent == [] and row(either).fate == "uncertain"


async def test_only_the_newest_card_of_a_subject_is_sent(either: PaperHouse) -> None:
    posted(either, "一", "二", "三", subject="task T1")
    posted(either, "别的", subject="task T2")
    sent = await either.advance(NOON + SECOND)
    assert [p.card.title for p in sent] == ["三", "别的"]
    assert [r.fate for r in either.look(outbox)] == ["superseded", "superseded", "sent", "sent"]


async def test_a_later_card_of_a_subject_replaces_the_earlier_in_place(either: PaperHouse) -> None:
    posted(either, "一", subject="task T1")
    await either.settles()
    posted(either, "二", subject="task T1")
    posted(either, "那边", subject="task T1", address="张三", private=True)
    await either.settles()
    assert [(p.card.title, p.replaces) for p in either.platform.sent] == [
        ("一", ""),
        ("二", "p1"),
        ("那边", ""),
    ]


async def test_a_card_too_old_to_edit_is_sent_afresh(either: PaperHouse) -> None:
    posted(either, "一", subject="task T1")
    await either.settles()
    either.clock.set(NOON + timedelta(days=15))
    posted(either, "二", subject="task T1")
    await either.settles()
    assert either.platform.sent[-1].replaces == ""


class SlowPlatform:
    """Its first chat answers only when told."""

    name, window = "paper", timedelta(hours=1)

    def __init__(self) -> None:
        self.arrived: list[str] = []
        self.answer = asyncio.Event()

    async def listen(self, receive: object, outcome: object) -> None: ...

    async def send(self, parcel: Parcel) -> str:
        if parcel.address == "慢":
            await self.answer.wait()
        self.arrived.append(parcel.card.title)
        return "x"

    async def close(self) -> None: ...


async def test_a_slow_chat_delays_no_other_and_keeps_its_own_order(either: PaperHouse) -> None:
    platform, back = SlowPlatform(), asyncio.Event()
    old = either.house.delivery
    delivery = Delivery(old.store, platform, either.clock, old.make, Random(1))
    delivery.came_back = back.set
    posted(either, "慢一", "慢二", address="慢")
    posted(either, "快一", "快二", address="快")
    while len(platform.arrived) < 2:
        back.clear()
        if not await delivery.work():
            await back.wait()
    assert platform.arrived == ["快一", "快二"]
    platform.answer.set()
    await delivery.finish()
    while await delivery.work():
        await delivery.finish()
    assert platform.arrived[2:] == ["慢一", "慢二"]


class ForgetfulPlatform(SlowPlatform):
    """Breaks in its own code after the card may have left."""

    async def send(self, parcel: Parcel) -> str:
        raise KeyError("message_id")


async def test_a_bug_in_the_platform_leaves_the_card_uncertain(either: PaperHouse) -> None:
    delivery = either.house.delivery
    delivery.platform = ForgetfulPlatform()
    posted(either, "甲")
    await either.advance(NOON + timedelta(minutes=30))
    assert (row(either).fate, row(either).attempts) == ("uncertain", LAST_TRY)


@pytest.mark.parametrize("at", [datetime(2026, 11, 25, 10, 30)])  # noqa: DTZ001
async def test_a_naive_moment_never_reaches_the_table(either: PaperHouse, at: datetime) -> None:
    with pytest.raises(Exception, match="time zone|naive|timezone"):
        either.look(lambda s: put(s, at, "甲"))
    assert either.look(outbox) == []


async def test_a_send_that_outlasts_its_lease_is_not_begun_twice(either: PaperHouse) -> None:
    platform, old = SlowPlatform(), either.house.delivery
    delivery = Delivery(old.store, platform, either.clock, old.make, Random(1))
    posted(either, "慢一", address="慢")
    assert await delivery.work() == 1
    either.clock.set(NOON + 2 * LEASE)
    assert await delivery.work() == 1
    platform.answer.set()
    await delivery.finish()
    assert platform.arrived == ["慢一"] and row(either).fate == "sent"
