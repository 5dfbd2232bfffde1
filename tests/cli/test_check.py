"""`gapless check` tells every fault with its place, and which lessons need a kernel."""

from __future__ import annotations

from pathlib import Path

import nbformat
from commands import Gapless


def add_cells(path: Path, *sources: str) -> None:
    """Append code cells to a notebook."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(notebook, path)


WATCHED = "import ipywidgets\nslider = ipywidgets.IntSlider()\nslider.observe(lambda change: None, 'value')\nslider"


def test_a_proved_course_says_so_and_names_what_needs_a_kernel(gapless: Gapless, tiny_course: Path) -> None:
    add_cells(tiny_course / "lessons" / "02-add-like.ipynb", WATCHED)
    ended = gapless("check", tiny_course, "--seeds", "40")
    assert ended.code == 0, ended.err
    assert "lessons/02-add-like.ipynb needs a kernel for each visitor:\n  IntSlider" in ended.out
    assert "01-parts" not in ended.out
    assert ended.out.endswith("Proved: 2 skills, 2 lessons, 40 questions of every item.\n")


def test_all_faults_are_told_at_once_with_file_and_cell(gapless: Gapless, tiny_course: Path) -> None:
    add_cells(tiny_course / "lessons" / "01-parts.ipynb", "1 / 0", "undefined_name")
    toml = tiny_course / "course.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"parts"]', '"prats"]'), encoding="utf-8")
    ended = gapless("check", tiny_course, "--seeds", "2")
    assert ended.code == 1
    assert "lessons/01-parts.ipynb, cell 4: ZeroDivisionError" in ended.err
    assert "lessons/01-parts.ipynb, cell 5: NameError" in ended.err
    assert "course.toml" in ended.err
    assert "prats" in ended.err
    assert "Traceback" not in ended.err
