"""nbgrader's own autograding of one submission, watched: what went amiss in it becomes a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute

from .examine import Examined
from .folder import Folder
from .kernel import QuietExecute

# Only nbgrader's own step is exchanged: one that a configuration names is what its author wants.
_QUIETER: Mapping[type | str, type] = {Execute: QuietExecute}


class Observed(Autograde):
    """Autogrades one submission that was found to be sound; configured as `Autograde` itself, hooks and all.

    After `start`: `ran` is False when it was graded before and nothing newer came in; `words` tell a failure.
    """

    def __init__(self, folder: Folder, assignment: str, seen: Examined, force: bool) -> None:
        folder.coursedir.assignment_id = assignment
        super().__init__(coursedir=folder.coursedir, parent=folder.app)
        self.force = self.force or force
        self.autograde_preprocessors = [_QUIETER.get(step, step) for step in self.autograde_preprocessors]
        self.ran = False
        self._notebooks = folder.coursedir.notebook_id
        self.words = ""
        self._seen = seen
        self._at = ""

    def init_notebooks(self) -> None:
        """This submission's notebooks alone."""
        paths = sorted(self._seen.folder.glob(f"{self._notebooks}.ipynb"))
        self.assignments = {str(self._seen.folder): [str(path) for path in paths]}

    def start(self) -> None:
        """Grade the submission. nbgrader undoes what it did to one that fails."""
        try:
            super().start()
        except NbGraderException as trouble:
            self.words = self.words or self._told(trouble)

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether there is anything to do."""
        self.ran = super().init_destination(assignment_id, student_id)
        return self.ran

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """As nbgrader does it, watched."""
        with self._watching():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """As nbgrader does it, watched."""
        self._at = Path(notebook_filename).name
        with self._watching():
            super().convert_single_notebook(notebook_filename)

    @contextmanager
    def _watching(self) -> Iterator[None]:
        try:
            yield
        except Exception as trouble:
            self.words = self._told(trouble)
            raise

    def _told(self, trouble: Exception) -> str:
        place = f"{self._seen.folder / self._at}" if self._at else str(self._seen.folder)
        tell = _TROUBLES.get(type(trouble).__name__, _unforeseen)
        return f"{place}: {tell(trouble)}"


def _unforeseen(trouble: Exception) -> str:
    first = (str(trouble).strip().splitlines() or ["it says no more"])[0]
    return f"{type(trouble).__name__}: {first.rstrip('.')}. The log tells more."


_TROUBLES: Mapping[str, Callable[[Any], str]] = {
    "DeadKernelError": lambda trouble: (
        "its code ended the Python that ran it. Look for exit calls or too large data, then grade again."
    ),
    "UnresponsiveKernelError": lambda trouble: (
        "its code can't be interrupted. Look for an endless loop, then grade again."
    ),
    "CellTimeoutError": lambda trouble: "a cell takes too long. Look for an endless loop, then grade again.",
    "MissingEntry": lambda trouble: (
        f"it holds a graded cell that the gradebook does not know ({trouble}). "
        "Ask for the handed-out notebook, then grade again."
    ),
    "ValidationError": lambda trouble: (
        f"what nbgrader keeps with a cell was changed ({str(trouble).splitlines()[0]}). "
        "Ask for the handed-out notebook, then grade again."
    ),
}
