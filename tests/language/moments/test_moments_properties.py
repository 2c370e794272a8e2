"""Whatever is said, the reader answers quickly, keeps its spans and never raises."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branch.calendar import CHINA
from language.moments import Kind, Policy, best, find

_WORDS = [
    "今天",
    "明天",
    "下周",
    "三",
    "五",
    "上",
    "下",
    "本",
    "周",
    "星期",
    "月",
    "底",
    "初",
    "中",
    "前",
    "后",
    "内",
    "起",
    "到",
    "至",
    "-",
    "~",
    "、",
    "，",
    "。",
    "（",
    "）",
    "每",
    "个",
    "第",
    "最后",
    "一",
    "二",
    "三",
    "十",
    "廿",
    "半",
    "两",
    "3",
    "12",
    "25",
    "31",
    "99",
    "2026",
    "2月",
    "30号",
    "日",
    "号",
    "年",
    "月",
    "点",
    "分",
    "秒",
    "刻",
    "：",
    ":",
    ".",
    "/",
    "小时",
    "天",
    "工作日",
    "上午",
    "下午",
    "晚",
    "早",
    "凌晨",
    "春节",
    "国庆",
    "清明",
    "腊月",
    "初八",
    "节",
    "农历",
    "推迟",
    "提前",
    "过",
    "近",
    "未来",
    "9999",
    "0",
    "00",
    "24",
    "pm",
    "沉箱",
    "会",
    "的",
    "\n",
    "\t",
    "\u200b",
    "７",
    "點",
    "後",
    "8月15",
    "前天",
    "以来",
    "至今",
    "截止",
    "差",
    "一刻",
]
_FIRST, _LAST = datetime(1950, 1, 1), datetime(2090, 1, 1)  # noqa: DTZ001
_moments = st.datetimes(_FIRST, _LAST, timezones=st.just(CHINA))
_texts = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=14).map("".join),
    st.text(max_size=60),
    st.text(alphabet="0123456789.-/: 年月日号点分前后到周一二三十每第半", max_size=40),
)
_policies = st.builds(
    Policy,
    st.sampled_from(("future", "past", "open")),
    st.one_of(st.none(), _moments, st.dates(date(1990, 1, 1), date(2080, 1, 1))),
)


@settings(max_examples=600, deadline=None)
@given(_texts, _moments, _policies)
def test_any_text_is_answered_with_ordered_spans_of_its_own_words(text, now, policy):
    found = find(text, now, policy)
    last = 0
    for one in found:
        start, end = one.span
        assert last <= start < end <= len(text)
        assert one.text == text[start:end]
        last = end


@settings(max_examples=400, deadline=None)
@given(_texts, _moments, _policies)
def test_every_answer_is_aware_and_runs_forward_and_has_a_readable_value(text, now, policy):
    for one in find(text, now, policy):
        for edge in (one.start, one.end, *one.ambiguous):
            assert edge is None or edge.tzinfo is not None
        if one.start and one.end:
            assert one.start <= one.end
        value = one.value()
        assert value is None or isinstance(value, date)
        if one.kind is Kind.DURATION:
            assert one.seconds is not None and one.start is None
        if one.recurrence:
            assert one.recurrence.rrule().startswith("FREQ=")


@settings(max_examples=200, deadline=None)
@given(_texts, _moments)
def test_the_same_text_gives_the_same_answer_twice(text, now):
    assert find(text, now) == find(text, now)


@settings(max_examples=200, deadline=None)
@given(_texts, _moments)
def test_what_is_best_is_one_of_what_is_found(text, now):
    one = best(text, now)
    assert one is None or one in find(text, now)


@pytest.mark.parametrize(
    "piece", ["一", "十", "1", "1.", "周", "每", "12月", "3点", "国庆", "明天下午三点到五点，", "会议室"]
)
def test_a_very_long_text_is_read_to_its_end(piece):
    text = piece * (20_000 // len(piece))
    found = find(text, datetime(2026, 11, 25, 10, 30, tzinfo=CHINA))
    assert all(0 <= one.span[0] < one.span[1] <= len(text) for one in found)
    assert all(before.span[1] <= after.span[0] for before, after in pairwise(found))
