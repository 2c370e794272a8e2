"""What a line typed at the console asks for."""

from datetime import datetime, timedelta

import pytest

from bot.platforms.console.lines import Misspoken, Move, PressButton, Say, Word, moment, read
from bot.platforms.console.wrapping import wrapped
from branch.calendar import CHINA

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=CHINA)
NAMES = ("张三", "李国强", "老李", "陈建华")


def asked(line: str, *, somebody: bool = False) -> object:
    return read(line, NAMES, NOW, somebody=somebody)


LINES = [
    ("张三: 签到", Say("签到", "张三")),
    ("张三：签到", Say("签到", "张三")),
    ("张三:签到", Say("签到", "张三")),
    ("老李: 到了", Say("到了", "老李")),
    ("张三> 我的任务", Say("我的任务", "张三", private=True)),
    ("张三 > 我的任务", Say("我的任务", "张三", private=True)),
    ("张三: 一、开会\\n二、学习", Say("一、开会\n二、学习", "张三")),
    ("  张三: 签到 \r\n", Say("签到", "张三")),
    ("/press 2", PressButton(2)),
    ("张三: /press 2", PressButton(2, "张三")),
    ("张三> /press 1 原因=夜班", PressButton(1, "张三", True, {"原因": "夜班"})),
    ("/press", PressButton(0)),
    ("/as 张三", Word("as", "张三")),
    ("/quit", Word("quit")),
    ("/at 2026-11-30 09:00", Move(datetime(2026, 11, 30, 9, tzinfo=CHINA))),
    ("/at 2026-11-30T09:00", Move(datetime(2026, 11, 30, 9, tzinfo=CHINA))),
    ("/at 2026/12/1 9:05", Move(datetime(2026, 12, 1, 9, 5, tzinfo=CHINA))),
    ("/at 2026-11-30T01:00:00+00:00", Move(datetime(2026, 11, 30, 9, tzinfo=CHINA))),
    ("/at 09:00", Move(datetime(2026, 11, 25, 9, tzinfo=CHINA))),
    ("/at 08:00", Move(datetime(2026, 11, 26, 8, tzinfo=CHINA))),
    ("/after 3d", Move(NOW + timedelta(days=3))),
    ("/after 90m", Move(NOW + timedelta(minutes=90))),
    ("/after 4h", Move(NOW + timedelta(hours=4))),
    ("/after 2w", Move(NOW + timedelta(weeks=2))),
    ("/after 1d12h", Move(NOW + timedelta(days=1.5))),
    ("/after 3天", Move(NOW + timedelta(days=3))),
]


@pytest.mark.parametrize(("line", "meant"), LINES)
def test_a_line_is_read_as_it_is_written(line: str, meant: object) -> None:
    assert asked(line) == meant


@pytest.mark.parametrize("line", ["", "   ", "# 一条注释", "\n", "\ufeff# 记事本存的"])
def test_blank_lines_and_comments_ask_for_nothing(line: str) -> None:
    assert asked(line) is None


@pytest.mark.parametrize(
    "line", ["今天开会", "时间：周五下午三点", "T12: 已完成", "http://a.cn 看一下", "@支部通 帮助"]
)
def test_a_plain_line_is_said_by_the_chosen_member(line: str) -> None:
    assert asked(line, somebody=True) == Say(line)


WRONG = [
    ("王麻子: 签到", "名册上没有“王麻子”"),
    ("王麻子：签到", "名册上没有“王麻子”"),
    ("王麻子> 签到", "名册上没有“王麻子”"),
    ("张四: 签到", "是不是张三？"),
    ("今天开会", "不知道是谁说的"),
    ("/prss 2", "/press 2"),
    ("/restart", "/reset"),
    ("/xyz", "/help"),
    ("/press two", "写法：/press 2"),
    ("/press 1 夜班", "写法：/press 2"),
    ("/at 明天", "写法：/at 2026-11-30 09:00"),
    ("/at", "写法：/at"),
    ("/at 2026-02-30 09:00", "看不懂时间"),
    ("/at 2026-11-01 09:00", "只能往前拨"),
    ("/at 2099-01-01 09:00", "最多往后拨十年"),
    ("/after soon", "写法：/after 3d"),
    ("/after", "写法：/after 3d"),
    ("/after 99999999999d", "最多往后拨十年"),
    ("张三: /after 3d", "张三: /press 1"),
    ("张三:", "张三没有说话"),
]


@pytest.mark.parametrize(("line", "right"), WRONG)
def test_a_wrong_line_is_told_what_would_be_right(line: str, right: str) -> None:
    with pytest.raises(Misspoken) as wrong:
        asked(line)
    assert right in str(wrong.value)


def test_an_unknown_name_before_a_colon_is_refused_even_when_somebody_was_chosen() -> None:
    with pytest.raises(Misspoken, match="王麻子"):
        asked("王麻子: 签到", somebody=True)


def test_a_moment_without_a_zone_is_china_time() -> None:
    assert moment("2026-11-25T08:30:00") == moment("2026-11-25T08:30:00+08:00") == NOW


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲乙丙、丁戊己", ["甲乙", "丙、丁", "戊己"]),
        ("见 S1 学习材料", ["见 S1", "学习材", "料"]),
        ("他说（好）就走", ["他说", "（好）", "就走"]),
        ("一\n二三四五", ["一", "二三四", "五"]),
        ("", [""]),
    ],
)
def test_no_line_begins_with_a_closing_mark_and_no_word_is_cut(text: str, rows: list[str]) -> None:
    assert wrapped(text, 6).split("\n") == rows
