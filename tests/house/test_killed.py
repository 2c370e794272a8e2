"""kill -9 in mid-work: nothing lost, nothing half-written, nothing doubled. benchmarks/kill.py does 200."""

import os
import sys
from pathlib import Path

import pytest

KILLS = int(os.environ.get("ZHIBU_TEST_KILLS", "6"))


# Windows has no SIGKILL; what the test kills with does not exist there, and everywhere else it runs
@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 on Windows")
async def test_a_house_killed_in_mid_work_loses_halves_and_doubles_nothing(tmp_path: Path) -> None:
    from tests.house.killing import kill_again_and_again

    report = await kill_again_and_again(tmp_path, KILLS, each=4, timers=20)
    assert report.wrong == [], report.wrong
    assert report.kills == KILLS, "every kill came while there was work left"
