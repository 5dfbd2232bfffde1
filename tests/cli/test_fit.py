"""`gapless fit`: refuses a small class, says what it gains, holds from then on, and can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Gapless
from simulated_class import drafts

from gapless.records import Classroom
from gapless.records.folded import Folded


def enrol(gapless: Gapless, klass: Path, students: int, questions: int) -> list[str]:
    """Students with their answers in the class."""
    names = [f"student-{number:02d}" for number in range(students)]
    roster = klass.parent / "roster.csv"
    roster.write_text("id,name\n" + "".join(f"{name},{name}\n" for name in names), encoding="utf-8")
    assert gapless("class", "roster", klass, roster).code == 0
    classroom = Classroom.open(klass)
    for name in names:
        classroom.records.append([*drafts(name, questions)], Folded())
    classroom.close()
    return names


def test_a_small_class_is_refused_with_the_reason(gapless: Gapless, klass: Path) -> None:
    enrol(gapless, klass, 2, 10)
    done = gapless("fit", klass)
    assert done.code == 1
    assert "20 first answers of 2 students" in done.out
    assert "2 students of the 20 it takes and 20 answers of the 1,000 it takes" in done.err
    assert not (klass / "fitted").exists()


def test_a_fit_is_tried_kept_and_undone(gapless: Gapless, klass: Path) -> None:
    names = enrol(gapless, klass, 22, 60)
    classroom = Classroom.open(klass)
    before = classroom.records.events(names[0])
    tried = gapless("fit", klass, "--dry-run")
    assert tried.code == 0
    assert "Nothing was written." in tried.out
    assert not (klass / "fitted").exists()

    done = gapless("fit", klass)
    assert done.code == 0, done.err
    assert [line.split()[0] for line in done.out.splitlines()[1:5]] == ["on", "numbers", "fitted", "scorecard,"]
    (path,) = (klass / "fitted").iterdir()
    about = json.loads(path.read_text(encoding="utf-8"))["about"]
    assert (about["answers"], about["students"]) == (22 * 60, 22)
    assert about["held_out"]["tracing"]["log_loss"] < about["held_out"]["in_use"]["log_loss"]

    assert classroom.records.events(names[0]) == before
    classroom.close()
    assert gapless("replay", klass).code == 0
    docs = (Path(__file__).parents[2] / "docs" / "operators.md").read_text(encoding="utf-8")
    assert done.out.splitlines()[1] in docs.splitlines()
    undone = gapless("fit", klass, "--undo")
    assert "The defaults hold again" in undone.out
    assert [each.suffix for each in (klass / "fitted").iterdir()] == [".undone"]


def test_undoing_nothing_says_so(gapless: Gapless, klass: Path) -> None:
    done = gapless("fit", klass, "--undo")
    assert done.code == 1
    assert "no fit to undo" in done.err


def test_a_damaged_fit_names_its_file_and_the_remedy(klass: Path) -> None:
    from gapless.errors import OperatorError
    from gapless.records.fits import Fits

    (klass / "fitted").mkdir()
    (klass / "fitted" / "0001-2026-11-24.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"0001-2026-11-24\.json.*gapless fit DIR --undo"):
        Fits(klass).in_force()
