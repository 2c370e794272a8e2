"""A database that is locked, full, read-only, broken or away: a clear sentence, nothing lost, nothing by half."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, select

from bot.platform import Message
from storage.migrating import migrate
from storage.store import Store
from storage.tables import Inbox
from storage.trouble import StorageTrouble
from tests.conftest import NOON, OPERATOR, Build
from tests.house.probes import Probe, inbox, outbox, titles
from tests.paper import PaperHouse

PATIENT = "PRAGMA busy_timeout=50"


@pytest.fixture
def small(house: PaperHouse, probe: Probe) -> PaperHouse:
    """A house on SQLite that hears the probe and does not wait long at a lock."""
    house.house.intake.attendant.reader = probe
    house.look(lambda s: s.connection().exec_driver_sql(PATIENT).close())
    return house


def file_of(house: PaperHouse) -> Path:
    return Path(house.house.store.url.removeprefix("sqlite:///"))


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program writes to the file and does not finish."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(house: PaperHouse, spare: int = 0) -> Iterator[None]:
    """The disk has only so many pages left for the database."""

    def limit(s: Session, pages: int) -> None:
        s.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}").close()

    there = house.look(lambda s: s.connection().exec_driver_sql("PRAGMA page_count").scalar())
    house.look(lambda s: limit(s, there + spare))
    yield
    house.look(lambda s: limit(s, 1_000_000))


async def test_while_another_program_holds_the_file_a_message_is_refused_to_the_platform(
    small: PaperHouse,
) -> None:
    with locked(file_of(small)):
        with pytest.raises(StorageTrouble, match="正被另一个程序占用"):
            await small.hears("张三", "note 甲", id="x")
        with pytest.raises(StorageTrouble):
            await small.settles()
    await small.says("张三", "note 甲", id="x")
    assert small.look(titles) == ["甲"]


async def test_a_lock_in_mid_work_costs_the_message_no_try(small: PaperHouse) -> None:
    await small.hears("张三", "note 甲")
    with locked(file_of(small)), pytest.raises(StorageTrouble):
        await small.house.intake.work()
    (row,) = small.look(inbox)
    assert (row.attempts, row.done_at, row.error) == (0, None, None)
    await small.settles()
    assert small.look(titles) == ["甲"]


async def test_a_full_disk_refuses_what_it_cannot_keep_and_goes_on_when_there_is_room(
    small: PaperHouse,
) -> None:
    kept = []
    with full(small, spare=30):
        with pytest.raises(StorageTrouble, match="磁盘已满.*没有写入"):
            for n in range(200):
                await small.hears("张三", "note " + "长" * 2000, id=f"m{n}", chat=f"c{n}")
                kept.append(f"m{n}")
        with pytest.raises(StorageTrouble, match="磁盘已满"):
            await small.settles()
        assert [row.message_id for row in small.look(inbox)] == kept
        assert {(row.attempts, row.done_at) for row in small.look(inbox)} <= {(0, None)}
    await small.settles()
    assert kept and len(small.look(titles)) == len(kept) == len(small.platform.sent)


async def test_a_full_disk_inside_a_handler_leaves_nothing_of_the_batch(small: PaperHouse) -> None:
    for n in range(4):
        await small.hears("张三", f"note {'长' * 3000}{n}", chat=f"c{n}")
    with full(small), pytest.raises(StorageTrouble, match="磁盘已满"):
        await small.house.intake.work()
    assert small.look(titles) == [] and small.look(outbox) == []
    assert [row.attempts for row in small.look(inbox)] == [0, 0, 0, 0]
    await small.settles()
    assert len(small.look(titles)) == 4


async def test_a_full_disk_after_a_send_repeats_it_with_the_same_key(small: PaperHouse) -> None:
    await small.hears("张三", "note 甲")
    await small.house.intake.work()
    delivery = small.house.delivery
    await delivery.work()
    small.look(lambda s: s.connection().exec_driver_sql("PRAGMA query_only=ON").close())
    await delivery.finish()
    small.house.store.engine.dispose()
    with pytest.raises(StorageTrouble, match="只读"):
        await delivery.work()
    await small.advance(NOON.replace(minute=40))
    (row,) = small.look(outbox)
    assert [p.once for p in small.platform.sent] == [row.once, row.once] and row.fate == "sent"


def test_a_file_that_is_no_database_is_not_touched(tmp_path: Path, build: Build) -> None:
    file = tmp_path / "notes.db"
    file.write_text("这是一份会议记录，不是数据库。" * 200, encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(StorageTrouble, match="不是支部通的数据库，或已损坏"):
        build(f"sqlite:///{file}")
    assert file.read_bytes() == before


async def test_a_database_with_a_broken_page_says_so_and_names_the_way_out(
    tmp_path: Path, sqlite_url: str, build: Build
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    pages = file.read_bytes()
    file.write_bytes(pages[:8192] + os.urandom(len(pages) - 8192))
    with pytest.raises(StorageTrouble, match="zhibu restore"):
        house = build(sqlite_url)
        await house.says("张三", "签到")


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}")
    with pytest.raises(StorageTrouble, match="打不开数据库文件"):
        migrate(store)
    store.close()


async def test_a_read_only_database_says_so_and_keeps_what_it_has(small: PaperHouse) -> None:
    await small.says("张三", "note 甲")
    small.look(lambda s: s.connection().exec_driver_sql("PRAGMA query_only=ON").close())
    with pytest.raises(StorageTrouble, match="只读"):
        await small.hears("张三", "note 乙")
    small.house.store.engine.dispose()
    await small.says("张三", "note 乙")
    assert small.look(titles) == ["甲", "乙"]


# the mode bits bind neither root nor Windows: there the file could be written and nothing would be refused
@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_without_write_permission_says_so(tmp_path: Path, sqlite_template: Path, build: Build) -> None:
    shutil.copy(sqlite_template, tmp_path / "ro.db")
    (tmp_path / "ro.db").chmod(0o400)
    tmp_path.chmod(0o500)
    with pytest.raises(StorageTrouble, match="只读|不可写|打不开"):
        build(f"sqlite:///{tmp_path}/ro.db")
    tmp_path.chmod(0o700)


def test_a_server_that_is_away_says_so() -> None:
    store = Store("postgresql+psycopg://nobody:secret@127.0.0.1:1/zhibu")
    with pytest.raises(StorageTrouble, match="连不上数据库服务器") as trouble:
        store.now(lambda s: s.exec(select(Inbox)).all())
    assert "secret" not in str(trouble.value)
    store.close()


async def test_connections_that_the_server_dropped_are_made_anew(probed: PaperHouse) -> None:
    await probed.says("张三", "note 甲")
    if not probed.house.store.alone:
        from sqlalchemy import text

        def drop(s: Session) -> None:
            others = "pid <> pg_backend_pid() AND datname = current_database()"
            s.connection().execute(
                text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
            )

        probed.look(drop)
    await asyncio.gather(*(probed.hears("张三", f"note {n}", chat=f"c{n}") for n in range(4)))
    await probed.settles()
    assert len(probed.look(titles)) == 5


async def test_a_constraint_of_ours_is_our_mistake_and_no_trouble_of_the_database(probed: PaperHouse) -> None:
    table = SQLModel.metadata.tables["inbox"]

    def break_it(s: Session) -> None:
        s.connection().execute(table.insert(), [{"lane": "disk is full, readonly, locked, connection"}])

    with pytest.raises(Exception) as error:  # noqa: PT011
        probed.look(break_it)
    assert not isinstance(error.value, StorageTrouble)


async def test_operator_and_members_hear_nothing_of_a_short_trouble(small: PaperHouse) -> None:
    await small.hears("张三", "note 甲")
    with locked(file_of(small)):
        for _ in range(5):
            with pytest.raises(StorageTrouble):
                await small.house.intake.work()
    await small.settles()
    assert [p.card.title for p in small.platform.sent] == ["已记甲"]
    assert not [p for p in small.platform.sent if p.address == OPERATOR]


async def test_messages_of_a_busy_minute_are_all_there_after_a_lock(small: PaperHouse) -> None:
    async def push(n: int) -> None:
        """As a platform does: again until it is acknowledged."""
        message = Message("paper", f"m{n}", f"c{n % 5}", "张三", f"note {n}", NOON)
        for _ in range(50):
            try:
                await small.house.hear(message)
            except StorageTrouble:
                continue
            return

    with locked(file_of(small)):
        pushed = [asyncio.ensure_future(push(n)) for n in range(10)]
        with pytest.raises(StorageTrouble):
            await small.house.intake.work()
    await asyncio.gather(*pushed)
    await small.settles()
    assert sorted(small.look(titles), key=int) == [str(n) for n in range(10)]
