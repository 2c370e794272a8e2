"""docs/stories/a-month.txt: what every line of the month must show, to whom, and what the group must never read."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.platforms.console.platform import Shown
from bot.platforms.console.screen import as_json
from bot.platforms.console.story import play
from branch.calendar import CHINA
from branch.rules import Rules

STORY = Path(__file__).parents[1] / "docs" / "stories" / "a-month.txt"
START = datetime(2026, 11, 2, 8, 0, tzinfo=CHINA)
GROUP, SECRETARY = "东港片区联合党支部", "陈建华"
LESSON = "M1 党课「纪律是生命线」"
Seen = tuple[str, ...]
"""To whom, and the words that one card must hold."""

# A line of the story, and the cards it must bring: each (to whom, words …), no card more, none fewer.
STEPS: tuple[tuple[str, tuple[Seen, ...]], ...] = (
    ("/at 2026-11-02 09:00", ((SECRETARY, "本周支部工作 11月2日—11月8日（书记版）"),)),
    (
        "陈建华: 周五下午三点在二楼会议室上党课，题目“纪律是生命线”，我来讲，全体党员参加",
        (
            (
                GROUP,
                f"通知 {LESSON[:2]}：党课「纪律是生命线」",
                "11月6日（周五）15:00",
                "二楼会议室",
                "主讲：陈建华",
                "应到18人",
            ),
        ),
    ),
    (
        "李国强: 周五的党课我请假，夜班",
        ((SECRETARY, "请假：李国强", LESSON, "事由：夜班"), (GROUP, LESSON, "应到18 请假1")),
    ),
    (
        "钱进> 周五党课请假，孩子发烧住院",
        ((SECRETARY, "请假：钱进", "事由：家事"), ("钱进", "已登记请假：钱进", "事由：家事")),
    ),
    (
        "周文斌: 王浩负责闸门安装方案评审，11月9日前完成",
        (
            ("王浩", "您的任务 T1：闸门安装方案评审", "11月9日（周一）"),
            (GROUP, "已记下任务 T1", "责任人：王浩"),
        ),
    ),
    (
        "何婷: 请各位11月13日前学完《治本攻坚三年行动方案》",
        ((GROUP, "学习材料 S1：治本攻坚三年行动方案", "11月13日（周五）前学完"),),
    ),
    ("孙静> 明天上午九点提醒我交党费台账", (("孙静", "11月3日（周二）09:00提醒您", "交党费台账"),)),
    ("/at 2026-11-03 09:30", (("孙静", "提醒：交党费台账"),)),
    (
        "/at 2026-11-06 10:00",
        ((GROUP, "提醒：党课「纪律是生命线」", "明天（11月6日 周五）15:00"), ("王浩", "T1", "还有 3 天到期")),
    ),
    ("王浩: 闸门安装方案评审做了八成，等监理签字", ((GROUP, "已记进展：T1", "80%", "等监理签字"),)),
    ("/at 2026-11-06 14:50", ((GROUP, "提醒：党课「纪律是生命线」", "今天（11月6日 周五）15:00"),)),
    ("张三: 签到", ((GROUP, LESSON, "应到18 实到1 请假2", "实到：张三"),)),
    ("王德胜: 到了", ((GROUP, "实到2", "张三、王德胜"),)),
    ("韩冬: 我线上参加党课", ((GROUP, "实到3", "其中线上：韩冬"),)),
    ("刘永刚: 我和李思雨都到了", ((GROUP, "实到5", "李思雨"),)),
    ("郑一鸣: 签到", ((GROUP, "应到18 实到5 请假2 列席1", "列席：郑一鸣", "还有 11 人没有登记"),)),
    (
        "陈建华> 党课谁还没签到",
        ((SECRETARY, "请假：李国强（夜班）、钱进（家事）", "没有登记：陈建华、周文斌"),),
    ),
    ("陈建华: 其余同志都到了", ((GROUP, "应到18 实到16 请假2 列席1", "草稿"),)),
    (
        "陈建华: /press 1",
        (
            (GROUP, LESSON, "（已确认）", "待补：学时"),
            (SECRETARY, "建议安排补课", "李国强 · 第一党小组 · 建议由赵海波补讲", "11月13日（周五）"),
        ),
    ),
    ("陈建华> 这次党课2个学时", ((SECRETARY, "已记：M1 党课", "2 学时"),)),
    ("韩冬> 我的学时", (("韩冬", "您 2026 年的学时：2，应有 32，还差 30", "党课「纪律是生命线」 · 2 学时"),)),
    (
        "/at 2026-11-09 09:00",
        (
            (
                GROUP,
                "本周支部工作 11月9日—11月15日",
                "到期 1 项",
                "王浩 · T1 闸门安装方案评审 · 11月9日（周一）",
            ),
            (SECRETARY, "（书记版）", "学习 1 项"),
        ),
    ),
    ("孙静> 治本攻坚学完了", (("孙静", "已登记学完：S1"),)),
    ("/at 2026-11-10 09:30", (("王浩", "T1", "已过期限 1 天"),)),
    (
        "王浩> T1 延到11月13日，监理签字没回来",
        ((SECRETARY, "王浩申请延期：T1", "11月9日（周一） → 11月13日（周五）"), ("王浩", "已登记延期申请")),
    ),
    ("陈建华> /press 1", (("王浩", "期限改为 11月13日（周五）"), (SECRETARY, "已改期限：T1"))),
    ("陈建华> 谁改过T1", ((SECRETARY, "T1", "周文斌", "王浩", "陈建华"),)),
    ("/at 2026-11-10 17:30", ()),
    (
        "陈建华: 支委会下午开了，实到4人，老李夜班请假",
        ((GROUP, "M2 支委会", "草稿", "应到5 实到4 请假1", "到会超过半数"),),
    ),
    (
        "陈建华: @支部通 支委会谁没来",
        ((GROUP, "M2 支委会", "应到5 实到4 请假1"), (SECRETARY, "请假：李国强（夜班）")),
    ),
    ("陈建华: /press 1", ((GROUP, "M2 支委会", "（已确认）", "待补：主持人、记录人、议题、决定"),)),
    (
        "陈建华> 支委会主持人陈建华，记录人何婷",
        ((SECRETARY, "已记：M2 支委会", "主持：陈建华 · 记录：何婷", "待补：议题、决定"),),
    ),
    (
        "/at 2026-11-12 09:30",
        tuple(
            (who, "学习提醒", "明天（11月13日 周五）前")
            for who in (
                "陈建华",
                "周文斌",
                "吴晓琴",
                "何婷",
                "李国强",
                "赵海波",
                "刘永刚",
                "张三",
                "王德胜",
                "王立新",
                "王浩",
                "李思雨",
                "钱进",
                "冯雪梅",
                "韩冬",
                "杨勇",
                "徐明",
            )
        ),
    ),
    ("张三: 治本攻坚学完了", ((GROUP, "已登记学完：S1", "张三"),)),
    ("/at 2026-11-13 16:00", ()),
    (
        "王浩: T1 已完成，资料已归档",
        ((SECRETARY, "待销号：T1", "资料已归档"), (GROUP, "已登记完成：T1", "等陈建华确认销号")),
    ),
    ("陈建华> /press 1", (("王浩", "已销号", "陈建华确认完成"), (SECRETARY, "已销号：T1"))),
    ("李国强> 上周的党课我补学了", (("李国强", "已登记补课：李国强", LESSON, "11月13日（周五）补课"),)),
    (
        "/at 2026-11-20 10:00",
        (
            (GROUP, "本周支部工作 11月16日—11月22日", "完成销号 1 项"),
            (SECRETARY, "（书记版）", "完成销号 1 项"),
            (SECRETARY, "组织生活体检", "主题党日 · 本月还差 1 次", "可以考虑 11月25日（周三）"),
        ),
    ),
    (
        "周文斌: 11月27日下午两点在码头展厅开主题党日",
        ((GROUP, "通知 M3：主题党日", "11月27日（周五）14:00", "码头展厅", "应到18人"),),
    ),
    (
        "周文斌: 主题党日改到11月27日下午四点，公司来检查",
        ((GROUP, "改期 M3", "11月27日（周五）14:00 → 11月27日（周五）16:00", "原因：公司来检查"),),
    ),
    ("张三: 主题党日我请假", ((SECRETARY, "请假：张三"), (GROUP, "M3 主题党日", "请假1"))),
    ("张三: @支部通 撤销", ((GROUP, "已撤销：出勤登记"), (SECRETARY, "更正", "由张三撤销"))),
    (
        "/at 2026-11-27 15:50",
        (
            (GROUP, "本周支部工作 11月23日—11月29日", "M3 主题党日 · 11月27日（周五）16:00 · 码头展厅"),
            (SECRETARY, "（书记版）"),
            (GROUP, "提醒：主题党日", "明天（11月27日 周五）16:00"),
            (GROUP, "提醒：主题党日", "今天（11月27日 周五）16:00"),
        ),
    ),
    ("陈建华: 全员到齐", ((GROUP, "M3 主题党日", "应到18 实到18"),)),
    ("陈建华: /press 1", ((GROUP, "M3 主题党日", "（已确认）", "待补：主题、形式、议定事项"),)),
    (
        "/at 2026-11-30 09:00",
        ((GROUP, "本周支部工作 11月30日—12月6日", "开会 1 次"), (SECRETARY, "（书记版）")),
    ),
    ("陈建华> 生成11月月报", ((SECRETARY, "2026年11月支部工作", "开过的会 3 场", "已销号 1 项"),)),
    ("陈建华> 三会一课达标没有", ((SECRETARY, "支委会 · 本月 1/1 次 · 已达标", "党小组会（第一党小组）"),)),
)


class Collected:
    """A screen that keeps what the bot sends, by the line of the story that brought it."""

    def __init__(self) -> None:
        self.line = 0
        self.cards: list[tuple[int, dict[str, Any]]] = []

    def card(self, shown: Shown, numbers: list[int]) -> None:
        self.cards.append((self.line, as_json(shown)))

    def said(self, who: str, text: str, *, private: bool) -> None: ...

    def note(self, text: str) -> None: ...

    def counted(self, lines: list[str]) -> Iterator[str]:
        """The lines, noticing which one is being played."""
        for self.line, line in enumerate(lines):
            yield line


def spoken() -> list[str]:
    """The story without its comments."""
    lines = STORY.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture
async def month(tmp_path: Path) -> Collected:
    """The whole month, played once."""
    settings = Settings(database=f"sqlite:///{tmp_path / 'story.db'}", files=str(tmp_path / "files"))
    screen = Collected()
    await play(screen.counted(spoken()), settings, screen, at=START)
    return screen


def test_every_line_of_the_story_is_held_here() -> None:
    assert spoken() == [line for line, _ in STEPS]


async def test_every_line_shows_what_it_must_to_whom_it_must_and_nothing_else(month: Collected) -> None:
    for number, (line, expected) in enumerate(STEPS):
        shown = [card for n, card in month.cards if n == number]
        left = list(shown)
        for to, *words in expected:
            fits = [c for c in left if c["to"] == to and all(word in c["text"] for word in words)]
            assert fits, (
                f"{line}\nshould show {to}: {words}\nbut showed {[(c['to'], c['text']) for c in shown]}"
            )
            left.remove(fits[0])
        assert not left, f"{line}\nshowed besides {[(c['to'], c['text']) for c in left]}"


async def test_the_group_never_reads_why_or_that_a_person_is_away(month: Collected) -> None:
    public = "\n".join(card["text"] for _, card in month.cards if not card["private"])
    assert not [
        word for word in ("夜班", "家事", "孩子", "请假：", "缺席：", "迟到", "超期 1 天") if word in public
    ]


async def test_of_itself_the_bot_speaks_in_the_group_once_a_day_and_in_waking_hours(month: Collected) -> None:
    moves = {n for n, (line, _) in enumerate(STEPS) if line.startswith("/at")}
    timed = [card for n, card in month.cards if n in moves]
    days = Counter(card["at"][:10] for card in timed if not card["private"])
    assert days and max(days.values()) == 1
    silence = Rules().silence
    assert not [card for card in timed if silence.covers(datetime.fromisoformat(card["at"]))]


async def test_every_echo_in_the_group_has_a_way_back(month: Collected) -> None:
    said = {n for n, (line, _) in enumerate(STEPS) if ": " in line and "@" not in line}
    echoes = [card for n, card in month.cards if n in said and not card["private"]]
    assert echoes and not [card["text"] for card in echoes if "撤销" not in card["buttons"]]
