"""The understanding by figures, jieba alone beside it: `make bench-language`.

Prints load time and memory (fresh process), latency per message over tests/sayings (warm, one at a time), also
in a large branch; what long texts cost; and how many of the project's own sayings are understood.
`--json` prints the figures as one JSON line.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from branch.context import Context, OpenTask, Somebody  # noqa: E402
from language.jsonl import Lines  # noqa: E402
from language.normalise import LIMIT  # noqa: E402
from language.tokens import Words  # noqa: E402
from tests.sayings import scoring  # noqa: E402

LOADED = """
import json, resource, sys, time
sys.path.insert(0, {root!r})
import branch.context, branch.updates  # the house has these anyway
def peak():  # Linux: of this program alone; ru_maxrss would begin with what started it
    try:
        return next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
begin, cpu = time.perf_counter(), time.process_time()
from datetime import datetime
from branch.calendar import CHINA
from branch.context import Context, Somebody
{load}
print(json.dumps({{"seconds": time.perf_counter() - begin, "cpu": time.process_time() - cpu,
                  "mib": (peak() - before) / 1024}}))
"""
HOUSE = """
from language.understanding import Understanding
roster = tuple(Somebody(f"张{a}{b}", "党员", (f"小{a}{b}",), "第一党小组", "技术员") for a in "春夏秋冬东南西北" for b in "金木水火土日月山")[:60]
Understanding().read("周五的党课我请假，夜班", Context(datetime(2026, 11, 25, 9, tzinfo=CHINA), roster[0].name, True, roster))
"""
JIEBA = """
import jieba
jieba.setLogLevel(60)
list(jieba.cut("周五下午三点在二楼会议室上党课"))
"""
SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许",
    "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚桂英建国华志",
)
WORKS, PAPERS = (
    [
        "护岸",
        "沉箱",
        "便道",
        "围堰",
        "基槽",
        "管节",
        "闸室",
        "塔吊",
        "配电",
        "栈桥",
        "胸墙",
        "护坡",
        "驳岸",
        "承台",
        "导流",
    ],
    [
        "方案",
        "交底",
        "复测",
        "检修",
        "台账",
        "报告",
        "预压",
        "浇筑",
        "硬化",
        "验收",
        "试验",
        "清理",
        "加固",
        "安装",
        "统计",
        "汇总",
        "普查",
        "标定",
        "拼装",
        "演练",
    ],
)
LONG = {
    "reports": "东岛护岸抛了1200方，总量3000方，请袁队明天把便道修好。",
    "no marks": "今天我们在现场把护岸方案和沉箱台账都做完了然后明天还要继续",
    "a list": "1、张伟周五前完成方案\n",
    "figures": "1234567890",
    "times": "明天下午3点到5点，",
    "names": "赵伟、钱芳、孙娜、李敏、",
}


def loaded(code: str) -> dict[str, float]:
    """Return seconds and MiB that a piece of code adds to a fresh process (the best of four).

    The first run writes the byte code that the others find, as anybody's second start does, whatever
    PYTHONDONTWRITEBYTECODE says here.
    """
    runs = []
    with tempfile.TemporaryDirectory() as kept:
        env = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": kept}
        for _ in range(4):
            done = subprocess.run(
                [sys.executable, "-c", LOADED.format(root=str(ROOT), load=code)],
                capture_output=True,
                text=True,
                check=True,
                env=env,
            )
            runs.append(json.loads(done.stdout.splitlines()[-1]))
    return min(runs, key=lambda run: run["seconds"])


def crowded(context: Context) -> Context:
    """Return a scene with 500 people and 300 open tasks added to its own."""
    known = {person.name for person in context.roster}
    names = dict.fromkeys(f"{s}{a}{b}" for s in SURNAMES for a, b in zip(GIVEN, GIVEN[1:], strict=False))
    people = tuple(Somebody(n, aliases=(f"小{n[0]}",)) for n in names if n not in known)[:500]
    tasks = tuple(
        OpenTask(f"X{n}", f"{WORKS[n % 15]}{PAPERS[n // 15]}", (people[n].name,), date(2026, 12, 1))
        for n in range(300)
    )
    return replace(context, roster=context.roster + people, tasks=context.tasks + tasks)


def latencies(sayings: list[scoring.Saying], lines: Lines) -> dict[str, Any]:
    """Return milliseconds per message: the understanding in its own and in a large branch, jieba's cut alone."""
    words, read = Words(), lines._understanding.read
    ready = [(s["text"], lines.context(s["context"])) for s in sayings]
    first = sorted(timed(lambda t=t, c=c: read(t, c), 1) for t, c in ready)
    ours = sorted(timed(lambda t=t, c=c: read(t, c)) for t, c in ready)
    large: dict[int, Context] = {id(c.roster): crowded(c) for _, c in ready}
    scenes = [
        (t, replace(c, roster=large[id(c.roster)].roster, tasks=large[id(c.roster)].tasks)) for t, c in ready
    ]
    for t, c in scenes:
        read(t, c)
    many = sorted(timed(lambda t=t, c=c: read(t, c)) for t, c in scenes)
    cut = [timed(lambda t=t: words.cut(t)) for t, _ in ready]
    long = {}
    for name, text in LONG.items():
        whole = (text * 20_000)[:20_000]
        long[name] = [timed(lambda c=c, w=whole: read(w, c)) for c in (ready[0][1], scenes[0][1])]
    return {
        "messages": len(ready),
        "first_max_ms": first[-1],
        "median_ms": statistics.median(ours),
        "p99_ms": ours[int(len(ours) * 0.99)],
        "max_ms": ours[-1],
        "large_median_ms": statistics.median(many),
        "large_p99_ms": many[int(len(many) * 0.99)],
        "jieba_median_ms": statistics.median(cut),
        "long_20000_ms": long,
        "read_at_most": LIMIT,
    }


