"""One batch from the folder to the records: grade it, keep the log, turn its marks into evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ..errors import AuthorError, CourseFaults

if TYPE_CHECKING:
    from ..graders.batches import Batch, Wanted
    from ..mastery import Course
    from ..records import Classroom

LOG = "grading.log"


class Grading:
    """One assignment of one folder; in a class folder marks become evidence, in any other they stay marks.

    `faults` are those of the course that keep marks from becoming evidence, `recorded` counts the new evidence by
    student, `log` is where nbgrader's words are kept when some work could not be graded.
    """

    def __init__(self, directory: Path, assignment: str) -> None:
        self.directory, self.assignment = directory, assignment
        self.classroom: Classroom | None = None
        self.course: Course | None = None
        self.faults: tuple[AuthorError, ...] = ()
        self.recorded: dict[str, int] = {}
        self.strangers: tuple[str, ...] = ()
        self.log: Path | None = None

    def __enter__(self) -> Self:
        from ..records.classroom import SETTINGS, Classroom

        if (self.directory / SETTINGS).is_file():
            self.classroom = Classroom.open(self.directory)
            self._read_course(self.classroom)
        return self

    def __exit__(self, *_: object) -> None:
        if self.classroom is not None:
            self.classroom.close()

    @property
    def complete(self) -> bool:
        """Whether everything was graded, and could become evidence where it should."""
        return self.batch.complete and (self.classroom is None or self.course is not None)

    def run(self, wanted: Wanted, step: Callable[[str, int, int], None]) -> None:
        """Grade the batch. Raises OperatorError where there is nothing to grade."""
        from ..authoring import to_html
        from ..graders.batches import grade_batch

        known = [one.id for one in self.classroom.people.students()] if self.classroom else []
        wanted = replace(wanted, known=known, prose=to_html)
        self.batch: Batch = grade_batch(self.directory, self.assignment, wanted, step)
        if self.classroom:
            self.strangers = tuple(one.student for one in self.batch.outcomes if one.student not in known)
        if not self.batch.complete and self.batch.log:
            self.log = self.directory / LOG
            self.log.write_text(self.batch.log, encoding="utf-8")

    def record(self) -> None:
        """Turn the marks into evidence; what is recorded already is passed over."""
        if self.classroom is None or self.course is None or self.assignment not in self.course.assignments:
            return
        from ..tutor.marks import GradedCell, record_marks

        now, assignment = datetime.now(UTC), self.course.assignments[self.assignment]
        for one in self.batch.outcomes:
            if one.done and one.student not in self.strangers:
                cells = [
                    GradedCell(cell.notebook, cell.cell, cell.score, cell.max_score, one.digests[cell.notebook])
                    for cell in one.cells
                    if not cell.waiting and cell.notebook in one.digests
                ]
                journal = self.classroom.records
                self.recorded[one.student] = record_marks(self.course, assignment, journal, one.student, cells, now)

    def _read_course(self, classroom: Classroom) -> None:
        from ..authoring.course import load_course, read_course
        from ..authoring.handouts import assignment_faults

        try:
            self.course = load_course(classroom.course)
        except CourseFaults as trouble:
            self.faults = trouble.faults
            return
        contents, _ = read_course(classroom.course)
        ours = f"assignment.{self.assignment}"
        found = assignment_faults(contents.toml, contents.handouts)
        self.faults = tuple(fault for fault in found if fault.key.partition(".cells:")[0] == ours)
