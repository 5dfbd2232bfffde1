"""How long one answer takes the model that the gate uses, a shown prediction, and the plan of a day."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
from common import Figure, median

from gapless.mastery import Course, Rule, Standing, StudentState
from gapless.mastery.bkt import update, within_bounds
from gapless.mastery.day import plan_day
from gapless.mastery.fit import fit, responses
from gapless.mastery.graph import order
from gapless.mastery.simulation import grow

ROUNDS, CALLS = 15, 2000


def speeds() -> list[Figure]:
    """Microseconds of one update of P(known), milliseconds of one prediction and of one plan."""
    rng = np.random.default_rng(1)
    student, order = (each.ravel() for each in np.indices((60, 200)))
    data = responses(student, order, order // 8, rng.integers(0, 2, len(order)))
    one = responses(np.zeros(1000, np.int64), np.arange(1000), np.arange(1000) % 25, rng.integers(0, 2, 1000),
                    across=True)  # fmt: skip
    model = fit(data)
    return [
        Figure("one update of P(known)", 1e6 * _seconds(_one_update, CALLS), "us", ("≤", 15.0)),
        Figure("one prediction, 1000 answers before", 1e3 * _seconds(lambda: model.predict(one), 1), "ms"),
        Figure("a plan of 1000 skills", 1e3 * _seconds(_plan(1000), 5), "ms", ("≤", 0.5)),
    ]


def _plan(size: int) -> Callable[[], object]:
    """Planning the day of a student who has mastered the first half of so many skills."""
    skills = grow(size, 12, 6, np.random.default_rng(1)).skills
    course = Course("", "en", Rule(), skills, {}, {})
    at = datetime(2026, 1, 1, tzinfo=UTC)
    known = list(skills)[: size // 2]
    standings = {name: Standing(name, 0.97, mastered_at=at, ever_mastered=True, opened=True) for name in known}
    state, shapes = StudentState(standings=standings), {name: frozenset({"typed"}) for name in skills}
    sequence = order(skills)  # the tutor has it at hand, once a course
    return lambda: plan_day(course, shapes, state, (), 30.0, sequence=sequence)


def _one_update() -> None:
    within_bounds(update(0.4, True, 0.05, 0.1, 0.1))


def _seconds(call: Callable[[], object], calls: int) -> float:
    """The median over rounds of the mean CPU time of a call."""
    found: list[float] = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        for _ in range(calls):
            call()
        found.append((time.thread_time() - began) / calls)
    return median(found)
