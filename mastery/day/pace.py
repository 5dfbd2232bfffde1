"""The pace: nominal course minutes mastered per focused minute, and how sure that number is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_DAYS = 3
LEAST_MINUTES = 30.0
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Pace:
    """`times` the course's pace, 95 % certain to lie between `low` and `high`, from so many `days` of work."""

    times: float
    low: float
    high: float
    days: int


def pace(days: Sequence[tuple[float, float]]) -> Pace | None:
    """The pace over `days`, each (nominal minutes mastered, focused minutes); None where they are too few to say.

    A ratio of sums, its spread by the jackknife over days (Efron & Tibshirani 1993, chapter 11): three days and half an
    hour of focus at least.
    """
    worked = [(nominal, focused) for nominal, focused in days if focused > 0]
    total = sum(focused for _, focused in worked)
    if len(worked) < LEAST_DAYS or total < LEAST_MINUTES:
        return None
    mastered, count = sum(nominal for nominal, _ in worked), len(worked)
    without = [(mastered - nominal) / (total - focused) for nominal, focused in worked]
    mean = sum(without) / count
    spread = math.sqrt((count - 1) / count * sum((each - mean) ** 2 for each in without))
    times = mastered / total
    return Pace(times, max(0.0, times - _Z * spread), times + _Z * spread, count)
