"""What only looks like a notice, a hazard or a roll: a record, the news, traffic, a guess."""

import pytest

from tests.language.scene import intents, read

RECORD = (
    "会议情况：11月支委会，时间11月25日16:00，地点三楼会议室，应到5人，实到5人，主持曲波，记录黎晓。\n"
    "一、学习了两会精神；二、研究了困难职工慰问。"
)


def test_a_record_in_fields_is_minutes_with_its_roll_and_moves_nothing() -> None:
    assert read(RECORD, now="2026-11-25T17:30", addressed=False) == [
        ("meeting.chair", {"meeting": "M1", "chair": "曲波", "recorder": "黎晓"}),
        ("attendance.count", {"meeting": "M1", "present": 5, "expected": 5}),
        ("meeting.minutes", {"meeting": "M1", "text": "一、学习了两会精神；二、研究了困难职工慰问"}),
    ]


def test_a_notice_in_fields_is_one_as_before() -> None:
    text = "会议通知：主题党日，时间11月27日14:00，地点二楼会议室，主持曲波"
    assert read(text)[0][0] == "meeting.plan"


@pytest.mark.parametrize("text", ["研讨会提前到九点", "主题党日改到周五上午十点"])
def test_a_meeting_that_nobody_called_is_not_called_by_moving_it(text: str) -> None:
    assert intents(text, addressed=False) == []
    (intent,) = intents(text)
    assert intent == "meeting.reschedule" and "meeting" not in read(text)[0][1]


def test_the_known_one_is_moved() -> None:
    ((intent, slots),) = read("支委会提前到下午三点", addressed=False)
    assert (intent, slots["meeting"], slots["start"]) == (
        "meeting.reschedule",
        "M1",
        "2026-11-25T15:00:00+08:00",
    )


def test_where_and_about_what_a_meeting_is_held() -> None:
    text = "明天上午十点在现场开项目研讨会，议围堰合龙，袁刚柯南邵阳参加"
    slots = {"kind": "项目研讨会", "title": "围堰合龙", "start": "2026-11-26T10:00:00+08:00"}
    assert read(text, addressed=False) == [("meeting.plan", slots)]


def test_who_is_on_the_site_is_at_the_meeting_there() -> None:
    ((intent, slots),) = read("我现场参加支委会", "邵阳", "2026-11-25T15:55", addressed=False)
    assert (intent, slots["mode"]) == ("attendance.present", "现场")


@pytest.mark.parametrize(
    "text",
    [
        "昨天看新闻，某地工地塔吊倒了",
        "刷抖音看到个工地脚手架塌了",
        "我家塔吊玩具坏了",
        "3号棚临边护栏松动的已经装好了",
        "柯南没来上班，请假了吧",
    ],
)
def test_the_news_the_home_the_mended_and_the_supposed_are_no_record(text: str) -> None:
    assert intents(text, "邵阳", addressed=False) == []


def test_traffic_at_the_gate_is_no_hazard_and_he_is_there() -> None:
    assert intents("我到会议室了，门口堵", "邵阳", "2026-11-25T15:55") == ["attendance.present"]


@pytest.mark.parametrize(
    "text", ["3号棚消防通道门口堵了", "3号棚临边护栏松动", "2号塔吊限位坏了，看着吓人", "4号门口排水沟堵了"]
)
def test_a_defect_at_a_place_is_a_hazard(text: str) -> None:
    assert intents(text, "邵阳", addressed=False) == ["hazard.report"]


def test_who_asks_for_leave_himself_may_say_it_softly() -> None:
    assert intents("组会我请假吧，晚上测量", "邵阳") == ["attendance.leave"]
