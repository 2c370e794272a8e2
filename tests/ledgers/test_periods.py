"""Periods as people say them."""

import pytest

from branch.periods import said


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026", "2026年"),
        ("2026-Q3", "2026年第三季度"),
        ("2026-H1", "2026年上半年"),
        ("2026-11", "2026年11月"),
        ("2026-W48", "2026年第48周"),
        ("2026-11-05", "2026年11月5日"),
    ],
)
def test_a_period_is_said_in_chinese(period: str, words: str) -> None:
    assert said(period) == words


def test_what_is_no_period_is_refused() -> None:
    with pytest.raises(ValueError):
        said("第三季度")
