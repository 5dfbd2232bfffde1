"""Nobody gains a mark, or reads a hidden test, by what their notebook does to the process it runs in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import assignments, id_of
from redteam import HIDDEN, Attack, attacks, victim

from gapless.graders.strict import PRELOAD, Patience, Strict
from gapless.kernels import Zygote

ATTACKS = attacks()
VICTIM = victim()
WEAK = assignments()["objects"]
GAINED_NOTHING = {"mean-test": 0, "mean-partly": 0, "mean-all": 0, "total-partly": 0, "twin-test": 2}


@pytest.fixture(scope="module")
def strict() -> Iterator[Strict]:
    """An examiner whose patience is short, for some attacks are slow."""
    with Zygote(("numpy", *PRELOAD)) as zygote:
        yield Strict(zygote.fork, [VICTIM.author, WEAK.author], patience=Patience(cell=1.5, notebook=20))


def test_an_honest_notebook_gets_all_its_marks(strict: Strict, tmp_path: Path) -> None:
    honest = Attack("", "", {}, ()).notebook(VICTIM)
    sheet = strict(honest, VICTIM.source_cells, tmp_path)
    assert {cell.grade_id: (cell.score, cell.mode) for cell in sheet.cells} == {
        "mean-test": (4, "strict"),
        "mean-partly": (4, "strict"),
        "mean-all": (2, "strict"),
        "total-partly": (4, "strict"),
        "twin-test": (2, "strict"),
    }


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: f"{attack.technique}: {attack.title}")
def test_an_attack_gains_nothing_and_reads_nothing(attack: Attack, strict: Strict, tmp_path: Path) -> None:
    sheet = strict(attack.notebook(VICTIM), VICTIM.source_cells, tmp_path)
    scores = {cell.grade_id: cell.score for cell in sheet.cells}
    assert scores == GAINED_NOTHING, "and what they solved honestly counts all the same"
    assert HIDDEN not in json.dumps([list(each) for each in sheet.outputs.values()])
    assert HIDDEN not in json.dumps([cell.shown for cell in sheet.cells])


@pytest.mark.parametrize("technique", ["shell-state", "monkeypatch", "exit", "output"])
def test_a_weak_test_says_so_and_common_attacks_gain_nothing_there_either(
    technique: str, strict: Strict, tmp_path: Path
) -> None:
    sly = next(attack for attack in ATTACKS if attack.technique == technique).cells["mean"]
    notebook = WEAK.release
    for cell in notebook["cells"]:
        if id_of(cell) in ("recursive", "formula"):
            cell["source"] = f"{sly}\nformula = 'x'\ndef depth(tree): return 0"
    judged = {cell.grade_id: cell for cell in strict(notebook, WEAK.source_cells, tmp_path).cells}
    assert [(judged[id].score, judged[id].mode) for id in ("recursive-test", "formula-test")] == [(0, "weak")] * 2
