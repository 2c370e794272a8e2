"""Bad input: any text, any context, and very much of it."""

import json
import time
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from branch.calendar import CHINA
from branch.context import Context, NearMeeting, OpenHazard, OpenStudy, OpenTask, Somebody
from language.explain import explain
from language.jsonl import Lines, reply
from tests.language.scene import UNDERSTANDING, context, intents

WORDS = st.sampled_from(
    [
        "张伟",
        "请假",
        "签到",
        "T1",
        "完成",
        "延到",
        "周五",
        "八成",
        "提醒",
        "不是",
        "，",
        "。",
        "？",
        "\n",
        "1、",
        "（",
        "“",
        "》",
        "导出",
        "党课",
        "改到",
        "老",
        "隐患",
        "3号",
        "漏水",
        "谁",
        "我",
        "@",
        "负责",
        "前",
        "✔",
        "😀",
        "\u202e",
        "\x00",
        "％",
        "３",
        "和",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=30).map("".join))
NAMES = st.text(min_size=1, max_size=4)
CONTEXTS = st.builds(
    Context,
    now=st.integers(0, 5_000_000).map(
        lambda minutes: datetime(2024, 1, 1, tzinfo=CHINA) + timedelta(minutes=minutes)
    ),
    sender=st.sampled_from(["张伟", "李四", ""]),
    addressed=st.booleans(),
    roster=st.lists(
        st.builds(Somebody, NAMES, st.sampled_from(["书记", "党员", ""]), st.tuples(NAMES)), max_size=5
    ).map(lambda people: (Somebody("张伟", "书记", ("老张",), "第一党小组", "队长"), *people)),
    tasks=st.lists(
        st.builds(OpenTask, st.just("T1"), st.text(max_size=12), st.tuples(NAMES), st.none() | st.dates()),
        max_size=3,
    ).map(tuple),
    meetings=st.lists(
        st.builds(
            NearMeeting,
            st.just("M1"),
            st.just("党课"),
            st.dates(date(2020, 1, 1), date(2035, 1, 1)),
            st.text(max_size=8),
        ),
        max_size=2,
    ).map(tuple),
    studies=st.lists(st.builds(OpenStudy, st.just("S1"), st.text(max_size=8)), max_size=2).map(tuple),
    hazards=st.lists(st.builds(OpenHazard, st.just("H1"), st.text(max_size=8)), max_size=2).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, CONTEXTS)
def test_no_text_and_no_context_raises(text: str, scene: Context) -> None:
    reading, _ = UNDERSTANDING.trace(text, scene)
    for update in reading.updates:
        json.dumps(update.slots())
    assert reading.updates or reading.silence


def test_a_text_of_twenty_thousand_characters_is_cut_and_answered_in_time() -> None:
    text = "各位，东岛护岸抛了1200方，总量3000方，袁队明天把便道修好。" * 700
    UNDERSTANDING.read(text[:300], context())
    begin = time.process_time()
    reading = UNDERSTANDING.read(text, context())
    assert reading.cut
    assert (
        time.process_time() - begin < 1.0
    )  # a mirror for a busy machine; benchmarks/language.py measures the 50 ms


def test_full_width_and_invisible_characters_change_nothing() -> None:
    assert intents("Ｔ１同意销号") == intents("T1\u200b同意\u202e销号") == ["task.accept"]


def test_an_empty_roster_five_hundred_people_and_three_hundred_tasks_are_answered() -> None:
    many = tuple(
        Somebody(f"张{a}{b}")
        for a in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
        for b in "春夏秋冬东南西北金木水火土日月山石田禾米竹林松柏"
    )
    tasks = tuple(
        OpenTask(f"T{n}", f"第{n}标段护坡施工方案", ("张一春",), date(2026, 12, 1)) for n in range(300)
    )
    now = datetime(2026, 11, 25, 9, tzinfo=CHINA)
    assert [u.slots() for u in UNDERSTANDING.read("签到", Context(now, "张三", True)).updates] == [
        {"people": ["张三"]}
    ]
    reading = UNDERSTANDING.read("T120完成了", Context(now, "张一春", True, many, tasks))
    assert [update.slots() for update in reading.updates] == [{"task": "T120"}]


def test_a_broken_line_is_answered_and_not_fatal() -> None:
    lines = Lines()
    assert reply(lines, "{not json")["updates"] == []
    assert reply(lines, '{"id": 7, "text": "签到", "context": {"now": "yesterday"}}')["id"] == 7
    assert reply(lines, '{"id": "a", "text": "谢谢", "context": {}}') == {"id": "a", "updates": []}


def test_the_trace_names_rules_and_spans() -> None:
    trace = explain(UNDERSTANDING, "开挖方案写了八成，等监理签字", context("柯南"))
    assert "T1" in trace
    assert "task.progress" in trace
    assert "percent = 80" in trace
