"""Reminders: two in one breath, hours before a meeting, and what belongs to the thing itself."""

import pytest

from tests.language.scene import read


@pytest.mark.parametrize("between", ["还有", "，另外", "以及"])
def test_two_reminders_in_one_breath_are_two(between: str) -> None:
    found = read(f"提醒我明天下午三点交党费{between}后天上午九点提醒我接检查组")
    assert [(slots["at"], slots["text"]) for _, slots in found] == [
        ("2026-11-26T15:00:00+08:00", "交党费"),
        ("2026-11-27T09:00:00+08:00", "接检查组"),
    ]


def test_two_things_of_one_reminder_are_one() -> None:
    ((_, slots),) = read("提醒我明天下午三点带图纸还有水准仪")
    assert slots["text"] == "带图纸还有水准仪"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("支委会前一小时提醒我带印章", "2026-11-25T15:00:00+08:00"),
        ("周四党小组会开始前半小时提醒我带印章", "2026-11-26T18:30:00+08:00"),
        ("支委会提前一小时提醒我带印章", "2026-11-25T15:00:00+08:00"),
    ],
)
def test_hours_before_a_known_meeting(text: str, at: str) -> None:
    ((_, slots),) = read(text)
    assert slots["at"] == at and slots["people"] == ["高卫平"]


def test_hours_before_a_meeting_nobody_fixed_are_asked_for_and_not_guessed() -> None:
    ((_, slots),) = read("下周三支委会前一小时提醒我带印章")
    assert "at" not in slots and slots["text"] == "带印章"


@pytest.mark.parametrize("who", ["李处长", "袁刚"])
def test_somebody_in_the_matter_stays_in_it(who: str) -> None:
    ((_, slots),) = read(f"明天提醒我给{who}回电话")
    assert slots == {"at": "2026-11-26", "people": ["高卫平"], "text": f"给{who}回电话"}


def test_who_is_joined_to_me_is_reminded_too() -> None:
    ((_, slots),) = read("明天下午三点提醒我和袁刚交报表")
    assert (slots["people"], slots["text"]) == (["高卫平", "袁刚"], "交报表")
