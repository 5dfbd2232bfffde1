"""Whatever a submission does, the batch ends, everybody else is graded, and a sentence tells what it was."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from autograde_course import ASSIGNMENT
from handed_in import FULL, RIGHT, copied, hand_in, notebook

from gapless.graders.batches import Batch, Outcome, Wanted, grade_batch

QUICK = "c.Execute.timeout = 1"
DEEP = 20_000

# Student -> what stands in the cell that should define squares().
HOSTILE = {
    "endless": "while True: pass",
    "deaf": "import signal\nfor number in (2, 15):\n    signal.signal(number, signal.SIG_IGN)\nwhile True: pass",
    "forks": "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
    "memory": "def bomb():\n    held = []\n    while True:\n        held.append(bytearray(50_000_000))\nbomb()",
    "disk": "with open('big', 'wb') as file:\n    while True:\n        file.write(bytes(10_000_000))",
    "flood": "while True:\n    print('x' * 10_000)",
    "leaves": "import os\nos._exit(0)",
    "killed": "import os\nos.kill(os.getpid(), 9)",
    "exits": "raise SystemExit(0)",
}
OF_SQUARES = ("squares-test", "total-test")


@dataclass
class Graded:
    folder: Path
    batch: Batch

    def of(self, student: str) -> Outcome:
        return next(one for one in self.batch.outcomes if one.student == student)

    def marks(self, student: str) -> dict[str, float]:
        return {cell.cell: cell.score for cell in self.of(student).cells}


def edited(folder: Path, student: str, name: str, text: str) -> None:
    (hand_in(folder, student) / f"{name}.ipynb").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def graded(handed_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    folder = copied(handed_out, tmp_path_factory.mktemp("faults") / "course", QUICK)
    hand_in(folder, "honest")
    for student, text in HOSTILE.items():
        hand_in(folder, student, {"squares": text})
    edited(folder, "corrupt", "texts", '{"cells": [')
    edited(folder, "deep", "texts", '{"cells":[],"metadata":' + '{"a":' * DEEP + "1" + "}" * DEEP + ',"nbformat":4}')
    edited(folder, "deepish", "texts", '{"cells":[],"metadata":' + '{"a":' * 200 + "1" + "}" * 200 + ',"nbformat":4}')
    content = notebook(folder, "texts", RIGHT)
    content["cells"][3]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 68_000_000}]
    edited(folder, "large", "texts", json.dumps(content))
    content = notebook(folder, "texts", RIGHT)
    content["metadata"] = [1, 2]
    content["nbformat_minor"] = "five"
    for cell in content["cells"]:
        cell |= {"outputs": {"a": 1}, "execution_count": "x", "attachments": 7}
        if cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"points": "many", "grade": "yes", "checksum": 3}
    edited(folder, "types", "texts", json.dumps(content))
    content = notebook(folder, "texts", RIGHT)
    content["cells"] = [*content["cells"][:2], *content["cells"]]
    edited(folder, "double", "texts", json.dumps(content))
    content["cells"] = content["cells"][2:6]
    edited(folder, "lacking", "texts", json.dumps(content))
    return Graded(folder, grade_batch(folder, ASSIGNMENT, Wanted(workers=6)))


def test_the_batch_ends_and_says_that_some_could_not_be_graded(graded: Graded) -> None:
    assert len(graded.batch.outcomes) == len(HOSTILE) + 8
    assert {one.status for one in graded.batch.outcomes} == {"graded"}
    assert not graded.batch.complete
    assert graded.batch.detour == ""


def test_the_others_get_what_is_theirs(graded: Graded) -> None:
    assert graded.marks("honest") == FULL
    assert graded.of("honest").faults == ()


@pytest.mark.parametrize("student", HOSTILE)
def test_hostile_code_costs_its_own_marks_and_no_others(graded: Graded, student: str) -> None:
    assert graded.marks(student) == FULL | dict.fromkeys(OF_SQUARES, 0.0)
    assert graded.of(student).faults or student in ("exits", "memory", "disk", "flood", "forks")


def test_nothing_that_was_filled_up_is_kept(graded: Graded) -> None:
    for student in HOSTILE:
        folder = graded.folder / "autograded" / student / ASSIGNMENT
        assert sum(path.stat().st_size for path in folder.rglob("*")) < 20_000_000


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("corrupt", "is not a notebook: line 1"),
        ("deep", "is not a notebook: its parts lie too deep in each other"),
        ("deepish", "is not a notebook: its parts lie too deep in each other"),
        ("large", "is too large (68 MB, at most 67 MB). Clear its outputs"),
    ],
)
def test_a_notebook_that_can_not_be_read_gets_nothing_and_the_other_is_graded(
    graded: Graded, student: str, words: str
) -> None:
    marks = graded.marks(student)
    assert marks == FULL | {"backwards-test": 0, "count-test": 0, "longest-test": 0}
    assert words in graded.of(student).faults[0]
    assert "texts" not in graded.of(student).digests, "no evidence comes of it"
    assert not (graded.folder / "autograded" / student / ASSIGNMENT / "texts.ipynb").exists()


def test_parts_of_other_types_are_put_right(graded: Graded) -> None:
    assert graded.marks("types") == FULL


def test_of_a_doubled_cell_the_last_counts_and_a_missing_one_gets_nothing(graded: Graded) -> None:
    assert graded.marks("double") == FULL
    assert any("is there twice; the last one counts" in note for note in graded.of("double").notes)
    assert graded.marks("lacking") == FULL | {"count-test": 0, "longest-test": 0}
    assert any(
        "misses graded cells, which get 0: count-test, longest-test" in note for note in graded.of("lacking").notes
    )


def test_ctrl_c_ends_a_batch_at_once_and_what_was_finished_stays(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(handed_out, tmp_path / "course", "c.Execute.timeout = 600")
    for student in ("ann", "bob"):
        hand_in(folder, student)
    hand_in(folder, "zoe", {"squares": HOSTILE["deaf"]})
    command = [sys.executable, "-m", "gapless", "grade", str(folder), ASSIGNMENT, "--workers", "2"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while len(list(folder.glob(f"autograded/*/{ASSIGNMENT}"))) < 2 and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert (running.returncode, "Traceback" in told) == (130, False)
    assert sorted(path.parent.name for path in folder.glob(f"autograded/*/{ASSIGNMENT}")) == ["ann", "bob"]


def test_a_killed_batch_loses_no_finished_submission_and_goes_on_where_it_was(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(handed_out, tmp_path / "course")
    students = [f"student{number:02}" for number in range(12)]
    for student in students:
        hand_in(folder, student)

    def finished() -> set[str]:
        return {path.parent.name for path in folder.glob(f"autograded/*/{ASSIGNMENT}")}

    command = [sys.executable, "-m", "gapless", "grade", str(folder), ASSIGNMENT, "--workers", "1"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(finished()) < 2 and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    before = {student: (folder / "autograded" / student / ASSIGNMENT).stat().st_ino for student in finished()}
    assert 2 <= len(before) < len(students)
    outcomes = grade_batch(folder, ASSIGNMENT, Wanted()).outcomes
    assert {one.student for one in outcomes if one.status == "kept"} == before.keys()
    assert {
        one.student: (folder / "autograded" / one.student / ASSIGNMENT).stat().st_ino for one in outcomes
    }.items() >= before.items()
    assert all({cell.cell: cell.score for cell in one.cells} == FULL for one in outcomes)
    assert not [path for path in folder.rglob("*") if ".gapless-" in path.name], "nothing half-made stays"
