"""Ways to change the tiny course as an author would."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gapless.authoring import check_course

ITEMS = {"parts": "lessons/01-parts.ipynb", "add-like": "lessons/02-add-like.ipynb"}
ITEMS_CELL = 3


class Author:
    """Someone at work on the course in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Most of what is planted is one item, which has one shape.
        self.toml("shapes = 2", "shapes = 1")

    def toml(self, old: str, new: str) -> None:
        """Replace text in course.toml; the text must be there."""
        path = self.folder / "course.toml"
        source = path.read_text(encoding="utf-8")
        assert old in source
        path.write_text(source.replace(old, new, 1), encoding="utf-8")

    def cell(self, file: str, number: int, change: Callable[[str], str]) -> None:
        """Rewrite one cell (from 1) of a notebook."""
        path = self.folder / file
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cell = notebook["cells"][number - 1]
        cell["source"] = change("".join(cell["source"]))
        path.write_text(json.dumps(notebook), encoding="utf-8")

    def items(self, source: str, skill: str = "add-like") -> None:
        """Put these items in the place of a skill's own."""
        head = "from fractions import Fraction\nfrom gapless import item, Question\n"
        self.cell(ITEMS[skill], ITEMS_CELL, lambda _: head + source)

    def item(self, question: str, options: str = "", skill: str = "add-like") -> None:
        """Put one item, `planted`, in the place of a skill's own; `question` may use the numbers 1 ≤ k < n ≤ 90."""
        lines = [
            f'@item(skill="{skill}"{options})',
            "def planted(rng):",
            "    n = rng.randint(3, 90)",
            "    k = rng.randint(1, n - 1)",
            f"    return {question}",
        ]
        self.items("\n".join(lines), skill)

    def faults(self, seeds: int = 60) -> list[str]:
        """What a check says, without running notebooks."""
        return [str(fault) for fault in check_course(self.folder, seeds=seeds, lesson_runner=lambda folder, file: [])]


@pytest.fixture
def author(tiny_course: Path) -> Author:
    """The author of the tiny course."""
    return Author(tiny_course)
