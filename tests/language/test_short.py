"""Short words to the bot: numbers, pushes, lists, meetings without a kind, and what they are not."""

import pytest

from language.jsonl import Lines
from tests.language.scene import UNDERSTANDING, context, intents, read


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("T3", {"about": "tasks", "task": "T3"}),
        ("看下t3的进展", {"about": "tasks", "task": "T3"}),
        ("H2？", {"about": "hazards", "task": "H2"}),
        ("M1", {"about": "meetings", "meeting": "M1"}),
        ("S1", {"about": "study"}),
        ("T88", {"about": "tasks", "task": "T88"}),
    ],
)
def test_a_number_alone_asks_how_it_stands(text: str, slots: dict[str, str]) -> None:
    assert read(text) == [("query", slots)]


@pytest.mark.parametrize(("text", "intent"), [("T3完成了", "task.done"), ("T3做了八成", "task.progress")])
def test_a_number_with_words_is_no_question(text: str, intent: str) -> None:
    assert intents(text) == [intent]


@pytest.mark.parametrize("text", ["T3", "名册", "催一下柯南", "周五开会", "摘要"])
def test_short_words_are_for_the_bot_only(text: str) -> None:
    assert intents(text, addressed=False) == []


@pytest.mark.parametrize(
    ("text", "slots"),
    [("催一下柯南", {"task": "T1"}), ("帮我催催管节试验", {"task": "T3"}), ("督促一下李工", {"task": "T3"})],
)
def test_a_push_is_for_the_one_task(text: str, slots: dict[str, str]) -> None:
    assert read(text) == [("nudge.send", slots)]


@pytest.mark.parametrize(("text", "choices"), [("催一下袁刚", ["T5", "T8"]), ("催一下邵阳", [])])
def test_a_push_for_several_tasks_or_none_is_asked_about(text: str, choices: list[str]) -> None:
    (update,) = UNDERSTANDING.read(text, context()).updates
    assert update.intent == "nudge.send" and [c.value for c in update.doubts[0].choices] == choices


def test_a_push_at_a_time_is_a_reminder() -> None:
    assert intents("明天三点提醒我催一下柯南") == ["reminder.create"]


@pytest.mark.parametrize("text", ["党员名单", "看一下名册", "支部花名册"])
def test_the_roster_is_asked_for(text: str) -> None:
    assert intents(text) == ["roster.show"]


@pytest.mark.parametrize(
    "text", ["加一个新同志叫马跃", "新增一名党员：马跃", "新来了一个同志，叫马跃", "把马跃加到名册里"]
)
def test_a_new_name_for_the_roster_is_heard(text: str) -> None:
    assert read(text) == [("roster.add", {"name": "马跃"})]


@pytest.mark.parametrize("text", ["请假名单", "加一个任务：邵阳周五前擦仪器", "支委会名单没问题，确认"])
def test_other_lists_and_additions_are_not_the_rosters(text: str) -> None:
    assert not any(intent.startswith("roster") for intent in intents(text, now="2026-11-25T18:00"))


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("周五开会", {"start": "2026-11-27"}),
        ("明天9点我们开个会", {"start": "2026-11-26T09:00:00+08:00"}),
        ("下周开个会", {}),
        ("开个会", {}),
        ("后天下午三点开会，二楼会议室", {"start": "2026-11-27T15:00:00+08:00", "place": "二楼会议室"}),
    ],
)
def test_of_a_meeting_without_a_kind_the_kind_is_asked(text: str, slots: dict[str, str]) -> None:
    (update,) = UNDERSTANDING.read(text, context()).updates
    assert (update.intent, update.slots(), update.doubts[0].slot) == ("meeting.plan", slots, "kind")


@pytest.mark.parametrize("text", ["周五开支委会", "周五开会讨论方案", "周五开会吗", "我在开会"])
def test_a_meeting_with_more_words_is_not_asked_about(text: str) -> None:
    updates = UNDERSTANDING.read(text, context()).updates
    assert not any(doubt.slot == "kind" for update in updates for doubt in update.doubts)


@pytest.mark.parametrize(
    ("text", "slots"),
    [("本周情况", {"period": "2026-W48"}), ("摘要", {}), ("上个月的情况", {"period": "2026-10"})],
)
def test_the_name_of_a_report_asks_for_it(text: str, slots: dict[str, str]) -> None:
    assert read(text) == [("digest", slots)]


def test_somebodys_tasks_are_asked_for_by_their_name() -> None:
    assert read("柯南的任务") == [("query", {"about": "tasks", "people": ["柯南"]})]
    assert read("李工手上的活") == [("query", {"about": "tasks", "people": ["李峰"]})]
    assert intents("柯南的任务", addressed=False) == []


def test_what_is_on_is_asked_for_a_day_and_a_week() -> None:
    assert read("明天有什么安排") == [("query", {"about": "meetings", "period": "2026-11-26"})]
    assert read("明天安排") == read("明天有什么安排")
    assert read("本周有哪些安排") == [("query", {"about": "meetings", "period": "2026-W48"})]


def test_asking_for_more_time_with_its_reason_is_an_extension() -> None:
    assert read("开挖方案能不能延到下周三，钻孔资料还没到", "柯南") == [
        ("task.extend", {"task": "T1", "due": "2026-12-02", "reason": "钻孔资料还没到"})
    ]
    assert intents("开挖方案能不能延到周五，图没到", "柯南") == ["task.extend"]
    assert intents("开挖方案不能延", "柯南") == []


