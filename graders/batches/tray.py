"""Where students' hand-ins of a class lie: checked before they are kept, and nothing kept is ever lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .examine import Handouts, whose
from .notebook import NotANotebook, Work, facts, read_work
from .values import CellMark

LARGEST = 2_000_000
"""Bytes of a notebook that is handed in, at most."""

SUBMITTED, AUTOGRADED, RELEASE, EARLIER = "submitted", "autograded", "release", "handed-in-before"
FEEDBACK = "feedback"
TIMESTAMP = "timestamp.txt"


class Unfit(ValueError):
    """What was handed in can't be kept. `reason` is too-large, not-notebook, no-cells or other-work, with `facts`."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


@dataclass(frozen=True, slots=True)
class HandIn:
    """A sound notebook: which of the assignment's it is, its bytes and their sha256.

    `missing` are graded cells it lacks. `passing`, `failing` and `unrun` count its visible checks as they stand in it,
    which is what the student's own run left there and proves nothing.
    """

    notebook: str
    content: bytes
    digest: str
    missing: tuple[str, ...]
    passing: int
    failing: int
    unrun: int


class Tray:
    """The hand-ins of one class folder, in nbgrader's own places."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def notebooks(self, assignment: str) -> tuple[str, ...]:
        """The names of the notebooks that were handed out for an assignment; () while it is not."""
        return tuple(path.stem for path in self._released(assignment))

    def handout(self, assignment: str, notebook: str) -> bytes | None:
        """A notebook as it was handed out; None where there is none of that name."""
        found = [path for path in self._released(assignment) if path.stem == notebook]
        return found[0].read_bytes() if found else None

    def read(self, assignment: str, text: str) -> HandIn:
        """Find out which notebook of the assignment this is, by its graded cells. Raises Unfit."""
        content = text.encode("utf-8", "surrogatepass")
        if len(content) > LARGEST:
            raise Unfit("too-large", megabytes=f"{len(content) / 1_000_000:.1f}", most=LARGEST // 1_000_000)
        try:
            work = read_work(content)
        except NotANotebook as trouble:
            raise Unfit("not-notebook", trouble=trouble) from None
        if not work.graded:
            raise Unfit("no-cells")
        handouts = self._handouts()
        found = whose(work, {assignment: handouts.get(assignment, {})})
        if found is None:
            other = whose(work, handouts)
            raise Unfit("other-work", other=other[0] if other else "")
        missing = handouts[assignment][found[1]] - work.graded
        return HandIn(found[1], content, work.digest, tuple(sorted(missing)), *_checks(work))

    def keep(self, student: str, assignment: str, handed: HandIn, at: datetime) -> None:
        """Keep a hand-in where nbgrader collects it; an earlier, different one moves to a dated folder."""
        folder = self._place / SUBMITTED / _bare(student) / _bare(assignment)
        folder.mkdir(parents=True, exist_ok=True)
        target, stamp = folder / f"{_bare(handed.notebook)}.ipynb", folder / TIMESTAMP
        if target.exists() and target.read_bytes() != handed.content:
            earlier = self._place / EARLIER / student / assignment / f"{at.astimezone(UTC):%Y-%m-%d-%H%M%S-%f}"
            earlier.mkdir(parents=True, exist_ok=True)
            for path in (target, stamp):
                if path.exists():
                    _write(earlier / path.name, path.read_bytes())
        _write(target, handed.content)
        _write(stamp, f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC\n".encode())

    def marks(self, student: str, assignment: str) -> tuple[CellMark, ...] | None:
        """The marks of what was handed in last; None while it is not graded. Takes a second the first time."""
        book = self._place / "gradebook.db"
        if not book.is_file() or not self._graded(student, assignment):
            return None
        from .standing import marks_in

        return marks_in(book, student, assignment)

    def feedback(self, student: str, assignment: str, notebook: str) -> bytes | None:
        """The page about a notebook that was handed in last, as grading wrote it; None while there is none."""
        path = self._place / FEEDBACK / _bare(student) / _bare(assignment) / f"{_bare(notebook)}.html"
        return path.read_bytes() if self._graded(student, assignment) and path.is_file() else None

    def _graded(self, student: str, assignment: str) -> bool:
        """Whether what was handed in last is what was graded last."""
        names = (SUBMITTED, AUTOGRADED)
        stamps = [self._place / name / _bare(student) / _bare(assignment) / TIMESTAMP for name in names]
        return all(path.is_file() for path in stamps) and stamps[0].read_bytes() == stamps[1].read_bytes()

    def _handouts(self) -> Handouts:
        released = sorted((self._place / RELEASE).glob("*/*.ipynb"))
        handouts: dict[str, dict[str, frozenset[str]]] = {}
        for path in released:
            handouts.setdefault(path.parent.name, {})[path.stem] = read_work(path.read_bytes()).graded
        return handouts

    def _released(self, assignment: str) -> list[Path]:
        return sorted((self._place / RELEASE / _bare(assignment)).glob("*.ipynb"))


def _bare(name: str) -> str:
    """A name that stays inside its folder. Ids and assignments come checked; this is the last door."""
    if not name or name.startswith(".") or set(name) & set("/\\\0"):
        raise ValueError(f"{name!r} is no bare name")
    return name


def _write(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all; on disk when this returns."""
    handle, beside = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _checks(work: Work) -> tuple[int, int, int]:
    """How many visible checks pass, fail, and were not run, by the outputs that stand in the notebook."""
    counts = [0, 0, 0]
    for cell in work.cells:
        known = facts(cell)
        if cell["cell_type"] == "code" and known.get("grade") and not known.get("solution"):
            counts[_outcome(cell)] += 1
    return counts[0], counts[1], counts[2]


def _outcome(cell: Mapping[str, Any]) -> int:
    outputs = cell.get("outputs")
    if isinstance(outputs, list) and any(
        isinstance(one, dict) and one.get("output_type") == "error" for one in outputs
    ):
        return 1
    return 0 if isinstance(cell.get("execution_count"), int) else 2
