"""Tables: made by migrations, refused when newer, and events that nobody can change."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from gapless.errors import OperatorError
from gapless.records import Records
from gapless.records.migrate import MIGRATIONS
from gapless.records.schema import HEAD, metadata


def test_the_migrations_make_exactly_the_tables_of_the_schema(records: Records) -> None:
    with records.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_revision_is_the_one_the_schema_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_commit_survives_a_power_cut(records: Records) -> None:
    with records.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_database_of_a_newer_version_is_refused_in_one_sentence_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    Records.open(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(OperatorError) as refusal:
        Records.open(path)
    assert str(refusal.value) == (
        f"These records were written by a newer gapless (tables 9999, this one knows {HEAD}) ({path}). "
        "Update gapless, or open the class with the version that wrote it."
    )
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("select version_num from alembic_version").fetchall() == [("9999",)]


def test_what_is_no_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    path.write_text("This is a letter to my grandmother, not a database." * 20)
    with pytest.raises(OperatorError, match=r"file is not a database.*restore a backup"):
        Records.open(path)


def test_a_place_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"unable to open database file.*Check the path"):
        Records.open(tmp_path / "nowhere" / "records.sqlite")


def test_two_that_start_at_once_make_the_tables_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(Records.open, [tmp_path / "records.sqlite"] * 4))
    assert [records.students() for records in opened] == [[], [], [], []]
    for records in opened:
        records.close()


@pytest.mark.parametrize("act", ["update event set kind = 'excused'", "delete from event"])
def test_the_database_itself_refuses_to_change_an_event(records: Records, mia: str, act: str) -> None:
    with records.engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into event (student, kind, at, body) values ('mia', 'asked', '2026-11-24 08:00:00', '{}')"
        )
    with pytest.raises(IntegrityError, match="events are never changed"), records.engine.begin() as connection:
        connection.exec_driver_sql(act)
