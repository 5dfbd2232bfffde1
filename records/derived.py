"""The derived rows: what a folded state looks like as rows of `standing` and `hole`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..mastery import Hole, Standing, StudentState
from .schema import hole, standing

Row = dict[str, Any]
Rows = dict[tuple[Any, ...], Row]

# The columns that tell a student's rows of a table apart; a row's key is the table's name and their values.
KEYS = {standing: ("skill",), hole: ("skill", "number")}


def rows_of(state: StudentState) -> Rows:
    """Every derived row of a student, by key."""
    return {key: _row(key, one) for key, one in _values(state).items()}


def write_changes(connection: sa.Connection, student: str, before: StudentState, after: StudentState) -> None:
    """Write the rows in which `after` differs from `before`."""
    old, new = _values(before), _values(after)
    changed = {key: _row(key, one) for key, one in new.items() if old.get(key) != one}
    replace(connection, student, old.keys() - new.keys(), changed)


def replace(connection: sa.Connection, student: str, gone: Iterable[tuple[Any, ...]], rows: Rows) -> None:
    """Delete the rows with the keys `gone` and put `rows` in the place of those with their keys."""
    for table, names in KEYS.items():
        for key in {*gone, *rows}:
            if key[0] == table.name:
                own = [table.c[name] == value for name, value in zip(names, key[1:], strict=True)]
                connection.execute(sa.delete(table).where(table.c.student == student, *own))
        for key, row in rows.items():
            if key[0] == table.name:
                connection.execute(sa.insert(table).values(student=student, **row))


def read_rows(connection: sa.Connection, student: str) -> Rows:
    """The derived rows as they are stored now."""
    found: Rows = {}
    for table, names in KEYS.items():
        for row in connection.execute(sa.select(table).where(table.c.student == student)).mappings():
            values = {key: value for key, value in row.items() if key != "student"}
            found[(table.name, *(values[name] for name in names))] = values
    return found


def _values(state: StudentState) -> dict[tuple[Any, ...], Standing | Hole]:
    values: dict[tuple[Any, ...], Standing | Hole] = {("standing", one.skill): one for one in state.standings.values()}
    numbers: Counter[str] = Counter()
    # Closed ones oldest first, then the live one: a hole keeps its number when it closes.
    for one in (*reversed(state.closed), *state.holes.values()):
        values["hole", one.skill, numbers[one.skill]] = one
        numbers[one.skill] += 1
    return values


def _row(key: tuple[Any, ...], one: Standing | Hole) -> Row:
    body = plain(asdict(one))
    if isinstance(one, Hole):
        return {"skill": one.skill, "number": key[2], "status": one.status, "body": body}
    columns = {name: getattr(one, name) for name in ("skill", "p_known", "mastered_at", "last_at")}
    return {**columns, "answers": len(one.answers), "body": body}


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
