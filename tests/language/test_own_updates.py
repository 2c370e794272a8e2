"""What the house understands beyond the contract, and that the contract's lines do not show it."""

from dataclasses import replace

import pytest

from branch.context import OpenHazard
from language.jsonl import Lines
from tests.language.scene import UNDERSTANDING, context, intents, read

ON = "2026-11-25T16:30"
"""The 支委会 M1 is on, the 党课 M2 was five days ago."""


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("重大隐患！2号塔吊限位失灵", "重大"),
        ("2号塔吊限位失灵。重大隐患！", "重大"),
        ("发现一处严重隐患：3号基坑边坡开裂", "重大"),
        ("不是重大隐患，3号棚北侧电线破皮", None),
    ],
)
def test_a_hazard_is_as_grave_as_it_is_called(text: str, priority: str | None) -> None:
    ((intent, slots),) = read(text, "邵阳", addressed=False)
    assert (intent, slots.get("priority")) == ("hazard.report", priority) and "隐患" not in slots["place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H2转给袁刚", {"task": "H2", "owners": ["袁刚"]}),
        ("充电桩那个隐患交给邵阳处理", {"task": "H2", "owners": ["邵阳"]}),
        ("H2转给王德胜", {"task": "H2"}),
        ("H2延到周五，配件没到", {"task": "H2", "due": "2026-11-27", "reason": "配件没到"}),
        ("H2退回，线还露着", {"task": "H2", "reason": "线还露着"}),
        ("H2让马建设整改，周五前", {"task": "H2", "due": "2026-11-27"}),
    ],
)
def test_a_hazard_is_decided_on_like_a_task(text: str, expected: dict[str, object]) -> None:
    assert read(text) == [(read(text)[0][0], expected)]


@pytest.mark.parametrize(
    "text",
    [
        "充电桩的隐患让邵阳去整改，后天前",
        "让邵阳去把充电桩的隐患处理了，周五前",
        "充电桩的隐患责任人定邵阳，27号前",
        "H2由邵阳负责，周五",
    ],
)
def test_who_is_to_mend_a_known_hazard_owns_it_and_has_his_day(text: str) -> None:
    assert read(text) == [
        ("task.extend", {"task": "H2", "due": "2026-11-27"}),
        ("task.transfer", {"task": "H2", "owners": ["邵阳"]}),
    ]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("充电桩的隐患让马建设整改好了", "hazard.fixed"),
        ("请邵阳周五前写一份充电桩隐患整改报告", "task.assign"),
        ("3号棚的隐患让邵阳去整改，后天前", "task.assign"),
    ],
)
def test_beside_a_known_hazard_other_things_are_said(text: str, intent: str) -> None:
    assert intents(text) == [intent]


def test_of_two_hazards_at_one_place_it_is_asked_which() -> None:
    two = (OpenHazard("H2", "充电桩线缆破损"), OpenHazard("H3", "充电桩底座歪斜"))
    reading = UNDERSTANDING.read("充电桩的隐患让邵阳去整改", replace(context(), hazards=two))
    assert [[c.value for c in update.doubts[0].choices] for update in reading.updates] == [["H2", "H3"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支委会确认", {"meeting": "M1"}),
        ("支委会的记录核对无误", {"meeting": "M1"}),
        ("名单没问题，确认", {}),
    ],
)
def test_a_roll_is_confirmed_by_words(text: str, expected: dict[str, str]) -> None:
    assert read(text, "段红梅", "2026-11-25T18:00") == [("meeting.confirm", expected)]


@pytest.mark.parametrize(
    "text", ["支委会确认了吗", "确认一下支委会几点开", "支委会时间确认一下", "T1确认完成", "确认", "确认收到"]
)
def test_other_words_with_a_confirmation_in_them_confirm_no_roll(text: str) -> None:
    assert "meeting.confirm" not in intents(text, "段红梅", "2026-11-25T18:00")


@pytest.mark.parametrize("text", ["我有哪些提醒", "看看我的提醒", "有什么提醒", "提醒列表", "我的提醒"])
def test_a_question_about_reminders_sets_none(text: str) -> None:
    assert intents(text, "邵阳") == ["reminder.list"] and intents(text, "邵阳", addressed=False) == []


def test_reminders_with_an_object_are_still_set() -> None:
    assert intents("明天三点提醒我看看有哪些图纸", "邵阳") == ["reminder.create"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给李枫补课", {"people": ["李枫"]}),
        ("周五下午三点给李枫补课", {"people": ["李枫"], "at": "2026-11-27T15:00:00+08:00"}),
        ("明天给没来的同志补课", {"audience": "没来的同志", "at": "2026-11-26"}),
    ],
)
def test_a_lesson_still_to_be_passed_on_is_arranged_and_not_on_the_roll(
    text: str, expected: dict[str, object]
) -> None:
    assert read(text) == [("makeup.arrange", expected)] and intents(text, addressed=False) == []


def test_a_lesson_passed_on_is_made_up_by_who_was_taught() -> None:
    assert read("昨天给李枫和马建设补了课") == [
        ("attendance.makeup", {"meeting": "M2", "people": ["李枫", "马建设"]})
    ]


def test_a_line_without_a_doer_is_work_if_the_bot_is_told() -> None:
    text = "本周任务：\n1、邵阳复测控制点，周五前\n2、整理会议台账\n3、李峰做试块试验，30号前"
    assert [s["title"] for _, s in read(text)] == ["复测控制点", "整理会议台账", "试块试验"]
    assert [s["title"] for _, s in read(text, addressed=False)] == ["复测控制点", "试块试验"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("周五下午三点在项目部会议室上党课，全体党员参加", "项目部会议室"),
        ("周五下午三点在项目部三楼大会议室上党课", "项目部三楼大会议室"),
        ("请于周五下午16:00前往项目部二楼会议室参加书记例会", "项目部二楼会议室"),
    ],
)
def test_a_room_belongs_to_the_house_it_is_in(text: str, place: str) -> None:
    ((intent, slots),) = read(text, now=ON)
    assert (intent, slots["place"]) == ("meeting.plan", place)


def test_a_meeting_room_alone_is_not_the_one_of_the_meeting_that_is_on() -> None:
    assert intents("我在四楼会议室等人", "邵阳", ON, addressed=False) == []
    assert intents("我在三楼会议室了", "邵阳", ON, addressed=False) == ["attendance.present"]


@pytest.mark.parametrize("text", ["H2转给袁刚", "支委会确认", "我有哪些提醒", "给李枫补课"])
def test_the_contract_shows_nothing_it_does_not_know(text: str) -> None:
    scene = {
        "now": "2026-11-25T18:00:00+08:00",
        "sender": "高卫平",
        "addressed": True,
        "roster": [{"name": "高卫平", "role": "书记"}, {"name": "袁刚"}, {"name": "李枫"}],
        "meetings": [{"id": "M1", "kind": "支部委员会会议", "start": "2026-11-25T16:00:00+08:00"}],
        "hazards": [{"id": "H2", "title": "充电桩线缆破损"}],
    }
    assert UNDERSTANDING.read(text, context(now="2026-11-25T18:00")).updates
    assert Lines(UNDERSTANDING).answer({"id": 1, "text": text, "context": scene})["updates"] == []
