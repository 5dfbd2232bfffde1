"""Peers of the learner model: logistic regressions in a few lines of numpy, and those that live in an environment of
their own (see learner_outside.py).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from gapless.mastery.fit import Responses

NEWTON_STEPS, RIDGE = 8, 1.0
# A skill's own weights lean on 0 as if this many responses had said nothing.
SHRINK = 20.0

Columns = list[np.ndarray]


def skill_mean(train: Responses, test: Responses) -> np.ndarray:
    """Each skill's share of right answers."""
    top = int(max(train.skill.max(), test.skill.max())) + 1
    right, count = np.bincount(train.skill, train.correct, top), np.bincount(train.skill, minlength=top)
    return ((right + SHRINK * train.correct.mean()) / (count + SHRINK))[test.skill]


def counts(data: Responses) -> Columns:
    """Performance factor analysis (Pavlik, Cen & Koedinger 2009): rights and misses on the skill so far."""
    right = data.blocks.before(data.correct.astype(np.float64))
    return [np.log1p(right), np.log1p(data.blocks.position - right)]


def totals(data: Responses) -> Columns:
    """Best-LR (Gervet et al. 2020): the student's totals over all skills besides."""
    right = data.students.before(data.correct.astype(np.float64))
    return [*counts(data), np.log1p(right), np.log1p(data.students.position - right)]


def last_three(data: Responses) -> Columns:
    """The last three outcomes on the skill besides."""
    lags = [data.blocks.lag(data.correct + 1, steps) for steps in (1, 2, 3)]
    return [*totals(data), *[(lag == outcome).astype(np.float64) for lag in lags for outcome in (1, 2)]]


def regression(columns: Callable[[Responses], Columns]) -> Callable[[Responses, Responses], np.ndarray]:
    """A logistic regression on the skill's mean and these columns, fitted by Newton's method."""

    def predict(train: Responses, test: Responses) -> np.ndarray:
        design = [_design(data, skill_mean(train, data), columns) for data in (train, test)]
        mean, spread = design[0].mean(axis=0), design[0].std(axis=0) + 1e-9
        x, z = (np.column_stack([np.ones(len(each)), (each - mean) / spread]) for each in design)
        weight = np.zeros(x.shape[1])
        for _ in range(NEWTON_STEPS):
            p = 1 / (1 + np.exp(-x @ weight))
            curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(weight))
            weight += np.linalg.solve(curve, x.T @ (train.correct - p) - RIDGE * weight)
        return 1 / (1 + np.exp(-z @ weight))

    return predict


def _design(data: Responses, rate: np.ndarray, columns: Callable[[Responses], Columns]) -> np.ndarray:
    return np.column_stack([np.log(rate / (1 - rate)), *columns(data)])


PEERS = {
    "skill mean": skill_mean,
    "performance factor analysis": regression(counts),
    "Best-LR": regression(totals),
    "Best-LR, last three": regression(last_three),
}


def outside(python: Path, name: str) -> Callable[[Responses, Responses], np.ndarray]:
    """A model of learner_outside.py, run by the interpreter `python`. SystemExit says what it wrote when it fails."""

    def predict(train: Responses, test: Responses) -> np.ndarray:
        x, z = (_design(data, skill_mean(train, data), last_three) for data in (train, test))
        script = Path(__file__).with_name("learner_outside.py")
        with tempfile.TemporaryDirectory() as folder:
            np.savez(
                Path(folder) / "data.npz",
                x=x,
                z=z,
                correct=train.correct,
                student=train.student,
                skill=train.skill,
                test_student=test.student,
                test_skill=test.skill,
                test_correct=test.correct,
            )
            # One thread each, as ours: left to itself pyBKT takes ten times as long on a busy machine.
            alone = {**os.environ, "OMP_NUM_THREADS": "1"}
            done = subprocess.run(
                [python, script, name, folder], env=alone, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise SystemExit(f"{name} failed in {python}:\n{done.stderr[-2000:]}")
            return np.load(Path(folder) / "p.npy")

    return predict


OUTSIDE = {"gradient boosting (scikit-learn)": "boosting", "pyBKT basic": "tracing"}
