"""The marks that stand in nbgrader's gradebook for one submission."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..fast.recall import changed
from .examine import Examined
from .folder import Folder
from .standing import all_marks
from .values import Outcome, Status


def marked(folder: Folder, assignment: str, seen: Examined, status: Status) -> Outcome:
    """The outcome of a submission that nbgrader graded, now or before.

    Of one graded before, notebooks that were changed since lose their digest: the marks are about another work.
    """
    notes, digests = list(seen.notes), seen.digests
    if status == "kept":
        for name in _changed(folder, assignment, seen):
            notes.append(f"{name}.ipynb was changed since it was graded. Grade it again with --force.")
            del digests[name]
    with folder.gradebook() as book:
        submission: Any = book.find_submission(assignment, seen.student)  # its columns have no types
        return Outcome(
            student=seen.student,
            status=status,
            notes=tuple(notes),
            score=submission.score,
            max_score=submission.max_score,
            late_penalty=sum(one.late_submission_penalty or 0.0 for one in submission.notebooks),
            cells=all_marks(submission),
            digests=digests,
        )


def _changed(folder: Folder, assignment: str, seen: Examined) -> list[str]:
    graded = Path(folder.coursedir.format_path(folder.coursedir.autograded_directory, seen.student, assignment))
    return changed(graded, seen.works)