def timed(work: Any, times: int = 3) -> float:
    """Return the best wall time of a piece of work, in milliseconds."""
    best = 1e9
    for _ in range(times):
        begin = time.perf_counter()
        work()
        best = min(best, 1e3 * (time.perf_counter() - begin))
    return best


def accuracy(lines: Lines) -> dict[str, tuple[int, int, int]]:
    """Return (sayings, intents right, intents and exact slots right) of every file."""
    found = {}
    for name in scoring.names():
        told = [(s["updates"], scoring.understood(s, lines)) for s in scoring.sayings(name)]
        intents = sum(scoring.intents_right(said, gold) for gold, said in told)
        found[name] = (len(told), intents, sum(scoring.right(said, gold) for gold, said in told))
    return found


def shown(figures: dict[str, Any]) -> list[str]:
    """Return the figures as lines, the asked ones beside them."""
    lines = ["load and memory (asked: 0.6 s, 60 MiB; aim: 0.3 s, 40 MiB)"]
    for name, label in (("load", "understanding, 60 people"), ("load_jieba_alone", "jieba alone")):
        load = figures[name]
        lines.append(
            f"  {label:26s} {load['seconds']:.2f} s wall, {load['cpu']:.2f} s cpu, +{load['mib']:.1f} MiB"
        )
    f = figures
    lines += [
        f"one message, warm, of {f['messages']} (asked: median 2, p99 15 ms; aim: 0.7, 5 ms)",
        f"  its own branch             median {f['median_ms']:.2f} ms, p99 {f['p99_ms']:.2f} ms, max {f['max_ms']:.1f} ms",
        f"  500 people, 300 tasks more median {f['large_median_ms']:.2f} ms, p99 {f['large_p99_ms']:.2f} ms",
        f"  the slowest of a new process {f['first_max_ms']:.0f} ms (patterns and rosters are made when first met)",
        f"  jieba's cut alone          median {f['jieba_median_ms']:.3f} ms",
        f"20,000 characters (asked: 50 ms, or cut with a note; {f['read_at_most']} are read), its own and a large branch",
    ]
    lines += [
        f"  {name:26s} {own:.0f} ms, {large:.0f} ms" for name, (own, large) in f["long_20000_ms"].items()
    ]
    lines.append("the project's own sayings: intents right, intents and exact slots right")
    rows = f["accuracy"]
    total = tuple(sum(row[n] for row in rows.values()) for n in range(3))
    for name, (n, intents, frames) in [*sorted(rows.items()), ("all", total)]:
        lines.append(f"  {name:26s} {n:4d}   {100 * intents / n:5.1f} %   {100 * frames / n:5.1f} %")
    return lines


def main() -> None:
    """Print the figures."""
    lines = Lines()
    sayings = [s for name in scoring.names() for s in scoring.sayings(name)]
    figures: dict[str, Any] = {"load": loaded(HOUSE), "load_jieba_alone": loaded(JIEBA)}
    figures |= latencies(sayings, lines)
    figures["accuracy"] = accuracy(lines)
    figures["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures) if "--json" in sys.argv else "\n".join(shown(figures)))


if __name__ == "__main__":
    main()
