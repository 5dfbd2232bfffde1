"""A course folder over the benchmark's assignment, made without nbgrader's command line, and hand-ins for it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograde_course import ASSIGNMENT, NOTEBOOKS, WRITTEN, make_course

from gapless.graders.batches.folder import opened

RIGHT = {id: texts[0] for id, texts in WRITTEN.items()}
MOST = {"squares-test": 2, "total-test": 3, "primes-test": 4, "why": 2} | {
    "backwards-test": 1,
    "count-test": 3,
    "longest-test": 2,
}
FULL = {id: float(most) for id, most in MOST.items()} | {"why": 0.0}
"""What right answers earn before anybody read the one that is graded by hand."""


def generate(folder: Path, command: str, assignment: str) -> None:
    """`nbgrader generate_assignment` in this process, which has imported nbgrader already."""
    assert command == "generate_assignment"
    from nbgrader.converters import GenerateAssignment

    with opened(folder) as course:
        course.coursedir.assignment_id = assignment
        GenerateAssignment(coursedir=course.coursedir, parent=course.app).start()


def course_folder(folder: Path) -> Path:
    """The folder, with nobody's work in it."""
    return make_course(folder, 0, generate)


def copied(course: Path, target: Path, config: str = "") -> Path:
    """A copy of a course folder, with a configuration of its own."""
    shutil.copytree(course, target)
    (target / "nbgrader_config.py").write_text(f"c = get_config()\n{config}\n", encoding="utf-8")
    return target


def notebook(course: Path, name: str, answers: Mapping[str, str]) -> dict[str, Any]:
    """A released notebook with these cells filled in."""
    content = json.loads((course / "release" / ASSIGNMENT / f"{name}.ipynb").read_text(encoding="utf-8"))
    for cell in content["cells"]:
        cell["source"] = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""), cell["source"])
    return content


def hand_in(course: Path, student: str, answers: Mapping[str, str] | None = None, timestamp: str = "") -> Path:
    """Lay a student's work where nbgrader collects it: right but for these answers."""
    place = course / "submitted" / student / ASSIGNMENT
    place.mkdir(parents=True, exist_ok=True)
    for name in NOTEBOOKS:
        content = notebook(course, name, RIGHT | dict(answers or {}))
        (place / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    if timestamp:
        (place / "timestamp.txt").write_text(timestamp, encoding="utf-8")
    return place
