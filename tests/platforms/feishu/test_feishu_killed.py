"""kill -9 in the middle of a burst: nothing lost, nothing doubled."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from branch.calendar import CHINA
from tests.platforms.feishu.branch import NAMES
from tests.platforms.feishu.living import Process
from tests.platforms.feishu.standin import StandIn

BURST = 24
SPEED = 60
"""A lease of 60 s on the bot's clock is over after one of ours."""


@pytest.fixture
async def process(feishu: StandIn, tmp_path: Path) -> AsyncIterator[Process]:
    process = Process(feishu, tmp_path)
    yield process
    await process.kill()


async def test_killed_in_a_burst_every_message_is_answered_exactly_once(
    feishu: StandIn, process: Process
) -> None:
    clock = feishu.world.clock.now().astimezone(CHINA)
    await process.start(clock, SPEED)
    feishu.create_group("支部", *NAMES)
    await feishu.until(lambda: len(feishu.heard(NAMES[0])) > 0)  # the secretary is asked: all are bound
    said = [feishu.says_at_once(NAMES[n % 9], "@支部通 帮助", "支部") for n in range(BURST)]
    feishu.link.ack_within = 0.5
    for n, answered in enumerate((2, 9), start=1):
        await feishu.until(lambda k=answered: len(_answers(feishu)) >= k)
        await process.kill()
        feishu.leap(seconds=16)  # what was not acknowledged comes again, as if 15 s had passed
        await process.start(clock + timedelta(minutes=10 * n), SPEED)
        feishu.leap(minutes=6)
    ours = {one.message_id for one in said}
    await feishu.until(lambda: ours <= {a for a in _answers(feishu)}, 60)
    assert await process.stop() == 0
    assert Counter(a for a in _answers(feishu) if a in ours) == Counter(ours)


def _answers(feishu: StandIn) -> list[str]:
    return [m.parent for m in feishu.heard("支部") if m.parent]
