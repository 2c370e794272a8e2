"""What a person waits for: --help, and the console's first answer; and what an idle house weighs."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, sleep

import psutil

ROOT = Path(__file__).parent.parent
FIRST_ANSWER, HELP_SECONDS, IDLE_MIB = 1.5, 0.3, 110


def zhibu(*args: str) -> list[str]:
    """The command as a user starts it."""
    return [sys.executable, "-m", "bot", *args]


def surroundings(no_pyc: Path | None = None) -> dict[str, str]:
    """The environment of a run; with a folder, byte code is looked for there, where there is none."""
    plain = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return plain | ({"PYTHONPYCACHEPREFIX": str(no_pyc), "PYTHONDONTWRITEBYTECODE": "1"} if no_pyc else {})


def helped() -> float:
    """Seconds of zhibu --help."""
    began = perf_counter()
    subprocess.run(zhibu("--help"), check=True, capture_output=True, env=surroundings(), cwd=ROOT)
    return perf_counter() - began


def first_answer(folder: Path, name: str, no_pyc: Path | None = None) -> float:
    """Seconds from the start of the console, on a new database, to the first answer on the screen."""
    began = perf_counter()
    console = subprocess.Popen(
        zhibu("console", "--json", "--database", str(folder / name)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings(no_pyc),
        cwd=ROOT,
    )
    assert console.stdin and console.stdout
    console.stdin.write(speaker().encode())
    console.stdin.flush()
    answer = console.stdout.readline()
    took = perf_counter() - began
    console.stdin.close()
    console.wait()
    if not answer.startswith(b"{"):
        raise SystemExit(f"the console did not answer: {answer!r}")
    return took


def speaker() -> str:
    """A line that the sample's secretary says to the bot."""
    from ruamel.yaml import YAML

    people = YAML(typ="safe").load((ROOT / "bot/sample.yaml").read_text(encoding="utf-8"))["people"]
    return f"{people[0]['name']}> 帮助\n"


def idle(folder: Path) -> float:
    """MiB of a console that has answered once and waits."""
    console = subprocess.Popen(
        zhibu("console", "--json", "--database", str(folder / "idle.db")),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings(),
        cwd=ROOT,
    )
    assert console.stdin and console.stdout
    console.stdin.write(speaker().encode())
    console.stdin.flush()
    console.stdout.readline()
    sleep(1)
    resident = psutil.Process(console.pid).memory_info().rss / 2**20
    console.stdin.close()
    console.wait()
    return resident


def main(times: int = 5) -> bool:
    """Run, print the figures, and say whether they hold."""
    with tempfile.TemporaryDirectory(prefix="zhibu-start-") as name:
        folder = Path(name)
        first_answer(folder, "warm.db")
        helps = sorted(helped() for _ in range(times))
        starts = sorted(first_answer(folder, f"n{n}.db") for n in range(times))
        again = sorted(first_answer(folder, "warm.db") for _ in range(times))
        bare = first_answer(folder, "bare.db", folder / "no-pyc")
        weight = idle(folder)
    print(f"startup: best and median of {times}, files warm")
    print(f"  --help        {helps[0]:5.2f} s, {helps[times // 2]:.2f} s (wanted {HELP_SECONDS})")
    print(
        f"  first answer  {starts[0]:5.2f} s, {starts[times // 2]:.2f} s on a new database (wanted {FIRST_ANSWER})"
    )
    print(
        f"                {again[0]:5.2f} s, {again[times // 2]:.2f} s on one that is there; {bare:.2f} s without .pyc"
    )
    print(f"  idle          {weight:5.0f} MiB (wanted {IDLE_MIB})")
    return helps[0] <= HELP_SECONDS and starts[0] <= FIRST_ANSWER and weight <= IDLE_MIB


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    raise SystemExit(not main(parser.parse_args().times))
