"""What grading a batch gives, as plain values that need no nbgrader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Status = Literal["graded", "kept", "refused", "failed"]
"""graded now; kept as it was graded before; refused before grading; failed while it was graded."""


@dataclass(frozen=True, slots=True)
class CellMark:
    """One graded cell. `waiting` while somebody has yet to grade it by hand; its score then says nothing."""

    notebook: str
    cell: str
    score: float
    max_score: float
    waiting: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one student's submission.

    `words` tell a refusal or a failure with its place and remedy, `notes` whatever else is worth knowing. `faults` are
    why single cells or notebooks could not be graded as they should and got 0, `weak` which marks the student's code
    could have reached and why, `anomalies` what may be worth a look. `digests` are the sha256 of the notebooks that the
    marks are about; one that was not handed in, or could not be read, has none.
    """

    student: str
    status: Status
    words: str = ""
    notes: tuple[str, ...] = ()
    score: float = 0.0
    max_score: float = 0.0
    late_penalty: float = 0.0
    cells: tuple[CellMark, ...] = ()
    digests: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    anomalies: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether marks stand in the gradebook for what was handed in."""
        return self.status in ("graded", "kept")

    @property
    def waiting(self) -> int:
        """How many cells have yet to be graded by hand."""
        return sum(cell.waiting for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Batch:
    """One assignment's submissions, by student.

    `detour` tells why nbgrader's own, slow pipeline graded them, "" if it did not; `log` is what nbgrader said
    meanwhile. `seconds` are those that each stage took, added up over everything that worked at once.
    """

    assignment: str
    outcomes: tuple[Outcome, ...]
    log: str = ""
    detour: str = ""
    seconds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def complete(self) -> bool:
        """Whether every submission is graded, and every cell of it could be."""
        return all(outcome.done and not outcome.faults for outcome in self.outcomes)
