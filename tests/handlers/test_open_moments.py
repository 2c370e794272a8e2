"""A bare hour that has passed fits two moments: the bot asks which, and a press writes it down."""

import pytest

from tests.paper import PaperHouse


@pytest.mark.parametrize(
    ("press", "start"), [("今天21:00", "11月25日（周三）21:00"), ("明天09:00", "11月26日（周四）09:00")]
)
async def test_an_hour_already_passed_is_asked_and_the_press_is_written(
    house: PaperHouse, press: str, start: str
) -> None:
    (question,) = await house.tells("陈敏", "9点在二楼会议室开支委会，研究考核")
    assert question.startswith("“9点”是哪个时间？")
    said = await house.presses("陈敏", press)
    assert any(start in card for card in said)


async def test_a_day_that_was_said_is_not_asked_about(house: PaperHouse) -> None:
    said = await house.tells("陈敏", "明天9点在二楼会议室开支委会，研究考核")
    assert any("11月26日（周四）09:00" in card for card in said)
