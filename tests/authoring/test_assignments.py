"""Assignments of a course: read with it, and what keeps their marks from becoming evidence is told by the check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gapless.authoring import check_course, load_course
from gapless.authoring.check import examine_course


def graded(id: str, solution: bool = False) -> dict[str, Any]:
    facts = {"grade": True, "grade_id": id, "locked": not solution, "points": 1, "schema_version": 3, "task": False}
    return {"cell_type": "code", "source": "1", "metadata": {"nbgrader": {**facts, "solution": solution}}}


@pytest.fixture
def course(tiny_course: Path) -> Path:
    """The tiny course with one assignment of two notebooks, mapped."""
    folder = tiny_course / "assignments" / "first-work"
    folder.mkdir(parents=True)
    for name, ids in (("bars", ["bars-test", "shared"]), ("sums", ["sums-test", "shared"])):
        content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [graded(id) for id in ids]}
        (folder / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    add(tiny_course, '[assignment.first-work.cells]\nbars-test = "parts"\n"sums/shared" = "add-like"\n')
    return tiny_course


def add(course: Path, toml: str) -> None:
    with (course / "course.toml").open("a", encoding="utf-8") as file:
        file.write(toml)


def told(course: Path) -> str:
    return "\n".join(map(str, check_course(course, seeds=30, lesson_runner=lambda course, file: ())))


def test_an_assignment_knows_its_notebooks_and_the_skill_of_a_cell(course: Path) -> None:
    work = load_course(course).assignments["first-work"]
    assert (work.title, work.notebooks) == ("First work", ("bars", "sums"))
    assert work.skill_of("bars", "bars-test") == "parts"
    assert work.skill_of("sums", "shared") == "add-like"
    assert work.skill_of("bars", "shared") is None
    assert told(course) == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('sums-tset = "parts"', "course.toml, assignment.first-work.cells: sums-tset: No notebook in"),
        ('sums-tset = "parts"', "Did you mean 'sums-test'?"),
        ('sums-test = "part"', "There is no skill 'part'. Did you mean 'parts'?"),
        ("sums-test = 3", "There is no skill 3."),
    ],
)
def test_a_cell_that_names_nothing_is_told_and_keeps_nothing_else_from_loading(
    course: Path, line: str, words: str
) -> None:
    add(course, f"{line}\n")
    assert words in told(course)
    assert load_course(course).assignments["first-work"].skill_of("bars", "bars-test") == "parts"


def test_an_assignment_without_notebooks_is_told(course: Path) -> None:
    add(course, '[assignment.second.cells]\nx = "parts"\n')
    assert "assignment.second: There is no notebook in assignments/second." in told(course)
    assert set(load_course(course).assignments) == {"first-work"}


def test_a_notebook_that_can_not_be_read_is_told_with_its_place(course: Path) -> None:
    (course / "assignments" / "first-work" / "bars.ipynb").write_text('{"cells": [', encoding="utf-8")
    assert "assignments/first-work/bars.ipynb: This is not a notebook" in told(course)


def test_a_repeated_grade_id_is_told(course: Path) -> None:
    content = {"nbformat": 4, "cells": [graded("bars-test"), graded("bars-test")]}
    (course / "assignments" / "first-work" / "bars.ipynb").write_text(json.dumps(content), encoding="utf-8")
    assert "2 graded cells have the id 'bars-test'. Give each an id of its own." in told(course)


def write_test(course: Path, test: str) -> None:
    """One assignment of one notebook: an answer, and a test of it."""
    for path in (course / "assignments").glob("*/*.ipynb"):
        path.unlink()
    answer = graded("half", solution=True)
    answer["metadata"]["nbgrader"]["grade"] = False
    answer["source"] = (
        "class Half:\n    ### BEGIN SOLUTION\n    of = 2\n    __eq__ = lambda a, b: True\n    ### END SOLUTION"
    )
    content = {"nbformat": 4, "cells": [answer, {**graded("half-test"), "source": test}]}
    (course / "assignments" / "first-work" / "bars.ipynb").write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ("assert Half().of == 2", []),
        (
            "assert Half() == Half()",
            [
                "assignments/first-work/bars.ipynb, cell 2, half-test: This test can't be judged strictly: it compares "
                "the student's objects by their own ==, <, or in. A student's code could forge its marks. "
                "Compare their fields: (v.x, v.y) == (1, 2)."
            ],
        ),
        (
            "assert Half().of == 3",
            [
                "assignments/first-work/bars.ipynb, cell 2, half-test: The solution in this notebook does not pass "
                "this test. Mend one of them."
            ],
        ),
    ],
)
def test_a_test_that_can_not_be_strict_or_that_its_solution_fails_is_told(
    course: Path, test: str, words: list[str]
) -> None:
    write_test(course, test)
    found = examine_course(course, seeds=1, lesson_runner=lambda course, file: ())
    assert [str(each.fault) for each in found if each.rule.id == "tests-strict"] == words
    assert all(each.rule.level == "warning" for each in found if each.rule.id == "tests-strict")
