"""Messages: none lost, none twice, none by half, each chat in order; a crash harms nobody else."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.platform import Message, Press
from bot.visitors import unknown
from branch.items import Item
from storage.tables import Inbox, Journal
from storage.together import MOST, Together
from storage.trouble import StorageTrouble
from tests.conftest import NOON, OPERATOR
from tests.house.probes import Probe, inbox, outbox, put, titles
from tests.paper import PaperHouse

SORRY = "这条没有处理成功，已经记下来了，请稍后再试或联系书记。"


async def test_the_same_message_twice_counts_once(probed: PaperHouse) -> None:
    first = await probed.says("张三", "note 甲", id="x")
    again = await probed.says("张三", "note 甲", id="x")
    assert (first, again) == (["已记甲"], []) and probed.look(titles) == ["甲"]


async def test_the_same_message_thirty_days_later_still_counts_once(probed: PaperHouse) -> None:
    await probed.says("张三", "note 甲", id="x")
    await probed.advance(NOON + timedelta(days=30))
    assert await probed.says("张三", "note 甲", id="x", sent_at=NOON) == []
    assert probed.look(titles) == ["甲"]


async def test_the_same_id_on_two_platforms_is_two_messages(probed: PaperHouse) -> None:
    await probed.hears("张三", "note 甲", id="x")
    await probed.house.hear(Message("other", "x", "group", "张三", "note 乙", NOON))
    assert len(probed.look(inbox)) == 2


async def test_a_chat_is_attended_in_the_order_it_spoke(probed: PaperHouse) -> None:
    names = [f"第{n}" for n in range(12)]
    for name in names:
        await probed.hears("张三", f"note {name}")
    await probed.settles()
    assert probed.look(titles) == names
    assert [c.title for c in probed.publicly()] == [f"已记{name}" for name in names]


async def test_what_was_said_first_comes_first_though_it_arrived_last(probed: PaperHouse) -> None:
    await probed.hears("张三", "note 后", sent_at=NOON)
    await probed.hears("张三", "note 先", sent_at=NOON - timedelta(seconds=20))
    await probed.settles()
    assert probed.look(titles) == ["先", "后"]


async def test_a_crash_leaves_no_half_and_is_tried_again(probed: PaperHouse, probe: Probe) -> None:
    probe.broken = {"乙"}
    assert await probed.says("张三", "note 甲；note 乙") == []
    assert probed.look(titles) == [] and not probed.look(lambda s: s.exec(select(Journal)).all())
    probe.broken = set()
    after = await probed.advance(NOON + timedelta(seconds=6))
    assert [p.card.as_text() for p in after] == ["已记甲\n已记乙"]
    assert probed.look(titles) == ["甲", "乙"]


async def test_a_press_on_a_private_card_is_answered_in_private_whatever_the_platform_says_of_its_chat(
    house: PaperHouse,
) -> None:
    await house.tells("张三", "帮助")
    shown = house.platform.sent[-1]
    press = Press(shown.once, 0)
    await house.hears("张三", "", happening="pressed", press=press, chat="oc_of_nobody_knows_whom")
    await house.settles()
    answer = house.platform.sent[-1]
    assert answer is not shown and (answer.address, answer.private) == ("张三", True)


async def test_after_three_crashes_the_speaker_hears_so_and_the_operator_where(probed: PaperHouse) -> None:
    await probed.hears("张三", "crash 甲", id="m-crash")
    await probed.settles()
    sent = await probed.advance(NOON + timedelta(minutes=1))
    by = {p.address: p for p in sent}
    assert by["group"].card.title == SORRY and by["group"].reply_to == "m-crash"
    row = probed.look(inbox)[0]
    assert by[OPERATOR].card.title == f"有一条消息处理失败：inbox {row.id}"
    assert by[OPERATOR].card.lines == ("RuntimeError",), "none of the member's words"
    assert row.attempts == 3 and row.done_at and probed.look(titles) == []
    assert await probed.advance(NOON + timedelta(days=1, hours=-3)) == []


async def test_a_private_crash_is_apologised_for_in_private(probed: PaperHouse) -> None:
    await probed.tells("张三", "crash 甲")
    sent = await probed.advance(NOON + timedelta(minutes=1))
    assert {(p.address, p.private) for p in sent} == {("张三", True), (OPERATOR, True)}


async def test_a_crash_holds_its_own_chat_and_no_other(probed: PaperHouse) -> None:
    await probed.hears("张三", "crash 甲", chat="一组")
    await probed.hears("张三", "note 乙", chat="一组")
    await probed.hears("王强", "note 丙", chat="二组")
    await probed.settles()
    assert probed.look(titles) == ["丙"]
    await probed.advance(NOON + timedelta(minutes=1))
    assert probed.look(titles) == ["丙", "乙"]


async def test_one_poisoned_message_in_a_batch_of_32_harms_nobody_else(
    probed: PaperHouse, probe: Probe
) -> None:
    probed.house.store.batch, probe.broken = 32, {"第20"}
    for n in range(32):
        await probed.hears("张三", f"note 第{n}", chat=f"chat{n}")
    await probed.settles()
    assert sorted(probed.look(titles)) == sorted(f"第{n}" for n in range(32) if n != 20)
    assert len(probed.platform.sent) == 31
    left = [row for row in probed.look(inbox) if not row.done_at]
    assert [(row.chat, row.attempts) for row in left] == [("chat20", 1)]


async def test_a_row_nobody_can_read_any_more_is_given_up_alone(probed: PaperHouse) -> None:
    await probed.hears("张三", "note 甲", id="old", chat="一组")

    def spoil(s: object) -> None:
        row = s.exec(select(Inbox)).one()  # type: ignore[attr-defined]
        row.message = {"of": "an earlier version"}
        s.add(row)  # type: ignore[attr-defined]

    probed.look(spoil)
    await probed.hears("王强", "note 乙", chat="二组")
    sent = await probed.advance(NOON + timedelta(minutes=1))
    assert probed.look(titles) == ["乙"]
    assert [row.done_at is not None for row in probed.look(inbox)] == [True, True]
    assert any(p.address == OPERATOR for p in probed.platform.sent), sent


async def test_a_refusal_takes_back_its_own_update_and_no_other(probed: PaperHouse) -> None:
    said = await probed.says("张三", "note 甲；refuse 乙；note 丙")
    assert said == ["已记甲\n不能记乙\n已记丙"] and probed.look(titles) == ["甲", "丙"]
    refs = [line.ref for line in probed.look(lambda s: s.exec(select(Journal)).all())]
    assert refs == ["T1", "T2"]


async def test_what_a_refused_update_told_others_is_not_told(probed: PaperHouse, probe: Probe) -> None:
    probe.broken = {"王强"}
    await probed.says("张三", "tell 王强")
    assert probed.platform.sent == [] and probed.look(outbox) == []
    probe.broken = set()
    await probed.advance(NOON + timedelta(minutes=1))
    assert [c.title for c in probed.privately("王强")] == ["告诉王强"]


async def test_messages_that_arrive_together_share_a_commit(probed: PaperHouse) -> None:
    strokes: list[int] = []
    write = probed.house.intake._write_down

    async def counted(new: list[Message]) -> None:
        strokes.append(len(new))
        await write(new)

    probed.house.intake._letters = Together(counted)
    await asyncio.gather(*(probed.hears("张三", f"早上好{n}", id=f"t{n}") for n in range(40)))
    assert len(probed.look(inbox)) == 40 and strokes == [1, 39] or strokes == [40]


async def test_one_bad_thing_in_a_shared_commit_fails_alone() -> None:
    written: list[str] = []

    async def write(batch: list[str]) -> None:
        await asyncio.sleep(0)
        if "bad" in batch:
            raise ValueError("bad")
        written.extend(batch)

    together = Together(write)
    got = await asyncio.gather(*(together.add(x) for x in ("a", "bad", "b")), return_exceptions=True)
    assert [type(g) for g in got] == [type(None), ValueError, type(None)] and written == ["a", "b"]


async def test_a_database_in_trouble_is_asked_once_for_all_who_wait() -> None:
    asked: list[int] = []

    async def write(batch: list[int]) -> None:
        asked.append(len(batch))
        raise StorageTrouble("磁盘已满")

    together = Together(write)
    got = await asyncio.gather(*(together.add(n) for n in range(MOST)), return_exceptions=True)
    assert all(isinstance(g, StorageTrouble) for g in got) and asked == [MOST]


async def test_who_stops_waiting_for_a_stroke_harms_nobody() -> None:
    written: list[int] = []
    begin = asyncio.Event()

    async def write(batch: list[int]) -> None:
        await begin.wait()
        written.extend(batch)

    together = Together(write)
    waiting = [asyncio.ensure_future(together.add(n)) for n in range(3)]
    await asyncio.sleep(0)
    waiting[1].cancel()
    begin.set()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert written == [0, 1, 2] and waiting[0].done() and waiting[2].exception() is None


async def test_a_stranger_learns_how_to_be_known_and_nothing_else(probed: PaperHouse) -> None:
    assert await probed.says("路人", "note 甲") == []
    assert await probed.tells("路人", "note 甲") == [unknown("镇海联合党支部").as_text()]
    assert probed.look(titles) == []


async def test_who_waits_for_an_outcome_hears_it_once_it_is_handled(probed: PaperHouse) -> None:
    waiting = asyncio.ensure_future(probed.house.intake.outcome("x"))
    await asyncio.sleep(0)
    await probed.says("张三", "note 甲", id="x")
    card = await waiting
    assert card and card.title == "已记甲"


async def test_who_asks_for_an_old_outcome_hears_it_at_once(probed: PaperHouse) -> None:
    await probed.says("张三", "note 甲", id="x")
    card = await probed.house.intake.outcome("x")
    assert card and card.title == "已记甲"


@pytest.mark.parametrize(
    "text", ["甲" * 20_000, "nul\x00inside", "half \ud83d of a pair", "\u202e反向", "😀" * 500]
)
async def test_any_text_can_be_kept(probed: PaperHouse, text: str) -> None:
    await probed.hears("张三", text, id="odd\x00id", data={"k\x00": ["\udc00"]})
    await probed.settles()
    row = probed.look(inbox)[0]
    assert row.done_at and "\x00" not in row.text and len(row.text) >= len(text) - 1


async def test_what_must_not_be_kept_is_refused_and_wiped(probed: PaperHouse) -> None:
    said = await probed.tells("张三", "note 甲 实名举报某人，问题线索：收受红包")
    assert len(said) == 1 and "举报" in said[0] and probed.look(titles) == []
    row = probed.look(inbox)[0]
    assert row.text == "" and "红包" not in str(row.message) and row.done_at


async def test_in_a_group_such_words_are_answered_in_private(probed: PaperHouse) -> None:
    await probed.says("张三", "@支部通 note 甲 实名举报某人")
    assert probed.publicly() == [] and len(probed.privately("张三")) == 1


async def test_a_press_of_a_card_drawn_by_an_earlier_version_says_so(probed: PaperHouse) -> None:
    row = probed.look(lambda s: put(s, NOON, "旧卡"))

    def age(s: object) -> None:
        old = s.get(type(row), row.id)  # type: ignore[attr-defined]
        old.card = {"title": "旧卡", "gone": True}
        s.add(old)  # type: ignore[attr-defined]

    probed.look(age)
    await probed.hears("张三", "", happening="pressed", press=Press(row.once, 0), private=True)
    await probed.settles()
    assert probed.privately("张三")[-1].title == "这张卡片已经失效，请直接用文字说一遍。"


async def test_records_and_answer_commit_together(probed: PaperHouse) -> None:
    await probed.hears("张三", "note 甲")
    await probed.house.intake.work()
    assert probed.look(titles) == ["甲"] and len(probed.look(outbox)) == 1
    assert [row.done_at is not None for row in probed.look(inbox)] == [True]
    assert isinstance(probed.look(lambda s: s.exec(select(Item)).one()), Item)
