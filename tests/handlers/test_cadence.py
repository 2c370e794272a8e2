"""The secretary privately hears once a month, and before a quarter ends, what is still owed."""

from datetime import date

from branch.updates import HeadCount, MeetingCancel, MeetingPlan
from tests.handlers.rolls import at
from tests.paper import PaperHouse


def hints(house: PaperHouse) -> list[str]:
    """The hints the secretary has had."""
    return [c.as_text() for c in house.privately("陈敏") if c.title.startswith("组织生活体检")]


async def test_by_the_day_of_the_month_one_private_hint_says_what_is_owed_and_suggests_a_day(
    house: PaperHouse,
) -> None:
    await house.means("陈敏", HeadCount(kind="支部委员会会议", held=date(2026, 11, 24), present=5))
    await house.advance(at(26, 9))
    (hint,) = hints(house)
    assert "\n主题党日 · 本月还差 1 次（支部工作条例 第十六条）\n" in hint
    assert "\n党小组会（第一党小组、第二党小组） · 本月各还差 1 次（" in hint and "支委会 ·" not in hint
    assert "\n可以考虑 11月30日（周一）。\n" in hint
    assert not [c for c in house.publicly() if "体检" in c.title]


async def test_the_same_is_not_hinted_twice_in_a_month(either: PaperHouse) -> None:
    await either.advance(at(30, 20))
    assert len(hints(either)) == 1


async def test_what_a_year_owes_comes_with_the_months_hint_and_never_the_day_after(house: PaperHouse) -> None:
    await house.means("陈敏", MeetingPlan(kind="组织生活会", start=at(26, 15)))
    await house.advance(at(26, 9))
    assert "组织生活会" not in hints(house)[-1]
    await house.means("陈敏", MeetingCancel(meeting="M1"))
    await house.advance(at(30, 20))
    assert len(hints(house)) == 1
    await house.advance(at(31, 20, month=12))
    (december,) = [h for h in hints(house)[1:] if "组织生活会" in h]
    assert "今年还差 1 次" in december and "主题党日" in december


async def test_what_is_planned_is_not_hinted(house: PaperHouse) -> None:
    await house.means("陈敏", MeetingPlan(kind="主题党日", start=at(30, 15)))
    await house.advance(at(26, 9))
    assert "主题党日" not in hints(house)[0]


async def test_two_weeks_before_the_quarter_ends_the_quarterly_ones_are_hinted(house: PaperHouse) -> None:
    await house.advance(at(16, 12, month=12))
    assert not [h for h in hints(house) if "支部党员大会" in h]
    await house.advance(at(17, 12, month=12))
    assert "支部党员大会 · 本季度还差 1 次" in hints(house)[-1]


async def test_a_day_that_is_a_rest_day_is_told_on_the_next_working_day(house: PaperHouse) -> None:
    await house.advance(at(20, 23, month=12))  # a Sunday
    before = len(hints(house))
    await house.advance(at(21, 9, month=12))
    assert len(hints(house)) == before + 1 and "支委会 · 本月还差 1 次" in hints(house)[-1]
