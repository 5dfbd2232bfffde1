"""The posterior over knowledge states as a weighted cloud, and what an answer does to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .chart import Chart
from .evidence import Answer, likelihood, log_odds
from .moves import renew, resample
from .prior import Cloud, Prior, prior_cloud

# When fewer of the supposed states than this foresaw an answer, states that explain it must be looked for.
SURPRISE = 0.05


@dataclass(frozen=True)
class Effort:
    """How many states stand for the posterior: `first` from the prior, `later` once renewed, `sweeps` each time.

    The cloud is renewed when the weights have become so uneven that fewer than `enough` states count (the effective
    sample size of Kong, Liu & Wong 1994).
    """

    first: int
    later: int
    enough: float
    sweeps: int


def effort_for(chart: Chart) -> Effort:
    """As many states as a choice in time allows."""
    return Effort(8000, 3000, 1200, 2) if len(chart.skills) <= 200 else Effort(6000, 2000, 800, 1)


@dataclass(frozen=True)
class Belief:
    """A weighted cloud. `weight` sums to 1."""

    cloud: Cloud
    weight: Floats

    def known(self) -> Floats:
        """P(known) of each skill, never above that of a prerequisite."""
        return np.clip(self.cloud.known @ self.weight.astype(np.float32), 0, 1).astype(np.float64)


def prior_belief(chart: Chart, prior: Prior, effort: Effort) -> Belief:
    """What is believed before the first answer: the same for every student of a course."""
    cloud = prior_cloud(chart, prior, effort.first, 0)
    return Belief(cloud, np.full(effort.first, 1 / effort.first))


def after(
    chart: Chart, prior: Prior, belief: Belief, answers: Sequence[Answer], effort: Effort, rng: np.random.Generator
) -> Belief:
    """The belief after the last of `answers`; those before it are already in `belief`."""
    place = chart.place.get(answers[-1].skill)
    known, unknown = likelihood(answers[-1])
    if place is None or known == unknown:
        return belief
    weight = belief.weight * np.where(belief.cloud.known[place] > 0, known, unknown)
    seen = float(weight.sum())
    weight /= seen
    foreseen = (seen - min(known, unknown)) / abs(known - unknown)
    if foreseen >= SURPRISE and 1 / float(weight @ weight) >= effort.enough:
        return Belief(belief.cloud, weight)
    chosen = resample(weight, effort.later, rng)
    cloud = renew(chart, prior, belief.cloud, chosen, log_odds(chart, answers), effort.sweeps, rng)
    return Belief(cloud, np.full(effort.later, 1 / effort.later))


def loss(known: Floats) -> float:
    """The expected share of misclassified skills when each is called what it more likely is: mean of min(p, 1-p)."""
    return float(np.minimum(known, 1 - known).mean())
