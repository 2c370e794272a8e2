"""The command zhibu. What is heavy is imported by the command that needs it: --help is quick."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from bot.config import Settings

F = TypeVar("F", bound=Callable[..., Any])
HELP = {"Usage:": "用法：", "Options:": "选项：", "Commands:": "命令：", "[OPTIONS]": "[选项]"}
HELP |= {
    "[COMMAND] [ARGS]...": "[命令] [参数]…",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "Show this message and exit.": "显示这段说明",
}
USERS = {"Wrong", "Misconfigured", "StorageTrouble", "Unreadable", "Stopped", "Misspoken"}
"""Errors the person at the keyboard can mend. By name: importing them would make --help slow."""


class Wrong(Exception):
    """Something on the command line that cannot be."""


class Command(click.Command):
    """A command whose help is in Chinese."""

    def get_help(self, ctx: click.Context) -> str:
        """The help text."""
        return _in_chinese(super().get_help(ctx))


class Group(click.Group):
    """Commands under one name, listed in the order they are written."""

    command_class = Command
    group_class = type

    def get_help(self, ctx: click.Context) -> str:
        """The help text."""
        return _in_chinese(super().get_help(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as written, not by the alphabet."""
        return list(self.commands)


def _in_chinese(text: str) -> str:
    for english, chinese in HELP.items():
        text = text.replace(english, chinese)
    return text


def main(args: list[str] | None = None) -> NoReturn:
    """Run a command line (default: the process's own) and exit.

    0: all went well; 2: something the user can mend; 1: our own mistake, or a doctor's grave finding.
    """
    try:
        sys.exit(zhibu.main(args, prog_name="zhibu", standalone_mode=False) or 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    except BrokenPipeError:  # whoever read us (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except click.UsageError as wrong:
        _complain(f"{_said(wrong)}\n用 zhibu --help 看用法。")
    except Exception as wrong:
        if type(wrong).__name__ in USERS:
            _complain(str(wrong))
        if "--debug" in (args or sys.argv):
            raise
        _complain(f"程序出错了（{type(wrong).__name__}：{wrong}）。加 --debug 可看到详情。", code=1)


def _complain(text: str, code: int = 2) -> NoReturn:
    print(text, file=sys.stderr)
    sys.exit(code)


def _said(wrong: click.UsageError) -> str:
    match wrong:
        case click.exceptions.NoSuchOption():
            near = f"是不是 {wrong.possibilities[0]}？" if wrong.possibilities else ""
            return f"没有 {wrong.option_name} 这个选项。{near}"
        case click.exceptions.NoSuchCommand():
            near = f"是不是 {wrong.possibilities[0]}？" if wrong.possibilities else ""
            return f"没有 {wrong.command_name} 这个命令。{near}"
        case click.MissingParameter():
            return f"还缺 {wrong.param.human_readable_name if wrong.param else '参数'}。"
        case click.BadParameter():
            return f"{wrong.param.opts[0] if wrong.param else '参数'} 的值不对。"
        case click.exceptions.NoArgsIsHelpError():
            return wrong.format_message()
    return f"命令行看不懂：{wrong.message}"


def with_settings(command: F) -> F:
    """Add the options that choose configuration and database."""
    command = click.option(
        "--database", metavar="地址", help="数据库文件或地址，代替配置里的；附件放在它旁边"
    )(command)
    command = click.option("--config", type=Path, metavar="文件", help="配置文件，默认 config.yaml")(command)
    return click.option("--debug", is_flag=True, hidden=True, expose_value=False)(command)


def _settings(config: Path | None, database: str | None) -> "Settings":
    from bot.config import load

    settings = load(config)
    if database is None:
        return settings
    if "://" not in database:
        database = f"sqlite:///{Path(database).resolve()}"
    if not database.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise Wrong("--database 应为文件路径，或 postgresql+psycopg://用户:密码@主机/库名。")
    chosen = settings.model_copy(update={"database": database})
    if chosen.sqlite_file is None:
        return chosen
    # what belongs to another database must not lie among the files of the configured one
    return chosen.model_copy(update={"files": str(chosen.sqlite_file.parent / "files")})


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    from bot.platforms.console.lines import moment

    try:
        return moment(text)
    except ValueError:
        raise Wrong(f"--clock 看不懂“{text}”，请写成 2026-11-25T08:30:00+08:00。") from None


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"支部通 {version('zhibu')}")
        ctx.exit()


