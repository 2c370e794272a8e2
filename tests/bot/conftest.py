"""A database with the sample branch in it, made by the bot itself."""

from pathlib import Path

import pytest

from bot.commands.books import opened
from bot.config import Settings
from bot.sample import move_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database=f"sqlite:///{tmp_path / 'data' / 'zhibu.db'}", files=str(tmp_path / "data" / "files")
    )


@pytest.fixture
def database(settings: Settings) -> Path:
    with opened(settings) as store:
        store.now(lambda s: move_in(s, settings.branch, "console"))
    assert settings.sqlite_file is not None
    return settings.sqlite_file
