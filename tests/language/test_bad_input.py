"""Bad input: any text, any context, and very much of it."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branch.calendar import CHINA
from branch.context import Called, Context, NearMeeting, OpenHazard, OpenStudy, OpenTask, Somebody
from language.explain import explain
from language.jsonl import Lines, reply
from language.normalise import LIMIT
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
    about=st.sampled_from(["", "T1", "M1", "S9"]),
    mentioned=st.lists(st.builds(Called, NAMES, st.sampled_from(["张伟", "李四"])), max_size=2).map(tuple),
    hazards=st.lists(st.builds(OpenHazard, st.just("H1"), st.text(max_size=8)), max_size=2).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, CONTEXTS)
def test_no_text_and_no_context_raises(text: str, scene: Context) -> None:
    reading, _ = UNDERSTANDING.trace(text, scene)
    assert explain(UNDERSTANDING, text, scene)
    for update in reading.updates:
        json.dumps(update.slots())
    assert reading.updates or reading.silence


def test_a_text_of_twenty_thousand_characters_is_cut_and_answered() -> None:
    text = "各位，东岛护岸抛了1200方，总量3000方，袁队明天把便道修好。" * 700
    reading = UNDERSTANDING.read(text, context())
    assert reading.cut and reading.updates == UNDERSTANDING.read(text[:LIMIT], context()).updates


PEOPLE = tuple(
    Somebody(f"{a}{b}{c}", "书记" if a + b == "赵春" else "党员", (f"小{a}",))
    for a in "赵钱孙李周吴郑王冯陈"
    for b in "春夏秋冬"
    for c in "金木水火土日月山石田禾米"
)
WORK = tuple(
    OpenTask(f"T{n}", f"{a}{b}{c}", (PEOPLE[n].name,), date(2026, 12, 1))
    for n, (a, b, c) in enumerate(
        (a, b, c)
        for a in ("护岸", "沉箱", "便道", "围堰", "台账", "交底")
        for b in ("预制", "复测", "检修", "加固", "方案", "抛填")
        for c in ("方案", "报告", "交底", "台账", "清单", "汇总", "验收", "试验")
    )
)
CROWDED = Context(datetime(2026, 11, 25, 9, tzinfo=CHINA), "赵春金", True, PEOPLE, WORK)


@pytest.mark.parametrize(
    "piece",
    [
        "1、赵春金周五前完成方案\n",
        "今天我们在现场把护岸抛填方案和沉箱预制台账都做完了然后明天还要继续",
        "通知\n时间：周五下午3点\n参加人员：" + "、".join(p.name for p in PEOPLE[:120]),
        "、".join(p.name for p in PEOPLE),
        "做了80%不是90%，",
        "1234567890",
        "每周五下午3点提醒我，",
        "（“《【",
        "\u202e签\x00到\u200b。",
        "zhaochunjin ",
        "😀👍✔",
    ],
)
@pytest.mark.parametrize("addressed", [True, False])
def test_of_a_long_text_only_the_beginning_is_read_even_by_a_large_branch(
    piece: str, addressed: bool
) -> None:
    text = (piece * 20_000)[:20_000]
    scene = replace(CROWDED, addressed=addressed)
    reading, _ = UNDERSTANDING.trace(text, scene)  # how long it takes is measured by benchmarks/language.py
    assert reading.cut and reading.updates == UNDERSTANDING.read(text[:LIMIT], scene).updates


def test_mixed_scripts_are_read_and_half_sentences_do_no_harm() -> None:
    assert intents("T１　同意销号ｏｋ👌") == ["task.accept"]
    assert intents("李工 的 T3 done 了，100％", "李峰") == ["task.done"]
    for half in ("那个沉管基槽开挖方", "明天下午三点在", "，，，", "@", "《党章", "8"):
        assert not [i for i in intents(half, "柯南", addressed=False)]


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
