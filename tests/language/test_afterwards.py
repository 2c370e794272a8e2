"""Meetings told of afterwards that no notice announced: kept as held, on the last day of that name."""

from typing import Any

import pytest

from tests.language.scene import intents, read

HELD = {"held": True}


def plan(text: str, **how: Any) -> dict[str, Any]:
    """The meeting that a message writes down or fixes."""
    return next(slots for intent, slots in read(text, **how) if intent == "meeting.plan")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("11月16日晚上第二党小组在会议室开了党小组会，段红梅主持", "2026-11-16"),
        ("11月19号上午十点的党课，曲波讲的", "2026-11-19T10:00:00+08:00"),
        ("11月12日 项目研讨会 袁刚 柯南参加 研究围堰", "2026-11-12"),
        ("10月21日支委会全到", "2026-10-21"),
        ("上周三开了支部党员大会，都到齐了", "2026-11-18"),
        ("昨晚在食堂开了主题党日，没人缺席", "2026-11-24"),
    ],
)
@pytest.mark.parametrize("addressed", [True, False])
def test_a_past_meeting_is_of_the_last_such_day_and_held(text: str, start: str, addressed: bool) -> None:
    slots = plan(text, addressed=addressed)
    assert (slots["start"], slots["held"]) == (start, True)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("11月30日下午三点支委会全部到会", "2026-11-30T15:00:00+08:00"),
        ("1月6日上午九点开支部党员大会，全体党员参加", "2027-01-06T09:00:00+08:00"),
        ("28号下午三点党课，曲波讲，都要到", "2026-11-28T15:00:00+08:00"),
        ("请各位11月27日下午两点准时参加主题党日", "2026-11-27T14:00:00+08:00"),
    ],
)
def test_a_meeting_to_come_is_announced_as_before(text: str, start: str) -> None:
    slots = plan(text)
    assert slots["start"] == start and "held" not in slots


def test_its_roll_and_who_led_it_go_with_it() -> None:
    text = "11月17日第一党小组在铺架基地开了党小组会，袁刚主持，李峰记录，除邵阳出差外全部到会"
    held, away, there, led = read(text, addressed=False)
    assert held[1] == {
        "kind": "党小组会",
        "start": "2026-11-17",
        "audience": "第一党小组",
        "place": "铺架基地",
        **HELD,
    }
    assert away == ("attendance.leave", {"people": ["邵阳"], "reason": "出差"})
    assert there == ("attendance.present", {"audience": "除邵阳外"})
    assert led == ("meeting.chair", {"chair": "袁刚", "recorder": "李峰"})


def test_several_meetings_in_one_message_keep_their_own_rolls() -> None:
    text = "补一下上个月的会：10月12日支委会全到；10月20日党课到9人，李峰请假；10月29日主题党日全到"
    assert [intent for intent, _ in read(text)] == [
        "meeting.plan",
        "attendance.present",
        "meeting.plan",
        "attendance.count",
        "attendance.leave",
        "meeting.plan",
        "attendance.present",
    ]
    assert all("meeting" not in slots for _, slots in read(text))


def test_who_took_part_was_there() -> None:
    ((_, held), there) = read("11月12日 项目研讨会 袁刚、柯南参加 研究围堰")
    assert held["title"] == "研究围堰" and there == ("attendance.present", {"people": ["袁刚", "柯南"]})


def test_a_meeting_held_today_is_no_notice() -> None:
    text = "支部党员大会今天上午开的，人都齐了，我主持黎晓记录"
    held, there, led = read(text, now="2026-11-25T14:00", addressed=False)
    assert held[1]["start"] == "2026-11-25" and held[1]["held"] and there[1] == {"audience": "全员"}
    assert led[1] == {"chair": "高卫平", "recorder": "黎晓"}


@pytest.mark.parametrize("text", ["上周五的党课全部到齐了", "11月20日党课都到齐了"])
def test_the_known_meeting_of_that_day_takes_the_roll(text: str) -> None:
    assert [(intent, slots["meeting"]) for intent, slots in read(text)] == [("attendance.present", "M2")]


@pytest.mark.parametrize("text", ["公司上周开了个支委会，人家实到7个", "隔壁支部昨天开了党员大会，都到齐了"])
def test_the_meeting_of_another_body_is_none_of_ours(text: str) -> None:
    assert intents(text, addressed=False) == []


def test_a_deadline_lies_ahead() -> None:
    ((_, slots),) = read("李峰10月30日前把试块台账补齐")
    assert slots["due"] == "2027-10-30"


@pytest.mark.parametrize(
    ("text", "leave", "rest"),
    [
        ("党课除了老马夜班，邵阳出差，都到了", [["马建设"], ["邵阳"]], "除马建设、邵阳外"),
        ("党课除柯南病假外全到了", [["柯南"]], "除柯南外"),
        ("党课除老马、邵阳值班外都来了", [["马建设", "邵阳"]], "除马建设、邵阳外"),
    ],
)
def test_whom_an_exception_names_is_away_for_its_cause(text: str, leave: list[list[str]], rest: str) -> None:
    said = read(text)
    assert [slots["people"] for intent, slots in said if intent == "attendance.leave"] == leave
    assert said[-1][1]["audience"] == rest


def test_an_exception_without_a_cause_excuses_nobody() -> None:
    assert [(i, s.get("audience")) for i, s in read("党课除了老马都来了")] == [
        ("attendance.present", "除了老马")
    ]
