"""The marks and comments that stand in the gradebook for an assignment, of all its submissions at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, Select, Table, select

from ..batches.values import CellMark
from .plan import Plan
from .recording import score_of
from .tables import COMMENT, GRADE, SUBMISSION, SUBMITTED_NOTEBOOK


@dataclass
class Standing:
    """One submission's marks by notebook and cell, its comments likewise, and what lateness cost each notebook."""

    marks: dict[tuple[str, str], CellMark] = field(default_factory=dict)
    comments: dict[tuple[str, str], str] = field(default_factory=dict)
    penalties: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """All marks together, before anything is taken off."""
        return sum(mark.score for mark in self.marks.values())


def standings(engine: Engine, plan: Plan) -> Mapping[str, Standing]:
    """Student -> what stands in the gradebook for the assignment."""
    cells = {
        id: (notebook.name, name)
        for notebook in plan.notebooks.values()
        for name, id in [*((cell.name, cell.id) for cell in notebook.graded.values()), *notebook.solutions.items()]
    }
    most = {cell.id: cell.max_score for notebook in plan.notebooks.values() for cell in notebook.graded.values()}
    names = {notebook.id: notebook.name for notebook in plan.notebooks.values()}
    found: defaultdict[str, Standing] = defaultdict(Standing)
    owners: dict[str, Standing] = {}
    with engine.connect() as connection:
        join = SUBMITTED_NOTEBOOK.join(SUBMISSION, SUBMISSION.c.id == SUBMITTED_NOTEBOOK.c.assignment_id)
        query = select(SUBMITTED_NOTEBOOK, SUBMISSION.c.student_id).select_from(join)
        for row in connection.execute(query.where(SUBMISSION.c.assignment_id == plan.id)):
            owners[row.id] = standing = found[row.student_id]
            if row.notebook_id in names and row.late_submission_penalty:
                standing.penalties[names[row.notebook_id]] = row.late_submission_penalty
        for row in connection.execute(_within(GRADE, plan)):
            if row.notebook_id in owners and row.cell_id in most:
                _note(owners[row.notebook_id], cells[row.cell_id], row, most[row.cell_id])
        for row in connection.execute(_within(COMMENT, plan)):
            words = row.manual_comment if row.manual_comment is not None else row.auto_comment
            if words and row.notebook_id in owners and row.cell_id in cells:
                owners[row.notebook_id].comments[cells[row.cell_id]] = words
    return found


def _within(table: Table, plan: Plan) -> Select[Any]:
    ids = [notebook.id for notebook in plan.notebooks.values()]
    join = table.join(SUBMITTED_NOTEBOOK, SUBMITTED_NOTEBOOK.c.id == table.c.notebook_id)
    return select(table).select_from(join).where(SUBMITTED_NOTEBOOK.c.notebook_id.in_(ids))


def _note(standing: Standing, at: tuple[str, str], row: Any, most: float) -> None:
    nobody_yet = row.auto_score is None and row.manual_score is None
    score = score_of(row.auto_score, row.manual_score, row.extra_credit)
    standing.marks[at] = CellMark(*at, score, most, bool(row.needs_manual_grade) or nobody_yet)
