"""Who may import whom, and which third party lives where (docs/architecture.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BELOW = {
    "bot": {"scheduler", "handlers", "ledgers", "storage", "language", "branch"},
    "scheduler": {"handlers", "storage", "branch"},
    "handlers": {"storage", "branch"},
    "ledgers": {"storage", "branch"},
    "storage": {"branch"},
    "language": {"branch"},
    "branch": set(),
}
HOMES = {
    "lark_oapi": ("bot/platforms/",),
    "websockets": ("bot/platforms/",),
    "httpx": ("bot/platforms/",),
    "prompt_toolkit": ("bot/platforms/console/", "bot/cli.py"),
    "rich": ("bot/platforms/console/", "bot/cli.py"),
    "click": ("bot/cli.py",),
    "structlog": ("bot/logs.py",),
    "filelock": ("bot/alone.py",),
    "dotenv": ("bot/config.py",),
    "ruamel": ("bot/config.py", "branch/kinds.py", "bot/sample.py"),
    "apscheduler": ("scheduler/", "bot/app.py"),
    "openpyxl": ("ledgers/",),
    "jieba": ("language/",),
    "pypinyin": ("language/",),
    "lunardate": ("language/",),
    "chinese_calendar": ("branch/calendar.py",),
    "alembic": ("storage/",),
    "sklearn": ("language/tone/training.py",),
    "scipy": ("language/tone/training.py",),
    "numpy": ("language/tone/training.py",),
}
PURE = {"sqlmodel", "sqlalchemy", "pydantic", "pydantic_core", "chinese_calendar", "ruamel"}
"""Third parties the branch may use: notation, a calendar, a reader of its kinds."""
ACTING = {"asyncio", "socket", "subprocess", "urllib", "http", "threading", "sqlite3", "logging"}
"""Standard modules that act; meaning has no use for them."""
OURS = frozenset(BELOW)


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def _files() -> list[Path]:
    return sorted(file for floor in BELOW for file in (ROOT / floor).rglob("*.py"))


def _tops(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {name.partition(".")[0] for name in _imports(tree)}


FILES = [(file.relative_to(ROOT).as_posix(), _tops(file)) for file in _files()]


def test_the_house_was_found() -> None:
    assert {name.partition("/")[0] for name, _ in FILES} == OURS


@pytest.mark.parametrize("floor", BELOW)
def test_a_floor_imports_only_what_lies_below_it(floor: str) -> None:
    upward = {
        f"{name} -> {top}"
        for name, tops in FILES
        if name.startswith(f"{floor}/")
        for top in tops & OURS - BELOW[floor] - {floor}
    }
    assert upward == set()


@pytest.mark.parametrize("party", HOMES)
def test_a_third_party_lives_in_its_home_only(party: str) -> None:
    strays = {name for name, tops in FILES if party in tops and not name.startswith(HOMES[party])}
    assert strays == set()


def test_the_branch_is_pure() -> None:
    import sys

    known = set(sys.stdlib_module_names) - ACTING | PURE | {"branch"}
    assert {
        f"{name} -> {top}" for name, tops in FILES if name.startswith("branch/") for top in tops - known
    } == set()


def test_no_floor_below_the_platforms_asks_which_platform_it_is_on() -> None:
    """Only bot/ may know the names of platforms (docs/architecture.md, Platform differences)."""
    below = [file for file in _files() if not file.is_relative_to(ROOT / "bot")]
    asking = {
        file.relative_to(ROOT).as_posix()
        for file in below
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ("feishu", "console")
    }
    assert asking == set()


def test_only_app_reads_the_real_clock() -> None:
    reading = {
        name
        for name, file in ((f.relative_to(ROOT).as_posix(), f) for f in _files())
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr)
        in {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time")}
    }
    assert reading <= {"bot/app.py"}
