"""One served class for all tests of the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from house import House, in_a_thread
from served import new_class

STUDENTS = ("mia", "ada", "ben", "cleo")
SLIDER = """
import ipywidgets

slider, room = ipywidgets.IntSlider(value=3, max=9), ipywidgets.Output()

def draw(change):
    with room:
        print("moved to", change.new)

slider.observe(draw, "value")
ipywidgets.VBox([slider, room])
"""
SPY = "import os\n\nprint('ENV', sorted(os.environ))"


@pytest.fixture(scope="session")
def write_served_course(write_tiny_course: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """The tiny course, its first lesson with a cell that fails above the check, and a micro-lesson; its second live."""

    def write(place: Path) -> Path:
        course = write_tiny_course(place)
        code = nbformat.v4.new_code_cell
        _insert(course / "lessons" / "01-parts.ipynb", code("1 / 0", id="trouble"), code("x = 1; x", id="fine"))
        _insert(course / "lessons" / "02-add-like.ipynb", code(SLIDER, id="slider"), code(SPY, id="spy"))
        return course

    return write


def _insert(path: Path, *cells: nbformat.NotebookNode) -> None:
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1:1] = cells
    nbformat.write(notebook, path)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, write_served_course: Callable[[Path], Path]) -> Iterator[House]:
    """A served class over that course."""
    folder = tmp_path_factory.mktemp("house")
    served = new_class(folder / "class", write_served_course(folder / "course"), STUDENTS)
    with in_a_thread(served) as house:
        yield house
