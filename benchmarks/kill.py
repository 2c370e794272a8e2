"""kill -9 at 200 random moments of a mixed workload (messages, reminders, undo) on SQLite.

The platform is this process: it pushes every message until it is acknowledged and honours the dedupe key.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path
from time import perf_counter

from tests.house.killing import kill_again_and_again


def main(kills: int = 200) -> bool:
    """Run, print the figures, and say whether nothing was lost, half-written or doubled."""
    began = perf_counter()
    with tempfile.TemporaryDirectory(prefix="zhibu-kill-") as folder:
        timers, each = 2 * kills, max(6, 2 * kills // 3)
        report = asyncio.run(kill_again_and_again(Path(folder), kills, each, timers))
    print(f"kill -9: {kills} kills, {report.kills} with work left, {perf_counter() - began:.0f} s")
    print(f"  {report.messages} messages, {report.timers} reminders, {report.cards} cards")
    print(f"  {report.repeats} sends repeated with the same key, dropped by the platform")
    print(
        f"  lost, half-written or doubled: {len(report.wrong)}" + "".join(f"\n    {w}" for w in report.wrong)
    )
    return not report.wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    raise SystemExit(not main(parser.parse_args().kills))
