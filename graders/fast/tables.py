"""nbgrader's own tables, as much of them as grading reads and writes. nbgrader makes and migrates them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Float, Interval, MetaData, String, Table, Text

_META = MetaData()


def _table(name: str, *columns: Column[object]) -> Table:
    return Table(name, _META, Column("id", String, primary_key=True), *columns)


ASSIGNMENT = _table("assignment", Column("name", String), Column("duedate", DateTime))
NOTEBOOK = _table("notebook", Column("name", String), Column("assignment_id", String), Column("kernelspec", String))
BASE_CELL = _table("base_cell", Column("name", String), Column("notebook_id", String), Column("type", String))
GRADE_CELL = _table("grade_cells", Column("max_score", Float))
TASK_CELL = _table("task_cells", Column("max_score", Float))
SOURCE_CELL = _table(
    "source_cell",
    Column("name", String),
    Column("cell_type", String),
    Column("locked", Boolean),
    Column("source", Text),
    Column("checksum", String),
    Column("notebook_id", String),
)
STUDENT = _table("student")
SUBMISSION = _table(
    "submitted_assignment",
    Column("assignment_id", String),
    Column("student_id", String),
    Column("timestamp", DateTime),
    Column("extension", Interval),
)
SUBMITTED_NOTEBOOK = _table(
    "submitted_notebook",
    Column("assignment_id", String),
    Column("notebook_id", String),
    Column("flagged", Boolean),
    Column("late_submission_penalty", Float),
)
GRADE = _table(
    "grade",
    Column("notebook_id", String),
    Column("cell_id", String),
    Column("auto_score", Float),
    Column("manual_score", Float),
    Column("extra_credit", Float),
    Column("needs_manual_grade", Boolean),
)
COMMENT = _table(
    "comment",
    Column("notebook_id", String),
    Column("cell_id", String),
    Column("auto_comment", Text),
    Column("manual_comment", Text),
)
