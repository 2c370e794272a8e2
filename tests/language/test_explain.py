"""`--why`: every rule has a name a reader knows, every slot tells its words, and the words are really there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from language.explain import FAMILIES, called, explain
from language.jsonl import Lines
from language.understanding import COMMAND, SHAPE, STATEMENTS
from language.units.topics import RULES
from tests.language.scene import UNDERSTANDING, context
from tests.sayings import scoring

ROOM = Path(__file__).parents[2] / "language"
NAMED = re.compile(r"「([^「」]*)」第 (\d+)–(\d+) 字")
PLACE = {"Draft": 2, "about_task": 1, "_draft": 1, "Mute": 0}
"""Which argument of a call is the name of a rule."""


def _named_in_code() -> Iterator[str]:
    for path in ROOM.rglob("*.py"):
        silencing = path.parent.name == "silence" or path.name == "gate.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            given: ast.expr | None = None
            if isinstance(node, ast.Call) and path.parent.name != "moments":
                place = PLACE.get(getattr(node.func, "id", getattr(node.func, "attr", "")), 99)
                given = node.args[place] if len(node.args) > place else None
            elif isinstance(node, ast.Return) and silencing:
                given = node.value
            if isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value:
                yield given.value


def test_every_rule_has_a_name_a_reader_knows() -> None:
    names = {*_named_in_code(), *(rule.name for rule in RULES), COMMAND, SHAPE, STATEMENTS, "nothing fits"}
    assert len(names) > 80
    assert [name for name in names if "（" not in called(name)] == []


def test_every_rule_of_topics_has_an_example_and_a_family_with_a_name() -> None:
    assert all(rule.example and rule.family in FAMILIES for rule in RULES)


@pytest.mark.parametrize("name", scoring.names())
def test_every_slot_of_the_sayings_tells_its_words_and_they_are_there(name: str) -> None:
    lines = Lines(UNDERSTANDING)
    for saying in scoring.sayings(name):
        scene = lines.context(saying["context"])
        told = explain(UNDERSTANDING, saying["text"], scene)
        text = UNDERSTANDING.trace(saying["text"], scene)[1].heard.text  # type: ignore[union-attr]
        for line in told:
            for words, first, last in NAMED.findall(line):
                assert text[int(first) - 1 : int(last)] == words and words, (saying["id"], line)
        slots = [line for line in told if re.match(r"    \w+ = ", line)]
        assert all(" ← " in line and line.split(" ← ")[1] for line in slots), saying["id"]


def test_a_message_is_walked_through() -> None:
    text = "老马请假（夜班）；开挖方案写了八成，等监理签字；东岛那个要是风小明天能抛完"
    told = "\n".join(explain(UNDERSTANDING, text, context("柯南")))
    for words in (
        "归到会，按规则「说谁到没到」",
        "归任务 T1「沉管基槽开挖方案」",
        "不读：「还没定的条件」（open condition），因为「要是",
        "第 2、3 句合在一起读：任务 T1",
        "采用「报进展」（reported how far it is） → task.progress",
        "percent = 80  ← 「八成」",
        "people = 马建设  ← 「老马」第 1–2 字",
        "结果：attendance.leave；task.progress",
    ):
        assert words in told


def test_what_lost_is_told_with_its_reason() -> None:
    told = "\n".join(explain(UNDERSTANDING, "东人工岛抛填又砌了一些", context("袁刚", addressed=False)))
    assert "也像：T8" in told and "没有采用「报进展」" in told
    assert "因为是旁听到的，「有进展但没有数」（partial progress without a measure）" in told


def test_a_message_that_is_not_read_at_all_says_by_which_rule() -> None:
    told = explain(UNDERSTANDING, "【转发】某局定于明天下午三点开会", context())
    assert any("「转发或公文」（forwarded or official text）" in line for line in told)
