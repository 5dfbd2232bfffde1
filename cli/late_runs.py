"""Runs a course's notebooks as pages; what that takes is imported at the first one, beside whatever runs by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from ..errors import AuthorError

if TYPE_CHECKING:
    from .page_runs import PageRuns


class LateRuns:
    """`PageRuns` that costs its two seconds of imports while the items are swept already."""

    def __init__(self, course: Path) -> None:
        self._course, self._lock = course, Lock()
        self._runs: PageRuns | None = None

    @property
    def reasons(self) -> Mapping[str, Sequence[str]]:
        """Why notebooks need a kernel, by file, of those that ran."""
        return self._runs.reasons if self._runs else {}

    def __call__(self, course: Path, file: str) -> list[AuthorError]:
        """Run the notebook `file`, a path inside the course; the cells that fail. Safe for several threads."""
        with self._lock:
            if self._runs is None:
                self._runs = _page_runs(self._course)
        return self._runs(course, file)


def _page_runs(course: Path) -> PageRuns:
    from ..voila_apps import quick  # noqa: F401  before anything of Jupyter is imported
    from .page_runs import PageRuns

    return PageRuns(course)
