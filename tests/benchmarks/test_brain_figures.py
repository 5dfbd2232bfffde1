"""The benchmarks of the tutor's brain: what they measure on a handful of students, and what they say without data."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import placement
from common import ROOT, report

LEARNER = ROOT / "benchmarks" / "learner_model.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(LEARNER), *arguments], capture_output=True, text=True, check=False)


def test_a_row_of_placement_ends_in_figures_with_their_goals():
    rows = [placement.measure(setting, 40, 1, 3) for setting in placement.EVERYWHERE[:2]]
    figures = report("placement", placement.figures(rows, 0.95))["figures"]
    assert figures["40 skills, bare: questions"]["goal"] == "≤ 11"
    assert figures["40 skills, as meant: accuracy"]["goal"] == "≥ 0.95"
    assert 8 <= figures["40 skills, as meant: questions"]["value"] <= 45
    assert {"40 skills: next question", "40 skills: frontier recall"} <= set(figures)


def test_every_way_to_choose_comes_to_an_end():
    settings = [setting for setting in placement.EVERYWHERE if setting.choose is not None]
    assert len(settings) == 3
    assert all(placement.measure(setting, 40, 1, 1).questions[0] <= 60 for setting in settings)


def test_without_responses_the_learner_model_says_what_it_needs():
    done = run("--json")
    assert done.returncode == 0
    assert "student,order,skill,correct" in done.stdout
    assert json.loads(done.stdout.splitlines()[-1])["skipped"]


def test_a_file_of_another_kind_is_refused_in_a_sentence(tmp_path: Path):
    other = tmp_path / "marks.csv"
    other.write_text("name,mark\nann,1\n", encoding="utf-8")
    for path in (other, tmp_path / "gone.csv"):
        done = run("--train", str(path))
        assert done.returncode != 0
        assert str(path) in done.stderr
        assert "Traceback" not in done.stderr


def test_the_learner_model_is_measured_beside_its_peers(tmp_path: Path):
    rng = np.random.default_rng(1)
    rows = [f"{s},{o},{k},{int(rng.random() < 0.5 + s / 200)}" for s in range(80) for k in range(5) for o in range(6)]
    path = tmp_path / "responses.csv.gz"
    path.write_bytes(gzip.compress(("student,order,skill,correct\n" + "\n".join(rows)).encode()))
    done = run("--train", str(path), "--test", str(path), "--json")
    result = json.loads(done.stdout.splitlines()[-1])
    assert {"all rows: AUC", "clean rows: RMSE", "fit and predict"} <= set(result["figures"])
    assert "Best-LR" in done.stdout
