"""Group words mean exactly the people the roster fixes, or nobody."""

import pytest

from branch.audience import Gathering, group_in
from tests.branch.people import names, roster

ROSTER = roster()
DUE = ROSTER.body("支部")
ALL = [m.name for m in DUE]
COMMITTEE = ["陈敏", "李国栋", "周海燕", "吴刚", "郑洁"]
FIRST = ["陈敏", "李国栋", "吴刚", "张三", "王强"]


@pytest.mark.parametrize(
    "words", ["全员", "大家", "全体党员", "都到了", "9名党员", "九名同志", "各党小组", "两个党小组"]
)
def test_words_for_everybody_mean_those_due(words: str) -> None:
    assert names(Gathering(ROSTER, DUE).meant(words)) == ALL


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("支委", COMMITTEE),
        ("五个委员", COMMITTEE),
        ("第一党小组", FIRST),
        ("一组的同志", FIRST),
        ("1组", FIRST),
        ("两位党小组组长", ["吴刚"]),
        ("预备党员", ["赵小曼"]),
        ("李国栋、海燕", ["李国栋", "周海燕"]),
        ("支委和张三", [*COMMITTEE, "张三"]),
    ],
)
def test_words_for_some(words: str, meant: list[str]) -> None:
    assert names(Gathering(ROSTER, DUE).meant(words)) == meant


@pytest.mark.parametrize("words", ["木工棚和宿舍区", "八名党员", "小王", "除小王外", "支委和老外", ""])
def test_what_the_roster_does_not_fix_is_nobody(words: str) -> None:
    assert Gathering(ROSTER, DUE).meant(words) is None


def test_all_but_one_leaves_those_on_leave_out_too() -> None:
    away = frozenset({ROSTER.named("王强").id})  # type: ignore[union-attr]
    meant = names(Gathering(ROSTER, DUE, away).meant("除老李外都来了"))
    assert meant == [n for n in ALL if n not in ("李国栋", "王强")]


def test_the_rest_are_those_not_yet_on_the_roll() -> None:
    known = frozenset(m.id for m in DUE[:7])
    assert names(Gathering(ROSTER, DUE, known=known).meant("其余同志")) == ALL[7:]


def test_those_not_on_leave() -> None:
    away = frozenset({DUE[0].id})
    assert names(Gathering(ROSTER, DUE, away).meant("没请假的")) == ALL[1:]


def test_two_groups_named_are_no_one_group() -> None:
    assert group_in("一组和二组", ROSTER) == "" and group_in("二组", ROSTER) == "第二党小组"
