"""The console in a terminal: a prompt that forgives, and a clock that ticks."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.config import Settings
from bot.platforms.console.chat import Names, chat
from bot.platforms.console.platform import Shown
from bot.platforms.console.rehearsal import Rehearsal
from branch.calendar import CHINA
from tests.bot.test_console_story import Paper

START = datetime(2026, 11, 25, 8, 30, tzinfo=CHINA)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database=f"sqlite:///{tmp_path / 'chat.db'}", files=str(tmp_path / "files"))


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


class Leaving(Paper):
    """Quits as soon as the bot says something by itself."""

    def __init__(self, keyboard: PipeInput) -> None:
        super().__init__()
        self._keyboard = keyboard

    def card(self, shown: Shown, numbers: list[int]) -> None:
        super().card(shown, numbers)
        self._keyboard.send_text("/quit\r")


async def test_the_secretary_speaks_first_and_a_wrong_line_ends_nothing(
    settings: Settings, keyboard: PipeInput
) -> None:
    paper = Paper()
    keyboard.send_text("王麻子: 早\r@支部通 帮助\r张三> 帮助\r/quit\r")
    await chat(settings, paper, at=START)
    assert "示例数据" in paper.notes[0] and "现在由陈建华说话。" in paper.notes
    assert any("名册上没有“王麻子”" in note for note in paper.notes)
    assert [who for who, _, _ in paper.heard] == ["陈建华", "张三"] and len(paper.cards) == 2


async def test_the_end_of_input_ends_the_chat(settings: Settings, keyboard: PipeInput) -> None:
    paper = Paper()
    keyboard.send_text("\x04")
    await chat(settings, paper, at=START, speaker="张三")
    assert "现在由张三说话。" in paper.notes


async def test_while_one_reads_the_clock_runs_and_what_falls_due_is_said(
    settings: Settings, keyboard: PipeInput
) -> None:
    paper = Leaving(keyboard)
    await chat(settings, paper, at=START, speed=7 * 86400)
    assert paper.cards and datetime.fromisoformat(paper.cards[0]["at"]) > START


async def test_what_was_typed_is_remembered_beside_the_database(
    settings: Settings, keyboard: PipeInput, tmp_path: Path
) -> None:
    keyboard.send_text("张三> 帮助\r/quit\r")
    await chat(settings, Paper(), at=START)
    assert "张三> 帮助" in (tmp_path / "console-history").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("张", {"张三: "}),
        ("/as 老", {"老王", "老李", "老陈", "老赵", "老钱", "老杨", "老徐", "老朱"}),
        ("/re", {"reset"}),
        ("张三: @支", {"支部通"}),
        ("张三: @何", {"何婷"}),
        ("今天天气", set()),
    ],
)
def test_names_and_commands_are_completed(settings: Settings, typed: str, offered: set[str]) -> None:
    rehearsal = Rehearsal.open(settings, Paper(), START)
    found = Names(rehearsal).get_completions(Document(typed), CompleteEvent())
    assert {completion.text for completion in found} == offered
    rehearsal.close()
