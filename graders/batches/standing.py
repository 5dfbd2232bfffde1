"""Reads marks from a class's gradebook while it is served; nothing of its configuration is run."""

from __future__ import annotations

from . import quick  # noqa: F401  # isort: skip  before anything of Jupyter
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from .values import CellMark


def marks_in(book: Path, student: str, assignment: str) -> tuple[CellMark, ...] | None:
    """Every graded cell of a submission; None where the gradebook has no such submission."""
    with Gradebook(f"sqlite:///{book}", course_id="") as opened:
        try:
            submission: Any = opened.find_submission(assignment, student)
        except MissingEntry:
            return None
        return all_marks(submission)


def all_marks(submission: Any) -> tuple[CellMark, ...]:
    """The marks of a submission of nbgrader's, whose columns have no types."""
    return tuple(_mark(notebook.name, grade) for notebook in submission.notebooks for grade in notebook.grades)


def _mark(notebook: str, grade: Any) -> CellMark:
    nobody_yet = grade.auto_score is None and grade.manual_score is None
    return CellMark(
        notebook=notebook,
        cell=grade.name,
        score=grade.score or 0.0,
        max_score=grade.max_score or 0.0,
        waiting=bool(grade.needs_manual_grade) or nobody_yet,
    )
