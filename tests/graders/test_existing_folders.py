"""A course folder that nbgrader made is graded as nbgrader grades it, to the last mark."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from assignments import gapless

TOOLS = Path(sys.executable).parent
RIGHT = {
    "squares": "def squares(n):\n    if n < 1:\n        raise ValueError()\n    return [i**2 for i in range(1, n + 1)]",
    "sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n))",
}
NOISY = {"squares": RIGHT["squares"].replace("    if", "    import sys; print('!', file=sys.stderr)\n    if", 1)}
COMMENTS = {"sum_of_squares_equation": "$\\sum i^2$", "part-a": "It is the sum."}


def nbgrader(folder: Path, *arguments: str) -> None:
    """Run nbgrader's own command line, standing in `folder`."""
    environment = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}
    command = [str(TOOLS / "nbgrader"), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def hand_in(course: Path, student: str, answers: Mapping[str, str], timestamp: str = "") -> None:
    """Fill the released notebooks in and lay them where nbgrader collects them."""
    target = course / "submitted" / student / "ps1"
    shutil.copytree(course / "release" / "ps1", target)
    for path in target.glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = answers.get(id, cell["source"])
        path.write_text(json.dumps(notebook), encoding="utf-8")
    if timestamp:
        (target / "timestamp.txt").write_text(timestamp, encoding="utf-8")


def book(course: Path) -> dict[tuple[str, str, str], Any]:
    """Everything that the gradebook says of every graded cell."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as opened:
        return {
            (submission.student.id, notebook.name, grade.name): (
                grade.auto_score,
                grade.manual_score,
                grade.score,
                grade.max_score,
                grade.needs_manual_grade,
                notebook.late_submission_penalty,
                submission.timestamp,
            )
            for submission in opened.assignment_submissions("ps1")
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `nbgrader quickstart` makes, released, with three submissions."""
    place = tmp_path_factory.mktemp("quickstart")
    nbgrader(place, "quickstart", "course101")
    course = place / "course101"
    nbgrader(course, "generate_assignment", "ps1")
    hand_in(course, "ann", {**RIGHT, **COMMENTS}, "2026-11-20 08:00:00 UTC")
    hand_in(course, "bob", NOISY)
    hand_in(course, "cy", RIGHT)
    (course / "submitted" / "cy" / "ps1" / "problem2.ipynb").unlink()
    return course


def test_every_score_equals_nbgraders(course: Path) -> None:
    theirs = course.with_name("theirs")
    shutil.copytree(course, theirs)
    nbgrader(theirs, "autograde", "ps1")
    ran = gapless("grade", course, "ps1")
    assert ran.code == 0, ran.err
    assert "cy: problem2.ipynb was not handed in: its cells get 0." in ran.err
    assert book(course) == book(theirs)
    scores = {key[0]: 0.0 for key in book(course)}
    for (student, _, _), facts in book(course).items():
        scores[student] += facts[2]
    assert scores["ann"] == 3, "all four tests, and nothing by hand yet"
    assert scores["bob"] < scores["cy"], "what is written to stderr costs marks, as with nbgrader"


def files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_the_folder_holds_what_nbgrader_would_have_left(course: Path) -> None:
    theirs = files(course.with_name("theirs"))
    graded = {name for name in theirs if name.startswith("autograded/") and name.endswith(".ipynb")}
    pages = {f"feedback{name[len('autograded') : -len('ipynb')]}html" for name in graded}
    assert len(pages) == 5
    assert files(course) == theirs | pages | {"feedback/ann/ps1/timestamp.txt"}


def test_graded_notebooks_hold_the_cells_that_nbgrader_would_have_left(course: Path) -> None:
    from nbgrader.nbgraderformat import read

    def cells(path: Path) -> list[tuple[Any, ...]]:
        return [
            (one.cell_type, one.source, one.metadata.get("nbgrader"))
            for one in read(path.open(encoding="utf-8"), 4).cells
        ]

    graded = sorted(course.glob("autograded/*/*/*.ipynb"))
    assert len(graded) == 5
    for path in graded:
        assert path.stat().st_mode & 0o777 == 0o444
        assert cells(path) == cells(course.with_name("theirs") / path.relative_to(course))


def test_a_broken_configuration_is_named(course: Path) -> None:
    config = course / "nbgrader_config.py"
    before = config.read_text(encoding="utf-8")
    config.write_text("c = get_config()\nc.CourseDirectory.course_id = undefined\n", encoding="utf-8")
    ran = gapless("grade", course, "ps1")
    config.write_text(before, encoding="utf-8")
    assert ran.code == 1
    assert "nbgrader_config can't be read: NameError: name 'undefined' is not defined" in ran.err