@click.group(cls=Group, context_settings={"help_option_names": ["--help", "-h"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="版本")
def zhibu() -> None:
    """支部通：住在群聊里的联合党支部机器人。"""


@zhibu.command()
@with_settings
@click.option("--clock", metavar="时刻", help="排练：时钟从这一刻开始")
@click.option("--speed", default=1.0, metavar="倍数", help="排练：时钟走多快")
def run(config: Path | None, database: str | None, clock: str | None, speed: float) -> None:
    """在配置的平台上运行"""
    from bot.starting import live, rehearse

    if not 0 < speed <= 100_000:
        raise Wrong("--speed 应大于 0，且不超过 100000。")
    settings, start = _settings(config, database), _moment(clock)
    if settings.platform == "console":
        rehearse(settings, start, "", as_json=False, speed=speed)
    else:
        print("支部通启动。按 Ctrl-C 停止。", file=sys.stderr)
        live(settings, start, speed)


@zhibu.command()
@with_settings
@click.option("--json", "as_json", is_flag=True, help="机器人说的每件事输出一行 JSON")
@click.option("--clock", metavar="时刻", help="时钟从这一刻开始，例如 2026-11-25T08:30:00+08:00")
@click.option("--as", "speaker", default="", metavar="姓名", help="不写名字的行算谁说的")
def console(
    config: Path | None, database: str | None, as_json: bool, clock: str | None, speaker: str
) -> None:
    """在本机控制台里排练；标准输入不是终端时逐行演故事"""
    from bot.starting import rehearse

    rehearse(_settings(config, database), _moment(clock), speaker, as_json=as_json)


@zhibu.command()
@with_settings
@click.argument("text", required=False, metavar="文字")
@click.option("--why", is_flag=True, help="说明是怎么读出来的")
@click.option("--moments", is_flag=True, help="只读时间（标准输入每行一个 JSON）")
def understand(config: Path | None, database: str | None, text: str | None, why: bool, moments: bool) -> None:
    """一句话会读成什么；不给文字就从标准输入逐行读 JSON"""
    from bot.commands.parsing import answers, at_hand, explained
    from bot.reading import reader

    settings = _settings(config, database)
    if text is None and sys.stdin.isatty():
        raise Wrong("请写上要读的一句话，例如：zhibu understand '小何请假，夜班'")
    if text is None:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        for line in answers(sys.stdin, settings, moments=moments):
            print(line, flush=True)
        return
    from bot.app import real_clock

    print("\n".join(explained(text, at_hand(settings, real_clock()), reader(settings), why=why)))


@zhibu.group(invoke_without_command=True, cls=Group)
@with_settings
@click.pass_context
def roster(ctx: click.Context, config: Path | None, database: str | None) -> None:
    """党员名册：不带子命令就列出，并说明谁还没有绑定账号"""
    if ctx.invoked_subcommand is None:
        from bot.commands.rostering import overview

        print(overview(_settings(config, database)))


@roster.command("import")
@with_settings
@click.argument("file", type=Path, metavar="文件")
def import_(config: Path | None, database: str | None, file: Path) -> None:
    """导入 .xlsx 或 .csv；有一处错误就一行也不导入"""
    from bot.commands.rostering import take_in_file

    print("\n".join(take_in_file(_settings(config, database), file)))


@roster.command()
@with_settings
@click.argument("file", type=Path, metavar="文件")
@click.option("--force", is_flag=True, help="文件已存在时覆盖它")
def export(config: Path | None, database: str | None, file: Path, force: bool) -> None:
    """导出为 .xlsx 或 .csv"""
    from bot.commands.rostering import write_file

    if file.exists() and not force:
        raise Wrong(f"{file} 已存在。换一个文件名，或加 --force 覆盖。")
    print(write_file(_settings(config, database), file))


@roster.command()
@with_settings
@click.argument("name", metavar="姓名")
@click.argument("account", metavar="账号")
def bind(config: Path | None, database: str | None, name: str, account: str) -> None:
    """指定一个平台账号是谁的；书记的账号没有自动对上时用它"""
    from bot.commands.rosterbind import bind as bound

    print(bound(_settings(config, database), name, account))


@roster.command()
@with_settings
@click.argument("file", type=Path, metavar="文件")
def check(config: Path | None, database: str | None, file: Path) -> None:
    """检查名册文件，不导入"""
    from bot.commands.rostering import checked

    found = checked(file)
    print("\n".join([f"名册没有问题：{len(found.entries)} 人。", *found.notes]))


@zhibu.command()
@with_settings
@click.option(
    "--press", default="", metavar="群ID", help="飞书：在这个群发一个按钮，等管理员按一下（先退出支部通）"
)
def doctor(config: Path | None, database: str | None, press: str) -> None:
    """体检：配置了什么、连得上什么、还缺什么"""
    import asyncio

    from bot.commands.doctor import examine

    findings = asyncio.run(examine(_settings(config, database), press))
    print("\n".join(str(finding) for finding in findings))
    if any(finding.grave for finding in findings):
        sys.exit(1)


@zhibu.command()
@with_settings
@click.argument("file", type=Path, metavar="文件")
def backup(config: Path | None, database: str | None, file: Path) -> None:
    """备份数据库和附件到一个文件，可在运行中做"""
    from bot.commands.backup import back_up

    settings = _settings(config, database)
    done = back_up(_sqlite(settings, "备份", f"pg_dump -Fc -f {file}"), Path(settings.files), file)
    print(f"已备份到 {file}（{done.size / 1024:.0f} KiB）：数据库和 {done.files} 个附件。")


@zhibu.command()
@with_settings
@click.argument("file", type=Path, metavar="文件")
def restore(config: Path | None, database: str | None, file: Path) -> None:
    """从备份恢复；先退出正在运行的支部通"""
    from bot.commands.backup import restore as put_back

    settings = _settings(config, database)
    where = _sqlite(settings, "恢复", f"pg_restore --clean --if-exists {file} -d")
    done = put_back(where, Path(settings.files), file)
    print(
        f"已从 {file} 恢复数据库"
        + (f"和 {done.files} 个附件。" if done.files is not None else "。备份里没有附件，附件目录没有动。")
        + (f"原来的数据库保存在 {done.aside}。" if done.aside else "")
    )


def _sqlite(settings: "Settings", what: str, instead: str) -> Path:
    """The database's file. PostgreSQL has its own tools: say which."""
    if settings.sqlite_file is None:
        raise Wrong(
            f"{what} PostgreSQL 请用它自己的工具：{instead} {settings.shown_database}\n"
            f"附件在 {settings.files}，请一并拷走或拷回。"
        )
    return settings.sqlite_file
