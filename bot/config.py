"""config.yaml -> frozen Settings. Whatever is wrong there stops the start, with its line and the fix."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.misconfigured import Fault, Misconfigured, faults_of, unknown_keys
from bot.platforms.feishu.settings import FeishuSettings
from branch.rules import Part, Rules

PLACE = re.compile(r"\$\{(\w+)\}")
SECRET = {"database", "feishu.app_id", "feishu.app_secret", "feishu.domain"}
"""The only keys that may be written as ${NAME}."""
PASSWORD = re.compile(r"^postgresql[^:]*://[^:/@]*:(?P<word>[^@]+)@")
HOME = Path(__file__).parent.parent


class _DaysAsWritten(RoundTripConstructor):
    """Leaves days as text: ruamel would stop at 2027-02-30 without saying which line."""


_DaysAsWritten.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


class BranchName(Part):
    """Whose bot this is. `id` never changes; `name` is what people read."""

    id: str = Field(default="main", pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    name: str = Field(default="东港片区项目联合党支部", min_length=1, max_length=60)


class Health(Part):
    port: int = Field(ge=1, le=65535)


class Log(Part):
    level: Literal["debug", "info", "warning", "error"] = "info"
    file: str = ""


class Settings(Part):
    """Everything an administrator sets. Paths are absolute once loaded from a file."""

    platform: Literal["console", "feishu"] = "console"
    database: str = "sqlite:///data/zhibu.db"
    branch: BranchName = BranchName()
    bot_name: str = Field(default="支部通", min_length=1, max_length=20)
    operator: str = ""
    retention_days: int = Field(default=180, ge=30)
    lexicon: str = "data/lexicon"
    files: str = "data/files"
    log: Log = Log()
    health: Health | None = None
    feishu: FeishuSettings | None = None
    rules: Rules = Rules()

    @field_validator("database")
    @classmethod
    def _database(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise PydanticCustomError(
                "fix", "数据库地址应为 sqlite:///路径 或 postgresql+psycopg://用户:密码@主机/库名"
            )
        return url

    @model_validator(mode="after")
    def _fits(self) -> "Settings":
        if self.platform == "feishu" and not (self.feishu and self.feishu.app_id and self.feishu.app_secret):
            raise PydanticCustomError("fix", "platform 是 feishu，feishu 一节还缺 app_id 或 app_secret")
        if both := set(self.rules.holidays) & set(self.rules.workdays):
            raise PydanticCustomError(
                "fix", f"rules.holidays 和 rules.workdays 都写了 {min(both)}，只能留一处"
            )
        return self

    @property
    def sqlite_file(self) -> Path | None:
        """The file of an SQLite database; None for PostgreSQL and for a database in memory."""
        path = self.database.removeprefix("sqlite:///")
        return None if path in (self.database, "", ":memory:") else Path(path)

    @property
    def shown_database(self) -> str:
        """The database for a reader: a password in it is blacked out."""
        word = PASSWORD.match(self.database)
        return self.database.replace(word["word"], "***") if word else self.database

    @property
    def secrets(self) -> tuple[str, ...]:
        """Words that must never be logged."""
        word = PASSWORD.match(self.database)
        return tuple(
            filter(None, (self.feishu.app_secret if self.feishu else "", word["word"] if word else ""))
        )

    def placed(self, base: Path) -> "Settings":
        """The same with relative paths counted from a folder."""

        def at(path: str) -> str:
            return str(base / path) if path else ""

        file = self.sqlite_file
        return self.model_copy(
            update={
                "database": f"sqlite:///{base / file}" if file else self.database,
                "lexicon": at(self.lexicon),
                "files": at(self.files),
                "log": self.log.model_copy(update={"file": at(self.log.file)}),
            }
        )


@dataclass(frozen=True)
class Source:
    """The file as it was read: where each key stands, and the values with their ${NAME} filled in."""

    name: str
    tree: Any
    values: dict[str, Any]

    def line(self, loc: tuple[Any, ...]) -> int:
        """The line of a key, or of the nearest key above it that is written in the file."""
        node, line = self.tree, 1
        for step in loc:
            try:
                line = (node.lc.item(step) if isinstance(node, CommentedSeq) else node.lc.key(step))[0] + 1
                node = node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line


def find() -> Path:
    """Which config.yaml is used when none is named: the one here, else the one that came with the bot."""
    here = Path("config.yaml")
    return here if here.exists() else HOME / "config.yaml"


def load(path: Path | None = None) -> Settings:
    """Read config.yaml (and the .env beside it).

    Raises Misconfigured: it is not there, not YAML, or something in it cannot be.
    """
    path = path or find()
    tree = _read(path)
    secrets = {**dotenv_values(path.parent / ".env"), **os.environ}
    faults: list[Fault] = []
    live = tree.get("platform", "console") == "feishu"
    values = _filled(tree, (), {k: v for k, v in secrets.items() if v}, faults, live=live)
    source = Source(path.name, tree, values)
    faults += unknown_keys(values, Settings)
    try:
        settings = Settings.model_validate({k: v for k, v in values.items() if k in Settings.model_fields})
    except ValidationError as wrong:
        faults += faults_of(wrong, Settings)
    if faults:
        raise Misconfigured(source.name, [(source.line(f.loc), f) for f in faults])
    return settings.placed(path.resolve().parent)


def _read(path: Path) -> CommentedMap:
    yaml = YAML(typ="rt")
    yaml.Constructor = _DaysAsWritten
    try:
        tree = yaml.load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as gone:
        raise Misconfigured(
            f"找不到配置文件 {path}。用 --config 指定，或复制一份 config.yaml 到这里。"
        ) from gone
    except (OSError, UnicodeDecodeError) as unread:
        raise Misconfigured(f"读不了配置文件 {path}：{unread}。请用 UTF-8 编码保存，并检查权限。") from unread
    except DuplicateKeyError as twice:
        line = twice.problem_mark.line + 1 if twice.problem_mark else 1
        raise Misconfigured(f"{path.name}:{line}: 同一个键写了两次。请删掉一个。") from twice
    except MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise Misconfigured(
            f"{path.name}:{line}: 这一行附近的格式读不懂。请检查缩进（只用空格）、冒号后的空格和引号。"
        ) from broken
    except YAMLError as broken:
        raise Misconfigured(f"{path.name}:1: 格式读不懂，文件里有不能用的字符。") from broken
    if tree is None:
        return CommentedMap()
    if not isinstance(tree, CommentedMap):
        raise Misconfigured(f"{path.name}:1: 配置应由“键: 值”组成。请参照随程序附带的 config.yaml。")
    return tree


def _filled(node: Any, loc: tuple[Any, ...], env: dict[str, str], faults: list[Fault], *, live: bool) -> Any:
    """Plain values with every ${NAME} replaced. `live`: the feishu part is in use and must be complete."""
    if isinstance(node, CommentedMap):
        return {k: _filled(v, (*loc, k), env, faults, live=live) for k, v in node.items()}
    if isinstance(node, CommentedSeq):
        return [_filled(v, (*loc, i), env, faults, live=live) for i, v in enumerate(node)]
    if not isinstance(node, str):
        return node
    key = ".".join(str(step) for step in loc)
    names = PLACE.findall(node)
    if names and key not in SECRET:
        faults.append(Fault(loc, node, "只有密钥可以写成 ${名字}", "直接写出值"))
    elif not names and key == "feishu.app_secret" and node:
        fix = "写成 ${FEISHU_APP_SECRET}，再把密钥放进环境变量或 .env 文件"
        faults.append(Fault(loc, "（不显示）", "密钥不能直接写在配置里", fix))
    elif key == "database" and (word := PASSWORD.match(node)) and not PLACE.fullmatch(word["word"]):
        faults.append(Fault(loc, "（不显示）", "数据库密码不能直接写在配置里", "写成 ${ZHIBU_DB_PASSWORD}"))
    needed = live or not key.startswith("feishu.")
    for name in names if needed and key in SECRET else ():
        if name not in env:
            fix = f"设置它，或在 .env 文件里写一行 {name}=…"
            faults.append(Fault(loc, node, f"环境变量 {name} 没有设置", fix))
    return PLACE.sub(lambda m: env.get(m[1], "") if needed else "", node) if key in SECRET else node
