"""The doctor: what is configured, reachable, missing; it changes nothing."""

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.alone import alone_with
from bot.commands.books import opened
from bot.commands.doctor import examine, rule_findings
from bot.commands.doctorbooks import books
from bot.config import Health, Settings
from bot.health import shown
from bot.sample import found, move_in
from branch.calendar import CHINA
from branch.rules import Digest, Rules
from storage.tables import Inbox, Outbox

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=CHINA)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folders = {"lexicon": str(tmp_path / "lexicon"), "files": str(tmp_path / "files")}
    return Settings(database=f"sqlite:///{tmp_path / 'zhibu.db'}", **folders)  # type: ignore[arg-type]


@pytest.fixture
def furnished(settings: Settings) -> Settings:
    with opened(settings) as store:
        store.now(lambda s: move_in(s, settings.branch, "console"))
    return settings


async def said(settings: Settings) -> str:
    return "\n".join(map(str, await examine(settings)))


async def test_before_the_first_start_nothing_is_grave_and_nothing_is_made(settings: Settings) -> None:
    findings = await examine(settings)
    assert not any(finding.grave for finding in findings)
    assert "第一次启动时会建立" in "\n".join(map(str, findings))
    assert settings.sqlite_file is not None and not settings.sqlite_file.exists()


async def test_a_furnished_database_is_described(furnished: Settings) -> None:
    text = await said(furnished)
    assert "✓ 数据库可用" in text and "✓ 名册：21 人，3 个党小组" in text
    assert "! 数据库里是示例数据" in text and "! 21 人还没有绑定账号：陈建华" in text


async def test_a_folder_of_words_that_is_not_there_is_noted(settings: Settings) -> None:
    assert f"! 没有 {settings.lexicon} 这个目录" in await said(settings)
    Path(settings.lexicon).mkdir()
    (Path(settings.lexicon) / "words.txt").write_text("朝阳湾 site\n", encoding="utf-8")
    assert "✓ 支部自己的词：1 个文件" in await said(settings)


def test_a_year_without_published_holidays_is_noted_with_the_fix(settings: Settings) -> None:
    def noted(year: int, rules: Rules) -> str:
        now = NOW.replace(year=year)
        return "\n".join(map(str, rule_findings(settings.model_copy(update={"rules": rules}), now)))

    assert "✓ 2025 年的节假日安排已有" in noted(2025, Rules())
    assert "! 还没有 2099 年的节假日安排" in noted(2099, Rules()) and "rules.holidays" in noted(2099, Rules())
    assert "✓ 2099 年的节假日安排已有" in noted(2099, Rules(holidays=(date(2099, 10, 1),)))


async def test_an_hour_inside_the_quiet_time_is_noted(settings: Settings) -> None:
    late = settings.model_copy(update={"rules": Rules(digest=Digest(hour="22:00"))})  # type: ignore[arg-type]
    assert "rules.digest.hour（22:00）在安静时段内" in await said(late)
    assert "rules.digest.hour" not in await said(settings)


def test_a_branch_without_people_is_grave(settings: Settings) -> None:
    with opened(settings) as store:
        store.now(lambda s: found(s, settings.branch))
    text = "\n".join(map(str, books(settings, NOW)))
    assert "✗ 名册是空的" in text and "zhibu roster import" in text


@pytest.mark.parametrize("content", [b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_grave(settings: Settings, content: bytes) -> None:
    assert settings.sqlite_file is not None
    settings.sqlite_file.write_bytes(content)
    [finding] = books(settings, NOW)
    assert finding.grave and "restore" in str(finding)
    assert settings.sqlite_file.read_bytes() == content


def test_a_server_that_cannot_be_reached_is_grave_and_its_password_is_not_shown() -> None:
    away = Settings(database="postgresql+psycopg://zhibu:s3cret@127.0.0.1:1/zhibu")
    [finding] = books(away, NOW)
    assert finding.grave and "s3cret" not in str(finding)


def test_what_waits_and_what_failed_is_counted(furnished: Settings) -> None:
    old = datetime(2026, 11, 25, 8, 0, tzinfo=CHINA)
    row = {"lane": "x", "order_at": old, "due_at": old, "platform": "feishu", "branch": "main"}
    with opened(furnished) as store:
        message = {"message_id": "1", "chat": "c", "account": "a", "text": "", "sent_at": old, "message": {}}
        card = {"address": "c", "card": {"title": "x"}, "once": "1", "done_at": old, "fate": "refused"}
        store.now(lambda s: s.add_all([Inbox(**row, **message), Outbox(**row, **card)]))  # type: ignore[arg-type]
    text = "\n".join(map(str, books(furnished, NOW)))
    assert "有 1 条消息等着处理" in text and "1 张卡片被平台拒绝" in text


async def test_a_running_bot_is_seen_and_its_health_told(furnished: Settings) -> None:
    wrong: dict[str, str] = {}
    with alone_with(furnished.sqlite_file):
        async with shown(0, lambda: wrong) as port:
            watched = furnished.model_copy(update={"health": Health(port=port)})
            assert "✓ 支部通正在运行" in await said(watched) and "✓ 健康检查正常" in await said(watched)
            wrong["speaking"] = "磁盘已满"
            assert "✗ 健康检查报告有问题" in await said(watched) and "磁盘已满" in await said(watched)
        assert "✗ 健康检查" in await said(watched)
    assert "支部通正在运行" not in await said(furnished)
