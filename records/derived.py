"""The derived rows: what a folded state looks like as rows of `standing` and `hole`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..mastery.state import StudentState
from .schema import hole, standing

Row = dict[str, Any]
Rows = dict[tuple[str, Any], Row]


def rows_of(state: StudentState) -> Rows:
    """Every derived row of a student, by (table name, key within the student)."""
    standings = {("standing", skill): _standing_row(one) for skill, one in state.standings.items()}
    holes = {("hole", number): _hole_row(number, one) for number, one in enumerate(state.holes)}
    return {**standings, **holes}


def write_changes(connection: sa.Connection, student: str, before: StudentState, after: StudentState) -> None:
    """Write the rows in which `after` differs from `before`."""
    old, new = rows_of(before), rows_of(after)
    replace(connection, student, old.keys() - new.keys(), {key: row for key, row in new.items() if old.get(key) != row})


def replace(connection: sa.Connection, student: str, gone: Iterable[tuple[str, Any]], rows: Rows) -> None:
    """Delete the rows `gone` and put `rows` in the place of those with their keys."""
    for table, key in {*gone, *rows}:
        column = _KEYS[table]
        connection.execute(sa.delete(column.table).where(column.table.c.student == student, column == key))
    for (table, _), row in rows.items():
        connection.execute(sa.insert(_KEYS[table].table).values(student=student, **row))


def read_rows(connection: sa.Connection, student: str) -> Rows:
    """The derived rows as they are stored now."""
    found: Rows = {}
    for name, column in _KEYS.items():
        query = sa.select(column.table).where(column.table.c.student == student)
        for row in connection.execute(query).mappings():
            values = {key: value for key, value in row.items() if key != "student"}
            found[name, values[column.name]] = values
    return found


_KEYS: Mapping[str, sa.Column[Any]] = {"standing": standing.c.skill, "hole": hole.c.number}


def _standing_row(one: Any) -> Row:
    columns = {name: getattr(one, name) for name in ("skill", "p_known", "mastered_at", "last_at")}
    return {**columns, "answers": one.answers, "body": plain(asdict(one))}


def _hole_row(number: int, one: Any) -> Row:
    return {"number": number, "skill": one.skill, "status": one.status, "body": plain(asdict(one))}


def plain(value: Any) -> Any:
    """A value as JSON has it: moments as ISO text, tuples as lists, sets sorted."""
    match value:
        case datetime():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case set() | frozenset():
            return sorted(plain(one) for one in value)
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return value
