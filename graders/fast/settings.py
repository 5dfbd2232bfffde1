"""What nbgrader's configuration says about grading, as plain values: nbgrader itself takes a second to import."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STEPS = ("source", "release", "submitted", "autograded", "feedback")


@dataclass(frozen=True, slots=True)
class Running:
    """How cells are run and what is kept of their outputs.

    `timeout` is in seconds a cell, None for no limit. Lines of output beyond `max_lines` are cut, and lines of a
    traceback beyond `max_traceback`; -1 keeps all. Text on stderr that matches `ignored` is no error.
    """

    execute: bool = True
    clear: bool = True
    timeout: float | None = 30
    limit: bool = True
    max_lines: int = 1000
    max_traceback: int = 100
    ignored: str = ""
    add_missing: bool = False
    missing_words: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """How lateness is punished: nbgrader's own method by name, or a plugin class with its whole configuration."""

    method: str = "none"
    plugin: Any = None
    config: Any = None


@dataclass(frozen=True, slots=True)
class Settings:
    """One course folder's configuration. `foreign` are words of it that only nbgrader's own pipeline can follow."""

    root: Path
    structure: str
    steps: Mapping[str, str]
    db_url: str
    notebook_id: str
    student_id_exclude: str
    ignore: tuple[str, ...]
    untouched: Mapping[str, tuple[str, ...]]
    permissions: int
    feedback_permissions: int
    groupshared: bool
    force: bool
    create_student: bool
    running: Running
    late: Late
    hidden_marks: tuple[str, str]
    foreign: tuple[str, ...] = ()
    foreign_feedback: tuple[str, ...] = ()

    @property
    def submitted_directory(self) -> str:
        """The name of the step that holds what was handed in."""
        return self.steps["submitted"]

    def format_path(self, step: str, student: str, assignment: str, escape: bool = False) -> str:
        """The path of a step by nbgrader's directory structure; `escape` for use in a regular expression."""
        names = {"nbgrader_step": step, "student_id": student, "assignment_id": assignment}
        if not escape:
            return str(self.root / self.structure.format(**names))
        parts = [part.format(**names) for part in Path(self.structure).parts]
        base = [] if Path(self.structure).is_absolute() else [re.escape(str(self.root))]
        return "/".join(base + parts)

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """The folder of a step, one of STEPS."""
        return Path(self.format_path(self.steps[step], student, assignment))
