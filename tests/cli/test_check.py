"""`gapless check` tells every fault with its place, and which lessons need a kernel."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from commands import Gapless

from gapless.authoring.rules import RULES


def add_cells(path: Path, *sources: str) -> None:
    """Append code cells to a notebook."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(notebook, path)


WATCHED = "import ipywidgets\nslider = ipywidgets.IntSlider()\nslider.observe(lambda change: None, 'value')\nslider"


def test_a_proved_course_says_so_and_names_what_needs_a_kernel(gapless: Gapless, tiny_course: Path) -> None:
    add_cells(tiny_course / "lessons" / "02-add-like.ipynb", WATCHED)
    ended = gapless("check", tiny_course, "--seeds", "40")
    assert ended.code == 0, ended.err
    assert "lessons/02-add-like.ipynb needs a kernel for each visitor:\n  IntSlider" in ended.out
    assert "01-parts" not in ended.out
    assert ended.out.endswith("Proved: 2 skills, 2 lessons, 40 questions of every item.\n")


def test_all_faults_are_told_at_once_with_file_and_cell(gapless: Gapless, tiny_course: Path) -> None:
    add_cells(tiny_course / "lessons" / "01-parts.ipynb", "1 / 0", "undefined_name")
    toml = tiny_course / "course.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"parts"]', '"prats"]'), encoding="utf-8")
    ended = gapless("check", tiny_course, "--seeds", "2")
    assert ended.code == 1
    assert "lessons/01-parts.ipynb, cell 4: ZeroDivisionError" in ended.err
    assert "lessons/01-parts.ipynb, cell 5: NameError" in ended.err
    assert "course.toml" in ended.err
    assert "prats" in ended.err
    assert "Traceback" not in ended.err


def test_the_same_is_told_as_json(gapless: Gapless, tiny_course: Path) -> None:
    add_cells(tiny_course / "lessons" / "01-parts.ipynb", "1 / 0")
    add_cells(tiny_course / "lessons" / "02-add-like.ipynb", WATCHED)
    toml = tiny_course / "course.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("one piece first.", "one piece. Hurry."), encoding="utf-8")
    ended = gapless("check", tiny_course, "--seeds", "40", "--json")
    told = json.loads(ended.out)
    assert (ended.code, told["proved"]) == (1, False)
    (fault,) = told["faults"]
    assert (fault["rule"], fault["file"], fault["cell"]) == ("lessons-run", "lessons/01-parts.ipynb", 4)
    assert "ZeroDivisionError" in fault["what"]
    assert fault["remedy"] == "Mend the cell."
    (warning,) = told["warnings"]
    assert (warning["rule"], warning["key"]) == ("tone-mild", "misconception 'adds-across': move")
    assert [each["file"] for each in told["kernels"]] == ["lessons/02-add-like.ipynb"]


def test_a_simulated_class_is_told_as_a_table_and_as_json(gapless: Gapless, tiny_course: Path) -> None:
    ended = gapless("check", tiny_course, "--seeds", "30", "--students", "1")
    title, head, *rows = ended.out.splitlines()
    assert title == "A simulated class of 9 played the course (seed 1):"
    assert head.split("  ")[0] == "student"
    kinds = ["learner", "forgetter", "slipper", "knower", "guesser", "hint-milker", "bug-holder"]
    assert [row.split()[0] for row in rows[:-1]] == kinds
    told = json.loads(gapless("check", tiny_course, "--seeds", "30", "--students", "1", "--json").out)["class"]
    assert (told["of_each_kind"], told["seed"], [one["kind"] for one in told["kinds"]]) == (1, 1, kinds)
    assert told["kinds"][-1]["found"] == told["kinds"][-1]["finished"] == 1


def test_no_class_plays_where_none_is_wanted_or_the_course_cannot_be_played(
    gapless: Gapless, tiny_course: Path
) -> None:
    assert "simulated" not in gapless("check", tiny_course, "--seeds", "30", "--students", "0").out
    toml = tiny_course / "course.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('"parts"]', '"prats"]'), encoding="utf-8")
    told = json.loads(gapless("check", tiny_course, "--seeds", "2", "--json").out)
    assert told["class"]["kinds"] == []


def test_a_folder_without_a_course_is_told_as_json_too(gapless: Gapless, tmp_path: Path) -> None:
    ended = gapless("check", tmp_path, "--json")
    assert ended.code == 1
    assert json.loads(ended.out)["faults"][0]["rule"] == "reads"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_explained_with_an_example(gapless: Gapless, rule) -> None:
    ended = gapless("check", "--explain", rule.id)
    assert ended.code == 0
    for part in (rule.id, "Proves: ", "Why: ", "Remedy: ", "For example:\n    "):
        assert part in ended.out


def test_a_rule_that_is_not_there_is_told_with_the_nearest_one(gapless: Gapless) -> None:
    ended = gapless("check", "--explain", "hint-keeps-key")
    assert ended.code == 2
    assert "Did you mean 'hints-keep-key'?" in ended.err


def test_check_without_a_course_says_so(gapless: Gapless) -> None:
    ended = gapless("check")
    assert ended.code == 2
    assert "Name a course folder." in ended.err
