"""How large a difference between two groups is, and how many pupils it takes to see one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, variance

Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Effect:
    """Hedges' g of one group against another, and its 95 % interval."""

    g: float
    low: float
    high: float


def hedges_g(group: Sequence[float], against: Sequence[float]) -> Effect | None:
    """The standardised mean difference, corrected for small samples; None for fewer than two values or no spread.

    g = J (m1 - m2) / s with the pooled s and J = 1 - 3 / (4 (n1 + n2) - 9); its standard error is
    sqrt((n1 + n2) / (n1 n2) + g² / (2 (n1 + n2))). Hedges & Olkin, "Statistical Methods for Meta-Analysis" (1985).
    """
    n1, n2 = len(group), len(against)
    if min(n1, n2) < 2:
        return None
    pooled = ((n1 - 1) * variance(group) + (n2 - 1) * variance(against)) / (n1 + n2 - 2)
    if pooled <= 0:
        return None
    g = (1 - 3 / (4 * (n1 + n2) - 9)) * (fmean(group) - fmean(against)) / math.sqrt(pooled)
    error = math.sqrt((n1 + n2) / (n1 * n2) + g * g / (2 * (n1 + n2)))
    return Effect(g, g - Z95 * error, g + Z95 * error)


def needed(g: float, power: float = 0.8) -> int:
    """Pupils a group to see a difference of `g` with this power at 5 %, two-sided. ValueError for g = 0.

    n = 2 ((z_.975 + z_power) / g)², rounded up, plus one for the t distribution (Cohen 1988; the normal approximation
    is one short at most sizes).
    """
    if not g or not 0 < power < 1:
        raise ValueError("a power of 0 to 1 for a difference that is not 0")
    return math.ceil(2 * ((Z95 + NormalDist().inv_cdf(power)) / g) ** 2) + 1
