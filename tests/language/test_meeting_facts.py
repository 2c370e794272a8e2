"""Who led a meeting and how it voted, told alone or beside a roll, minutes or a notice."""

from typing import Any

import pytest

from language.jsonl import Lines
from tests.language.scene import UNDERSTANDING, context, intents, read

ON = "2026-11-25T16:30"
"""The 支委会 M1 is on."""
CHAIR, VOTE, HOURS = "meeting.chair", "meeting.vote", "meeting.hours"


def facts(text: str, now: str = ON, **how: Any) -> list[dict[str, Any]]:
    return [slots for intent, slots in read(text, now=now, **how) if intent in (CHAIR, VOTE, HOURS)]


@pytest.mark.parametrize("addressed", [True, False])
@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("支委会主持人曲波", {"chair": "曲波"}),
        ("今天支委会主持人是老高", {"chair": "高卫平"}),
        ("主持人：高书记，记录人：小黎", {"chair": "高卫平", "recorder": "黎晓"}),
        ("支委会由曲波主持，黎晓做记录", {"chair": "曲波", "recorder": "黎晓"}),
        ("主持人换成曲总", {"chair": "曲波"}),
        ("支委会我主持，小黎记录", {"chair": "高卫平", "recorder": "黎晓"}),
    ],
)
def test_who_led_the_meeting_that_is_on(text: str, slots: dict[str, str], addressed: bool) -> None:
    assert read(text, now=ON, addressed=addressed) == [(CHAIR, {"meeting": "M1", **slots})]


@pytest.mark.parametrize(
    "text",
    [
        "曲总在主持专家会",
        "马建设主持沉管基槽开挖方案编制",
        "建议下次支委会由曲波主持",
        "支委会主持人是谁",
        "曲波主持工作的时候管得严",
        "记录本放在高书记那里",
    ],
)
def test_leading_something_else_or_some_other_time_is_no_fact_of_a_meeting(text: str) -> None:
    assert facts(text) == facts(text, addressed=False) == []


def test_overheard_a_bare_name_leads_nothing_unless_the_meeting_is_named() -> None:
    assert facts("老马主持", addressed=False) == []
    assert facts("主持人老马", "2026-11-25T09:00", addressed=False) == []
    assert facts("主持人老马", "2026-11-25T09:00") == [{"chair": "马建设"}]
    assert facts("党课由贾明远主持", addressed=False) == [{"meeting": "M2", "chair": "贾明远"}]


def test_what_answers_the_card_of_a_meeting_is_told_of_that_one() -> None:
    assert facts("全票通过", addressed=False, about="M4") == [{"meeting": "M4", "unanimous": True}]
    assert facts("老马主持，小黎记录", addressed=False, about="M4") == [
        {"meeting": "M4", "chair": "马建设", "recorder": "黎晓"}
    ]
    assert facts("党课主持人老马", addressed=False, about="M4") == [{"meeting": "M2", "chair": "马建设"}]


def test_a_name_two_people_share_is_asked_for() -> None:
    (said,) = UNDERSTANDING.read("主持人老李", context(now=ON)).updates
    assert [c.label for c in said.doubts[0].choices] == ["李峰", "李枫"] and said.doubts[0].slot == "chair"


@pytest.mark.parametrize("addressed", [True, False])
@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("支委会举手表决，同意4票，反对0票，弃权1票", {"ayes": 4, "noes": 0, "abstentions": 1}),
        ("表决结果：赞成十二票、反对零票、弃权两票", {"ayes": 12, "noes": 0, "abstentions": 2}),
        (
            "支委会对接收邵阳为预备党员进行表决，4人同意，无人反对，1人弃权",
            {"matter": "接收邵阳为预备党员", "ayes": 4, "noes": 0, "abstentions": 1},
        ),
        ("全体通过", {"unanimous": True}),
        ("支委会全票通过", {"unanimous": True}),
        ("举手表决一致通过了明年学习计划", {"matter": "明年学习计划", "unanimous": True}),
        ("会上一致同意推荐李枫为优秀党员", {"matter": "推荐李枫为优秀党员", "unanimous": True}),
    ],
)
def test_how_a_vote_went(text: str, slots: dict[str, object], addressed: bool) -> None:
    assert facts(text, addressed=addressed) == [{"meeting": "M1", **slots}]


def test_each_matter_has_its_own_vote() -> None:
    assert facts("一、接收邵阳：同意4票，反对0票。二、接收高峰：同意3票，反对1票。", addressed=False) == [
        {"meeting": "M1", "matter": "接收邵阳", "ayes": 4, "noes": 0},
        {"meeting": "M1", "matter": "接收高峰", "ayes": 3, "noes": 1},
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沉管基槽开挖方案专家一致通过", ["task.accept"]),
        ("T1全体通过", ["task.accept"]),
        ("反对意见没有", []),
    ],
)
def test_what_passed_elsewhere_is_no_vote_of_the_meeting(text: str, expected: list[str]) -> None:
    assert intents(text, now=ON) == expected


def test_words_that_tell_who_led_give_nobody_work_and_accept_none() -> None:
    assert intents("今天支委会主持人是袁刚", now=ON) == [CHAIR]
    assert intents("全体通过", now=ON) == [VOTE]
    assert "task.accept" in intents("全体通过", now="2026-11-25T09:00")


