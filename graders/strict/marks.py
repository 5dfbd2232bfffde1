"""What a cell earns by its outputs: nbgrader's own rules (nbgrader.utils.determine_grade, compute_checksum)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from .script import facts, grade_id, text_of


class TooMany(ValueError):
    """A test returned more marks than its cell has."""


def earned(outputs: Sequence[Mapping[str, Any]], most: float) -> float:
    """The marks of a test whose last line was reached.

    An error, or anything on stderr, gives nothing; a number that the cell returns is what it earns; all else is full
    marks. Raises TooMany.
    """
    for output in outputs:
        kind = output["output_type"]
        if kind == "error" or (kind == "stream" and output["name"] == "stderr"):
            return 0.0
        if kind == "execute_result":
            return _returned(output["data"].get("text/plain"), most)
    return most


def unchanged(cell: Mapping[str, Any]) -> bool:
    """Whether an answer is what was handed out, by the checksum that nbgrader keeps with it."""
    kept = facts(cell)
    return bool(kept.get("checksum")) and kept["checksum"] == _checksum(cell)


def _returned(text: Any, most: float) -> float:
    try:
        marks = float(text)
    except (TypeError, ValueError):
        return most
    if marks > most:
        raise TooMany(f"the test returned {marks:g}, and the cell has {most:g} marks")
    return marks if marks >= 0 else most


def _checksum(cell: Mapping[str, Any]) -> str:
    kept = facts(cell)
    grade, solution = bool(kept.get("grade")), bool(kept.get("solution"))
    locked = not solution and (grade or bool(kept.get("locked")))
    parts = [text_of(cell), str(cell["cell_type"]), str(grade), str(solution), str(locked), grade_id(cell)]
    parts += [str(float(kept["points"]))] if grade else []
    return hashlib.md5("".join(parts).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
