"""Grading by nbgrader's own pipeline, one submission after the other: slow, and in no sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .examine import Examined, examine
from .folder import Folder, opened
from .gradebook import marked
from .observed import Observed
from .values import Batch, Outcome

if TYPE_CHECKING:
    from .batch import Wanted


def grade_by_nbgrader(
    place: Path,
    assignment: str,
    wanted: Wanted,
    found: Mapping[str, Path],
    refused: Mapping[str, str],
    step: Callable[[str, int, int], None],
) -> Batch:
    """Grade these submissions, whatever becomes of the others. nbgrader undoes what it did to one that fails."""
    with opened(place) as folder:
        if wanted.notebook is not None:
            folder.coursedir.notebook_id = wanted.notebook
        if not wanted.execute:
            folder.app.config.Execute.enabled = folder.app.config.ClearOutput.enabled = False
        handouts = folder.handouts()
        outcomes: list[Outcome] = []
        for name, where in found.items():
            step(name, len(outcomes), len(found))
            seen = examine(name, where, assignment, handouts)
            seen.refusal = refused.get(name, seen.refusal) or " ".join(seen.faults.values())
            outcomes.append(_graded(folder, assignment, seen, wanted.force))
        return Batch(assignment, tuple(outcomes), folder.said.getvalue())


def _graded(folder: Folder, assignment: str, seen: Examined, force: bool) -> Outcome:
    if seen.refusal:
        return Outcome(seen.student, "refused", seen.refusal, tuple(seen.notes))
    converter = Observed(folder, assignment, seen, force)
    converter.start()
    if converter.words:
        return Outcome(seen.student, "failed", converter.words, tuple(seen.notes))
    return marked(folder, assignment, seen, "graded" if converter.ran else "kept")
