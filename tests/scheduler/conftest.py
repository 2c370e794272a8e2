"""A house whose only timers are the test's own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from branch.cards import Card
from branch.rules import Rules
from handlers.kit import TIMERS, TimerRule, UnitOfWork
from tests.conftest import Build
from tests.paper import PaperHouse


class Bells:
    """Timers made for one test. `broken` makes them crash."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch, self.broken = patch, False

    def hang(
        self, what: str, rule: str = "", late: str = "send", hours: float = 6, quiet: bool = False
    ) -> None:
        """Have a timer of this name; its card tells name, payload and the hour it was rung."""

        def ring(work: UnitOfWork, payload: dict[str, Any]) -> None:
            work.post(Card(title=f"{what}{payload.get('text', '')} {work.now:%m-%d %H:%M}"))
            if self.broken:
                raise RuntimeError("不应外传的原话")

        def own(_: Rules) -> str:
            return rule

        self._patch.setitem(
            TIMERS, what, TimerRule(ring, own if rule else None, late, timedelta(hours=hours), quiet)
        )


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> Bells:
    """No timers but those the test hangs up."""
    for what in list(TIMERS):
        monkeypatch.delitem(TIMERS, what)
    return Bells(monkeypatch)


Open = Callable[[], PaperHouse]


@pytest.fixture
def open_house(url: str, build: Build, bells: Bells) -> Open:
    """Opens a house on this test's database, once its bells hang; again for a restart."""
    return lambda: build(url)
