"""What examining one notebook gives, as plain values, and the face of whatever examines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

Mode = Literal["strict", "weak"]
"""strict: the verdict was reached where no code of the student's ran; weak: the student's code could reach it."""

Output = Mapping[str, Any]
"""One output of a cell, as nbformat 4 has it."""


@dataclass(frozen=True, slots=True)
class CellResult:
    """What one graded cell earned.

    `score` is None where a person has to grade it. `why` says, in a sentence for the teacher, why it is zero or weak;
    "" where there is nothing to say. `outputs` are what the teacher may see; `shown` is what the student may see: the
    same, but for cells with hidden tests, whose text and values stay with the teacher.
    """

    grade_id: str
    score: float | None
    max_score: float
    mode: Mode = "strict"
    why: str = ""
    outputs: tuple[Output, ...] = ()
    shown: tuple[Output, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One examined notebook.

    `cells` are the graded cells in the notebook's order. `outputs` are those of every cell of the notebook by its
    position, as a student may see them; cells without outputs are left out. `faults` are what happened besides: code
    that took too long, that ended its process, that could not be run.
    """

    cells: tuple[CellResult, ...]
    outputs: Mapping[int, tuple[Output, ...]]
    faults: tuple[str, ...] = ()

    @property
    def weak(self) -> tuple[CellResult, ...]:
        """The cells whose verdict the student's code could reach."""
        return tuple(cell for cell in self.cells if cell.mode == "weak")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited: seconds for a cell, seconds for a whole notebook, and how often a student's process that
    ended or hung is started anew."""

    cell: float = 30.0
    notebook: float = 300.0
    restarts: int = 20


class Examiner(Protocol):
    """Examines the notebooks of one handout."""

    def __call__(
        self, notebook: Mapping[str, Any], source_cells: Mapping[str, Mapping[str, Any]], folder: Path
    ) -> Sheet:
        """Run a handed-in notebook, whose data files lie in `folder`, and judge its graded cells.

        `source_cells` are the author's cells by grade id, hidden tests and all; of a cell that stands in both, the
        text in the notebook counts only where it is the student's to write. Code of the student's may change `folder`,
        and nothing else. Never raises for what is in the notebook: that is told in the sheet.
        """
        ...
