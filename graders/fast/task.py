"""Grades one submission: bytes in, values out, no gradebook and no course folder, so that it can run anywhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from ..batches.notebook import NotANotebook, Work, read_work
from ..strict import CellResult, Examiner, Sheet
from ..strict.marks import TooMany
from .anomalies import look
from .plan import NotebookPlan
from .sanitize import as_cell, facts, sanitized, unanswered
from .scoring import by_hand, by_outputs, kept_outputs
from .scratch import laid_out, make_room, written
from .settings import Running
from .values import Graded, GradedNotebook, Handout, Mark, Task
from .writing import notebook_bytes

Seconds = dict[str, float]


def grade_submission(task: Task, handout: Handout, examine: Examiner) -> Graded:
    """Grade every notebook of a submission, one after the other, in one folder of their own."""
    seconds: Seconds = {}
    with tempfile.TemporaryDirectory(prefix="gapless-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        given = laid_out(folder, {**task.files, **handout.files})
        notebooks: list[GradedNotebook] = []
        for one, content in sorted(task.notebooks.items()):
            notebooks.append(_graded(one, content, handout, _Bench(folder, examine, seconds)))
            make_room(folder, given)
        return Graded(task.student, tuple(notebooks), written(folder, given), seconds)


class _Bench:
    """Where a notebook is examined, and how long each stage takes."""

    def __init__(self, folder: Path, examine: Examiner, seconds: Seconds) -> None:
        self.folder, self.examine, self._seconds = folder, examine, seconds

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds of a block to its stage."""
        start = perf_counter()
        try:
            yield
        finally:
            self._seconds[stage] = self._seconds.get(stage, 0.0) + perf_counter() - start


def _graded(name: str, content: bytes, handout: Handout, bench: _Bench) -> GradedNotebook:
    plan = handout.plan.notebooks[name]
    with bench.timed("read"):
        try:
            work = read_work(content)
        except NotANotebook as trouble:
            return not_graded(plan, f"{name}.ipynb is not a notebook: {trouble}")
    with bench.timed("sanitize"):
        looked = look(work, plan, handout.hidden_marks)
        notebook, notes = sanitized(_whole(work), plan, handout.running)
    with bench.timed("examine"):
        sheet = _examined(notebook, plan, handout.running, bench)
    with bench.timed("score"):
        marks = tuple(_marks(notebook, plan, sheet, handout.running))
        left = frozenset(facts(cell)["grade_id"] for cell in _answers(notebook) if unanswered(cell))
    with bench.timed("write"):
        return GradedNotebook(
            name,
            notebook_bytes(notebook),
            marks,
            left,
            (*sheet.faults, *(f"the cell {mark.cell}: {mark.why}" for mark in marks if mark.failed)),
            tuple(f"{name}.ipynb: {note}" for note in notes),
            looked,
        )


def not_graded(plan: NotebookPlan, fault: str) -> GradedNotebook:
    """A notebook that can't be graded: nothing for any of its cells, and why."""
    return GradedNotebook(plan.name, None, tuple(Mark(name, 0.0) for name in plan.graded), faults=(fault,))


def _whole(work: Work) -> Mapping[str, Any]:
    return {**work.rest, "cells": work.cells}


def _answers(notebook: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (cell for cell in notebook["cells"] if facts(cell).get("solution"))


def _examined(notebook: dict[str, Any], plan: NotebookPlan, running: Running, bench: _Bench) -> Sheet:
    """Run the notebook and put its outputs into its cells."""
    if not running.execute:
        return Sheet((), {})
    authors = {name: as_cell(source, plan) for name, source in plan.sources.items()}
    sheet = bench.examine(notebook, authors, bench.folder)
    judged = {result.grade_id: result for result in sheet.cells}
    for position, cell in enumerate(notebook["cells"]):
        result = judged.get(facts(cell).get("grade_id", ""))
        if cell["cell_type"] == "code":
            cell["outputs"] = kept_outputs(result.outputs if result else sheet.outputs.get(position, ()), running)
            _remember(cell, result, running)
    return sheet


def _remember(cell: dict[str, Any], result: CellResult | None, running: Running) -> None:
    """Keep beside the outputs what the student may see of them, where that is not the same."""
    if result and result.shown != result.outputs:
        cell["metadata"]["gapless"] = {"shown": kept_outputs(result.shown, running)}


def _marks(notebook: Mapping[str, Any], plan: NotebookPlan, sheet: Sheet, running: Running) -> Iterator[Mark]:
    """The mark of every graded cell; one that is missing gets 0."""
    judged = {result.grade_id: result for result in sheet.cells}
    cells = {facts(cell)["grade_id"]: cell for cell in notebook["cells"] if facts(cell)}
    for name, graded in plan.graded.items():
        cell = cells.get(name)
        if cell is None:
            yield Mark(name, 0.0)
        elif graded.task or facts(cell)["solution"] or cell["cell_type"] != "code":
            yield Mark(name, None if graded.task else by_hand(cell))
        else:
            yield _mark(name, cell, graded.max_score, judged.get(name), running)


def _mark(name: str, cell: Mapping[str, Any], most: float, result: CellResult | None, running: Running) -> Mark:
    """A test's mark: the examiner's, but for runs that only what is on stderr, and is to be ignored, made fail."""
    if result and result.score is not None and (result.score > 0 or result.why or not running.ignored):
        return Mark(name, result.score, result.mode, result.why)
    if result is None and running.execute:
        return Mark(name, 0.0, why="it was not run")
    try:
        return Mark(name, by_outputs(cell["outputs"], most))
    except TooMany as trouble:
        return Mark(name, 0.0, why=f"{trouble}, so it gets 0.")
