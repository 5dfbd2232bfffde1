"""The oracle that the page on practice shows proves the course it is for, and practice can be written with it."""

from __future__ import annotations

from pathlib import Path

import nbformat
from docs_pages import DOCS, blocks

from gapless.authoring import ItemBank, check_course, load_course
from gapless.authoring.scaffold import new_course
from gapless.practice.context import skill_contexts
from gapless.practice.verify import verify

SHOWN = [one.text for one in blocks(DOCS / "practice.md") if one.language == "python"]
PROPOSED = """
{"work": "Twice the number.", "skill": "doubles", "misconception": "adds-two", "kind": "typed",
 "slots": [{"name": "n", "low": 4, "high": 60}], "constraints": [], "stem": "What is double ${n}$?",
 "formula": "n + n", "mistakes": [{"misconception": "adds-two", "formula": "n + 2"}], "hints": []}
"""


def test_it_proves_the_course_and_a_proposal(tmp_path: Path) -> None:
    (source,) = SHOWN
    course = tmp_path / "doubling"
    new_course(course, "Doubling")
    path = course / "lessons" / "01-doubles.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(source, metadata={"tags": ["items"]}, id="shown"))
    nbformat.write(notebook, path)
    assert check_course(course, seeds=40, lesson_runner=lambda *_: ()) == []
    with ItemBank(course) as bank:
        context = skill_contexts(load_course(course), bank)["doubles"]
        report = verify(PROPOSED, context, bank, target="adds-two")
        assert (report.tier, [verdict.words for verdict in report.verdicts if not verdict.ok]) == (1, [])
        wrong = verify(PROPOSED.replace("n + n", "n + n + 1"), context, bank)
        assert (wrong.tier, wrong.verdicts[-1].check) == (0, "oracle")