def test_somebody_did_it_and_it_is_asked_which() -> None:
    (update,) = UNDERSTANDING.read("袁刚把测量做了", context()).updates
    assert (update.intent, [c.value for c in update.doubts[0].choices]) == ("task.done", ["T5", "T8"])
    assert read("柯南把开挖方案做了") == [("task.done", {"task": "T1"})]
    assert intents("邵阳把测量做了") == intents("柯南把车开走了") == []
    assert intents("袁刚把测量做了", addressed=False) == []


EVENING = "2026-11-26T20:00"
"""The 党小组会 M4 is on."""


@pytest.mark.parametrize("text", ["我今天到了，别记缺勤", "我到了的，别记我缺席", "我今晚到了"])
def test_who_was_there_says_so_against_his_absence(text: str) -> None:
    assert read(text, "马建设", EVENING) == [("attendance.present", {"meeting": "M4", "people": ["马建设"]})]


def test_who_is_left_out_is_told_of_as_he_is() -> None:
    assert read("除了马建设、邵阳没来，其他都到了", "袁刚", EVENING) == [
        ("attendance.absent", {"meeting": "M4", "people": ["马建设", "邵阳"]}),
        ("attendance.present", {"meeting": "M4", "audience": "除马建设、邵阳外"}),
    ]
    assert intents("除了马建设请假，其他都到了", "袁刚", EVENING) == [
        "attendance.leave",
        "attendance.present",
    ]
    assert intents("除了马建设，其他都到了", "袁刚", EVENING) == ["attendance.present"]


@pytest.mark.parametrize("text", ["H2复查通过", "H2复查过了，没问题"])
def test_a_second_look_that_finds_it_good(text: str) -> None:
    assert intents(text, "邵阳") == ["hazard.fixed"]
    assert intents("H2复查没通过", "邵阳") != ["hazard.fixed"]


@pytest.mark.parametrize(
    ("text", "looked"),
    [
        ("H2销号", True),
        ("充电桩线缆看过了，没毛病", True),
        ("H2可以关了", True),
        ("充电桩那个验收合格", True),
        ("充电桩线缆换了新的，也复核过，可以销号", None),
        ("充电桩线缆重新包扎了，合格", None),
        ("H2弄好了", None),
        ("H2整改到位，可以销号", None),
    ],
)
def test_a_look_is_told_apart_from_the_work(text: str, looked: bool | None) -> None:
    for who in ("邵阳", "高卫平"):
        ((intent, slots),) = read(text, who, addressed=False)
        assert (intent, slots["hazard"], slots.get("looked")) == ("hazard.fixed", "H2", looked)


def test_the_contract_shows_none_of_it() -> None:
    scene = {"now": "2026-11-25T18:00:00+08:00", "sender": "高卫平", "addressed": True, "roster": []}
    for text in ("名册", "周五开会", "加一个新同志叫马跃"):
        assert Lines(UNDERSTANDING).answer({"id": 1, "text": text, "context": scene})["updates"] == []


@pytest.mark.parametrize("text", ["同意", "可以，通过", "好的，同意", "同意延期", "批准"])
def test_a_yes_alone_names_nothing(text: str) -> None:
    assert read(text) == [("task.accept", {"bare": True})]
    assert read(text, addressed=False) == []


@pytest.mark.parametrize(("text", "why"), [("不同意", ""), ("不同意，缺附图", "缺附图"), ("驳回", "")])
def test_a_no_alone_names_nothing_but_why(text: str, why: str) -> None:
    assert read(text) == [("task.reject", {"bare": True} | ({"reason": why} if why else {}))]


def test_a_yes_to_something_named_or_to_a_card_is_none_to_what_waits() -> None:
    assert read("开挖方案同意销号") == [("task.accept", {"task": "T1"})]
    assert read("同意", about="T3") == [("task.accept", {"task": "T3"})]
    assert read("同意袁刚的意见") == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("这个季度还差什么", "2026-Q4"),
        ("三会一课还差哪几项", None),
        ("本月还欠哪些", "2026-11"),
        ("支部体检", None),
    ],
)
def test_what_is_still_owed_is_asked_of_the_meetings(text: str, period: str | None) -> None:
    assert read(text) == [("query", {"about": "compliance"} | ({"period": period} if period else {}))]


def test_what_a_task_or_a_pay_still_lacks_is_not() -> None:
    assert read("开挖方案还差什么") == [("query", {"about": "tasks", "task": "T1"})]
    assert intents("今天去医院体检了") == []


def test_the_next_meeting_is_asked_for() -> None:
    assert read("下次会是什么时候") == [("query", {"about": "meetings"})]
    assert read("下一场会几点开") == [("query", {"about": "meetings"})]


@pytest.mark.parametrize(
    ("text", "period"), [("今天有什么事", "2026-11-25"), ("本周都要做些什么", "2026-W48")]
)
def test_what_is_on_asks_for_meetings_and_for_ones_own_work(text: str, period: str) -> None:
    assert read(text, "邵阳") == [
        ("query", {"about": "meetings", "period": period}),
        ("query", {"about": "tasks", "people": ["邵阳"]}),
    ]
    assert read(text, "邵阳", addressed=False) == []
