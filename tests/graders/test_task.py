"""Grading one submission is a task of plain values: it can be sent to another machine, and so can what comes of it."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from autograde_course import ASSIGNMENT
from handed_in import FULL, copied, hand_in

from gapless.errors import OperatorError
from gapless.graders.batches import Wanted, grade_batch
from gapless.graders.fast.configuration import read_settings
from gapless.graders.fast.examiners import opened_examiner
from gapless.graders.fast.reading import gradebook, read_plans
from gapless.graders.fast.run import handout_of
from gapless.graders.fast.task import grade_submission
from gapless.graders.fast.values import Graded, Handout, Task
from gapless.kernels import sandbox


def test_a_task_is_graded_from_bytes_alone_and_away_from_the_course(
    handed_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = copied(handed_out, tmp_path / "course")
    place = hand_in(course, "ann", {"squares": "open('made.txt', 'w').write('x')\ndef squares(n):\n    return n"})
    monkeypatch.chdir(course)
    settings = read_settings(course)
    with gradebook(settings.db_url) as engine:
        sent = handout_of(settings, read_plans(engine)[ASSIGNMENT])
    task = Task("ann", {path.stem: path.read_bytes() for path in place.glob("*.ipynb")}, {})
    (tmp_path / "elsewhere").mkdir()
    os.chdir(tmp_path / "elsewhere")
    course.rename(tmp_path / "gone")
    handout: Handout = pickle.loads(pickle.dumps(sent))
    with opened_examiner(handout) as examine:
        graded: Graded = pickle.loads(
            pickle.dumps(grade_submission(pickle.loads(pickle.dumps(task)), handout, examine))
        )
    marks = {mark.cell: mark.auto for notebook in graded.notebooks for mark in notebook.marks}
    assert marks == FULL | {"squares-test": 0, "total-test": 0, "why": None}
    assert graded.files == {"made.txt": b"x"}
    assert not list((tmp_path / "elsewhere").iterdir())


def test_where_the_sandbox_does_not_hold_nothing_runs_if_it_is_required(
    handed_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = copied(handed_out, tmp_path / "course")
    hand_in(course, "ann")
    lacking = tuple(
        layer if layer.name != "files" else type(layer)("files", False, "Landlock needs Linux 5.13")
        for layer in sandbox.layers()
    )
    monkeypatch.setattr(sandbox, "layers", lambda: lacking)
    with pytest.raises(OperatorError, match="The sandbox does not hold here: files: Landlock needs"):
        grade_batch(course, ASSIGNMENT, Wanted(sandbox=True))
    assert not (course / "autograded").exists()
