"""A course small enough to hold in the head, written to disk as a teacher would write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COURSE_TOML = """
title = "Tiny fractions"
language = "en"

[mastery]
threshold = 0.95
typed = 3
choice = 4
shapes = 2

[[skill]]
id = "parts"
title = "Equal parts"
grade = 2
minutes = 10

[[skill]]
id = "add-like"
title = "Adding like fractions"
grade = 3
prerequisites = ["parts"]
minutes = 15

[[misconception]]
id = "adds-across"
title = "Adds tops and bottoms"
hole = "parts"
says = "You added the tops and the bottoms."
move = "Look at the size of one piece first."
"""

PARTS = """
from fractions import Fraction
from gapless import item, Question

@item(skill="parts")
def name_the_part(rng):
    n = rng.randint(2, 60)
    k = rng.randint(1, n)
    return Question(
        f"A bar has ${n}$ equal parts. ${k}$ of them are blue. What fraction is blue?",
        answer=Fraction(k, n),
        hints=["How many parts are there in all?", f"Blue parts over all parts: ${k}/{n}$."],
        solution=f"${k}$ of ${n}$ equal parts are blue: ${k}/{n}$.",
    )

@item(skill="parts")
def which_part(rng):
    n = rng.randint(3, 60)
    return Question(
        f"Which fraction is one of ${n}$ equal parts?",
        answer=f"$1/{n}$",
        choices=[f"${n}/1$", f"$1/{n + 1}$", f"$1/{n - 1}$"],
        hints=["One part goes on top.", f"One of ${n}$."],
        solution=f"One part of ${n}$: $1/{n}$.",
    )
"""

ADD = """
from fractions import Fraction
from gapless import item, Question

@item(skill="add-like")
def add_like(rng):
    n = rng.randint(3, 60)
    a = rng.randint(1, n - 2)
    b = rng.randint(1, n - a - 1)
    return Question(
        f"What is ${a}/{n} + {b}/{n}$?",
        answer=Fraction(a + b, n),
        mistakes={"adds-across": Fraction(a + b, 2 * n)},
        hints=["The pieces have the same size.", f"Add the tops: ${a} + {b}$ pieces."],
        solution=f"${a}/{n} + {b}/{n} = {a + b}/{n}$.",
    )

@item(skill="add-like", shape="story")
def add_like_story(rng):
    n = rng.randint(3, 60)
    a = rng.randint(1, n - 2)
    b = rng.randint(1, n - a - 1)
    return Question(
        f"Ann eats ${a}/{n}$ of a cake, Ben eats ${b}/{n}$. How much is eaten?",
        answer=Fraction(a + b, n),
        mistakes={"adds-across": Fraction(a + b, 2 * n)},
        hints=["The pieces have the same size.", f"Add the pieces: ${a} + {b}$ of them."],
        solution=f"${a}/{n} + {b}/{n} = {a + b}/{n}$.",
    )
"""


def write_notebook(path: Path, *cells: nbformat.NotebookNode) -> Path:
    """A notebook of these cells with ids that do not change from run to run."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernelspec})
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def items_cell(source: str) -> nbformat.NotebookNode:
    """A code cell tagged `items`."""
    return nbformat.v4.new_code_cell(source.strip(), metadata={"tags": ["items"]})


def build_tiny_course(course: Path) -> Path:
    """Two skills, `parts` then `add-like`, a lesson each, one misconception that names `parts`."""
    course.mkdir(parents=True)
    (course / "course.toml").write_text(COURSE_TOML, encoding="utf-8")
    text, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    write_notebook(
        course / "lessons" / "01-parts.ipynb",
        text("# Equal parts\n\nA whole can be cut into parts of the same size, like $1/4$."),
        code('from gapless import MasteryCheck\n\nMasteryCheck("parts")'),
        items_cell(PARTS),
    )
    write_notebook(
        course / "lessons" / "02-add-like.ipynb",
        text("# Adding like fractions\n\nPieces of the same size are counted together."),
        code('from gapless import MasteryCheck\n\nMasteryCheck("add-like")'),
        items_cell(ADD),
    )
    write_notebook(
        course / "micro" / "parts.ipynb",
        text("## Equal parts\n\nThe bottom number says how many equal parts make the whole."),
    )
    return course


@pytest.fixture(scope="session")
def write_tiny_course() -> Callable[[Path], Path]:
    """Writes the tiny course into a folder that isn't there yet."""
    return build_tiny_course


@pytest.fixture
def tiny_course(tmp_path: Path) -> Path:
    """The tiny course in a folder of its own."""
    return build_tiny_course(tmp_path / "tiny")


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One Chromium for all browser tests: Playwright can be started only once in a process."""
    import headless

    with headless.launch() as browser:
        yield browser
