"""One SQLAlchemy engine, set up so that what is committed survives a power cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

# SQLite's own advice for a durable, concurrent file: https://www.sqlite.org/wal.html and pragma.html.
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 15000")
_WRITING = {"gapless_begin": "BEGIN IMMEDIATE"}


def url_of(where: str | Path) -> sa.URL:
    """A database address: what looks like a URL is one, anything else is the path of an SQLite file."""
    if "://" in str(where):
        return sa.make_url(str(where))
    return sa.URL.create("sqlite", database=str(Path(where).absolute()))


def make_engine(where: str | Path) -> sa.Engine:
    """An engine for this path or URL; nothing is opened yet."""
    url = url_of(where)
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that holds the write lock from its start, so that what it reads can't change under it."""
    with engine.connect().execution_options(**_WRITING) as connection, connection.begin():
        yield connection


def _set_up(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by itself, later than asked and never with the write lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("gapless_begin", "BEGIN"))
