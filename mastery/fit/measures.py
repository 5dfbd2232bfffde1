"""How good predictions are."""

from __future__ import annotations

import numpy as np

from .responses import Floats, Ints


def auc(correct: Ints, p: Floats) -> float:
    """The chance that a right answer was given the higher probability than a miss, ties half (Mann-Whitney)."""
    _, at, count = np.unique(p, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[at]
    right = int(correct.sum())
    missed = len(correct) - right
    return float((rank[correct == 1].sum() - right * (right + 1) / 2) / (right * missed)) if right * missed else np.nan


def rmse(correct: Ints, p: Floats) -> float:
    """The root of the mean squared error."""
    return float(np.sqrt(np.mean((p - correct) ** 2)))


def log_loss(correct: Ints, p: Floats) -> float:
    """The mean of -log of the probability given to what happened, in nats."""
    given = np.clip(np.where(correct == 1, p, 1 - p), 1e-12, 1)
    return float(-np.mean(np.log(given)))


def calibration(correct: Ints, p: Floats) -> float:
    """The expected calibration error in twenty bins of equal width."""
    at = np.minimum((p * 20).astype(np.int64), 19)
    return float(np.abs(np.bincount(at, p - correct, 20)).sum() / len(p))


def reliability(correct: Ints, p: Floats) -> list[tuple[float, int, float, float]]:
    """For each tenth of the scale that was used: its lower end, rows, mean prediction, and share of right answers."""
    at = np.minimum((p * 10).astype(np.int64), 9)
    rows, said, right = (np.bincount(at, each, 10) for each in (np.ones(len(p)), p, correct))
    return [
        (bin / 10, int(rows[bin]), float(said[bin] / rows[bin]), float(right[bin] / rows[bin]))
        for bin in range(10)
        if rows[bin]
    ]
