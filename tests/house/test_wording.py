"""An answer in words: what stands on a button of the bot's last answer is pressed by saying it."""

from datetime import timedelta

from branch.events import EventState
from branch.updates import HeadCount, Present, TaskAssign
from tests.handlers.books import FRIDAY, items, owners
from tests.handlers.rolls import at, event
from tests.paper import PaperHouse

ALL = ("陈敏", "李国栋", "周海燕", "吴刚", "郑洁")


async def test_a_name_answers_the_question_which_of_two(house: PaperHouse) -> None:
    (asked,) = await house.tells("陈敏", "小王负责买水，周五前")
    assert "是哪一位" in asked
    await house.tells("陈敏", "是王磊")
    assert owners(house, "T1") == ["王磊"]


async def test_an_answered_question_is_not_answered_again(house: PaperHouse) -> None:
    await house.tells("陈敏", "小王负责买水，周五前")
    await house.tells("陈敏", "王磊")
    for again in ("王磊", "王强"):
        assert (await house.tells("陈敏", again))[0].startswith("没有听懂")
    assert len(items(house)) == 1


async def test_an_old_question_and_somebody_elses_are_not_answered(house: PaperHouse) -> None:
    await house.tells("陈敏", "小王负责买水，周五前")
    assert (await house.tells("李国栋", "王磊"))[0].startswith("没有听懂")
    await house.advance(house.clock() + timedelta(hours=2))
    assert (await house.tells("陈敏", "王磊"))[0].startswith("没有听懂")
    assert items(house) == []


async def drafted(house: PaperHouse, kind: str, day: int) -> None:
    """A meeting of five that everybody came to; its roll is a draft."""
    await house.means("陈敏", HeadCount(kind=kind, held=at(day, 9), present=5))
    ref = f"M{len({p.card.about for p in house.platform.sent if p.card.about.startswith('M')})}"
    await house.means("陈敏", Present(meeting=ref, people=ALL))


async def test_a_bare_word_confirms_the_only_draft(house: PaperHouse) -> None:
    await drafted(house, "支部委员会会议", 25)
    await house.means("陈敏", TaskAssign(title="买水", owners=("王磊",), due=FRIDAY))
    assert "已确认" in (await house.says("陈敏", "@支部通确认"))[0]
    assert event(house, "M1").state is EventState.RECORD
    assert (await house.says("陈敏", "@支部通确认"))[0].startswith("没有听懂")


async def test_of_two_drafts_none_is_confirmed_by_a_bare_word(house: PaperHouse) -> None:
    await drafted(house, "支部委员会会议", 25)
    await drafted(house, "支部委员会会议", 24)
    (said,) = await house.says("陈敏", "@支部通确认")
    assert said.startswith("有几份到会情况等着确认")
    assert {event(house, ref).state for ref in ("M1", "M2")} == {EventState.DRAFT}


async def test_overheard_words_press_nothing(house: PaperHouse) -> None:
    await drafted(house, "支部委员会会议", 25)
    assert await house.says("陈敏", "确认") == []
    assert event(house, "M1").state is EventState.DRAFT