def test_facts_stand_before_the_roll_of_a_known_meeting_and_behind_one_that_is_made() -> None:
    known = "支委会下午开了，曲波主持，实到4人，老马夜班请假"
    assert intents(known, now=ON, addressed=False) == [CHAIR, "attendance.count", "attendance.leave"]
    new = "支部党员大会下午开了，曲波主持，实到9人，接收邵阳：同意8票，反对0票"
    assert intents(new, now=ON, addressed=False) == ["attendance.count", CHAIR, VOTE]
    assert facts(new, addressed=False)[0] == {"chair": "曲波"}
    planned = "明天下午三点在三楼会议室开支部党员大会，曲波主持"
    assert intents(planned, now=ON) == ["meeting.plan", CHAIR]


def test_a_meeting_nobody_announced_is_said_to_be_unknown_once_and_overheard_left_alone() -> None:
    text = "组织生活会上午开了，曲波主持，举手表决一致通过"
    assert read(text, now=ON) == [(CHAIR, {"kind": "组织生活会", "chair": "曲波"})]
    assert read(text, now=ON, addressed=False) == []


@pytest.mark.parametrize("text", ["支委会主持人曲波", "支委会全票通过", "老高主持，小黎记录", "支委会学时2"])
def test_the_contract_shows_no_fact_of_a_meeting(text: str) -> None:
    scene = {
        "now": "2026-11-25T16:30:00+08:00",
        "sender": "高卫平",
        "addressed": True,
        "roster": [
            {"name": "高卫平", "role": "书记"},
            {"name": "曲波"},
            {"name": "黎晓", "aliases": ["小黎"]},
        ],
        "meetings": [{"id": "M1", "kind": "支部委员会会议", "start": "2026-11-25T16:00:00+08:00"}],
    }
    assert facts(text)
    answered = Lines(UNDERSTANDING).answer({"id": 1, "text": text, "context": scene})["updates"]
    assert not [u for u in answered if u["intent"] in (CHAIR, VOTE, HOURS)]


@pytest.mark.parametrize("addressed", [True, False])
@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("这次党课2个学时", {"meeting": "M2", "hours": 2.0}),
        ("党课学时：1.5", {"meeting": "M2", "hours": 1.5}),
        ("党课记四学时，讲了六项纪律", {"meeting": "M2", "hours": 4.0}),
        ("学时按2算", {"meeting": "M1", "hours": 2.0}),
    ],
)
def test_how_many_hours_a_meeting_counts_for(text: str, slots: dict[str, object], addressed: bool) -> None:
    assert facts(text, addressed=addressed) == [slots]


@pytest.mark.parametrize("text", ["今年每人要学满32学时", "我还差6个学时", "党课几个学时", "上级说至少8学时"])
def test_hours_that_a_year_asks_for_are_not_those_of_a_meeting(text: str) -> None:
    assert facts(text) == facts(text, addressed=False) == []


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("我的学时", {"people": ["高卫平"]}),
        ("我学时够了吗？", {"people": ["高卫平"]}),
        ("我今年学了多少学时", {"people": ["高卫平"], "period": "2026"}),
        ("今年谁的学时还不够", {"period": "2026"}),
        ("袁刚的学时", {"people": ["袁刚"]}),
        ("大家的学时情况", {}),
    ],
)
def test_a_question_about_hours_is_one_and_only_to_the_bot(text: str, slots: dict[str, object]) -> None:
    assert read(text) == [("query", {"about": "study", **slots, "hours": True})]
    assert read(text, addressed=False) == []


def test_the_contract_sees_a_question_about_study() -> None:
    scene = {"now": "2026-11-25T16:30:00+08:00", "sender": "高卫平", "addressed": True}
    scene |= {"roster": [{"name": "高卫平", "role": "书记"}]}  # type: ignore[dict-item]
    (asked,) = Lines(UNDERSTANDING).answer({"id": 1, "text": "我的学时", "context": scene})["updates"]
    assert asked == {"intent": "query", "slots": {"about": "study", "people": ["高卫平"]}}


def test_a_meeting_that_was_held_is_no_plan_of_another() -> None:
    assert "meeting.plan" not in intents("党课上午开了，讲党的纪律，实到9人", now=ON)
    assert "meeting.plan" not in intents("组织生活会上午开了，表决全体通过", now=ON)


@pytest.mark.parametrize(
    "fact", ["一致同意推荐邵阳", "曲波主持", "表决全票通过", "党课学时2", "同意4票，反对0票"]
)
def test_a_fact_is_nobodys_reason_for_being_away(fact: str) -> None:
    said = dict(read(f"支委会下午开了，实到4人，老马请假，{fact}", now=ON, addressed=False))
    assert said["attendance.leave"] == {"meeting": "M1", "people": ["马建设"]}


def test_a_reason_beside_a_fact_stays_one() -> None:
    said = dict(read("支委会下午开了，曲波主持，实到4人，老马请假，夜班", now=ON, addressed=False))
    assert said["attendance.leave"]["reason"] == "夜班" and said[CHAIR]["chair"] == "曲波"


@pytest.mark.parametrize("between", ["", "，", "、"])
def test_two_duties_in_one_breath_are_two_peoples(between: str) -> None:
    assert read(f"支委会我主持{between}黎晓记录") == [
        ("meeting.chair", {"meeting": "M1", "chair": "高卫平", "recorder": "黎晓"})
    ]
    assert read(f"支委会曲波主持{between}黎晓记录") == [
        ("meeting.chair", {"meeting": "M1", "chair": "曲波", "recorder": "黎晓"})
    ]
    assert read("支委会主持人曲波，记录人黎晓") == [
        ("meeting.chair", {"meeting": "M1", "chair": "曲波", "recorder": "黎晓"})
    ]
