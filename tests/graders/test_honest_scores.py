"""Honest work gets what nbgrader gives it, cell by cell, though no test runs where the work does."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import FOLDER, assignments
from corpus_scores import scores_by_nbgrader

from gapless.graders.strict import PRELOAD, Patience, Sheet, Strict
from gapless.kernels import Zygote

ASSIGNMENTS = assignments()
BY_NBGRADER = json.loads((FOLDER / "scores.json").read_text(encoding="utf-8"))
EVERY = [(name, student) for name, assignment in ASSIGNMENTS.items() for student in assignment.submissions]
LIVE: dict[str, list[str]] = {"classes": ["vector-mutates"]}
if os.environ.get("GAPLESS_WHOLE_CORPUS"):  # a minute and a half: make nightly
    LIVE = {name: list(assignment.submissions) for name, assignment in ASSIGNMENTS.items()}
WEAK = {
    "objects": {"money-equal", "money-sorts", "money-type", "recursive-test", "formula-test"},
    "plots": {"picture-test"},
}


@pytest.fixture(scope="module")
def strict() -> Iterator[Strict]:
    """One examiner for all the assignments."""
    libraries = ("numpy", "pandas", "matplotlib.pyplot", "matplotlib_inline.backend_inline")
    with Zygote((*libraries, *PRELOAD)) as zygote:
        yield Strict(zygote.fork, [each.author for each in ASSIGNMENTS.values()], patience=Patience(cell=30))


def examined(strict: Strict, name: str, student: str, folder: Path) -> Sheet:
    return strict(ASSIGNMENTS[name].submission(student), ASSIGNMENTS[name].source_cells, folder)


@pytest.mark.parametrize(("name", "student"), EVERY, ids=lambda word: str(word))
def test_every_score_is_nbgraders(name: str, student: str, strict: Strict, tmp_path: Path) -> None:
    sheet = examined(strict, name, student, tmp_path)
    assert {cell.grade_id: cell.score for cell in sheet.cells} == BY_NBGRADER[name][student]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_only_tests_that_can_not_be_strict_are_weak_and_say_so(name: str, strict: Strict) -> None:
    plan = strict.plan(ASSIGNMENTS[name].source_cells)
    assert set(plan.weak) == WEAK.get(name, set())
    assert all(plan.constructs[id].remedy for id in plan.weak)
    assert plan.failing == ()


def test_the_scores_written_down_are_what_nbgrader_gives_today(tmp_path: Path) -> None:
    by_hand = scores_by_nbgrader(LIVE, tmp_path)
    assert by_hand == {name: {one: BY_NBGRADER[name][one] for one in students} for name, students in LIVE.items()}
