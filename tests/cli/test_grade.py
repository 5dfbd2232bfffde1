"""`gapless grade` over one class: sound work is graded and becomes evidence, bad input is told in a sentence."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from assignments import ALL_RIGHT, SHARE, TICKET_HALF, filled, gapless, make_class, put
from commands import Ran

from gapless.mastery import Event, StudentState
from gapless.records import Classroom
from gapless.records.folded import fold
from gapless.records.replay import replay

SECRET = "a-key-that-no-kernel-may-see"
LOOKS_ROUND = 'import json, os\njson.dump(dict(os.environ), open("seen.json", "w"))\n' + SHARE


@dataclass
class Graded:
    """The class after its first batch; `result` is what --json said."""

    folder: Path
    ran: Ran

    @property
    def result(self) -> dict[str, Any]:
        return json.loads(self.ran.out)

    def of(self, student: str) -> dict[str, Any]:
        return next(one for one in self.result["submissions"] if one["student"] == student)

    def marks(self, student: str) -> dict[str, float | None]:
        return {cell["cell"]: cell["score"] for cell in self.of(student)["cells"]}

    def told(self, student: str) -> str:
        """The sentence about a submission that could not be graded."""
        one = self.of(student)
        assert one["status"] in ("refused", "failed")
        assert not one["cells"]
        return one["words"]

    def events(self, student: str) -> list[Event]:
        with_records = Classroom.open(self.folder)
        try:
            return with_records.records.events(student)
        finally:
            with_records.close()

    def state(self, student: str) -> StudentState:
        return fold(self.events(student)).state


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    os.environ["OPENAI_API_KEY"] = SECRET
    folder = make_class(tmp_path_factory.mktemp("grading") / "class", "mia", "ben", "ida", "kim", "lea", "max", "noa")
    put(folder, "mia", filled(folder, {**ALL_RIGHT, "share": LOOKS_ROUND}))
    put(folder, "ben", filled(folder, {"ticket": TICKET_HALF}))
    put(folder, "ida", filled(folder, {"share": "import os\nos._exit(0)"}))
    put(folder, "kim", '{"cells": [\n{"cell_type": ')
    put(folder, "lea", filled(folder, {}, "loops", "loops"))
    put(folder, "max", filled(folder, ALL_RIGHT), "steps (1).ipynb")
    put(folder, "noa", "", "notes.txt")
    put(folder, "pia", filled(folder, ALL_RIGHT))
    put(folder, "Ben", filled(folder, ALL_RIGHT))
    put(folder, "eve", "").unlink()
    (folder / "submitted" / "eve" / "first-steps" / "steps.ipynb").symlink_to(folder / "records.sqlite")
    yield Graded(folder, gapless("grade", folder, "first-steps", "--json"))
    del os.environ["OPENAI_API_KEY"]


def test_the_exit_code_tells_that_some_could_not_be_graded(graded: Graded) -> None:
    assert graded.ran.code == 1
    assert (graded.result["graded"], graded.result["not_graded"]) == (4, 6)


def test_work_is_graded_with_hidden_tests_partial_credit_and_a_manual_question(graded: Graded) -> None:
    assert graded.marks("mia") == {"share-test": 3, "ticket-test": 4, "copy-explained": None}
    assert graded.marks("ben") == {"share-test": 0, "ticket-test": 2, "copy-explained": 0}


def test_full_marks_are_evidence_and_what_waits_says_nothing(graded: Graded) -> None:
    assert sorted(event.body["cell"] for event in graded.events("mia")) == ["share-test", "ticket-test"]
    state = graded.state("mia")
    assert not state.holes
    assert state.standing("arithmetic").p_known > 0.1
    assert "names-and-values" not in state.standings


def test_missed_cells_open_practice(graded: Graded) -> None:
    holes = graded.state("ben").holes
    assert {skill: hole.status for skill, hole in holes.items()} == dict.fromkeys(
        ("arithmetic", "conditions", "names-and-values"), "confirmed"
    )


def test_the_derived_tables_agree_with_the_events(graded: Graded) -> None:
    classroom = Classroom.open(graded.folder)
    assert replay(classroom.records) == []
    classroom.close()


def test_no_secret_reaches_a_kernel(graded: Graded) -> None:
    seen = json.loads((graded.folder / "autograded" / "mia" / "first-steps" / "seen.json").read_text(encoding="utf-8"))
    assert "PATH" in seen
    assert SECRET not in seen.values()
    assert os.environ["OPENAI_API_KEY"] == SECRET


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("kim", "is not a notebook: line 2: Expecting value. Ask for it to be saved and handed in again."),
        ("lea", "holds none of the graded cells of first-steps; it looks like loops.ipynb of loops."),
        ("max", "steps (1).ipynb is steps.ipynb under another name. Rename it to that, then grade again."),
        ("noa", "holds no notebook. Put steps.ipynb there, then grade again."),
        ("Ben", "submitted holds 'Ben' and 'ben': one student twice. Put it all into ben, then grade again."),
        ("eve", "is a link to another place. Put the file itself there, then grade again."),
    ],
)
def test_bad_input_is_told_with_its_place_and_remedy(graded: Graded, student: str, words: str) -> None:
    told = graded.told(student)
    assert words in told
    assert str(graded.folder / "submitted") in told or student == "Ben"


def test_somebody_who_is_not_in_the_class_gets_marks_and_no_evidence(graded: Graded) -> None:
    assert graded.of("pia")["status"] == "graded"
    assert graded.of("pia")["evidence"] == 0


def test_code_that_ends_its_python_costs_its_own_cells_alone(graded: Graded) -> None:
    assert graded.of("ida")["status"] == "graded"
    assert graded.marks("ida")["share-test"] == 0
    assert any("steps.ipynb" in fault for fault in graded.of("ida")["faults"])


def test_nothing_that_was_handed_in_is_lost(graded: Graded) -> None:
    kept = sorted(path.name for path in (graded.folder / "submitted").rglob("*") if not path.is_dir())
    assert kept == ["notes.txt", "steps (1).ipynb", *["steps.ipynb"] * 8]


class TestAgain:
    """What a second batch over the same class does. These tests build on each other, in this order."""

    def test_nothing_is_graded_or_counted_twice(self, graded: Graded) -> None:
        before = [*graded.events("mia"), *graded.events("ben")]
        again = gapless("grade", graded.folder, "first-steps", "--student", "mia")
        assert again.code == 0
        assert "graded before" in again.out
        assert "1 of 1 graded, 0 of them now. 1 answers wait to be graded by hand" in again.out
        assert [*graded.events("mia"), *graded.events("ben")] == before

    def test_a_mark_given_by_hand_becomes_evidence(self, graded: Graded) -> None:
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{graded.folder}/gradebook.db") as book:
            grade: Any = book.find_grade("copy-explained", "steps", "first-steps", "mia")
            grade.manual_score, grade.needs_manual_grade = 2, False
            book.db.commit()
        assert gapless("grade", graded.folder, "first-steps", "--student", "mia").code == 0
        assert graded.events("mia")[-1].body["cell"] == "copy-explained"
        assert graded.state("mia").standing("names-and-values").p_known > 0.1

    def test_a_changed_file_is_not_taken_for_the_graded_one(self, graded: Graded) -> None:
        put(graded.folder, "ben", filled(graded.folder, ALL_RIGHT))
        again = gapless("grade", graded.folder, "first-steps", "--student", "ben")
        assert "steps.ipynb was changed since it was graded. Grade it again with --force." in again.err
        assert len(graded.events("ben")) == 3

    def test_better_work_is_graded_by_force_and_leaves_practice_to_be_done(self, graded: Graded) -> None:
        again = gapless("grade", graded.folder, "first-steps", "--student", "ben", "--force", "--json")
        assert json.loads(again.out)["submissions"][0]["score"] == 7
        assert len(graded.events("ben")) == 5
        assert "arithmetic" in graded.state("ben").holes


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("../first-steps",), 2, "'../first-steps' is not a name. Give the name alone, without a path."),
        (("first-steps", "--student", "../mia"), 2, "'../mia' is not a name."),
        ((), 2, "Missing argument 'ASSIGNMENT'"),
        (("first-step",), 1, "The gradebook knows no assignment 'first-step'"),
        (("first-steps", "--student", "mja"), 1, "Did you mean 'mia'?"),
        (("loops",), 1, "Nobody has handed in 'loops'"),
    ],
)
def test_a_call_that_can_grade_nothing_says_why(
    graded: Graded, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ran = gapless("grade", graded.folder, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    ran = gapless("grade", tmp_path / "nowhere", "first-steps")
    assert ran.code == 1
    assert "There is no such folder" in ran.err
