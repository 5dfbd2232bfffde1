"""Where the course is that somebody works on: the nearest folder upward that holds a course.toml."""

from __future__ import annotations

from pathlib import Path

from ..errors import OperatorError
from .schema import FILE


def find_course(start: Path | str | None = None) -> Path:
    """The nearest folder from `start` (the working directory by default) upward that holds a course.

    Raises OperatorError where none does.
    """
    here = Path(start if start is not None else Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder
    remedy = "Work inside a course folder, or make one: gapless new course DIR."
    raise OperatorError(f"There is no {FILE} here or in a folder above", str(here), remedy)
