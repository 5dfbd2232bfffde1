"""Whether a fit is worth having: students who were left out, predicted, beside what the model in use expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .fitted import Columns, columns
from .measures import auc, calibration, log_loss, rmse
from .responses import Bools, Floats
from .scorecard import fit
from .seen import Seen
from .tracing import Trials, fit_tracing, trace

# Below these a fit says more of the few than of the skills: with 20 students of the ASSISTments data (1,300 answers)
# predictions of students left out gained on the plain mean each time, with 10 hardly any ordered them aright.
STUDENTS, ANSWERS = 20, 1000
FOLDS, SEED = 5, 1


@dataclass(frozen=True)
class Scores:
    """How good predictions were. `log_loss` in nats an answer."""

    log_loss: float
    auc: float
    rmse: float
    calibration: float


@dataclass(frozen=True)
class Tryout:
    """Held-out scores of the model in use, of fitted knowledge tracing, and of the scorecard, on the same answers."""

    in_use: Scores
    tracing: Scores
    scorecard: Scores

    @property
    def gain(self) -> float:
        """What knowledge tracing gains on the model in use, in nats of log loss an answer."""
        return self.in_use.log_loss - self.tracing.log_loss

    @property
    def pays(self) -> bool:
        """Whether both parts of the fit do better than the model in use."""
        return self.gain > 0 and self.scorecard.log_loss < self.in_use.log_loss


def missing(rows: Sequence[Seen]) -> dict[str, tuple[int, int]]:
    """What there is too little of: (how many there are, how many it takes) of "students" and "answers"."""
    have = {"students": (len({row.student for row in rows}), STUDENTS), "answers": (len(rows), ANSWERS)}
    return {name: (is_, needs) for name, (is_, needs) in have.items() if is_ < needs}


def try_out(rows: Sequence[Seen]) -> Tryout:
    """Each fifth of the students predicted from the other four. ValueError for fewer than five students."""
    seen = columns(rows)
    students = np.random.default_rng(SEED).permutation(np.unique(seen.data.student))
    if len(students) < FOLDS:
        raise ValueError(f"trying out takes {FOLDS} students")
    traced, scored = np.empty(len(rows)), np.empty(len(rows))
    for fold in np.array_split(students, FOLDS):
        held = np.isin(seen.data.student, fold)
        scored[held] = fit(seen.data.only(~held)).predict(seen.data.only(held))
        traced[held] = _traced(seen, held)[held]
    in_use = np.array([row.p for row in rows])[seen.data.turn]
    correct = seen.data.correct
    return Tryout(*(_scores(correct, p) for p in (in_use, traced, scored)))


def _traced(seen: Columns, held: Bools) -> Floats:
    """P(right) of every row by knowledge tracing fitted to the others; late rows of a long block keep the last P."""
    all_ = seen.trials()
    keep = ~held[seen.data.blocks.first]
    numbers = fit_tracing(Trials(*(getattr(all_, name)[keep] for name in ("skill", "item", "right", "there"))),
                          seen.start)  # fmt: skip
    _, p = trace(numbers, all_)
    return p[seen.data.blocks.of_row, np.minimum(seen.data.blocks.position, p.shape[1] - 1)]


def _scores(correct: np.ndarray, p: Floats) -> Scores:
    return Scores(*(round(measure(correct, p), 4) for measure in (log_loss, auc, rmse, calibration)))
