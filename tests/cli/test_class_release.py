"""An assignment that was edited is handed out anew to a class that already works on it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from assignments import ALL_RIGHT, STEPS, filled, gapless, put

from gapless.records import Classroom, Person


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A class, and its course, which may be edited."""
    place = tmp_path_factory.mktemp("releasing")
    course = shutil.copytree(STEPS, place / "course")
    assert gapless("class", "new", place / "class", "--course", course, "--teacher", "Ms Rivera").code == 0
    classroom = Classroom.open(place / "class")
    classroom.people.add([Person("mia", "Mia")])
    classroom.close()
    return place / "class", course


def edit(course: Path, was: str, now: str) -> None:
    path = course / "assignments" / "first-steps" / "steps.ipynb"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now), encoding="utf-8")


def test_the_edited_assignment_is_handed_out_and_work_that_came_before_is_told(school: tuple[Path, Path]) -> None:
    folder, course = school
    put(folder, "mia", filled(folder, ALL_RIGHT))
    assert gapless("grade", folder, "first-steps").code == 0
    title = json.loads((course / "assignments" / "first-steps" / "steps.ipynb").read_text(encoding="utf-8"))["cells"][0]
    line = "".join(title["source"]).splitlines()[0]
    edit(course, line, f"{line}, once more")
    ran = gapless("class", "release", folder, "first-steps")
    assert ran.code == 0, ran.err
    assert "1 handed it in already; their marks are about what it was." in ran.out
    assert "once more" in (folder / "release" / "first-steps" / "steps.ipynb").read_text(encoding="utf-8")
    assert gapless("grade", folder, "first-steps", "--force").code == 0


def test_a_graded_cell_that_is_gone_changes_nothing_where_work_was_handed_in(school: tuple[Path, Path]) -> None:
    folder, course = school
    before = {path: path.read_bytes() for step in ("source", "release") for path in folder.glob(f"{step}/**/*.ipynb")}
    edit(course, '"grade_id": "ticket-test"', '"grade_id": "ticket-other"')
    ran = gapless("class", "release", folder, "first-steps")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert {path: path.read_bytes() for path in before} == before


def test_an_assignment_that_the_course_lacks_is_named(school: tuple[Path, Path]) -> None:
    ran = gapless("class", "release", school[0], "last-steps")
    assert (ran.code, ran.out) == (1, "")
    assert "The course has no assignment 'last-steps'; it has first-steps, loops" in ran.err
