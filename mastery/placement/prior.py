"""What is thought of a student before the first answer, and samples of it.

A student has a level on the line of difficulties, and in each strand an offset from it. A skill is *in reach* when the
level in its strand is past its difficulty, give or take a little, and no hole was left there; it is *known* when it and
everything before it are in reach. Given the levels, skills are in reach independently of each other, so a table of
probabilities (skill by level) is all that is needed. Holes are likeliest just below the level, and all skills above a
hole are lost with it: that is how prerequisites bind (a noisy-AND network; Pearl 1988, §4.3.2).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .arrays import Bools, Floats, Ints, Singles
from .chart import Chart

# Levels are kept on a grid; the offsets smooth it.
STEP = 0.02
BOTTOM, TOP = -0.4, 1.4
GRID = np.arange(BOTTOM, TOP + STEP / 2, STEP)
# Even a beginner who has few skills to miss may have missed none.
HOLE_AT_MOST = 0.7


@dataclass(frozen=True)
class Prior:
    """How students differ. Too wide costs a question or two; too narrow breaks the promise of the stop.

    Levels are spread evenly over [`low`, `high`], offsets of a strand have the standard deviation `strand_sd`, a
    skill's own luck `skill_sd`. `holes` is how many skills below their level students miss on average, and `frontier`
    the distance below the level at which holes have become e times rarer, but for a share `anywhere` of them that lies
    at any distance: old holes are rare, and no number of misses would show one that was thought impossible.
    """

    low: float = 0.0
    high: float = 1.05
    strand_sd: float = 0.09
    skill_sd: float = 0.045
    holes: float = 3.0
    frontier: float = 0.1
    anywhere: float = 0.03


@dataclass(frozen=True)
class Cloud:
    """Supposed students, one a column: levels (`theta`, and `level` a strand on the grid), reach, and what is known."""

    theta: Floats
    level: Ints
    reach: Bools
    known: Singles


@lru_cache(maxsize=32)
def table(chart: Chart, prior: Prior) -> Singles:
    """P(in reach) of every skill (rows) at every level of the grid (columns)."""
    margin = GRID[None, :] - chart.difficulties[:, None]
    inside = normal_cdf(margin / prior.skill_sd)
    weight = prior.anywhere + (1 - prior.anywhere) * np.exp(-np.clip(margin, 0, None) / prior.frontier)
    # Holes are counted among skills that would be known without them: those with everything before them inside.
    whole = np.exp(chart.above @ np.log(np.maximum(inside, 1e-30)))
    share = np.minimum(HOLE_AT_MOST, prior.holes / np.maximum((whole * weight).sum(axis=0), 1e-9))
    return (inside * (1 - share * weight)).astype(np.float32)


@lru_cache(maxsize=8)
def prior_cloud(chart: Chart, prior: Prior, size: int, seed: int) -> Cloud:
    """`size` students drawn from the prior; the same for the same arguments."""
    rng = np.random.default_rng([seed, size])
    # Levels on a shaken ladder instead of independent draws: the line is covered evenly.
    theta = prior.low + (prior.high - prior.low) * (np.arange(size) + rng.random(size)) / size
    strands = int(chart.strands.max(initial=0)) + 1
    level = to_grid(theta + prior.strand_sd * rng.standard_normal((strands, size)))
    chance = table(chart, prior)
    reach = np.empty((len(chart.skills), size), dtype=np.bool_)
    for i, strand in enumerate(chart.strand):
        reach[i] = rng.random(size, dtype=np.float32) < chance[i][level[strand]]
    return Cloud(theta, level, reach, closed(chart, reach))


def closed(chart: Chart, reach: Bools) -> Singles:
    """What is known: in reach, with everything before it in reach. As 0 and 1 in single precision, for products."""
    known = reach.copy()
    for i, parents in enumerate(chart.parents):
        for parent in parents:
            known[i] &= known[parent]
    return known.astype(np.float32)


def to_grid(level: Floats) -> Ints:
    """The nearest place on the grid."""
    return np.clip(np.rint((level - BOTTOM) / STEP), 0, len(GRID) - 1).astype(np.intp)


def normal_cdf(x: Floats) -> Floats:
    """The standard normal distribution function."""
    return 0.5 * (1 + np.vectorize(math.erf, otypes=[np.float64])(x / math.sqrt(2)))
