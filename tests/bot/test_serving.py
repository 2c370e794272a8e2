"""`zhibu run`: it lives until a signal, then stops with everything done."""

import asyncio
import os
import signal
from datetime import datetime
from pathlib import Path

import pytest

from bot.alone import alone_with
from bot.app import RehearsalClock
from bot.commands.books import opened
from bot.config import Health, Settings
from bot.misconfigured import Misconfigured
from bot.platform import Message, Outcome, Parcel, Receive
from bot.platforms.console.platform import ConsolePlatform, Shown
from bot.sample import home
from bot.serving import platform_of, serve
from branch.calendar import CHINA

AT = datetime(2026, 11, 25, 9, 0, tzinfo=CHINA)


class Line:
    """A platform of one member: he says something, and the answer is kept."""

    name, window = "paper", ConsolePlatform.window

    def __init__(self) -> None:
        self.said: list[str] = []
        self.answered, self.closed = asyncio.Event(), False

    async def listen(self, receive: Receive, outcome: Outcome) -> None:
        await receive(Message("paper", "m1", "chat", "somebody", "帮助", AT, private=True, addressed=True))
        await asyncio.Event().wait()

    async def send(self, parcel: Parcel) -> str:
        self.said.append(parcel.card.title)
        self.answered.set()
        return parcel.once

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database=f"sqlite:///{tmp_path / 'zhibu.db'}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_after_what_is_in_hand(settings: Settings, number: signal.Signals) -> None:
    platform = Line()
    living = asyncio.create_task(serve(settings, platform, RehearsalClock(AT)))
    await asyncio.wait_for(platform.answered.wait(), 10)
    os.kill(os.getpid(), number)
    await asyncio.wait_for(living, 15)
    assert platform.said == ["您的账号还没有和党员名册对上"] and platform.closed


async def test_an_empty_database_gets_the_configured_branch_and_no_sample(settings: Settings) -> None:
    stop = asyncio.Event()
    stop.set()
    await serve(settings, Line(), RehearsalClock(AT), stop)
    with opened(settings) as store:
        branch = store.now(lambda s: home(s, settings.branch))
    assert branch is not None and branch.name == settings.branch.name and not branch.sample


async def test_a_port_in_use_ends_the_start_and_lets_go_of_the_database(settings: Settings) -> None:
    taken = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    async with taken:
        with pytest.raises(Misconfigured, match=f"health.port {port}"):
            await serve(settings.model_copy(update={"health": Health(port=port)}), Line(), RehearsalClock(AT))
    with alone_with(settings.sqlite_file), opened(settings) as store:
        assert store.now(lambda s: home(s, settings.branch)) is not None


def test_the_real_platform_is_built_from_the_configuration(tmp_path: Path) -> None:
    real = Settings(
        platform="feishu",
        files=str(tmp_path / "files"),
        feishu={"app_id": "cli_1", "app_secret": "x"},  # type: ignore[arg-type]
    )
    assert platform_of(real).name == "feishu"


def test_a_file_is_kept_under_a_free_name_and_never_outside_its_folder(tmp_path: Path) -> None:
    from branch.cards import Card, FileOrder

    shown: list[Shown] = []
    platform = ConsolePlatform(lambda: AT, shown.append, tmp_path / "sent")
    card = Card(title="台账", file=FileOrder(what="tasks", name="../../台账.xlsx"))
    for once in ("a", "b", "b"):
        asyncio.run(platform.send(Parcel("张三", True, card, once, file=once.encode())))
    assert [s.file for s in shown] == [str(tmp_path / "sent" / n) for n in ("台账.xlsx", "台账-2.xlsx")]
    assert (tmp_path / "sent" / "台账-2.xlsx").read_bytes() == b"b"
