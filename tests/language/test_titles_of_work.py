"""What work is called when it is given out, and what is no work at all."""

import pytest

from tests.language.scene import intents, read


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("邵阳周五前出一份位移观测月报", "出一份位移观测月报"),
        ("黎晓写组会简报，周五前交", "写组会简报"),
        ("黎晓负责日报汇总，周五前", "日报汇总"),
        ("袁刚：冬季施工交底，月底前", "冬季施工交底"),
        ("邵阳和李峰一起把试块资料整理好，周五前", "试块资料整理好"),
        ("年终总结由黎晓起草，20号前", "年终总结起草"),
        ("黎晓布置会场，周五前", "布置会场"),
        ("李峰周五前把养护记录报上来", "养护记录"),
        ("李峰把养护记录周五前报给我", "养护记录"),
    ],
)
def test_work_keeps_its_own_words(text: str, title: str) -> None:
    ((intent, slots),) = read(text, addressed=False)
    assert (intent, slots["title"]) == ("task.assign", title)


def test_somebody_who_is_to_organise_calls_no_meeting() -> None:
    ((intent, slots),) = read("袁刚你组织一下周末的义务劳动", addressed=False)
    assert (intent, slots["owners"]) == ("task.assign", ["袁刚"]) and slots["title"].endswith("义务劳动")
    assert "一下" not in slots["title"]


@pytest.mark.parametrize(
    "text",
    ["公司党委12月8号下午在总部开党建工作会，我和曲波去", "小邵下周一到三楼找我", "小邵周五来找我谈谈"],
)
def test_what_others_hold_and_a_visit_are_no_work(text: str) -> None:
    assert intents(text, addressed=False) == []


def test_where_to_do_what_is_work_as_before() -> None:
    assert intents("小邵下周一到三楼领劳保用品", addressed=False) == ["task.assign"]


def test_one_meeting_for_each_day() -> None:
    said = read("下周二和周四下午三点各上一次党课，讲防汛")
    assert [(i, s["start"], s["title"]) for i, s in said] == [
        ("meeting.plan", "2026-12-01T15:00:00+08:00", "防汛"),
        ("meeting.plan", "2026-12-03T15:00:00+08:00", "防汛"),
    ]
    assert len(read("下周二下午三点上党课，讲防汛")) == 1


def test_what_is_put_off_without_a_day_is_not_called_off() -> None:
    assert read("支委会不开了，改下周") == [("meeting.reschedule", {"meeting": "M1"})]
    assert read("支委会不开了") == [("meeting.cancel", {"meeting": "M1"})]
    assert read("支委会不开了，改下周二")[0][1]["start"].startswith("2026-12-01")


def test_words_that_put_right_are_no_reason() -> None:
    assert read("不对，组会取消") == [("meeting.cancel", {"meeting": "M4"})]
    assert read("要迎检，组会取消") == [("meeting.cancel", {"meeting": "M4", "reason": "要迎检"})]


@pytest.mark.parametrize("text", ["邵阳负责位移观测月报，周五前", "黎晓周五前把支部周报交给我"])
def test_a_report_somebody_is_to_write_is_not_asked_of_the_bot(text: str) -> None:
    assert intents(text) == ["task.assign"]


@pytest.mark.parametrize("text", ["出个周报", "把本月月报发我"])
def test_a_report_asked_of_the_bot_is_one_as_before(text: str) -> None:
    assert intents(text) == ["digest"]
