"""Rebuild every derived table from the events, and say what differed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from .derived import Rows, read_rows, replace, rows_of
from .engine import writing
from .folded import fold
from .schema import person
from .store import Records


@dataclass(frozen=True, slots=True)
class Difference:
    """One derived row that was not what the events say; `key` starts with its table, None stands for no row."""

    student: str
    key: tuple[Any, ...]
    stored: dict[str, Any] | None
    replayed: dict[str, Any] | None

    def __str__(self) -> str:
        stored, replayed = self.stored or {}, self.replayed or {}
        names = sorted(name for name in {*stored, *replayed} if stored.get(name) != replayed.get(name))
        changes = ", ".join(f"{name} {stored.get(name)!r} -> {replayed.get(name)!r}" for name in names)
        return f"{self.student}, {' '.join(map(str, self.key))}: {changes}"


def replay(records: Records) -> list[Difference]:
    """Fold every person's events anew, mend each derived row that differs, and return the differences."""
    with records.engine.connect() as connection:
        everybody = connection.scalars(sa.select(person.c.id).order_by(person.c.id)).all()
    return [difference for one in everybody for difference in _replay(records, one)]


def _replay(records: Records, student: str) -> list[Difference]:
    with writing(records.engine) as connection:
        # Read under the write lock: an answer given meanwhile waits, so none is taken for a difference.
        stored = read_rows(connection, student)
        replayed = rows_of(fold(records.events(student)).state)
        differences = _differences(student, stored, replayed)
        gone = [one.key for one in differences if one.replayed is None]
        mended = {one.key: one.replayed for one in differences if one.replayed is not None}
        replace(connection, student, gone, mended)
    return differences


def _differences(student: str, stored: Rows, replayed: Rows) -> list[Difference]:
    keys = sorted({*stored, *replayed}, key=str)
    return [
        Difference(student, key, stored.get(key), replayed.get(key))
        for key in keys
        if stored.get(key) != replayed.get(key)
    ]
