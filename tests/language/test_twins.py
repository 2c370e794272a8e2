"""Two tasks that differ by a number: the second may be told by its number alone."""

from dataclasses import replace
from datetime import date

import pytest

from branch.context import OpenTask
from tests.language.scene import UNDERSTANDING, context

GATES = tuple(OpenTask(f"T{n}", f"{n}号闸门安装", ("李峰",), date(2026, 12, 20)) for n in (1, 2, 3))


def _told(text: str) -> list[tuple[str, str]]:
    scene = replace(context("李峰"), tasks=GATES)
    return [(u.intent, u.slots().get("task", "")) for u in UNDERSTANDING.read(text, scene).updates]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1号闸门安装完成了；2号还在等门轴，厂家说周五到", [("task.done", "T1"), ("task.progress", "T2")]),
        ("一号闸门装了八成，三号才开始吊，进度一成", [("task.progress", "T1"), ("task.progress", "T3")]),
    ],
)
def test_the_second_of_two_is_told_by_its_number(text: str, told: list[tuple[str, str]]) -> None:
    assert _told(text) == told


@pytest.mark.parametrize("text", ["1号闸门安装完成了，2号之前交资料", "1号闸门安装完成了，5号还在下雨"])
def test_a_day_or_a_number_of_no_task_is_no_twin(text: str) -> None:
    assert "T2" not in {task for _, task in _told(text)}
