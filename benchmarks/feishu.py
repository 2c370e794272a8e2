"""Feishu, measured against the project's own stand-in on this machine: start, memory, a burst.

    python benchmarks/feishu.py

Runs `zhibu run` as it is, in a process of its own, on SQLite with FULL. Prints each figure beside its limit and
exits 1 when one is missed. A bare loop of this run's machine stands beside the stall: what the machine itself
held up is no fault of ours.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

CHILDREN: list[asyncio.subprocess.Process] = []
BURST, STARTS, IDLE_SECONDS = 300, 3, 5
ANSWERED_WITHIN = 180.0
CONFIG = """
platform: feishu
database: sqlite:///data/zhibu.db
branch: {{id: main, name: 测量支部}}
feishu: {{app_id: {app}, app_secret: "${{FEISHU_APP_SECRET}}", domain: "{domain}", connection: long}}
"""


async def bot(config: str, stalls: str) -> None:
    """The bot itself, with a second hand that notes how late it is woken: the loop's longest stall."""
    from bot.app import SteadyClock, real_clock
    from bot.config import load
    from bot.logs import set_up
    from bot.serving import platform_of, serve

    settings = load(Path(config))
    clock = SteadyClock(real_clock)
    set_up(settings.log, settings.secrets, clock)
    hand = asyncio.create_task(second_hand(Path(stalls)))
    await serve(settings, platform_of(settings), clock)
    hand.cancel()


async def second_hand(into: Path) -> None:
    """Note the longest stall since the file was last taken away."""
    worst = 0.0
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.005)
        late = time.perf_counter() - began - 0.005
        fresh = not into.exists()
        if fresh or late > worst:
            worst = late
            into.write_text(json.dumps(worst))


async def start(feishu: Any, folder: Path) -> tuple[asyncio.subprocess.Process, float]:
    from tests.platforms.feishu.standin import SECRET

    env = os.environ | {"FEISHU_APP_SECRET": SECRET, "PYTHONPATH": str(ROOT)}
    times, began = feishu.link.connected, time.perf_counter()
    arguments = (str(Path(__file__)), "--bot", str(folder / "config.yaml"), str(folder / "stalls.json"))
    child = await asyncio.create_subprocess_exec(sys.executable, *arguments, env=env, cwd=folder)
    CHILDREN.append(child)
    await feishu.connected(times + 1)
    return child, time.perf_counter() - began


def memory(child: asyncio.subprocess.Process) -> float:
    """Resident memory in MiB."""
    status = Path(f"/proc/{child.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def stop(child: asyncio.subprocess.Process) -> None:
    child.terminate()
    await child.wait()


async def measure() -> dict[str, float]:
    from tests.platforms.feishu.branch import furnish
    from tests.platforms.feishu.standin import APP_ID, StandIn

    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        names = furnish(f"sqlite:///{folder / 'data' / 'zhibu.db'}")
        async with StandIn(datetime.now().astimezone()) as feishu:
            (folder / "config.yaml").write_text(CONFIG.format(app=APP_ID, domain=feishu.url))
            starts = []
            for _ in range(STARTS):
                child, took = await start(feishu, folder)
                starts.append(took)
                await stop(child)
            child, took = await start(feishu, folder)
            figures["cold start to connected, s (best)"] = min(*starts, took)
            figures["cold start to connected, s (median)"] = median([*starts, took])
            feishu.create_group("支部", *names)
            await feishu.settled()
            await asyncio.sleep(IDLE_SECONDS)
            figures["idle memory, MiB"] = memory(child)
            figures |= await burst(feishu, names, folder)
            figures["memory after the burst, MiB"] = memory(child)
            await stop(child)
    return figures


async def burst(feishu: Any, names: list[str], folder: Path) -> dict[str, float]:
    """Three hundred messages as fast as the link takes them; each is owed one answer, and waited for."""
    await feishu.says(names[0], "@支部通 我的任务", "支部")
    await feishu.until(lambda: any(m.parent for m in feishu.heard("支部")))
    (folder / "stalls.json").unlink(missing_ok=True)
    before = answers(feishu)
    began = time.perf_counter()
    for n in range(BURST):
        feishu.says_at_once(names[n % len(names)], "@支部通 我的任务", "支部")
    events = feishu.link.events[-BURST:]
    await feishu.until(lambda: all(event.acked for event in events), 60)
    acked = time.perf_counter() - began
    latencies = [event.latencies[0] for event in events]
    await feishu.until(lambda: answers(feishu) - before >= BURST, ANSWERED_WITHIN)
    answered = time.perf_counter() - began
    await asyncio.sleep(1)
    stall = json.loads((folder / "stalls.json").read_text())
    return {
        "burst: last acknowledgement, s": max(latencies),
        "burst: median acknowledgement, s": median(latencies),
        "burst: 99th percentile, s": quantiles(latencies, n=100)[98],
        "burst: all acknowledged after, s": acked,
        "burst: all answered after, s (the platform's own pace)": answered,
        "burst: answers per message": (answers(feishu) - before) / BURST,
        "burst: tries per event": sum(event.tries for event in events) / BURST,
        "burst: longest stall of the loop, ms": stall * 1000,
    }


def answers(feishu: Any) -> int:
    """How many messages the bot has answered."""
    return sum(1 for said in feishu.world.said if said.sender is None and said.parent)


async def bare_stall(seconds: float = 3.0) -> float:
    """How late a loop that does nothing is woken here, in ms: the machine's own share."""
    worst, until = 0.0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        await asyncio.sleep(0.005)
        worst = max(worst, time.perf_counter() - began - 0.005)
    return worst * 1000


LIMITS = {
    "cold start to connected, s (best)": 3.0,
    "idle memory, MiB": 150.0,
    "burst: last acknowledgement, s": 1.0,
    "burst: answers per message": 1.0,
    "burst: longest stall of the loop, ms": 100.0,
}


def main() -> bool:
    """Measure and print; whether every limit holds."""
    bare = asyncio.run(bare_stall())
    try:
        figures = asyncio.run(measure())
    finally:
        for child in CHILDREN:
            if child.returncode is None:
                os.kill(child.pid, 9)
    figures["longest stall of a loop that does nothing, ms"] = bare
    for name, value in figures.items():
        limit = LIMITS.get(name)
        verdict = "" if limit is None else f"limit {limit:g}  {'ok' if value <= limit else 'MISSED'}"
        print(f"{name:56} {value:10.3f}  {verdict}")
    return all(figures[name] <= limit for name, limit in LIMITS.items())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--bot"]:
        asyncio.run(bot(*sys.argv[2:]))
    else:
        sys.exit(not main())
