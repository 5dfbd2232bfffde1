"""What `nbgrader autograde` documents is kept by the fast pipeline: options, configuration, lateness, permissions."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from autograde_course import ASSIGNMENT
from handed_in import FULL, RIGHT, copied, hand_in

from gapless.errors import OperatorError
from gapless.graders.batches import Batch, Outcome, Wanted, grade_batch

EARLY, LATE = "2026-11-20 08:00:00 UTC", "2026-11-20 10:00:00 +0100"
PLUGIN = """
from nbgrader.plugins import LateSubmissionPlugin

class ByTheHour(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600

c.AssignLatePenalties.plugin_class = ByTheHour
"""
STEP = """
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, SaveAutoGrades

class Note(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        nb.metadata['seen'] = True
        return nb, resources

c.Autograde.autograde_preprocessors = [Execute, Note, SaveAutoGrades]
"""


def gradebook(folder: Path) -> Any:
    from nbgrader.api import Gradebook

    return Gradebook(f"sqlite:///{folder / 'gradebook.db'}")


def only(batch: Batch) -> Outcome:
    (one,) = batch.outcomes
    return one


def marks(one: Outcome) -> dict[str, float]:
    return {cell.cell: cell.score for cell in one.cells}


def due(folder: Path, at: str = "2026-11-20 08:00:00") -> None:
    with gradebook(folder) as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate=at)


@pytest.fixture
def course(handed_out: Path, tmp_path: Path) -> Path:
    return copied(handed_out, tmp_path / "course")


def test_lateness_costs_what_the_configured_method_says(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(handed_out, tmp_path / "course", 'c.LateSubmissionPlugin.penalty_method = "zero"')
    due(folder)
    hand_in(folder, "early", timestamp=EARLY)
    hand_in(folder, "late", timestamp=LATE)
    early, late = grade_batch(folder, ASSIGNMENT).outcomes
    assert (early.score, early.late_penalty) == (15, 0)
    assert (late.score, late.late_penalty) == (15, 15), "an hour too late, at 9 in UTC"


def test_a_plugin_of_the_teachers_own_decides_and_an_extension_counts(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(handed_out, tmp_path / "course", PLUGIN)
    due(folder)
    hand_in(folder, "ann", timestamp=LATE)
    assert only(grade_batch(folder, ASSIGNMENT)).late_penalty == 2, "an hour for each of two notebooks"
    with gradebook(folder) as book:
        book.grant_extension(ASSIGNMENT, "ann", hours=2)
    assert only(grade_batch(folder, ASSIGNMENT, Wanted(force=True))).late_penalty == 0


def test_files_are_put_back_from_the_source_but_for_those_left_to_the_student(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(
        handed_out,
        tmp_path / "course",
        f'c.CourseDirectory.ignore = ["*.log"]\nc.Autograde.exclude_overwriting = {{"{ASSIGNMENT}": ["mine.py"]}}',
    )
    (folder / "source" / ASSIGNMENT / "mine.py").write_text("authors = 1", encoding="utf-8")
    place = hand_in(
        folder, "ann", {"squares": RIGHT["squares"] + "\nopen('made.txt', 'w').write(open('words.txt').read())"}
    )
    for name in ("words.txt", "mine.py", "noise.log"):
        (place / name).write_text("students", encoding="utf-8")
    grade_batch(folder, ASSIGNMENT)
    graded = folder / "autograded" / "ann" / ASSIGNMENT
    kept = {path.name: path.read_text(encoding="utf-8") for path in graded.iterdir() if path.suffix != ".ipynb"}
    assert kept == {"words.txt": "one\ntwo\n", "mine.py": "students", "made.txt": "one\ntwo\n"}


def test_a_shared_course_is_open_to_its_group(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(handed_out, tmp_path / "course", "c.CourseDirectory.groupshared = True")
    hand_in(folder, "ann")
    grade_batch(folder, ASSIGNMENT)
    graded = folder / "autograded" / "ann" / ASSIGNMENT
    assert stat.S_IMODE((graded / "texts.ipynb").stat().st_mode) == 0o664
    assert stat.S_IMODE(graded.stat().st_mode) & 0o2770 == 0o2770


def test_permissions_are_those_of_the_configuration(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(handed_out, tmp_path / "course", "c.Autograde.permissions = 640")
    hand_in(folder, "ann")
    grade_batch(folder, ASSIGNMENT)
    modes = {path.stat().st_mode & 0o777 for path in (folder / "autograded" / "ann" / ASSIGNMENT).iterdir()}
    assert modes == {0o640}


def test_newer_work_is_graded_again_and_a_mark_given_by_hand_stays(course: Path) -> None:
    hand_in(course, "ann", {"squares": "def squares(n):\n    return n"}, EARLY)
    assert marks(only(grade_batch(course, ASSIGNMENT)))["squares-test"] == 0
    with gradebook(course) as book:
        grade = book.find_grade("why", "numbers", ASSIGNMENT, "ann")
        grade.manual_score, grade.needs_manual_grade = 2, False
        book.find_comment("why", "numbers", ASSIGNMENT, "ann").manual_comment = "Well **put**."
        book.db.commit()
    assert only(grade_batch(course, ASSIGNMENT)).status == "kept"
    page = (course / "feedback" / "ann" / ASSIGNMENT / "numbers.html").read_text(encoding="utf-8")
    assert "Well <strong>put</strong>." in page, "grading again brings the feedback up to date"
    hand_in(course, "ann", timestamp=LATE)
    again = only(grade_batch(course, ASSIGNMENT))
    assert (again.status, marks(again)) == ("graded", FULL | {"why": 2})
    assert next(cell for cell in again.cells if cell.cell == "why").waiting, "the answer is new: look again"


def test_one_student_and_one_notebook_can_be_graded_alone(course: Path) -> None:
    hand_in(course, "ann")
    hand_in(course, "bob")
    one = only(grade_batch(course, ASSIGNMENT, Wanted(student="bob", notebook="texts")))
    assert (one.student, marks(one)["longest-test"], marks(one)["squares-test"]) == ("bob", 2, 0)
    assert [path.name for path in (course / "autograded").glob("*/*/*.ipynb")] == ["texts.ipynb"]
    assert only(grade_batch(course, ASSIGNMENT, Wanted(student="bob", notebook="numbers"))).score == 15


def test_without_execution_the_outputs_count_as_they_were_handed_in(course: Path) -> None:
    place = hand_in(course, "ann")
    content = json.loads((place / "texts.ipynb").read_text(encoding="utf-8"))
    cell = next(one for one in content["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") == "count-test")
    cell["outputs"] = [{"output_type": "error", "ename": "KeyError", "evalue": "", "traceback": []}]
    (place / "texts.ipynb").write_text(json.dumps(content), encoding="utf-8")
    found = marks(only(grade_batch(course, ASSIGNMENT, Wanted(execute=False))))
    assert (found["count-test"], found["longest-test"]) == (0, 2)


def test_text_on_stderr_that_is_to_be_ignored_costs_nothing(handed_out: Path, tmp_path: Path) -> None:
    noisy = {
        "longest": "import sys\ndef longest(words):\n    print('note: x', file=sys.stderr)\n"
        "    return max(words, key=len)"
    }
    for name, config, score in (
        ("heard", "", 0),
        ("ignored", 'c.IgnorePattern.enabled = True\nc.IgnorePattern.pattern = "^note"', 2),
    ):
        folder = copied(handed_out, tmp_path / name, config)
        hand_in(folder, "ann", noisy)
        assert marks(only(grade_batch(folder, ASSIGNMENT)))["longest-test"] == score


def test_a_student_who_may_not_be_added_is_refused(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(handed_out, tmp_path / "course", "c.Autograde.create_student = False")
    with gradebook(folder) as book:
        book.add_student("ann")
    hand_in(folder, "ann")
    hand_in(folder, "bob")
    ann, bob = grade_batch(folder, ASSIGNMENT).outcomes
    assert (ann.status, bob.status) == ("graded", "refused")
    assert bob.words == "No student 'bob' is in the gradebook. Add them, then grade again."


def test_an_unknown_notebook_is_passed_over_and_a_missing_one_gets_nothing(course: Path) -> None:
    place = hand_in(course, "ann")
    (place / "texts.ipynb").rename(place / "scratch.ipynb")
    (place / "scratch.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}')
    one = only(grade_batch(course, ASSIGNMENT))
    assert marks(one) == FULL | {"backwards-test": 0, "count-test": 0, "longest-test": 0}
    assert one.notes == (
        "scratch.ipynb is no notebook of this assignment, so it is passed over.",
        "texts.ipynb was not handed in: its cells get 0.",
    )


def test_a_time_that_can_not_be_read_is_told(course: Path) -> None:
    hand_in(course, "ann", timestamp="yesterday, I think")
    one = only(grade_batch(course, ASSIGNMENT))
    assert one.status == "refused"
    assert one.words.endswith("timestamp.txt tells no time. Mend or delete it, then grade again.")


def test_hidden_tests_come_back_and_never_reach_a_student(course: Path) -> None:
    hand_in(course, "ann", {"longest": "def longest(words):\n    return 'bbb'"})
    assert marks(only(grade_batch(course, ASSIGNMENT)))["longest-test"] == 0
    graded = (course / "autograded" / "ann" / ASSIGNMENT / "texts.ipynb").read_text(encoding="utf-8")
    assert 'longest([\\"x\\"])' in graded
    pages = [path.read_text(encoding="utf-8") for path in (course / "feedback").rglob("*.html")]
    assert len(pages) == 2
    assert not [page for page in pages if "HIDDEN" in page or "[&quot;x&quot;]" in page or "<script" in page]


def test_steps_of_a_configuration_that_only_nbgrader_knows_go_through_nbgrader(
    handed_out: Path, tmp_path: Path
) -> None:
    folder = copied(handed_out, tmp_path / "course", STEP)
    hand_in(folder, "ann")
    batch = grade_batch(folder, ASSIGNMENT)
    assert batch.detour == "nbgrader_config sets Autograde.autograde_preprocessors"
    assert marks(only(batch)) == FULL
    graded = json.loads((folder / "autograded" / "ann" / ASSIGNMENT / "texts.ipynb").read_text(encoding="utf-8"))
    assert graded["metadata"]["seen"] is True


def test_a_gradebook_that_can_not_be_read_is_named(course: Path) -> None:
    hand_in(course, "ann")
    (course / "gradebook.db").write_bytes(b"not a database at all, but long enough to be one" * 100)
    with pytest.raises(OperatorError, match="The gradebook can't be read or written"):
        grade_batch(course, ASSIGNMENT)
