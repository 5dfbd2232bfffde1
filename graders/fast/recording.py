"""Writes a graded submission into the gradebook, as nbgrader would have: all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, bindparam, insert, select, update

from .late import Penalty, seconds_late
from .plan import NotebookPlan, Plan
from .tables import COMMENT, GRADE, STUDENT, SUBMISSION, SUBMITTED_NOTEBOOK
from .values import GradedNotebook

NO_RESPONSE = "No response."
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written of one submission: its notebooks, those that were not handed in, and when it came in."""

    student: str
    came: datetime | None
    notebooks: tuple[GradedNotebook, ...]
    absent: Collection[str]


class UnknownStudent(ValueError):
    """A student who is not in the gradebook, and whom the configuration forbids to add."""


def record(connection: Connection, plan: Plan, entry: Entry, create: bool, penalty: Penalty) -> None:
    """Write one submission. Marks and comments given by hand stay as they are. Raises UnknownStudent."""
    _require_student(connection, entry.student, create)
    submission, came, extension = _submission(connection, plan, entry)
    rows = _notebooks(connection, submission, plan)
    late = seconds_late(came, plan.due, extension)
    for notebook in entry.notebooks:
        grades = _grades(connection, rows[notebook.name], plan.notebooks[notebook.name])
        _write_marks(connection, grades, notebook)
        _write_comments(connection, rows[notebook.name], plan.notebooks[notebook.name], notebook)
        _write_penalty(connection, rows[notebook.name], _loss(entry.student, _score(grades), late, penalty))
    for name in entry.absent:
        grades = _grades(connection, rows[name], plan.notebooks[name])
        _update(connection, GRADE, [{**row, "auto_score": 0.0, "needs_manual_grade": False} for row in grades.values()])


def _require_student(connection: Connection, student: str, create: bool) -> None:
    if connection.execute(select(STUDENT.c.id).where(STUDENT.c.id == student)).first():
        return
    if not create:
        raise UnknownStudent(student)
    connection.execute(insert(STUDENT).values(id=student))


def _submission(connection: Connection, plan: Plan, entry: Entry) -> tuple[str, datetime | None, Any]:
    """The submission's id, when it came in and its extension; made if there is none yet."""
    ours = (SUBMISSION.c.assignment_id == plan.id, SUBMISSION.c.student_id == entry.student)
    row = connection.execute(select(SUBMISSION).where(*ours)).first()
    if row is None:
        id = uuid4().hex
        values = {"id": id, "assignment_id": plan.id, "student_id": entry.student, "timestamp": entry.came}
        connection.execute(insert(SUBMISSION).values(**values))
        return id, entry.came, None
    if entry.came is None:
        return row.id, row.timestamp, row.extension
    connection.execute(update(SUBMISSION).where(SUBMISSION.c.id == row.id).values(timestamp=entry.came))
    return row.id, entry.came, row.extension


def _notebooks(connection: Connection, submission: str, plan: Plan) -> dict[str, str]:
    """Name -> id of the submitted notebooks; those that are lacking are made, with a row for every cell."""
    query = select(SUBMITTED_NOTEBOOK).where(SUBMITTED_NOTEBOOK.c.assignment_id == submission)
    known = {row.notebook_id: row.id for row in connection.execute(query)}
    found: dict[str, str] = {}
    for name, notebook in plan.notebooks.items():
        if notebook.id not in known:
            known[notebook.id] = uuid4().hex
            values = {"assignment_id": submission, "notebook_id": notebook.id, "flagged": False}
            connection.execute(insert(SUBMITTED_NOTEBOOK).values(id=known[notebook.id], **values))
            _grades(connection, known[notebook.id], notebook)
            _comments(connection, known[notebook.id], notebook)
        found[name] = known[notebook.id]
    return found


def _grades(connection: Connection, notebook: str, plan: NotebookPlan) -> dict[str, Row]:
    """Cell -> its row in the table of grades."""
    rows = {row.cell_id: dict(row._mapping) for row in connection.execute(_of(GRADE, notebook))}
    new = [
        {
            "id": uuid4().hex,
            "notebook_id": notebook,
            "cell_id": cell.id,
            "auto_score": None,
            "manual_score": None,
            "extra_credit": None,
            "needs_manual_grade": True,
        }
        for cell in plan.graded.values()
        if cell.id not in rows
    ]
    if new:
        connection.execute(insert(GRADE), new)
    rows |= {row["cell_id"]: row for row in new}
    return {name: rows[cell.id] for name, cell in plan.graded.items()}


def _write_marks(connection: Connection, grades: Mapping[str, Row], notebook: GradedNotebook) -> None:
    changed: list[Row] = []
    for mark in notebook.marks:
        row = grades[mark.cell]
        row["auto_score"] = mark.auto
        row["needs_manual_grade"] = row["manual_score"] is not None or mark.auto is None
        changed.append(row)
    _update(connection, GRADE, changed)


def _comments(connection: Connection, notebook: str, plan: NotebookPlan) -> dict[str, Row]:
    """Cell -> its row in the table of comments."""
    ids = {**plan.solutions, **{name: cell.id for name, cell in plan.graded.items() if cell.task}}
    rows = {row.cell_id: dict(row._mapping) for row in connection.execute(_of(COMMENT, notebook))}
    new = [
        {"id": uuid4().hex, "notebook_id": notebook, "cell_id": id, "auto_comment": None, "manual_comment": None}
        for id in dict.fromkeys(ids.values())
        if id not in rows
    ]
    if new:
        connection.execute(insert(COMMENT), new)
    rows |= {row["cell_id"]: row for row in new}
    return {name: rows[id] for name, id in ids.items()}


def _write_comments(connection: Connection, notebook: str, plan: NotebookPlan, graded: GradedNotebook) -> None:
    rows = _comments(connection, notebook, plan)
    for name, row in rows.items():
        row["auto_comment"] = NO_RESPONSE if name in graded.unanswered else None
    _update(connection, COMMENT, rows.values())


def _write_penalty(connection: Connection, notebook: str, loss: float | None) -> None:
    ours = SUBMITTED_NOTEBOOK.c.id == notebook
    connection.execute(update(SUBMITTED_NOTEBOOK).where(ours).values(late_submission_penalty=loss))


def _loss(student: str, score: float, late: float, penalty: Penalty) -> float | None:
    """What lateness costs: never less than nothing, never more than was earned."""
    loss = penalty(student, score, late) if late > 0 else None
    return None if loss is None else min(max(loss, 0.0), score)


def _score(grades: Mapping[str, Row]) -> float:
    return sum(score_of(row["auto_score"], row["manual_score"], row["extra_credit"]) for row in grades.values())


def score_of(auto: float | None, manual: float | None, extra: float | None) -> float:
    """What a graded cell counts: the mark given by hand before the other, and what was given on top of it."""
    base = manual if manual is not None else auto
    return 0.0 if base is None else base + (extra or 0.0)


def _of(table: Any, notebook: str) -> Any:
    return select(table).where(table.c.notebook_id == notebook)


_CHANGING: Mapping[Any, tuple[str, ...]] = {
    GRADE: ("auto_score", "needs_manual_grade"),
    COMMENT: ("auto_comment",),
}


def _update(connection: Connection, table: Any, rows: Iterable[Row]) -> None:
    names = _CHANGING[table]
    given = [{"of": row["id"], **{f"new_{name}": row[name] for name in names}} for row in rows]
    if given:
        values = {name: bindparam(f"new_{name}") for name in names}
        connection.execute(update(table).where(table.c.id == bindparam("of")).values(values), given)
