"""Time what it takes to read one expression of time, beside the public parsers that are installed.

    python -m benchmarks.moments

Prints, per reader: phrases answered, median and 99th percentile in microseconds (warm, one at a time).
Readers that are not installed are named and left out; nothing is installed for their sake.
"""

import contextlib
import importlib
import io
import time
from collections.abc import Callable
from datetime import datetime
from statistics import median, quantiles
from typing import Any

from branch.calendar import CHINA
from language.moments import best

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=CHINA)
ROUNDS = 30
PHRASES = [
    "明天下午三点",
    "下周三",
    "周五前",
    "月底前",
    "下周二上午9:00-11:30",
    "每周五下午3点",
    "半小时后",
    "三天内",
    "3个工作日内",
    "国庆前",
    "上个月",
    "11月上旬",
    "12月5日至10日",
    "最近30天",
    "每月最后一个工作日",
    "今晚七点半",
    "后天上午",
    "本季度末",
    "一个半小时",
    "2026年12月1日",
    "3号沉箱浇筑完成",
    "再说两点意见",
    "T12已完成，资料已归档",
    "请各位明天下午两点到项目部会议室开支委会",
    "材料12月1日下班前交给组织委员",
    "春节后第一个工作日",
    "周一到周五早上8点",
    "会议往后挪一小时",
    "大后天中午",
    "下个月9号早上8点到中午12点",
]
Reader = Callable[[str], Any]


def ours() -> Reader:
    """Return our own reader."""
    return lambda text: best(text, NOW)


def jionlp() -> Reader:
    """Return JioNLP's extraction of times (safe on chat text, unlike its parse_time)."""
    module = importlib.import_module("jionlp")
    base = NOW.timestamp()
    return lambda text: module.ner.extract_time(text, time_base=base)


def dateparser() -> Reader:
    """Return dateparser, told that the language is Chinese."""
    module = importlib.import_module("dateparser")
    settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None)}
    return lambda text: module.parse(text, languages=["zh"], settings=settings)


def chinese_time_nlp() -> Reader:
    """Return ChineseTimeNLP's normaliser."""
    normalizer = importlib.import_module("ChineseTimeNLP").TimeNormalizer()
    base = NOW.replace(tzinfo=None)
    return lambda text: normalizer.parse(target=text, baseTime=base)


READERS: dict[str, Callable[[], Reader]] = {
    "zhibu": ours,
    "JioNLP": jionlp,
    "dateparser": dateparser,
    "ChineseTimeNLP": chinese_time_nlp,
}


def spent(reader: Reader, text: str) -> float:
    """Return the microseconds one reading takes."""
    begun = time.perf_counter()
    with contextlib.suppress(Exception):  # a peer may fail on a phrase; its time still counts
        reader(text)
    return (time.perf_counter() - begun) * 1e6


def answered(reader: Reader) -> int:
    """Return how many of the phrases got any answer."""
    count = 0
    for text in PHRASES:
        with contextlib.suppress(Exception):
            count += bool(reader(text))
    return count


def measure(name: str, build: Callable[[], Reader]) -> str:
    """Return the line of one reader."""
    begun = time.perf_counter()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            reader = build()
            reader(PHRASES[0])
    except ImportError:
        return f"{name:16} not installed, skipped"
    loaded = time.perf_counter() - begun
    said = answered(reader)
    each = [spent(reader, text) for _ in range(ROUNDS) for text in PHRASES]
    worst = quantiles(each, n=100)[98]
    return f"{name:16} {said:>3}/{len(PHRASES)} answered  median {median(each):8.1f} us  p99 {worst:8.1f} us  load {loaded:.2f} s"


def main() -> None:
    """Print one line per reader."""
    for name, build in READERS.items():
        print(measure(name, build))


if __name__ == "__main__":
    main()
