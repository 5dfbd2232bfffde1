"""Grades a batch by nbgrader's own pipeline, one submission after the other, whatever becomes of the others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from .examine import Examined, doubles, examine
from .folder import Folder, opened
from .gradebook import marked
from .observed import Observed
from .submissions import find_submissions, require_assignment
from .values import Batch, Outcome

Progress = Callable[[str, int, int], None]
"""Called with whose work is graded now, how many are done, and how many there are."""


def grade_batch(
    place: Path,
    assignment: str,
    *,
    student: str | None = None,
    force: bool = False,
    known: Collection[str] = (),
    progress: Progress | None = None,
) -> Batch:
    """Grade what was handed in for `assignment` in the course folder `place`: of all students, or of one.

    `force` grades again what was graded before; `known` are the ids of the class. Marks go to nbgrader's gradebook.
    Stands in the folder meanwhile, so it is not for threads. Raises OperatorError where there is nothing to grade.
    """
    with opened(place) as folder:
        handouts = folder.handouts()
        require_assignment(folder, assignment, handouts)
        found = find_submissions(folder, assignment, student)
        twice = doubles([*find_submissions(folder, assignment, None)], known)
        outcomes: list[Outcome] = []
        for name, where in found.items():
            if progress is not None:
                progress(name, len(outcomes), len(found))
            seen = examine(name, where, assignment, handouts)
            seen.refusal = twice.get(name, seen.refusal)
            outcomes.append(_graded(folder, assignment, seen, force))
        return Batch(assignment, tuple(outcomes), folder.said.getvalue())


def _graded(folder: Folder, assignment: str, seen: Examined, force: bool) -> Outcome:
    if seen.refusal:
        return Outcome(seen.student, "refused", seen.refusal, tuple(seen.notes))
    converter = Observed(folder, assignment, seen, force)
    converter.start()
    if converter.words:
        return Outcome(seen.student, "failed", converter.words, tuple(seen.notes))
    return marked(folder, assignment, seen, "graded" if converter.ran else "kept")
