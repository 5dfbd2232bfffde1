"""What is known before each response: counts, the last outcomes, and how the student does on this and other skills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .kinship import NOISE, Kinship
from .responses import Blocks, Floats, Ints, Responses

LAST = 5
KEPT = 0.9
START = 0.66
LEAST_VARIANCE = 0.004
RUN_AT_MOST, RUNS_AT_MOST = 11, 9


@dataclass(frozen=True)
class History:
    """One value a row. `last[k]` is the outcome k + 1 responses ago on the skill: 0 none, 1 missed, 2 right.

    `others` is the effect that earlier visits, to other skills mostly, make one expect, `expected` the probability of a
    right answer after all answers so far, `longer` the running mean of the outcomes on the skill. `run` is how often
    the last outcome had come in a row before, `runs` how many runs there were, each up to its limit, and `turning` the
    share of outcomes that differed from the one before.
    """

    skill: Ints
    count: Ints
    last: tuple[Ints, ...]
    others: Floats
    expected: Floats
    longer: Floats
    run: Ints
    runs: Ints
    turning: Floats


def history(data: Responses, skill: Ints, rate: Floats, kin: Kinship) -> History:
    """The history of each row. `skill` is its place in `rate`, the share of right answers, and in `kin`."""
    blocks = data.blocks
    outcome = data.correct + 1
    last = tuple(blocks.lag(outcome, steps) for steps in range(1, LAST + 1))
    others, expected = expectation(data, skill, rate, kin)
    changed = last[0] != last[1]
    turns = blocks.before((outcome != last[0]).astype(np.float64))
    return History(
        skill=skill,
        count=blocks.position,
        last=last,
        others=others,
        expected=expected,
        longer=running_mean(data.correct, blocks, KEPT),
        run=run(changed, blocks.position),
        runs=np.minimum(turns, RUNS_AT_MOST).astype(np.int64),
        turning=(turns + 1) / (blocks.position + 3),
    )


def expectation(data: Responses, skill: Ints, rate: Floats, kin: Kinship) -> tuple[Floats, Floats]:
    """The effect expected from earlier visits, and P(right) from it and from the answers of this visit so far."""
    visits = data.visits
    effect, variance = kin.expected(data, skill, data.correct - rate[skill])
    of_row, count = visits.blocks.of_row, visits.blocks.position
    surplus = (data.correct - rate[skill])[visits.order]
    others, left = effect[of_row], np.maximum(variance, LEAST_VARIANCE)[of_row]
    gain = left * count / (left * count + NOISE)
    own = visits.blocks.before(surplus) / np.maximum(1, count)
    others, now = visits.back(others), visits.back(others + gain * (own - others))
    return others, np.clip(rate[skill] + now, 0.01, 0.99)


def run(changed: NDArray[np.bool_], count: Ints) -> Ints:
    """Rows since the outcome changed or the block began."""
    row = np.arange(len(count))
    began = np.maximum.accumulate(np.where(changed | (count == 0), row, 0))
    return np.minimum(row - began, RUN_AT_MOST)


def running_mean(correct: Ints, blocks: Blocks, keep: float) -> Floats:
    """The exponential mean of the outcomes before each row of its block, all blocks a step at a time."""
    by_size = np.argsort(-blocks.size, kind="stable")
    first, size = blocks.first[by_size], blocks.size[by_size]
    mean, result = np.full(len(first), START), np.empty(len(correct))
    for step in range(int(size[0])):
        longer = int(np.searchsorted(-size, -step, side="left"))
        rows = first[:longer] + step
        result[rows] = mean[:longer]
        mean[:longer] = keep * mean[:longer] + (1 - keep) * correct[rows]
    return result
