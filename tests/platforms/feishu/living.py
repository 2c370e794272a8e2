"""A whole bot at the stand-in: in a process of its own as `zhibu run`, or in this one under the test's hand."""

import asyncio
import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from tests.platforms.feishu.branch import furnish
from tests.platforms.feishu.standin import APP_ID, SECRET, StandIn

ROOT = Path(__file__).parents[3]
CONFIG = """
platform: feishu
database: sqlite:///data/zhibu.db
branch: {{id: main, name: 镇海联合党支部}}
feishu: {{app_id: {app}, app_secret: "${{FEISHU_APP_SECRET}}", domain: "{domain}", connection: long}}
log: {{level: error}}
"""


class Process:
    """`zhibu run` in a folder of its own; it can be killed and started again."""

    def __init__(self, feishu: StandIn, folder: Path) -> None:
        self._feishu, self._folder = feishu, folder
        (folder / "data").mkdir()
        furnish(f"sqlite:///{folder / 'data' / 'zhibu.db'}")
        (folder / "config.yaml").write_text(CONFIG.format(app=APP_ID, domain=feishu.url))
        self._child: asyncio.subprocess.Process | None = None

    async def start(self, clock: datetime, speed: float) -> None:
        """Start it at a moment of its own clock, and wait until it is connected."""
        env = os.environ | {"FEISHU_APP_SECRET": SECRET, "PYTHONPATH": str(ROOT)}
        times = self._feishu.link.connected
        arguments = ("-m", "bot", "run", "--clock", clock.isoformat(), "--speed", str(speed))
        self._child = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=self._folder, env=env, stderr=asyncio.subprocess.DEVNULL
        )
        await self._feishu.connected(times + 1)

    async def kill(self) -> None:
        """kill -9."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int | None:
        """Stop it as a service manager does; returns the exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int | None:
        child, self._child = self._child, None
        if child is None:
            return None
        child.send_signal(how)
        return await child.wait()
