"""`zhibu doctor`: what is configured, what can be reached, what is missing. It changes nothing."""

import asyncio
import os
import platform
import shutil
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.alone import in_use
from bot.app import real_clock
from bot.commands.doctorbooks import books
from bot.commands.findings import Finding, good, grave, note
from bot.config import Settings
from bot.health import LOOPBACK

LITTLE_SPACE = 500 * 1024 * 1024
ANSWER_SECONDS = 3.0


async def examine(settings: Settings, press: str = "") -> list[Finding]:
    """Look at everything, the platform last; `press`: a group in which the administrator presses a button."""
    now = real_clock()
    findings = [
        *_program(settings),
        *_folders(settings),
        *books(settings, now),
        *rule_findings(settings, now),
    ]
    findings += await _running(settings)
    if settings.platform == "feishu" and settings.feishu:
        from bot.platforms.feishu import doctor as feishu

        findings += await feishu.examine(settings.feishu, Path(settings.files))
        if press:
            findings.append(await feishu.press_check(settings.feishu, Path(settings.files), press))
    return findings


def _program(settings: Settings) -> Iterator[Finding]:
    yield good(f"支部通 {version('zhibu')}，Python {platform.python_version()}")
    where = {"console": "本机控制台", "feishu": "飞书"}[settings.platform]
    yield good(f"平台：{where}；支部：{settings.branch.name}（{settings.branch.id}）")
    if settings.platform == "feishu" and not settings.operator:
        yield note(
            "没有配置运维人员，处理失败的消息只记在日志里", "在 config.yaml 的 operator 写上他的平台账号"
        )


def _folders(settings: Settings) -> Iterator[Finding]:
    taught = sorted(Path(settings.lexicon).glob("*.txt"))
    if Path(settings.lexicon).is_dir():
        yield good(f"支部自己的词：{len(taught)} 个文件（{settings.lexicon}）")
    else:
        yield note(
            f"没有 {settings.lexicon} 这个目录，支部自己的词没有读到",
            "建这个目录，或改 config.yaml 的 lexicon",
        )
    for folder in dict.fromkeys(filter(None, (_home_of(settings), Path(settings.files)))):
        there = next(parent for parent in (folder, *folder.parents) if parent.exists())
        if not os.access(there, os.W_OK):
            yield grave(f"目录 {there} 不能写", "检查这个目录的权限和所有者")
        elif (free := shutil.disk_usage(there).free) < LITTLE_SPACE:
            yield grave(f"{there} 所在磁盘只剩 {free // 2**20} MiB", "清理磁盘，或把数据移到别处")


def _home_of(settings: Settings) -> Path | None:
    return settings.sqlite_file.parent if settings.sqlite_file else None


def rule_findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at the rules: years without published holidays, hours that fall into the quiet time."""
    rules = settings.rules
    for year in (now.year, now.year + 1):
        if rules.days.published(year):
            yield good(f"{year} 年的节假日安排已有")
        else:
            fix = "安排公布后升级程序，或写进 config.yaml 的 rules.holidays 和 rules.workdays"
            yield note(f"还没有 {year} 年的节假日安排，先按周一到周五算工作日", fix)
    quiet = rules.quiet
    night = quiet.start > quiet.end
    for name, hour in (("digest.hour", rules.digest.hour), ("ladder.hour", rules.ladder.hour)):
        late, early = hour >= quiet.start, hour < quiet.end
        if (late or early) if night else (late and early):
            said = f"rules.{name}（{hour:%H:%M}）在安静时段内，会推迟到 {quiet.end:%H:%M}"
            yield note(said, "把它改到安静时段之外")


async def _running(settings: Settings) -> list[Finding]:
    file = settings.sqlite_file
    running = file is not None and in_use(file)
    said = [good("支部通正在运行")] if running else []
    if settings.health is None:
        return said
    port = settings.health.port
    answer = await _asked(port)
    if answer is None:
        silent = f"健康检查 http://{LOOPBACK}:{port}/healthz 没有回答"
        return [*said, (grave if running else note)(silent, "先用 zhibu run 启动；已启动就看日志")]
    if " 200 " not in answer.partition("\r\n")[0]:
        return [*said, grave(f"健康检查报告有问题：{answer.rpartition(chr(10))[2]}", "看日志，必要时重启")]
    return [*said, good("健康检查正常")]


async def _asked(port: int) -> str | None:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            reader, writer = await asyncio.open_connection(LOOPBACK, port)
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = await reader.read()
            writer.close()
            return answer.decode("utf-8", "replace")
    except (OSError, TimeoutError):
        return None
