"""Which question next: the one after which the fewest are expected to be needed.

Every candidate is tried in thought. Its answer, right or not, would leave an expected share of misclassified skills;
what counts is how many questions that share is still away from the stop. In simulations this saves up to a tenth of the
questions of half-splitting, the more the larger the course, and little beside taking the least expected share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints, Singles
from .belief import Belief

# Questions for an e-fold lower share. Simulated with 3, 6 and 12: what is asked differs, how much hardly does.
PER_FOLD = 6.0
# Candidates tried in thought, those whose own state is most in doubt.
TRIED = 40
# Before the earliest stop a lower share is worth a little still: it makes the stop likelier there.
HEAD_START = 0.3
SHARE_AT_LEAST = 0.005
# Skills this sure, either way, are no candidates, and hardly change their part of the share.
SURE = 0.01


@dataclass(frozen=True)
class Option:
    """A question that could be asked: the skill's place in the chart, the item ("" for any), its guess and slip."""

    place: int
    item: str
    guess: float
    slip: float


@dataclass(frozen=True)
class Outlook:
    """For each option: P(right), and the expected misclassified share after a right answer and after a miss."""

    right: Floats
    after_right: Floats
    after_miss: Floats


@dataclass(frozen=True)
class View:
    """The doubtful part of a belief: rows are skills in doubt; `settled` is what all others add to the share."""

    rows: Ints
    known: Singles
    weight: Singles
    settled: float
    skills: int

    def share(self, known: Singles | Floats) -> Floats:
        """The expected misclassified share for P(known) of the doubtful skills in the last axis."""
        return (np.minimum(known, 1 - known).sum(axis=-1, dtype=np.float64) + self.settled) / self.skills


def view(belief: Belief, known: Floats) -> View:
    """Leave out what is settled."""
    doubt = np.minimum(known, 1 - known)
    rows = np.flatnonzero(doubt >= SURE)
    weight = belief.weight.astype(np.float32)
    return View(rows, belief.cloud.known[rows], weight, float(np.delete(doubt, rows).sum()), len(known))


def outlook(seen: View, options: Sequence[Option]) -> Outlook:
    """What each option promises; every option's skill must be in doubt."""
    at = np.searchsorted(seen.rows, [option.place for option in options])
    guess = np.array([[option.guess] for option in options], dtype=np.float32)
    slip = np.array([[option.slip] for option in options], dtype=np.float32)
    weighted = seen.known[at] * seen.weight
    both = weighted @ seen.known.T
    known = seen.known @ seen.weight
    mine = known[at][:, None]
    right = mine * (1 - slip) + (1 - mine) * guess
    after_right = (both * (1 - slip) + (known - both) * guess) / right
    after_miss = (known - right * after_right) / (1 - right)
    return Outlook(right[:, 0].astype(np.float64), seen.share(after_right), seen.share(after_miss))


def to_go(share: Floats, stop: float, least: int) -> Floats:
    """About how many more questions it takes from an expected share of `share` to `stop`, and at least `least`."""
    fold = np.log(np.maximum(share, SHARE_AT_LEAST) / stop)
    needed = np.maximum(np.where(share < stop, 0.0, 1 + PER_FOLD * fold), least)
    return needed + (HEAD_START * fold if least > 0 else 0.0)


def costs(promised: Outlook, stop: float, least: int) -> Floats:
    """Expected number of questions still needed after each option."""
    right = to_go(promised.after_right, stop, least)
    return promised.right * right + (1 - promised.right) * to_go(promised.after_miss, stop, least)


def best(belief: Belief, known: Floats, options: Sequence[Option], stop: float, least: int) -> Option | None:
    """The option after which the fewest questions are expected to be needed; None when there is none.

    `known` is P(known) of each skill, `stop` the share to get below, `least` how many questions must follow this one.
    """
    seen = view(belief, known)
    doubtful = [option for option in options if min(known[option.place], 1 - known[option.place]) >= SURE]
    if not doubtful:
        return max(options, key=lambda option: min(known[option.place], 1 - known[option.place]), default=None)
    doubtful.sort(key=lambda option: abs(known[option.place] - 0.5))
    tried = doubtful[:TRIED]
    return tried[int(np.argmin(costs(outlook(seen, tried), stop, least)))]
