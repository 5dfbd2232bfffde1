"""`%load_ext gapless` in a plain shell: items are shown as they are defined, with what each wrong answer leads to."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from gapless.authoring.items import AuthoredItem, start_collecting
from gapless.errors import NotFound, Unusable
from gapless.tutor.local import LocalTutor
from gapless.tutor.preview import Preview
from gapless.tutor.workbench import Workbench
from gapless.widgets import MasteryCheck
from gapless.widgets.local import own_items
from gapless.widgets.preview import ItemPreview

ADD = """
from fractions import Fraction
from gapless import item, Question

@item(skill="add-like")
def add_like(rng):
    n = rng.randint(3, 60)
    return Question(
        f"Unsaved: ${n}$ times $1/{2 * n + 1}$?",
        answer=Fraction(n, 2 * n + 1),
        mistakes={"adds-across": Fraction(n, 4 * n + 2)},
        hints=["Count the pieces."],
        solution="Count them.",
    )
"""
BROKEN = """
from gapless import item, Question

@item(skill="parts")
def planted(rng):
    return Question("What is one and one?", answer=2, mistakes={"adds-acros": 3}, hints=["It is 2.", "Two."])
"""


@pytest.fixture
def shell(tiny_course: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """A shell in the lessons folder of the tiny course, with the extension loaded."""
    monkeypatch.chdir(tiny_course / "lessons")
    monkeypatch.setattr(sys, "path", [*sys.path])
    shell = InteractiveShell()
    shell.run_line_magic("load_ext", "gapless")
    yield shell
    shell.run_line_magic("unload_ext", "gapless")


@pytest.fixture
def preview(tiny_course: Path) -> Iterator[Callable[[str], Preview]]:
    """Previews of the items that this code defines."""

    def of(code: str) -> Preview:
        bench = Workbench({}, tiny_course)
        found = bench.watch()
        exec(code, {})
        return bench.preview(bench.take(found)[-1])

    yield of
    start_collecting()


def test_running_an_items_cell_shows_the_question_its_key_and_what_each_mistake_leads_to(shell, capsys):
    assert shell.run_cell(ADD).success
    shown = capsys.readouterr().out
    assert "add_like · Adding like fractions · typed · seed 0" in shown
    assert "Unsaved" in shown
    assert "Adds tops and bottoms → Equal parts. A student reads: You added the tops and the bottoms." in shown
    assert "No fault in 25 seeds" in shown


def test_each_run_shows_the_next_seed(shell, capsys):
    for seed in range(3):
        shell.run_cell(ADD)
        assert f"seed {seed}\n" in capsys.readouterr().out


def test_faults_are_told_with_their_remedy(shell, capsys):
    shell.run_cell(BROKEN)
    shown = capsys.readouterr().out
    assert "no misconception 'adds-acros'. Did you mean 'adds-across'?" in shown
    assert "hint 1 holds the key: 'It is 2.'" in shown
    assert "only 1 different questions" in shown
    assert "no solution to show after a miss" in shown


def test_a_cell_without_items_shows_nothing(shell, capsys):
    shell.run_cell("number = 1")
    assert capsys.readouterr().out == ""


def test_a_cell_that_fails_shows_its_own_error_alone(shell, capsys):
    shell.run_cell(ADD + "\n1 / 0")
    shown = capsys.readouterr().out
    assert "ZeroDivisionError" in shown
    assert "seed 0" not in shown


def test_a_saved_item_can_be_shown_at_a_seed(shell, capsys):
    shell.run_cell("%gapless_item which_part --seed 7")
    shown = capsys.readouterr().out
    assert "which_part · Equal parts · choice · seed 7" in shown
    assert "Key: $1/" in shown


def test_an_unsaved_edit_is_shown_rather_than_the_file(shell, capsys):
    shell.run_cell("%gapless_item add_like")
    assert "Unsaved" not in capsys.readouterr().out
    shell.run_cell(ADD)
    shell.run_cell("%gapless_item add_like")
    assert capsys.readouterr().out.count("Unsaved") == 2


def test_an_unknown_item_is_told_with_the_nearest(shell, capsys):
    shell.run_cell("%gapless_item which_pat")
    assert "Did you mean 'which_part'?" in capsys.readouterr().err


def test_the_saved_course_is_checked_by_a_magic(shell, tiny_course: Path, capsys):
    shell.run_cell("%gapless_check --seeds 12")
    assert "No fault in 12 questions" in capsys.readouterr().out
    toml = tiny_course / "course.toml"
    toml.write_text(toml.read_text().replace('hole = "parts"', 'hole = "part"'))
    shell.run_cell("%gapless_check --seeds 12")
    assert "Did you mean 'parts'?" in capsys.readouterr().out


def test_outside_a_course_it_says_how_to_make_one(shell, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shell.run_cell(ADD)
    assert "gapless new course DIR" in capsys.readouterr().out


def test_helpers_of_the_course_can_be_imported(tiny_course: Path, monkeypatch):
    (tiny_course / "helpers.py").write_text("NUMBER = 5\n")
    monkeypatch.chdir(tiny_course / "lessons")
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\nshell = InteractiveShell()\n"
        "shell.run_line_magic('load_ext', 'gapless')\nfrom helpers import NUMBER\nprint(NUMBER)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "5"


def test_on_a_page_it_refuses():
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell().run_cell('%load_ext gapless')\nimport sys\nprint('gapless.authoring.items' in sys.modules)"
    )
    environment = {**os.environ, "GAPLESS_PAGE": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "A page has no items to show" in done.stderr
    assert done.stdout.splitlines()[-1] == "False"


def test_a_check_in_the_same_kernel_asks_the_unsaved_item(tiny_course: Path):
    own: dict[str, AuthoredItem] = {}
    local = LocalTutor(tiny_course, own)
    bench = Workbench(own, tiny_course)
    found = bench.watch()
    exec(ADD, {})
    bench.take(found)
    try:
        prompts = [_closed(local, "add-like") for _ in range(6)]
    finally:
        local.close()
    assert any("Unsaved" in prompt for prompt in prompts)
    assert any("Ann eats" in prompt for prompt in prompts)


def _closed(local: LocalTutor, skill: str) -> str:
    question = local.call("next", {"goal": {"skill": skill}})["question"]
    local.call("show", {"question_id": question["question_id"], "request_id": question["question_id"]})
    return question["prompt"]


def test_the_preview_answers_as_a_tutor_and_goes_on_to_the_next_seed(preview):
    shown = preview(ADD)
    question = shown.call("next", {"goal": {"skill": "add-like"}})["question"]
    wrong = {"question_id": question["question_id"], "given": shown.made.mistakes["adds-across"], "request_id": "one"}
    told = shown.call("answer", wrong)
    assert told["words"] == shown.facts()["mistakes"][0]["words"]
    assert shown.call("next", {"goal": {"skill": "add-like"}})["question"]["question_id"] == question["question_id"]
    shown.call("answer", {**wrong, "given": shown.made.key, "request_id": "two"})
    assert shown.seed == 0
    shown.call("next", {"goal": {"skill": "add-like"}})
    assert shown.seed == 1


def test_any_seed_can_be_asked_for(preview):
    shown = preview(ADD)
    assert shown.call("preview", {"seed": 41})["seed"] == 41
    for seed in (-1, "3", True, 2**32):
        with pytest.raises(Unusable):
            shown.call("preview", {"seed": seed})


def test_a_seed_that_makes_no_question_says_so(preview):
    shown = preview(ADD.replace("n = rng", "1 / 0; n = rng"))
    assert "ZeroDivisionError" in shown.facts()["faults"][0]
    with pytest.raises(NotFound, match="No question comes from seed 0"):
        shown.call("next", {"goal": {"skill": "add-like"}})


def test_the_widget_is_text_where_there_are_no_widgets(preview):
    shown = preview(ADD)
    bundle, _ = ItemPreview("add_like", "add-like", shown, shown.text())._repr_mimebundle_() or ({}, {})
    assert bundle["text/plain"] == shown.text()
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_a_check_made_without_the_extension_knows_no_own_items():
    assert own_items == {}
    assert MasteryCheck("parts")._tutor is None
