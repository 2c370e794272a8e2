"""The same fault at another place is another hazard; at the same place it is the listed one."""

from dataclasses import replace

import pytest

from branch.context import OpenHazard
from tests.language.scene import UNDERSTANDING, context

LISTED = (
    OpenHazard("H5", "A区水泵房电缆破损"),
    OpenHazard("H6", "1号门机限位失灵"),
    OpenHazard("H7", "4号基坑东侧护栏缺失"),
)


def read(text: str, hazards: tuple[OpenHazard, ...] = LISTED) -> list[tuple[str, str]]:
    """What a member's words in the group make of the listed hazards: (intent, which)."""
    scene = replace(context("邵阳", addressed=False), hazards=hazards)
    updates = UNDERSTANDING.read(text, scene).updates
    return [(u.intent, str(u.slots().get("hazard", ""))) for u in updates]


@pytest.mark.parametrize(
    "text",
    [
        "B区水泵房电缆破损",
        "生活区水泵房电缆破损",
        "2号楼水泵房电缆破损",
        "二号门机限位失灵",
        "4号基坑西侧护栏缺失",
    ],
)
def test_the_same_fault_elsewhere_is_a_new_hazard(text: str) -> None:
    assert read(text) == [("hazard.report", "")]


@pytest.mark.parametrize(
    "text", ["A区水泵房电缆破损", "水泵房电缆破损", "一号门机限位失灵", "4号基坑护栏缺失"]
)
def test_the_listed_one_said_again_is_no_new_one(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "hazard"),
    [
        ("A区水泵房电缆换好了", "H5"),
        ("水泵房电缆2号换好的，A区那根", "H5"),
        ("一号门机限位修好了", "H6"),
        ("4号基坑东侧护栏装好了", "H7"),
        ("H5换好了，B区的人帮的忙", "H5"),
    ],
)
def test_what_is_mended_is_found_by_its_place(text: str, hazard: str) -> None:
    assert read(text) == [("hazard.fixed", hazard)]


@pytest.mark.parametrize("text", ["B区水泵房电缆换好了", "3号门机限位修好了"])
def test_what_is_mended_elsewhere_mends_no_listed_one(text: str) -> None:
    assert read(text) == []


def test_of_two_that_fit_alike_it_is_asked_which_unless_one_is_his_own() -> None:
    twins = (OpenHazard("H5", "A区水泵房电缆破损"), OpenHazard("H8", "B区水泵房电缆破损"))
    scene = replace(context("邵阳", addressed=False), hazards=twins)
    (update,) = UNDERSTANDING.read("水泵房电缆换好了", scene).updates
    assert [choice.value for choice in update.doubts[0].choices] == ["H5", "H8"]
    his = (twins[0], replace(twins[1], owner="邵阳"))
    assert read("水泵房电缆换好了", his) == [("hazard.fixed", "H8")]


@pytest.mark.parametrize("text", ["饮水机坏了，修好了", "复印机坏了，已经修好了"])
def test_the_same_fault_of_another_thing_mends_no_listed_one(text: str) -> None:
    assert read(text, (OpenHazard("H4", "升降机坏了"),)) == []


@pytest.mark.parametrize("text", ["升降机坏了的地方修好了", "那台坏了的升降机修好了", "升降机修好了"])
def test_the_listed_thing_is_mended_by_its_name(text: str) -> None:
    assert read(text, (OpenHazard("H4", "升降机坏了"),)) == [("hazard.fixed", "H4")]
