"""A story played on the console, through the whole house, on the sample branch."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.platforms.console import seating
from bot.platforms.console.platform import Shown
from bot.platforms.console.screen import as_json
from bot.platforms.console.story import Stopped, play
from branch.calendar import CHINA
from storage.migrating import migrate
from storage.store import Store

START = datetime(2026, 11, 25, 8, 30, tzinfo=CHINA)
GROUP = "东港片区联合党支部"


class Paper:
    """A screen that keeps everything."""

    def __init__(self) -> None:
        self.cards: list[dict[str, Any]] = []
        self.numbers: list[list[int]] = []
        self.heard: list[tuple[str, str, bool]] = []
        self.notes: list[str] = []

    def card(self, shown: Shown, numbers: list[int]) -> None:
        self.cards.append(as_json(shown))
        self.numbers.append(numbers)

    def said(self, who: str, text: str, *, private: bool) -> None:
        self.heard.append((who, text, private))

    def note(self, text: str) -> None:
        self.notes.append(text)


Player = Callable[..., Paper]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database=f"sqlite:///{tmp_path / 'data' / 'story.db'}", files=str(tmp_path / "files"))


@pytest.fixture
def played(settings: Settings) -> Player:
    def run(*lines: str, at: datetime | None = START, speaker: str = "") -> Paper:
        paper = Paper()
        asyncio.run(play(lines, settings, paper, at=at, speaker=speaker))
        return paper

    return run


def test_a_private_line_is_answered_in_private(played: Player) -> None:
    paper = played("张三> 帮助")
    assert [(c["to"], c["private"], c["at"]) for c in paper.cards] == [("张三", True, START.isoformat())]
    assert paper.heard == [("张三", "帮助", True)]


def test_a_line_that_addresses_the_bot_is_answered_in_the_group(played: Player) -> None:
    paper = played("张三: @支部通 帮助")
    assert [(c["to"], c["private"]) for c in paper.cards] == [(GROUP, False)]


def test_a_full_width_mention_addresses_the_bot_as_well(played: Player) -> None:
    assert len(played("张三: ＠支部通 帮助").cards) == 1


def test_a_group_line_is_merely_overheard(played: Player) -> None:
    assert played("张三: 帮助").cards == []


def test_a_plain_line_speaks_as_the_chosen_member(played: Player) -> None:
    assert played("/as 老李", "@支部通 帮助").heard == [("李国强", "@支部通 帮助", False)]
    assert played("@支部通 帮助", speaker="张三").heard == [("张三", "@支部通 帮助", False)]


def test_a_press_answers_the_one_who_pressed(played: Player) -> None:
    paper = played("张三> 帮助", "张三: /press 1")
    assert paper.heard[-1] == ("张三", f"（按下 {paper.cards[0]['buttons'][0]}）", True)
    assert len(paper.cards) == 2 and paper.cards[1]["to"] == "张三"


def test_the_clock_moves_and_what_falls_due_comes_in_order_at_its_own_moment(played: Player) -> None:
    paper = played("/after 2w", "/now")
    moments = [datetime.fromisoformat(c["at"]) for c in paper.cards]
    assert moments == sorted(moments) and len(moments) > 1
    assert all(at > START for at in moments) and moments[0] != moments[-1]
    assert paper.notes == ["2026-12-09 08:30，周三"]


def test_a_story_ends_at_quit(played: Player) -> None:
    assert played("/quit", "张三> 帮助").cards == []


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (("张三: 早", "", "# 注释", "王麻子: 签到"), "第 4 行：名册上没有“王麻子”"),
        (("/fly",), "第 1 行：没有 /fly 这个命令"),
        (("老王: 早",), "第 1 行：“老王”有2位：王德胜、王立新"),
        (("/as 王麻子",), "第 1 行：名册上没有“王麻子”"),
        (("/as",), "第 1 行：写法：/as 张三"),
        (("/press 1",), "第 1 行：先用 /as"),
        (("张三: /press 9",), "第 1 行：张三面前没有第 9 个按钮。先让支部通发一张"),
        (("张三> 我的任务", "张三> /press 9"), "第 2 行：张三面前没有第 9 个按钮。张三面前的按钮：[1]"),
        (("张三> 帮助", "张三: /press 1 理由=无"), "第 2 行：这张卡片没有“理由”"),
    ],
)
def test_a_wrong_line_stops_the_story_with_its_number(
    played: Player, lines: tuple[str, ...], where: str
) -> None:
    with pytest.raises(Stopped) as stopped:
        played(*lines)
    assert where in str(stopped.value)


def test_a_name_without_words_is_noted_and_the_story_goes_on(played: Player) -> None:
    paper = played("张三> ", "张三:", "张三> 帮助")
    assert [note.partition("：")[0] for note in paper.notes] == ["第 1 行", "第 2 行"]
    assert "张三没有说话" in paper.notes[0] and len(paper.cards) == 1


def test_an_unknown_speaker_is_named(played: Player) -> None:
    with pytest.raises(Stopped, match="--as：名册上没有“王麻子”"):
        played(speaker="王麻子")


def test_who_lists_the_branch_and_help_every_command(played: Player) -> None:
    who, help_ = played("/who", "/help").notes
    assert "李国强 · 纪检委员" in who and "第三党小组" in who
    assert all(
        word in help_ for word in ("/as", "/press", "/at", "/after", "/now", "/who", "/reset", "/quit")
    )


def test_a_second_start_goes_on_where_the_first_left_off(played: Player) -> None:
    later = datetime(2031, 3, 3, 9, 0, tzinfo=CHINA)
    played("张三> 帮助", at=later)
    again = played("/now", "张三: /press 1", at=None)
    assert again.notes == ["2031-03-03 09:00，周一"]
    assert again.heard[0][1].startswith("（按下"), "a card of the last time can still be pressed"


def test_reset_brings_the_sample_back(played: Player) -> None:
    before = played("陈建华> 张三负责潮位观测井清淤，11月30日前")
    assert any("潮位观测井清淤" in card["text"] for card in before.cards)
    after = played("/reset", "陈建华> 谁改过T1", "陈建华> 帮助")
    assert "已清空" in after.notes[0]
    assert after.cards and not any("潮位观测井清淤" in card["text"] for card in after.cards)


def test_reset_touches_no_real_branch(settings: Settings, played: Player) -> None:
    played("/now")
    store = Store(settings.database)
    store.now(_no_longer_a_sample)
    store.close()
    with pytest.raises(Stopped, match="不是示例支部"):
        played("/reset")


def _no_longer_a_sample(s: Any) -> None:
    from bot.sample import home

    branch = home(s, Settings().branch)
    assert branch is not None
    branch.sample = False


def test_the_people_of_any_branch_have_seats_on_either_database(url: str, tmp_path: Path) -> None:
    paper = Paper()
    there = Settings(database=url, files=str(tmp_path / "files"))
    asyncio.run(play(["赵小曼> 帮助", "/after 1d", "/who"], there, paper, at=START))
    assert paper.cards[0]["to"] == "赵小曼" and "赵小曼" in paper.notes[0]


def test_a_database_meant_for_a_real_platform_gets_no_sample(tmp_path: Path) -> None:
    real = Settings(
        platform="feishu",
        database=f"sqlite:///{tmp_path / 'real.db'}",
        feishu={"app_id": "cli_1", "app_secret": "x"},  # type: ignore[arg-type]
    )
    store = Store(real.database)
    migrate(store)
    branch = store.now(lambda s: seating.seat(s, real))
    assert not branch.sample
    assert store.now(lambda s: seating.callings(s, branch.id)) == {}
    store.close()


def test_somebody_imported_meanwhile_has_a_seat_at_the_next_line(settings: Settings) -> None:
    from bot.commands.roster import take_in
    from bot.commands.rostercheck import Entry
    from bot.platforms.console.rehearsal import Rehearsal
    from bot.sample import home
    from branch.people import Standing

    async def story() -> Paper:
        paper = Paper()
        rehearsal = Rehearsal.open(settings, paper, START)
        entry = Entry("新来的", (), "第一党小组", Standing.FULL, (), "", "", "", None)
        beside = Store(settings.database)
        beside.now(lambda s: take_in(s, home(s, settings.branch), [entry], START))  # type: ignore[arg-type]
        beside.close()
        await rehearsal.do("新来的> 帮助")
        rehearsal.close()
        return paper

    assert [c["to"] for c in asyncio.run(story()).cards] == ["新来的"]
