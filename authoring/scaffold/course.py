"""A new course: one skill, its lesson with two items, a misconception and the short lesson for its hole."""

from __future__ import annotations

from pathlib import Path

from ...errors import OperatorError
from ..schema import FILE
from .cells import cells, fill, quoted, write_notebook
from .names import as_title


def new_course(folder: Path, title: str = "") -> list[Path]:
    """Write a course into a folder that is not there or empty; the files. Raises OperatorError otherwise."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OperatorError(
            "There is something here already, and nothing is overwritten.", str(folder), "Name another folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    toml, lesson, micro = folder / FILE, folder / "lessons" / "01-doubles.ipynb", folder / "micro" / "doubles.ipynb"
    toml.write_text(
        fill("course.toml", {"title": quoted(title or as_title(folder.resolve().name))}), encoding="utf-8", newline="\n"
    )
    write_notebook(lesson, cells("first-lesson.cells", {}, "doubles"))
    write_notebook(micro, cells("first-micro.cells", {}, "doubles"))
    return [toml, lesson, micro]
