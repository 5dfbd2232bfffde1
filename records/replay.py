"""Rebuild every derived table from the events, and say what differed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..mastery.state import StudentState, advance
from .derived import Rows, read_rows, replace, rows_of
from .engine import writing
from .schema import person
from .store import Records


@dataclass(frozen=True, slots=True)
class Difference:
    """One derived row that was not what the events say; None stands for a row that was not there."""

    student: str
    table: str
    key: Any
    stored: dict[str, Any] | None
    replayed: dict[str, Any] | None

    def __str__(self) -> str:
        stored, replayed = self.stored or {}, self.replayed or {}
        names = sorted(name for name in {*stored, *replayed} if stored.get(name) != replayed.get(name))
        changes = ", ".join(f"{name} {stored.get(name)!r} -> {replayed.get(name)!r}" for name in names)
        return f"{self.table} {self.student} {self.key}: {changes}"


def replay(records: Records) -> list[Difference]:
    """Fold every person's events anew, mend each derived row that differs, and return the differences."""
    with records.engine.connect() as connection:
        everybody = connection.scalars(sa.select(person.c.id).order_by(person.c.id)).all()
    return [difference for one in everybody for difference in _replay(records, one)]


def _replay(records: Records, student: str) -> list[Difference]:
    with writing(records.engine) as connection:
        # Read under the write lock: an answer given meanwhile waits, so none is taken for a difference.
        stored = read_rows(connection, student)
        replayed = rows_of(_folded(records, student))
        differences = _differences(student, stored, replayed)
        gone = [(one.table, one.key) for one in differences if one.replayed is None]
        mended = {(one.table, one.key): one.replayed for one in differences if one.replayed is not None}
        replace(connection, student, gone, mended)
    return differences


def _folded(records: Records, student: str) -> StudentState:
    state = StudentState()
    for event in records.events(student):
        state = advance(state, event)
    return state


def _differences(student: str, stored: Rows, replayed: Rows) -> list[Difference]:
    keys = sorted({*stored, *replayed}, key=str)
    return [
        Difference(student, table, key, stored.get((table, key)), replayed.get((table, key)))
        for table, key in keys
        if stored.get((table, key)) != replayed.get((table, key))
    ]
