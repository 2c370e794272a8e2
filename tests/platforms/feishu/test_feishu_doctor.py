"""The doctor: what is fine is said, what is missing is named with the page where it is switched on."""

import asyncio
from pathlib import Path

import pytest

from bot.commands.findings import Finding
from bot.platforms.feishu.doctor import examine, press_check
from bot.platforms.feishu.logbook import Logbook
from bot.platforms.feishu.settings import FeishuSettings
from tests.platforms.feishu.conftest import QUICK
from tests.platforms.feishu.standin import APP_ID, SECRET, Reaction, StandIn
from tests.platforms.feishu.standin_faults import Fault


@pytest.fixture
async def checkup(feishu: StandIn, settings: FeishuSettings, tmp_path: Path):  # type: ignore[no-untyped-def]
    feishu.create_group("支部", "书记", "张三")

    async def look() -> list[Finding]:
        return await examine(settings, tmp_path / "files", QUICK)

    return look


def found(findings: list[Finding], words: str) -> Finding:
    return next(f for f in findings if words in f.text)


async def test_a_healthy_app_has_nothing_grave(feishu: StandIn, checkup) -> None:  # type: ignore[no-untyped-def]
    findings = await checkup()
    assert not [f for f in findings if f.grave]
    for words in (
        "访问凭证可用",
        "机器人：支部通",
        "长连接可以建立",
        "1 个群里：支部",
        "send_as_bot",
        "预算 10000",
    ):
        assert found(findings, words).mark == "good"
    assert "回调配置" in found(findings, "按钮回调").fix
    assert feishu.shown("支部") == []


@pytest.mark.parametrize(
    ("scope", "mark"),
    [
        ("im:message:send_as_bot", "grave"),
        ("im:resource", "grave"),
        ("im:message.group_msg", "note"),
        ("contact:user.id:readonly", "note"),
        ("im:message.urgent", "note"),
    ],
)
async def test_a_missing_scope_is_named_with_its_page(
    feishu: StandIn, checkup, scope: str, mark: str
) -> None:  # type: ignore[no-untyped-def]
    feishu.world.scopes.remove(scope)
    finding = found(await checkup(), f"没有权限 {scope}")
    assert finding.mark == mark and "权限管理" in finding.fix and "发布" in finding.fix


async def test_a_call_that_is_not_there_proves_no_scope(feishu: StandIn, checkup) -> None:  # type: ignore[no-untyped-def]
    feishu.faults.plan(Fault("/contact/v3/", absent=True))
    finding = found(await checkup(), "contact:user.id:readonly")
    assert finding.mark == "note" and "没有试成" in finding.text


async def test_a_scope_for_all_messages_that_was_taken_away_is_not_boasted_of(
    feishu: StandIn, checkup, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    heard = Logbook(tmp_path / "feishu.json", 10_000)
    heard.hears_all = True
    heard.write()
    assert found(await checkup(), "能听到群里的所有消息").mark == "good"
    feishu.world.scopes.remove("im:message.group_msg")
    assert found(await checkup(), "目前只听到 @机器人").mark == "note"


async def test_without_the_groups_the_scope_is_named(feishu: StandIn, checkup) -> None:  # type: ignore[no-untyped-def]
    feishu.world.scopes.remove("im:chat:readonly")
    assert "im:chat:readonly" in found(await checkup(), "所在的群读不到").fix


async def test_a_wrong_secret_is_said_at_once(feishu: StandIn, tmp_path: Path) -> None:
    wrong = FeishuSettings(APP_ID, "wrong", feishu.url)
    findings = await examine(wrong, tmp_path / "files", QUICK)
    assert len(findings) == 1 and findings[0].grave and "app_secret" in findings[0].fix


async def test_a_platform_out_of_reach_is_said_at_once(tmp_path: Path) -> None:
    findings = await examine(FeishuSettings(APP_ID, SECRET, "http://127.0.0.1:9"), tmp_path / "files", QUICK)
    assert len(findings) == 1 and findings[0].grave and "网络" in findings[0].fix


async def test_a_refused_long_connection_names_the_page_of_events(feishu: StandIn, checkup) -> None:  # type: ignore[no-untyped-def]
    feishu.link.refusals = [1000040350]
    finding = found(await checkup(), "长连接建立不了")
    assert finding.grave and "事件配置" in finding.fix


async def test_a_bot_in_no_group_is_told_how_to_be_added(
    feishu: StandIn, settings: FeishuSettings, tmp_path: Path
) -> None:
    findings = await examine(settings, tmp_path / "files", QUICK)
    assert "群机器人" in found(findings, "不在任何群里").fix


async def test_a_bot_without_its_ability_is_told_where_it_is(feishu: StandIn, checkup) -> None:  # type: ignore[no-untyped-def]
    feishu.faults.plan(Fault("/bot/v3/info", code=230006))
    assert "机器人" in found(await checkup(), "身份读不到").fix


async def test_the_administrator_tries_the_callbacks_with_a_button(
    feishu: StandIn, settings: FeishuSettings, tmp_path: Path
) -> None:
    group = feishu.create_group("支部", "书记")
    checking = asyncio.create_task(press_check(settings, tmp_path / "files", group.chat_id))
    await feishu.until(lambda: feishu.heard("支部"))
    reaction = await feishu.clicks("书记", feishu.heard("支部")[0], "按一下")
    assert reaction == Reaction("收到，卡片回调正常", "success")
    assert (await checking).mark == "good"


async def test_a_press_that_never_comes_names_the_page_of_callbacks(
    feishu: StandIn, settings: FeishuSettings, tmp_path: Path
) -> None:
    group = feishu.create_group("支部", "书记")
    finding = await press_check(settings, tmp_path / "files", group.chat_id, patience=0.3)
    assert finding.grave and "回调配置" in finding.fix
