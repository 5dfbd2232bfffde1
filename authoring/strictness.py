"""Tests of assignments that grading can't judge strictly, found by running the author's own solution as it will be."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from ..errors import AuthorError, OperatorError
from ..graders.strict.handout import PlanOf, rehearsing
from .handouts import Handout


def weak_tests(course: Path, handouts: Collection[Handout]) -> list[AuthorError]:
    """A finding for each test that will be weak, and for each that the author's own solution does not pass.

    Where processes can't be forked, nothing is found: grading tells that itself.
    """
    readable = [one for one in handouts if one.fault is None and one.graded]
    if not readable:
        return []
    try:
        with rehearsing() as plan_of:
            return [fault for handout in readable for fault in _faults(course, handout, plan_of)]
    except OperatorError:
        return []


def _faults(course: Path, handout: Handout, plan_of: PlanOf) -> Iterator[AuthorError]:
    path = course / handout.file
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if not any("### BEGIN SOLUTION" in "".join(cell["source"]) for cell in notebook["cells"]):
        return  # an author who keeps the solutions elsewhere: nothing to try the tests on
    plan = plan_of(notebook, path.parent)
    numbers = {
        cell["metadata"].get("nbgrader", {}).get("grade_id"): number for number, cell in enumerate(notebook["cells"], 1)
    }
    for id_ in plan.failing:
        what, remedy = "The solution in this notebook does not pass this test.", "Mend one of them."
        yield AuthorError(what, remedy, handout.file, numbers[id_], id_)
    for id_, construct in plan.constructs.items():
        if id_ not in plan.failing:
            what = f"This test can't be judged strictly: {construct.what}. A student's code could forge its marks."
            yield AuthorError(what, construct.remedy, handout.file, numbers[id_], id_)
