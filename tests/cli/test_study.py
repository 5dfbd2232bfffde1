"""`gapless study`: groups drawn first, dose and denominator told, no claim from too few."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Gapless


@pytest.fixture
def crowd(gapless: Gapless, klass: Path, tmp_path: Path) -> Path:
    """A class of 20."""
    roster = tmp_path / "crowd.csv"
    roster.write_text("id,name\n" + "".join(f"s{n:02},Student {n}\n" for n in range(20)), encoding="utf-8")
    assert gapless("class", "roster", klass, roster).code == 0
    return klass


def scores(tmp_path: Path, rows: dict[str, tuple[float, float]]) -> Path:
    path = tmp_path / "scores.csv"
    lines = [f"{student},{pre},{post},{post}\n" for student, (pre, post) in rows.items()]
    path.write_text("student,pre,post,delayed\n" + "".join(lines), encoding="utf-8")
    return path


def test_the_plan_says_how_many_it_takes_and_draws_the_groups_once(gapless: Gapless, crowd: Path) -> None:
    planned = gapless("study", "plan", crowd, "--effect", "0.5")
    assert planned.out.startswith("To see g = 0.5 with a power of 80% you need n = 64 a group.\ngapless: 10 (")
    assert "This class has 10 a group: too few for a claim" in planned.out
    written = json.loads((crowd / "study.json").read_text(encoding="utf-8"))
    assert (written["by"], written["seed"], len(written["groups"])) == ("ms-rivera", 1, 20)
    again = gapless("study", "plan", crowd, "--seed", "2")
    assert again.code == 1
    assert again.err.startswith("There is a study already, and its groups are never drawn anew (")
    assert json.loads((crowd / "study.json").read_text(encoding="utf-8")) == written


def test_too_few_make_no_claim_and_the_denominator_is_told(gapless: Gapless, crowd: Path, tmp_path: Path) -> None:
    gapless("study", "plan", crowd, "--effect", "0.5")
    groups = json.loads((crowd / "study.json").read_text(encoding="utf-8"))["groups"]
    some = dict.fromkeys(list(groups)[:5], (1.0, 5.0))
    told = gapless("study", "report", crowd, scores(tmp_path, some)).out
    assert "of 10 in 'gapless'" in told
    assert "Fewer than n = 64 a group: no claim can be made from this." in told
    assert "Hedges" not in told


def test_a_study_that_is_large_enough_tells_its_effect(gapless: Gapless, crowd: Path, tmp_path: Path) -> None:
    gapless("study", "plan", crowd, "--effect", "2")
    groups = json.loads((crowd / "study.json").read_text(encoding="utf-8"))["groups"]
    rows = {
        student: (10.0, 12.0 + n % 3 + (3 if group == "gapless" else 0))
        for n, (student, group) in enumerate(groups.items())
    }
    told = gapless("study", "report", crowd, scores(tmp_path, {**rows, "stranger": (1, 2)})).out
    assert "gapless: 10 students, 0 focused minutes each on average" in told
    assert "Not of this study, left out: stranger" in told
    assert "Hedges' g +3." in told


def test_a_difference_that_may_be_none_is_called_that(gapless: Gapless, crowd: Path, tmp_path: Path) -> None:
    gapless("study", "plan", crowd, "--effect", "2")
    groups = json.loads((crowd / "study.json").read_text(encoding="utf-8"))["groups"]
    rows = {student: (10.0, 12.0 + n % 5) for n, student in enumerate(groups)}
    told = gapless("study", "report", crowd, scores(tmp_path, rows)).out
    assert "The interval holds 0: this does not show a difference." in told


def test_what_can_not_be_read_is_told_line_by_line(gapless: Gapless, crowd: Path, tmp_path: Path) -> None:
    assert "This class has no study (" in gapless("study", "report", crowd, tmp_path / "none.csv").err
    gapless("study", "plan", crowd)
    path = tmp_path / "scores.csv"
    path.write_text("student,pre,post\ns01,ten,12\ns01,1,2\ns02,1,nan\n", encoding="utf-8")
    told = gapless("study", "report", crowd, path)
    assert told.code == 1
    assert told.err.startswith("line 2: pre is 'ten'; line 4: post is 'nan'; s01 stands there twice")
