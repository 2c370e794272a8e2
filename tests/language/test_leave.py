"""Leave: whose it is, what is no reason, what takes it back, and what names a list only."""

from typing import Any

import pytest

from tests.language.scene import intents, read

NOON = "2026-11-25T14:00"


def ask(text: str, **how: Any) -> list[tuple[str, dict[str, Any]]]:
    """What 袁刚 says two hours before the 支委会 M1."""
    return read(text, "袁刚", NOON, **how)


@pytest.mark.parametrize("text", ["党课到会情况", "组会的请假名单", "党课签到情况怎么样？", "党课到会人数"])
def test_the_name_of_a_list_tells_of_nobody(text: str) -> None:
    assert intents(text, "袁刚", addressed=False) == []
    assert intents(text, "袁刚") in (["query"], [])


def test_such_a_name_heads_a_roll_where_one_follows() -> None:
    assert [s["people"] for _, s in ask("组会请假情况：李峰夜班，老马出差")] == [["李峰"], ["马建设"]]


@pytest.mark.parametrize("called", ["书记", "高书记", "李工"])
def test_who_is_called_is_not_who_asks(called: str) -> None:
    ((_, slots),) = ask(f"{called}周四的组会我想请假，可以不")
    assert slots == {"meeting": "M4", "people": ["袁刚"]}


def test_of_two_joined_both_ask() -> None:
    ((_, slots),) = ask("组会书记和我都请假，迎检")
    assert slots["people"] == ["袁刚", "高卫平"] and slots["reason"] == "迎检"


@pytest.mark.parametrize(
    "text", ["组会李峰请假我批了", "组会李峰、邵阳请假都同意", "打灰的可以不来，组会邵阳请假我准了"]
)
def test_that_leave_is_granted_is_no_reason_for_it(text: str) -> None:
    ((intent, slots),) = ask(text, addressed=False)
    assert intent == "attendance.leave" and "reason" not in slots and "袁刚" not in slots["people"]


@pytest.mark.parametrize("text", ["李峰不同意请假，必须来", "组会请假我不批，都要来", "组会邵阳没准假"])
def test_leave_that_is_not_given_is_none(text: str) -> None:
    assert intents(text, "袁刚", NOON, addressed=False) == []


@pytest.mark.parametrize("text", ["把组会李峰请假改成参加", "组会李峰不请假了"])
def test_leave_is_taken_back_for_its_meeting(text: str) -> None:
    assert ask(text, addressed=False) == [("attendance.present", {"meeting": "M4", "people": ["李峰"]})]


@pytest.mark.parametrize(
    ("text", "people"),
    [("党课请假的还有李峰", ["李峰"]), ("党课请假的就是李峰、邵阳", ["李峰", "邵阳"])],
)
def test_further_names_behind_the_word_are_on_leave(text: str, people: list[str]) -> None:
    assert ask(text) == [("attendance.leave", {"meeting": "M2", "people": people})]


def test_whom_a_number_announces_was_missed_and_the_rest_was_there() -> None:
    missed, there = ask("党课缺席的记李峰一个，其他全到")
    assert missed == ("attendance.absent", {"meeting": "M2", "people": ["李峰"]})
    assert (there[0], there[1]["meeting"]) == ("attendance.present", "M2")
    assert ask("党课缺席一个，李峰") == [missed]
