"""`gapless new`: a course and its parts from the command line, wherever in the course one stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Gapless


def test_a_course_grows_from_the_command_line(gapless: Gapless, tmp_path: Path, monkeypatch) -> None:
    made = gapless("new", "course", tmp_path / "doubling", "--title", "Doubling and halving")
    assert made.code == 0, made.err
    assert "lessons/01-doubles.ipynb" in made.out
    monkeypatch.chdir(tmp_path / "doubling" / "lessons")
    assert gapless("new", "lesson", "Halving numbers", "--after", "doubles").out.startswith("Wrote 02-halving-numbers")
    assert "02-halving-numbers.ipynb" in gapless("new", "item", "halving-numbers", "--answer", "choice").out
    assert "first-steps.ipynb" in gapless("new", "assignment", "first steps").out
    checked = gapless("check", tmp_path / "doubling", "--seeds", 40)
    assert checked.code == 0, checked.err
    assert "2 skills, 2 lessons" in checked.out


@pytest.mark.parametrize("part", [("lesson", "Halves"), ("item", "doubles"), ("assignment", "one")])
def test_outside_a_course_it_says_how_to_make_one(gapless: Gapless, tmp_path: Path, monkeypatch, part) -> None:
    monkeypatch.chdir(tmp_path)
    said = gapless("new", *part)
    assert said.code == 1
    assert "gapless new course DIR" in said.err
    assert not [*tmp_path.glob("*.ipynb")]
