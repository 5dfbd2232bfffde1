"""A new class hands out what its course has to hand in, or is not made at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assignments import STEPS, gapless, make_class


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("handing-out") / "class")


def test_release_versions_hold_neither_solutions_nor_hidden_tests(released: Path) -> None:
    notebooks = sorted((released / "release").glob("*/*.ipynb"))
    assert [path.parent.name for path in notebooks] == ["first-steps", "loops"]
    for path in notebooks:
        text = path.read_text(encoding="utf-8")
        assert "YOUR CODE HERE" in text
        assert not [word for word in ("BEGIN SOLUTION", "HIDDEN TESTS", "share(100, 9)", "[7]\\n") if word in text]


def test_the_course_itself_is_left_as_it_is(released: Path) -> None:
    source = released / "source" / "loops" / "loops.ipynb"
    assert source.read_bytes() == (STEPS / "assignments" / "loops" / "loops.ipynb").read_bytes()
    assert not list(STEPS.rglob("*.db"))


def test_an_assignment_that_can_not_be_made_leaves_no_half_of_a_class(tiny_course: Path, tmp_path: Path) -> None:
    facts = {"grade": True, "grade_id": "a", "locked": True, "schema_version": 3, "solution": False, "task": False}
    cell = {"cell_type": "code", "id": "a", "execution_count": None, "outputs": [], "source": "1"}
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{**cell, "metadata": {"nbgrader": facts}}]}
    path = tiny_course / "assignments" / "work" / "a.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    ran = gapless("class", "new", tmp_path / "class", "--course", tiny_course)
    assert ran.code == 1
    assert "The assignment 'work' can't be handed out" in ran.err
    assert not (tmp_path / "class").exists()
