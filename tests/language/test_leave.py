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


@pytest.mark.parametrize(
    "text",
    [
        "支委会结束了，我主持的，贾明远请假，其他都到",
        "支委会结束了，曲波主持，黎晓记录，老贾请假，其他都到",
        "支委会散了，贾明远请假，我主持黎晓记录",
    ],
)
def test_what_is_told_of_the_meeting_is_nobodys_reason(text: str) -> None:
    said = read(text, now="2026-11-25T17:00")
    (leave,) = [slots for intent, slots in said if intent == "attendance.leave"]
    assert leave == {"meeting": "M1", "people": ["贾明远"]}


@pytest.mark.parametrize("why", ["夜班", "去局里开会", "主持开标", "因病", "因事"])
def test_his_own_words_are_his_reason(why: str) -> None:
    said = read(f"支委会结束了，贾明远请假（{why}）", now="2026-11-25T17:00")
    assert said[-1][1]["reason"] == why
    if why.startswith("因"):
        said = read(f"下午支委会 应到5 实到4 老贾{why}请假 我主持", now="2026-11-25T17:00")
        assert ("attendance.leave", {"meeting": "M1", "people": ["贾明远"], "reason": why}) in said


def test_a_bare_cause_excuses_where_all_the_others_came() -> None:
    said = read("支委会结束，贾明远夜班，黎晓请假，曲波出差，其余全到", now="2026-11-25T17:00")
    assert [slots["people"] for _, slots in said[:3]] == [["贾明远"], ["黎晓"], ["曲波"]]
    assert [intent for intent, _ in said] == ["attendance.leave"] * 3 + ["attendance.present"]
    missed, away, rest = read("支委会开完了，黎晓病了没来，老贾夜班，其他人都在", now="2026-11-25T17:00")
    assert (missed[1]["reason"], away[1]["reason"], rest[0]) == ("病了", "夜班", "attendance.present")


def test_whom_a_word_of_a_roll_heads_is_given_no_work() -> None:
    text = "差不多齐了，没到的：贾明远值班，段红梅住院，曲波黎晓税务局"
    assert read(text, now="2026-11-25T16:20", addressed=False) == [
        ("attendance.absent", {"meeting": "M1", "people": ["贾明远"], "reason": "值班"}),
        ("attendance.absent", {"meeting": "M1", "people": ["段红梅"], "reason": "住院"}),
        ("attendance.absent", {"meeting": "M1", "people": ["曲波", "黎晓"], "reason": "税务局"}),
    ]


def test_work_shared_out_under_another_word_is_work_as_before() -> None:
    assert intents("没做完的分一下：袁刚扫仓库，邵阳擦仪器，李峰贴标签") == ["task.assign"] * 3
