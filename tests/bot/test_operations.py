"""Locks, backups, the log, /healthz, and what a broken database says."""

import asyncio
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.alone import alone_with, in_use
from bot.commands.books import opened
from bot.commands.soundness import copied
from bot.config import Log, Settings
from bot.health import LOOPBACK, shown
from bot.logs import set_up
from bot.misconfigured import Misconfigured
from branch.calendar import CHINA
from storage.trouble import StorageTrouble
from tests.bot.books import newer, renamed, text

AT = datetime(2026, 11, 25, 8, 30, tzinfo=CHINA)
NOBODY = 65534
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


# ---------------------------------------------------------------- one file, one bot


def test_a_second_bot_on_the_same_file_is_told_who_is_in_the_way(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.db"
    with alone_with(file):
        assert in_use(file)
        with pytest.raises(StorageTrouble, match="另一个支部通正在使用.*a.db"), alone_with(file):
            pass
    assert not in_use(file)
    with alone_with(file):
        assert in_use(file)


def test_a_database_that_is_no_file_needs_no_lock() -> None:
    with alone_with(None), alone_with(None):
        assert Settings(database="sqlite:///:memory:").sqlite_file is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageTrouble, match="不能在 .*写文件"), alone_with(tmp_path / "file" / "a.db"):
        pass


# ---------------------------------------------------------------- a database that does not work


@pytest.mark.parametrize(("spoil", "said"), [(text, "不是支部通的数据库|已损坏"), (newer, "更新版本")])
def test_a_database_that_cannot_be_used_says_what_to_do(
    settings: Settings, database: Path, spoil: object, said: str
) -> None:
    spoil(database)  # type: ignore[operator]
    with pytest.raises(StorageTrouble, match=said), opened(settings):
        pass


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Nothing is read-only for root: be nobody for a while."""
    if not ROOT:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only(database: Path) -> Iterator[Settings]:
    with TemporaryDirectory() as folder:  # pytest's own folders are closed to everybody else
        file = Path(folder, "zhibu.db")
        copied(database, file)
        file.chmod(0o444)
        file.parent.chmod(0o555)
        yield Settings(database=f"sqlite:///{file}")
        file.parent.chmod(0o755)


def test_a_read_only_database_says_so(read_only: Settings) -> None:
    with ordinary_user(), pytest.raises(StorageTrouble, match="只读.*权限|打不开.*可写"):
        renamed(read_only, "x")


def test_a_read_only_folder_cannot_be_locked_and_says_so(read_only: Settings) -> None:
    with (
        ordinary_user(),
        pytest.raises(StorageTrouble, match="写权限"),
        alone_with(read_only.sqlite_file),
    ):
        pass


# ---------------------------------------------------------------- the log


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield tmp_path / "log" / "zhibu.log"
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = handlers, level


def logged(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def crash_with(words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError:
        logging.getLogger("bot.intake").exception("message %s failed", 7)


def test_a_log_line_is_json_with_the_bots_own_moment(log_file: Path) -> None:
    set_up(Log(file=str(log_file)), (), lambda: AT)
    logging.getLogger("bot").info("started on %s", "feishu")
    [line] = logged(log_file)
    assert line["at"].startswith("2026-11-25T08:30:00") and line["level"] == "info"
    assert line["event"] == "started on feishu" and line["logger"] == "bot"


def test_a_crash_is_logged_with_its_place_but_not_with_a_members_words(log_file: Path) -> None:
    set_up(Log(file=str(log_file)), (), lambda: AT)
    crash_with("老李夜班请假")
    [line] = logged(log_file)
    assert "老李" not in str(line)
    assert line["event"] == "message 7 failed"
    assert line["crash"].startswith("ValueError at") and "crash_with" in line["crash"]


def test_at_level_debug_a_crash_is_logged_whole(log_file: Path) -> None:
    set_up(Log(file=str(log_file), level="debug"), (), lambda: AT)
    crash_with("老李夜班请假")
    assert "老李夜班请假" in str(logged(log_file))


def test_a_secret_never_reaches_the_log(log_file: Path) -> None:
    set_up(Log(file=str(log_file), level="debug"), ("s3cret",), lambda: AT)
    logging.getLogger("bot").warning("cannot reach %s", "https://x/?secret=s3cret")
    crash_with("token s3cret refused")
    assert "s3cret" not in log_file.read_text(encoding="utf-8")
    assert "***" in log_file.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Misconfigured, match="log.file .* 写不了"):
        set_up(Log(file=str(tmp_path / "file" / "zhibu.log")), (), lambda: AT)


def test_libraries_that_chatter_are_silenced(log_file: Path) -> None:
    set_up(Log(file=str(log_file)), (), lambda: AT)
    logging.getLogger("httpx").info("HTTP Request: POST https://open.feishu.cn/?token=abc")
    assert log_file.read_text(encoding="utf-8") == ""


# ---------------------------------------------------------------- /healthz


async def asked(port: int, request: str) -> tuple[int, str]:
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    writer.write(f"{request} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split(" ")[1]), body


async def test_health_is_green_while_nothing_is_wrong_and_red_with_the_reason() -> None:
    wrong: dict[str, str] = {}
    async with shown(0, lambda: wrong) as port:
        assert await asked(port, "GET /healthz") == (200, '{"healthy": true, "wrong": {}}')
        wrong["speaking"] = "磁盘已满"
        assert await asked(port, "GET /healthz?now") == (
            503,
            '{"healthy": false, "wrong": {"speaking": "磁盘已满"}}',
        )
        assert (await asked(port, "GET /"))[0] == 404
        assert (await asked(port, "POST /healthz"))[0] == 404


async def test_a_visitor_who_talks_nonsense_does_no_harm() -> None:
    async with shown(0, dict) as port:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        writer.write(b"\xff" * 100_000 + b"\r\n\r\n")
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
        writer.close()
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        writer.write(b"x\r\n\r\n")
        await reader.read()
        writer.close()
        assert (await asked(port, "GET /healthz"))[0] == 200
