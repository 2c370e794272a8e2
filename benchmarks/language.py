"""Time and memory of the understanding, beside jieba alone in the same run: `python benchmarks/language.py`.

Prints load time and memory (fresh process), then latency per message over tests/sayings, warm, one at a time.
`--json` prints the figures as one JSON line.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
SAYINGS = ROOT / "tests" / "sayings"

LOADED = """
import json, resource, sys, time
sys.path.insert(0, {root!r})
import branch.context, branch.updates  # the house has these anyway
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin, cpu = time.perf_counter(), time.process_time()
from datetime import datetime
from branch.calendar import CHINA
from branch.context import Context, Somebody
{load}
print(json.dumps({{"seconds": time.perf_counter() - begin, "cpu": time.process_time() - cpu,
                  "mib": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}}))
"""
HOUSE = """
from language.understanding import Understanding
roster = tuple(Somebody(f"张{a}{b}", "党员", (f"小{a}{b}",), "第一党小组", "技术员") for a in "春夏秋冬东南西北" for b in "金木水火土日月山")[:60]
Understanding().read("签到", Context(datetime(2026, 11, 25, 9, tzinfo=CHINA), roster[0].name, True, roster))
"""
JIEBA = """
import jieba
jieba.setLogLevel(60)
list(jieba.cut("周五下午三点在二楼会议室上党课"))
"""


def loaded(code: str) -> dict[str, float]:
    """Return seconds and MiB that a piece of code adds to a fresh process (the best of three)."""
    runs = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", LOADED.format(root=str(ROOT), load=code)],
            capture_output=True,
            text=True,
            check=True,
        )
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return min(runs, key=lambda run: run["seconds"])


def latencies() -> dict[str, float]:
    """Return median and p99 in milliseconds per message: understanding, and jieba's cut alone."""
    from language.jsonl import Lines
    from language.normalise import LIMIT
    from language.tokens import Words

    contexts = json.loads((SAYINGS / "contexts.json").read_text("utf-8"))
    sayings = [
        json.loads(line)
        for file in sorted(SAYINGS.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    lines, words = Lines(), Words()
    ready = [(s["text"], lines.context({**contexts[s["context"]["ref"]], **s["context"]})) for s in sayings]
    read = lines._understanding.read
    for text, context in ready:
        read(text, context)
    ours = [timed(lambda t=text, c=context: read(t, c)) for text, context in ready]
    cut = [timed(lambda t=text: words.cut(t)) for text, _ in ready]
    long = min(
        timed(lambda: read("东岛护岸抛了1200方，总量3000方，请袁队明天把便道修好。" * 700, ready[0][1]))
        for _ in range(3)
    )
    return {
        "messages": len(ready),
        "median_ms": statistics.median(ours),
        "p99_ms": sorted(ours)[int(len(ours) * 0.99)],
        "max_ms": max(ours),
        "jieba_median_ms": statistics.median(cut),
        "long_20000_ms": long,
        "read_at_most": LIMIT,
    }


def timed(work) -> float:  # type: ignore[no-untyped-def]
    """Return the best of three wall times of a piece of work, in milliseconds."""
    best = 1e9
    for _ in range(3):
        begin = time.perf_counter()
        work()
        best = min(best, 1e3 * (time.perf_counter() - begin))
    return best


def main() -> None:
    """Print the figures."""
    figures = {"load": loaded(HOUSE), "load_jieba_alone": loaded(JIEBA), **latencies()}
    figures["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if "--json" in sys.argv:
        print(json.dumps(figures))
        return
    for name in ("load", "load_jieba_alone"):
        load = figures[name]
        print(
            f"{name:18s} {load['seconds']:.2f} s wall, {load['cpu']:.2f} s cpu, +{load['mib']:.1f} MiB   (limit 0.6 s, 60 MiB)"
        )
    print(
        f"{figures['messages']} messages   median {figures['median_ms']:.2f} ms   p99 {figures['p99_ms']:.2f} ms   (limit 2 / 15 ms)"
    )
    print(f"jieba's cut alone     median {figures['jieba_median_ms']:.3f} ms")
    print(
        f"20,000 characters     {figures['long_20000_ms']:.0f} ms   (limit 50 ms; {figures['read_at_most']} are read)"
    )


if __name__ == "__main__":
    main()
