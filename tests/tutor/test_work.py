"""Handing in: a sound notebook is kept against a receipt, any other is refused in words, and nothing is ever passed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from assignments import ALL_RIGHT, STEPS, TICKET_HALF, filled, gapless, make_class

from gapless.authoring import load_course
from gapless.errors import NotFound, Unusable
from gapless.graders.batches import Tray
from gapless.records import Classroom
from gapless.records.replay import replay
from gapless.tutor import Tutor
from gapless.tutor.history import Clock

PASSES = "Your visible checks pass; some checks run later."
Call = Callable[..., Any]


class NoItems:
    """A bank with nothing in it: none of this asks a question."""

    items = ()

    def make(self, item_id: str, seed: int) -> Any:
        raise AssertionError(item_id, seed)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("work") / "class", "mia", "ben", "zoe", "ida", "kim", "lou", "ned", "ora")


@pytest.fixture(scope="module")
def classroom(released: Path) -> Iterator[Classroom]:
    opened = Classroom.open(released)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def clock() -> Clock:
    from datetime import UTC, datetime

    return Clock(datetime(2026, 11, 24, 8, tzinfo=UTC))


@pytest.fixture(scope="module")
def call(classroom: Classroom, clock: Clock) -> Call:
    """Call the tutor as a student."""
    course = load_course(STEPS)
    tutor = Tutor(course, NoItems(), classroom.records, clock, Random(1), tray=Tray(classroom.dir))

    def ask(student: str, verb: str, **body: Any) -> Any:
        clock.now += timedelta(minutes=1)
        return tutor.call(student, verb, body)

    return ask


def hand_in(call: Call, student: str, text: str, request: str = "one", **more: Any) -> Any:
    return call(student, "hand_in", **{"assignment": "first-steps", "text": text, "request_id": request, **more})


def run_through(text: str, failing: bool = False) -> str:
    """The notebook as JupyterLab saves it after its cells ran."""
    notebook = json.loads(text)
    for number, cell in enumerate(cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        cell["execution_count"] = number + 1
        if failing and "share-test" in json.dumps(cell["metadata"]):
            cell["outputs"] = [{"output_type": "error", "ename": "AssertionError", "evalue": "", "traceback": []}]
    return json.dumps(notebook)


def test_before_handing_in_there_is_a_line_for_each_assignment(call: Call) -> None:
    work = call("mia", "work")
    assert [(one["id"], one["title"], one["state"]) for one in work["assignments"]] == [
        ("first-steps", "First steps", "open"),
        ("loops", "Loops and functions", "open"),
    ]
    assert work["assignments"][0]["notebooks"] == [{"name": "steps", "at": None, "receipt": None, "feedback": None}]


def test_a_notebook_is_kept_to_the_byte_and_its_receipt_is_its_hash(call: Call, released: Path) -> None:
    text = run_through(filled(released, ALL_RIGHT))
    receipt = hand_in(call, "mia", text, name="anything (2).ipynb")
    kept = released / "submitted" / "mia" / "first-steps" / "steps.ipynb"
    assert kept.read_bytes() == text.encode()
    assert receipt["receipt"] == hashlib.sha256(kept.read_bytes()).hexdigest()
    assert receipt["words"] == f"Handed in. {PASSES}"
    assert kept.with_name("timestamp.txt").read_text(encoding="utf-8").startswith("2026-11-24 08:")
    line = call("mia", "work")["assignments"][0]
    assert (line["state"], line["words"]) == ("handed-in", receipt["words"])
    assert line["notebooks"][0]["receipt"] == receipt["receipt"]


def test_the_same_request_and_the_same_notebook_make_one_receipt(
    call: Call, released: Path, classroom: Classroom
) -> None:
    text = filled(released, {"share": "def share(a, b): ..."})
    first = hand_in(call, "ben", text, "a")
    assert hand_in(call, "ben", text, "a") == first
    assert hand_in(call, "ben", text, "b") == first
    assert len(classroom.records.events("ben")) == 1


def test_an_earlier_hand_in_is_kept_beside_the_newest(call: Call, released: Path) -> None:
    texts = [filled(released, {"share": f"# try {number}"}) for number in range(3)]
    for number, text in enumerate(texts):
        hand_in(call, "zoe", text, f"try-{number}")
    earlier = sorted((released / "handed-in-before" / "zoe" / "first-steps").glob("*/steps.ipynb"))
    assert [path.read_text(encoding="utf-8") for path in earlier] == texts[:2]
    assert all(path.with_name("timestamp.txt").is_file() for path in earlier)
    newest = released / "submitted" / "zoe" / "first-steps" / "steps.ipynb"
    assert newest.read_text(encoding="utf-8") == texts[2]


def test_words_tell_how_the_visible_checks_stand(call: Call, released: Path) -> None:
    fresh = filled(released, ALL_RIGHT)
    assert "2 of 2 visible checks were not run yet" in hand_in(call, "ida", fresh, "fresh")["words"]
    assert (
        "1 of 2 visible checks show an error" in hand_in(call, "ida", run_through(fresh, failing=True), "bad")["words"]
    )


def test_missing_graded_cells_are_named(call: Call, released: Path) -> None:
    notebook = json.loads(filled(released, ALL_RIGHT))
    notebook["cells"] = [cell for cell in notebook["cells"] if "ticket-test" not in json.dumps(cell["metadata"])]
    receipt = hand_in(call, "kim", json.dumps(notebook))
    assert receipt["missing"] == ["ticket-test"]
    assert "ticket-test" in receipt["words"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "can't be read as a notebook (line 1:"),
        ("[" * 100_000, "can't be read as a notebook"),
        ('{"nbformat": 3, "worksheets": []}', "it is not of format 4"),
        ('{"nbformat": 4, "cells": []}', "none of the cells that are checked"),
        ('{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {}}]}', "it is not of format 4"),
        ('{"nbformat": 4, "cells": ["\ud800"]}', "it is not UTF-8 text"),
        (" " * 2_000_001, "2 MB fit"),
        (None, "can't be read"),
        (["{}"], "can't be read"),
    ],
)
def test_what_is_no_notebook_is_refused_in_words(call: Call, classroom: Classroom, text: Any, words: str) -> None:
    with pytest.raises(Unusable, match=r"^[^\x00]*$") as refused:
        hand_in(call, "lou", text)
    assert words in str(refused.value)
    assert classroom.records.events("lou") == []


def test_another_assignments_notebook_is_told_where_it_belongs(call: Call, released: Path) -> None:
    with pytest.raises(Unusable, match="This notebook is for Loops and functions"):
        hand_in(call, "lou", filled(released, {}, "loops", "loops"))


@pytest.mark.parametrize("name", ["../steps.ipynb", "a/b.ipynb", "..\\steps.ipynb", ".ipynb", "steps.py", "x" * 300])
def test_a_name_is_never_a_path(call: Call, released: Path, name: str) -> None:
    with pytest.raises(Unusable):
        hand_in(call, "lou", filled(released, ALL_RIGHT), name=name)
    assert not (released / "submitted" / "lou").exists()


@pytest.mark.parametrize("assignment", ["nothing", "..", "first-steps/.."])
def test_an_unknown_assignment_takes_nothing_in(call: Call, released: Path, assignment: str) -> None:
    with pytest.raises((NotFound, Unusable)):
        hand_in(call, "lou", filled(released, ALL_RIGHT), assignment=assignment)


def test_from_hand_in_to_marks_and_practice(call: Call, released: Path, classroom: Classroom) -> None:
    """Handed in, graded by the teacher's command, seen with marks; a second hand-in is not graded yet."""
    hand_in(call, "ned", run_through(filled(released, ALL_RIGHT)))
    hand_in(call, "ora", filled(released, {**ALL_RIGHT, "ticket": TICKET_HALF}))
    for student in ("ned", "ora"):
        assert gapless("grade", released, "first-steps", "--student", student).code == 0

    right, missed = (call(student, "work")["assignments"][0] for student in ("ned", "ora"))
    assert right["state"] == "graded"
    assert right["words"].startswith(PASSES.rstrip(".")), "a question still waits for the teacher: never passed"
    assert [mark["state"] for mark in right["marks"]] == ["right", "right", "waiting"]
    (miss,) = [mark for mark in missed["marks"] if mark["state"] == "not-yet"]
    assert (miss["title"], miss["score"], miss["most"]) == ("Choosing with if", 2, 4)
    assert miss["href"] == "/practice?hole=conditions"

    (hole,) = call("ora", "practice", hole="conditions")["holes"]
    assert hole["evidence"][0]["given"] == "2 of 4 marks"
    assert "First steps" in hole["evidence"][0]["prompt"]
    assert "Choosing with if" in hole["idea"]
    assert {one["id"]: one["state"] for one in call("ora", "home")["map"]["skills"]}["conditions"] == "hole"
    assert call("ora", "standing", skill="conditions")["answers"][0]["verdict"] == "not-yet"
    graded = [event for event in classroom.records.events("ora") if event.kind == "graded"]
    assert all(event.body["handed_in"] for event in graded), "the receipt tells when the work was done"

    hand_in(call, "ora", filled(released, ALL_RIGHT), "better")
    assert call("ora", "work")["assignments"][0]["state"] == "handed-in"
    assert replay(classroom.records) == []
