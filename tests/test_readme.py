"""The first five minutes of the README do what the README says."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = (
    "通知 M1",
    "请假：张三",
    "已记下任务 T1",
    "已完成 80%",
    "提醒：党课",
    "过期的任务 1 项",
    "隐患 H1",
    "已撤销",
)


def test_the_first_five_minutes_show_what_they_promise(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("## 头五分钟")[1].split("## ")[0]
    typed = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert len(typed) >= 8
    played = subprocess.run(
        [sys.executable, "-m", "bot", "console", "--clock", "2026-11-25T08:30:00+08:00"]
        + ["--database", str(tmp_path / "first.db")],
        input="\n".join(typed),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert played.returncode == 0, played.stderr
    at = 0
    for words in SHOWN:
        at = played.stdout.find(words, at)
        assert at >= 0, f"{words} is not shown, or not in its order"
