"""Every item that a page shows makes questions, in the course the page makes."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import nbformat
import pytest
from docs_pages import DOCS, PAGES, Block, blocks

from gapless.authoring import ItemBank, check_course
from gapless.authoring.scaffold import new_course

SHOWN = [
    pytest.param(one, id=f"{page.relative_to(DOCS).as_posix()}:{one.line}")
    for page in PAGES
    for one in blocks(page)
    if one.language == "python" and "@item" in one.text
]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The course that `gapless new course` makes."""
    new_course(tmp_path / "doubling", "Doubling")
    return tmp_path / "doubling"


def put(course: Path, source: str) -> None:
    path = course / "lessons" / "01-doubles.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(source, metadata={"tags": ["items"]}, id="shown"))
    nbformat.write(notebook, path)


@pytest.mark.parametrize("block", SHOWN)
def test_it_makes_questions(block: Block, course: Path) -> None:
    put(course, block.text)
    names = re.findall(r"^def (\w+)\(rng\)", block.text, re.MULTILINE)
    with ItemBank(course) as bank:
        made = [bank.make(name, seed) for name in names for seed in range(30)]
    assert names
    assert len({one.fingerprint for one in made}) > 10
    assert all(Fraction(one.key) for one in made if one.kind != "choice")


@pytest.mark.parametrize("block", SHOWN)
def test_the_course_is_proved_with_it(block: Block, course: Path) -> None:
    put(course, block.text)
    # Notebooks are run by the test of the commands.
    assert check_course(course, seeds=40, lesson_runner=lambda *_: ()) == []
