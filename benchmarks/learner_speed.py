"""How long one answer takes the model that the gate uses, and how long a shown prediction takes."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from common import Figure, median

from gapless.mastery.bkt import update, within_bounds
from gapless.mastery.fit import fit, responses

ROUNDS, CALLS = 15, 2000


def speeds() -> list[Figure]:
    """Microseconds of one update of P(known), and milliseconds of one prediction after a thousand answers."""
    rng = np.random.default_rng(1)
    student, order = (each.ravel() for each in np.indices((60, 200)))
    data = responses(student, order, order // 8, rng.integers(0, 2, len(order)))
    one = responses(np.zeros(1000, np.int64), np.arange(1000), np.arange(1000) % 25, rng.integers(0, 2, 1000),
                    across=True)  # fmt: skip
    model = fit(data)
    return [
        Figure("one update of P(known)", 1e6 * _seconds(_one_update, CALLS), "us", ("≤", 15.0)),
        Figure("one prediction, 1000 answers before", 1e3 * _seconds(lambda: model.predict(one), 1), "ms"),
    ]


def _one_update() -> None:
    within_bounds(update(0.4, True, 0.05, 0.1, 0.1))


def _seconds(call: Callable[[], object], calls: int) -> float:
    """The median over rounds of the mean time of a call."""
    found: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(calls):
            call()
        found.append((time.perf_counter() - began) / calls)
    return median(found)
