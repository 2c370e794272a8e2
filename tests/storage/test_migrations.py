"""A database of any version becomes this one's, whole; a newer one, or a stranger's, is left alone."""

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlmodel import Session, SQLModel, select

from branch.events import Event
from branch.items import Item
from branch.people import Branch
from branch.votes import Vote
from storage import migrating
from storage.evidence import of_record
from storage.finding import votes
from storage.journal import story_of
from storage.migrating import current, head, migrate
from storage.store import Store
from storage.tables import Outbox
from storage.trouble import StorageTrouble

OLD = Path(__file__).with_name("revision-0001.sql")
"""A database as version 0001 left it, with something in every kind of table. Never edit it."""


@pytest.fixture
def empty(url: str, tmp_path: Path) -> Store:
    """An empty database of either kind."""
    if url.startswith("sqlite"):
        return Store(f"sqlite:///{tmp_path}/folder/that/is/missing/new.db")
    store = Store(url)
    migrate(store, "base")
    return store


def tables(store: Store) -> set[str]:
    return set(inspect(store.engine).get_table_names()) - {"alembic_version", "sqlite_sequence"}


def test_up_makes_every_table_and_down_takes_every_one_away(empty: Store) -> None:
    migrate(empty)
    assert tables(empty) == set(SQLModel.metadata.tables)
    migrate(empty, "base")
    assert tables(empty) == set()
    migrate(empty)
    assert tables(empty) == set(SQLModel.metadata.tables)


def test_the_migrations_make_exactly_what_the_code_declares(empty: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    migrate(empty)
    with empty.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    assert found == []


def test_at_the_head_nothing_happens(empty: Store) -> None:
    migrate(empty)
    migrate(empty)
    with empty.engine.connect() as connection:
        assert current(connection) == head()


def test_a_newer_database_is_refused_and_left_as_it_was(empty: Store) -> None:
    migrate(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageTrouble, match="更新版本.*9999.*升级程序"):
        migrate(empty)
    assert "inbox" in tables(empty)


def test_tables_of_ours_without_a_version_are_refused(empty: Store) -> None:
    migrate(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StorageTrouble, match="没有版本记录"):
        migrate(empty)


def test_replicas_that_start_together_migrate_once(empty: Store) -> None:
    stores = [Store(empty.url) for _ in range(3)]
    failed: list[Exception] = []

    def start(store: Store) -> None:
        try:
            migrate(store)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=start, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert failed == [] and tables(empty) == set(SQLModel.metadata.tables)


def test_a_database_of_the_first_version_opens_with_all_that_was_in_it(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with sqlite3.connect(file) as old:
        old.executescript(OLD.read_text(encoding="utf-8"))
    old.close()
    store = Store(f"sqlite:///{file}")
    migrate(store)
    item = store.now(lambda s: s.exec(select(Item)).one())
    assert (item.ref(), item.title, str(item.due)) == ("T1", "安全交底", "2026-11-27")
    assert store.now(lambda s: [b.name for b in s.exec(select(Branch))]) == ["镇海联合党支部"]
    assert len(store.now(lambda s: story_of(s, "yihao", "T1"))) == 1
    cards = store.now(lambda s: s.exec(select(Outbox).where(Outbox.platform_id != "")).all())
    assert [row.fate for row in cards] == ["sent", "sent"]
    assert store.now(lambda s: [e.name for e in of_record(s, "yihao", "T1")]) == ["验收单.pdf"]
    store.close()


def test_a_meeting_of_the_first_version_has_no_chair_and_no_vote_and_can_get_both(
    url: str, tmp_path: Path
) -> None:
    store = Store(url)
    migrate(store, "0001")
    known = {"m": "2026-11-25 02:00:00+00:00", "b": "yihao"}
    old = text(
        "INSERT INTO event (branch, prefix, number, kind, title, place, audience, body, lecturer, url,"
        " minutes, state, counts_for_year, made_at, late_entry)"
        " VALUES (:b, 'M', 7, '支部党员大会', '', '', '', '支部', '', '', '', 'draft', 2026, :m, false)"
    )
    store.now(lambda s: s.connection().execute(old, known))
    migrate(store)

    def vote(s: Session) -> None:
        event = s.exec(select(Event)).one()
        assert (event.chair, event.recorder, votes(s, event)) == ("", "", [])
        event.chair = "陈敏"
        s.add(Vote(branch="yihao", event_id=event.id or 0, ayes=8, noted_at=event.made_at))

    store.now(vote)
    assert store.now(lambda s: [v.words for v in votes(s, s.exec(select(Event)).one())]) == ["赞成8"]
    store.close()


LATER = '''"""A later revision, for the test: a table that others point to is built anew."""

import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("birthday", sa.Date(), nullable=True))
        person.alter_column("post", type_=sa.Text())


def downgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.drop_column("birthday")
'''


def test_a_table_built_anew_keeps_what_points_to_it(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(migrating.HERE, tmp_path / "migrations")
    (tmp_path / "migrations/versions/9998_later.py").write_text(
        LATER.replace("{head}", head()), encoding="utf-8"
    )
    store = Store(url)

    def count(s: Session) -> list[int]:
        asked = (text(f"SELECT count(*) FROM {name}") for name in ("person", "membership", "account"))
        return [s.connection().execute(one).scalar_one() for one in asked]

    before, newest = store.now(count), head()
    assert all(before)
    monkeypatch.setattr(migrating, "HERE", tmp_path / "migrations")
    migrate(store)
    assert store.now(count) == before
    if store.alone:
        on = store.now(lambda s: s.connection().exec_driver_sql("PRAGMA foreign_keys").scalar())
        assert on == 1, "foreign keys are minded again"
    migrate(store, newest)
    assert store.now(count) == before
    store.close()
