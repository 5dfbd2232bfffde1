"""What is known before each response: counts, the last outcomes, and how the student does on this and other skills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .kinship import NOISE, Kinship
from .responses import Blocks, Floats, Ints, Responses

LAST = 5
FAST, SLOW = 0.7, 0.9
START = 0.66
LEAST_VARIANCE = 0.004
RUN_AT_MOST = 11


@dataclass(frozen=True)
class History:
    """One value a row. `last[k]` is the outcome k + 1 responses ago on the skill: 0 none, 1 missed, 2 right.

    `others` is the effect that other skills make one expect, `expected` the probability of a right answer after all
    answers so far, `recent` and `longer` are running means of the outcomes on the skill, `run` is how often the last
    outcome had come in a row before, up to `RUN_AT_MOST`.
    """

    skill: Ints
    count: Ints
    last: tuple[Ints, ...]
    others: Floats
    expected: Floats
    recent: Floats
    longer: Floats
    run: Ints


def history(data: Responses, skill: Ints, rate: Floats, kin: Kinship) -> History:
    """The history of each row. `skill` is its place in `rate`, the share of right answers, and in `kin`."""
    blocks = data.blocks
    surplus = data.correct - rate[skill]
    effect, explained = kin.expected(data, skill, surplus)
    others, count = effect[blocks.of_row], blocks.position
    left = np.maximum(np.diag(kin.covariance)[skill] - explained[blocks.of_row], LEAST_VARIANCE)
    gain = left * count / (left * count + NOISE)
    own = blocks.before(surplus) / np.maximum(1, count)
    outcome = data.correct + 1
    last = tuple(blocks.lag(outcome, steps) for steps in range(1, LAST + 1))
    return History(
        skill=skill,
        count=count,
        last=last,
        others=others,
        expected=np.clip(rate[skill] + others + gain * (own - others), 0.01, 0.99),
        recent=running_mean(data.correct, blocks, FAST),
        longer=running_mean(data.correct, blocks, SLOW),
        run=run(last[0] != last[1], count),
    )


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
