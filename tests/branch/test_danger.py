"""Grave hazards by their words, zones by their names."""

from datetime import UTC, datetime

import pytest

from branch.danger import serious, zone_of
from branch.registers import Entry


def zone(place: str, person: int) -> Entry:
    return Entry(
        branch="b", kind="责任区", place=place, person_id=person, made_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize("text", ["边坡有坍塌迹象", "重大隐患", "电箱起火", "有人被困"])
def test_some_words_cannot_wait_for_a_chat(text: str) -> None:
    assert serious(text)


@pytest.mark.parametrize("text", ["限位松动", "无重大隐患", "灭火器过期", "临边防护缺失"])
def test_others_can(text: str) -> None:
    assert not serious(text)


def test_the_longest_zone_that_fits_is_taken() -> None:
    zones = [zone("A区", 1), zone("A区2号塔吊", 2)]
    assert (found := zone_of("A区2号塔吊", zones)) and found.person_id == 2
    assert (found := zone_of("a区 材料堆场", zones)) and found.person_id == 1


def test_two_zones_that_fit_equally_are_not_guessed() -> None:
    assert zone_of("码头", [zone("码头东侧", 1), zone("码头西侧", 2)]) is None
    assert zone_of("搅拌站", [zone("A区", 1)]) is None and zone_of("", [zone("A区", 1)]) is None
