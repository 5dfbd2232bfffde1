"""Renewing a cloud: copy the likely states, then move each copy about within the posterior.

Resample-move (Gilks & Berzuini 2001). Only skills at or below an asked one are bound by the answers; they are moved by
Gibbs steps, levels by Metropolis steps in which each skill keeps its own luck (a non-centred parametrisation, so that a
level can move though dozens of skills hang on it). All other skills are drawn afresh from the prior given the levels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats, Ints, Singles
from .chart import Chart
from .prior import BOTTOM, STEP, Cloud, Prior, closed, table, to_grid

GLOBAL_STEP = 0.08
# Log odds beyond which more evidence changes nothing that single precision can hold.
CERTAIN = 30.0


@dataclass
class Walk:
    """The part of the cloud that answers bind, while it is being moved. `bound` and `asked` are places of skills."""

    bound: Ints
    strand: Ints
    needs: Singles  # asked x bound: 1 where the asked skill needs the bound one
    weight: Singles  # log likelihood ratio of each asked skill
    chance: Singles  # bound x grid
    theta: Floats
    offset: Floats
    reach: Bools
    missing: Singles  # asked x students: how many needed skills are out of reach

    @property
    def level(self) -> Ints:
        return to_grid(self.theta + self.offset)

    def fit(self, missing: Singles) -> Singles:
        """Log likelihood of the answers for each supposed student, up to a constant."""
        return self.weight @ (missing < 0.5).astype(np.float32)


def renew(
    chart: Chart,
    prior: Prior,
    cloud: Cloud,
    chosen: Ints,
    odds: Mapping[int, float],
    sweeps: int,
    rng: np.random.Generator,
) -> Cloud:
    """The states `chosen` from `cloud`, moved `sweeps` times in a way that keeps the posterior given by `odds`."""
    walk = _begin(chart, prior, cloud, chosen, odds)
    for _ in range(sweeps):
        _move_reach(walk, rng)
        _move_levels(walk, prior, rng)
    return _finish(chart, prior, walk, rng)


def resample(weight: Floats, size: int, rng: np.random.Generator) -> Ints:
    """`size` columns drawn in proportion to `weight` by systematic resampling (Kitagawa 1996)."""
    ladder = (np.arange(size) + rng.random()) / size
    return np.minimum(np.searchsorted(np.cumsum(weight) / weight.sum(), ladder), len(weight) - 1)


def _begin(chart: Chart, prior: Prior, cloud: Cloud, chosen: Ints, odds: Mapping[int, float]) -> Walk:
    asked = np.fromiter(odds, dtype=np.intp)
    bound = np.flatnonzero(chart.above[asked].any(axis=0))
    needs = chart.above[np.ix_(asked, bound)].astype(np.float32)
    reach = cloud.reach[np.ix_(bound, chosen)]
    theta = cloud.theta[chosen]
    return Walk(
        bound=bound,
        strand=chart.strands[bound],
        needs=needs,
        weight=np.fromiter(odds.values(), dtype=np.float32),
        chance=table(chart, prior)[bound],
        theta=theta,
        offset=_offsets(cloud, chosen, theta),
        reach=reach,
        missing=needs @ (~reach).astype(np.float32),
    )


def _offsets(cloud: Cloud, chosen: Ints, theta: Floats) -> Floats:
    return BOTTOM + STEP * cloud.level[:, chosen] - theta


def _move_reach(walk: Walk, rng: np.random.Generator) -> None:
    """One Gibbs sweep over the bound skills: in reach or not, given everything else."""
    level = walk.level
    luck = rng.random(walk.reach.shape, dtype=np.float32)
    for row in rng.permutation(len(walk.bound)):
        chance = walk.chance[row][level[walk.strand[row]]]
        users = np.flatnonzero(walk.needs[:, row])
        rest = walk.missing[users] - ~walk.reach[row]
        gain = walk.weight[users] @ (rest < 0.5).astype(np.float32)
        odds = chance * np.exp(np.clip(gain, -CERTAIN, CERTAIN))
        new = luck[row] * (odds + 1 - chance) < odds
        walk.missing[users] = rest + ~new
        walk.reach[row] = new


def _move_levels(walk: Walk, prior: Prior, rng: np.random.Generator) -> None:
    """Metropolis steps: all strands together, then each alone, then the common level given the strands."""
    size = len(walk.theta)
    level = walk.level
    chance = _lookup(walk, level)
    share = rng.random(walk.reach.shape, dtype=np.float32)
    luck = np.where(walk.reach, share * chance, chance + share * (1 - chance))
    now = walk.fit(walk.missing)
    theta = _reflect(walk.theta + GLOBAL_STEP * rng.standard_normal(size), prior)
    now = _try(walk, luck, theta, walk.offset, now, rng)
    bound = set(walk.strand.tolist())
    for strand in range(len(walk.offset)):
        fresh = prior.strand_sd * rng.standard_normal(size)
        if strand not in bound:
            walk.offset[strand] = fresh
            continue
        offset = walk.offset.copy()
        offset[strand] = 0.6 * offset[strand] + 0.8 * fresh
        now = _try(walk, luck, walk.theta, offset, now, rng)
    _move_theta(walk, prior, rng)


def _try(walk: Walk, luck: Singles, theta: Floats, offset: Floats, now: Singles, rng: np.random.Generator) -> Singles:
    """Take the proposed levels where the answers allow it; the log likelihoods after it."""
    reach = luck < _lookup(walk, to_grid(theta + offset))
    missing = walk.needs @ (~reach).astype(np.float32)
    then = walk.fit(missing)
    take = np.log(rng.random(len(now))) < then - now
    walk.theta = np.where(take, theta, walk.theta)
    walk.offset = np.where(take, offset, walk.offset)
    walk.reach = np.where(take, reach, walk.reach)
    walk.missing = np.where(take, missing, walk.missing)
    return np.where(take, then, now)


def _move_theta(walk: Walk, prior: Prior, rng: np.random.Generator) -> None:
    """The common level given those of the strands: normal around their mean, kept when within the prior's bounds."""
    if prior.strand_sd <= 0:
        return
    level = walk.theta + walk.offset
    theta = level.mean(axis=0) + prior.strand_sd / np.sqrt(len(level)) * rng.standard_normal(len(walk.theta))
    theta = np.where((theta > prior.low) & (theta < prior.high), theta, walk.theta)
    walk.offset, walk.theta = level - theta, theta


def _lookup(walk: Walk, level: Ints) -> Singles:
    return np.take_along_axis(walk.chance, level[walk.strand], axis=1)


def _reflect(theta: Floats, prior: Prior) -> Floats:
    theta = np.where(theta < prior.low, 2 * prior.low - theta, theta)
    theta = np.where(theta > prior.high, 2 * prior.high - theta, theta)
    return np.clip(theta, prior.low, prior.high)


def _finish(chart: Chart, prior: Prior, walk: Walk, rng: np.random.Generator) -> Cloud:
    level, size = walk.level, len(walk.theta)
    reach = np.empty((len(chart.skills), size), dtype=np.bool_)
    reach[walk.bound] = walk.reach
    free = np.setdiff1d(np.arange(len(chart.skills)), walk.bound)
    chance = np.take_along_axis(table(chart, prior)[free], level[chart.strands[free]], axis=1)
    reach[free] = rng.random(chance.shape, dtype=np.float32) < chance
    return Cloud(walk.theta, level, reach, closed(chart, reach))
