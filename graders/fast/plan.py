"""What the gradebook knows of an assignment, read once for a whole batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as the teacher made it, hidden tests and all. Locked ones are put back into every submission."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str | None


@dataclass(frozen=True, slots=True)
class GradedCell:
    """A cell that gives marks; a `task` is described in it and answered elsewhere, always graded by hand."""

    id: str
    name: str
    max_score: float
    task: bool


@dataclass(frozen=True, slots=True)
class NotebookPlan:
    """One notebook: the cells by their grade ids, in the notebook's order, and the kernel it is made for."""

    id: str
    name: str
    kernelspec: Mapping[str, Any] | None
    sources: Mapping[str, SourceCell]
    graded: Mapping[str, GradedCell]
    solutions: Mapping[str, str]

    @property
    def ours(self) -> bool:
        """Whether its kernel is this Python; any other is nbgrader's business."""
        kernel = self.kernelspec or {}
        return kernel.get("name", "python3") in ("python3", "python") and kernel.get("language", "python") == "python"


@dataclass(frozen=True, slots=True)
class Plan:
    """One assignment; `due` is in UTC without a zone, as the gradebook keeps it."""

    id: str
    name: str
    due: datetime | None
    notebooks: Mapping[str, NotebookPlan]
