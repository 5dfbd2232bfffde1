"""What a cell earns by its outputs: nbgrader's own rules (nbgrader.utils.determine_grade)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


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


def _returned(text: Any, most: float) -> float:
    try:
        marks = float(text)
    except (TypeError, ValueError):
        return most
    if marks > most:
        raise TooMany(f"the test returned {marks:g}, and the cell has {most:g} marks")
    return marks if marks >= 0 else most
