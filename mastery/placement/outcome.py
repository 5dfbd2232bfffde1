"""Where a student stands: known, ready to learn, holes, and what comes later, each with its certainty and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .arrays import Bools, Floats
from .evidence import Answer
from .prior import BOTTOM, STEP
from .session import Placement

Status = Literal["known", "ready", "hole", "later"]

# A skill is a hole when the level in its strand is past it, and it isn't known, each with this probability at least.
EXPECTED = 0.75
WHY_AT_MOST, WHY_AT_LEAST = 3, 0.02


@dataclass(frozen=True)
class Reason:
    """An answer that moved a skill, and how far: the change of P(known), in [-1, 1]."""

    number: int
    answer: Answer
    change: float


@dataclass(frozen=True)
class Found:
    """What the placement found on one skill.

    `status`: "known"; "ready" when it isn't but everything before it is; "hole" when, besides, the student's level is
    past it; "later" else. `certainty` is the probability of just that (of "ready" for a hole). `why` holds the answers
    that moved P(known) most towards this finding, the strongest first.
    """

    skill: str
    p_known: float
    status: Status
    certainty: float
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class Check:
    """The random question that tests the model: the chance it gave a right answer, and whether one came."""

    skill: str
    p_right: float
    right: bool


@dataclass(frozen=True)
class Outcome:
    """All findings in the order of the chart, and `share`, how many of them are expected to be mistaken."""

    found: tuple[Found, ...]
    share: float

    def of(self, status: Status) -> tuple[str, ...]:
        """The skills with this status."""
        return tuple(each.skill for each in self.found if each.status == status)


def outcome(placement: Placement) -> Outcome:
    """The map of what is known. It is coherent: no skill is called known while one before it isn't."""
    known = placement.known
    called = known > 0.5
    open_ = _open(placement, called)
    past = _past(placement)
    ready = _ready(placement)
    found: list[Found] = []
    for place, skill in enumerate(placement.chart.skills):
        status: Status = "known" if called[place] else "later"
        if open_[place]:
            status = "hole" if min(past[place], 1 - known[place]) >= EXPECTED else "ready"
        certainty = {"known": known[place], "later": 1 - known[place] - ready[place]}.get(status, ready[place])
        why = _why(placement, place, bool(called[place]))
        found.append(Found(skill, float(known[place]), status, float(np.clip(certainty, 0, 1)), why))
    return Outcome(tuple(found), placement.share)


def _open(placement: Placement, known: Bools) -> Bools:
    """Not known, with everything before it known: the outer fringe."""
    needs = placement.chart.parents
    return np.array([not known[i] and all(known[parent] for parent in needs[i]) for i in range(len(needs))])


def _ready(placement: Placement) -> Floats:
    """The probability that each skill is in the outer fringe of what is known."""
    cloud, weight = placement.belief.cloud, placement.belief.weight
    result = np.empty(len(placement.chart.skills))
    for i, parents in enumerate(placement.chart.parents):
        ready = cloud.known[i] < 1
        for parent in parents:
            ready = ready & (cloud.known[parent] > 0)
        result[i] = weight[ready].sum()
    return result


def _past(placement: Placement) -> Floats:
    """The probability that the level in each skill's strand is past its difficulty."""
    chart, cloud = placement.chart, placement.belief.cloud
    level = BOTTOM + STEP * cloud.level
    return np.array(
        [placement.belief.weight[level[chart.strand[i]] > hard].sum() for i, hard in enumerate(chart.difficulty)]
    )


def _why(placement: Placement, place: int, known: bool) -> tuple[Reason, ...]:
    steps = np.diff([each[place] for each in placement.trail])
    towards = steps if known else -steps
    strongest = sorted(range(len(steps)), key=lambda number: -towards[number])[:WHY_AT_MOST]
    return tuple(
        Reason(number, placement.answers[number], float(steps[number]))
        for number in strongest
        if towards[number] >= WHY_AT_LEAST
    )
