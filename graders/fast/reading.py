"""Reads what the gradebook knows of its assignments."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from ...errors import OperatorError
from .plan import GradedCell, NotebookPlan, Plan, SourceCell
from .tables import ASSIGNMENT, BASE_CELL, GRADE_CELL, NOTEBOOK, SOURCE_CELL, TASK_CELL


@contextmanager
def gradebook(url: str) -> Iterator[Engine | None]:
    """The gradebook at this address; None where it is a file that nobody made yet.

    Raises OperatorError where it can't be read, or is of another version of nbgrader.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database and not Path(address.database).exists():
        yield None
        return
    engine = create_engine(address)
    try:
        yield engine
    except DatabaseError as trouble:
        what = f"The gradebook can't be read or written: {str(trouble.orig).splitlines()[0]}."
        remedy = (
            "Back it up. If it is of an older nbgrader, run `nbgrader db upgrade`; if it is locked, end who holds it."
        )
        raise OperatorError(what, address.render_as_string(), remedy) from trouble
    finally:
        engine.dispose()


def read_plans(engine: Engine | None) -> dict[str, Plan]:
    """Every assignment by name; {} where there is no gradebook yet."""
    if engine is None:
        return {}
    with engine.connect() as connection:
        notebooks = _notebooks(connection)
        return {
            row.name: Plan(row.id, row.name, row.duedate, dict(sorted(notebooks[row.id].items())))
            for row in connection.execute(select(ASSIGNMENT))
        }


def _notebooks(connection: Connection) -> defaultdict[str, dict[str, NotebookPlan]]:
    """Assignment id -> its notebooks by name."""
    sources: defaultdict[str, dict[str, SourceCell]] = defaultdict(dict)
    for row in connection.execute(select(SOURCE_CELL)):
        cell = SourceCell(row.name, row.cell_type, bool(row.locked), row.source or "", row.checksum)
        sources[row.notebook_id][row.name] = cell
    graded, solutions = _cells(connection)
    found: defaultdict[str, dict[str, NotebookPlan]] = defaultdict(dict)
    for row in connection.execute(select(NOTEBOOK)):
        plan = NotebookPlan(
            row.id, row.name, _kernelspec(row.kernelspec), sources[row.id], graded[row.id], solutions[row.id]
        )
        found[row.assignment_id][row.name] = plan
    return found


_Graded = defaultdict[str, dict[str, GradedCell]]
_Solutions = defaultdict[str, dict[str, str]]


def _cells(connection: Connection) -> tuple[_Graded, _Solutions]:
    """Notebook id -> its graded cells, and -> the ids of its solution cells, by name."""
    most = {row.id: row.max_score for table in (GRADE_CELL, TASK_CELL) for row in connection.execute(select(table))}
    graded: _Graded = defaultdict(dict)
    solutions: _Solutions = defaultdict(dict)
    for row in connection.execute(select(BASE_CELL)):
        if row.type == "SolutionCell":
            solutions[row.notebook_id][row.name] = row.id
        elif row.id in most:
            task = row.type == "TaskCell"
            graded[row.notebook_id][row.name] = GradedCell(row.id, row.name, most[row.id] or 0.0, task)
    return graded, solutions


def _kernelspec(text: str | None) -> Mapping[str, Any] | None:
    try:
        found = json.loads(text) if text else None
    except ValueError:
        return None
    return found if isinstance(found, dict) and found else None
