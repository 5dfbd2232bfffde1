"""Students whose knowledge is known: a level, offsets in each strand, luck with each skill, and holes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..placement import Chart, Response

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Population:
    """How students are drawn; all lengths are on the line of difficulties.

    Levels are even over [`low`, `high`], strands differ from it by `strand_sd`, skills by `skill_sd`. Each student then
    loses none to `holes` of the known skills, with all that need them; the chance of a hole falls e-fold with each
    `frontier` that the skill lies below the student's level.
    """

    low: float = 0.05
    high: float = 1.0
    strand_sd: float = 0.08
    skill_sd: float = 0.04
    holes: int = 6
    frontier: float = 0.07


@dataclass(frozen=True)
class Habits:
    """How a student answers: carelessly, luckily, or by saying "I haven't learned this" when they don't know."""

    slip: float = 0.1
    guess: float = 0.15
    admits: float = 0.0

    def response(self, known: bool, rng: np.random.Generator) -> Response:
        """One answer to a question on a skill that is `known` or not."""
        admitted, answered = rng.random(2)
        if not known and admitted < self.admits:
            return "not-learned"
        return "right" if answered < (1 - self.slip if known else self.guess) else "not-yet"


def knowledge(chart: Chart, population: Population, students: int, rng: np.random.Generator) -> Bools:
    """What each of `students` (columns) knows of the skills of `chart` (rows): always closed under prerequisites."""
    level = population.low + (population.high - population.low) * rng.random(students)
    strands = int(chart.strands.max(initial=0)) + 1
    offset = population.strand_sd * rng.standard_normal((strands, students))
    margin = level + offset[chart.strands] - chart.difficulties[:, None]
    known = _closed(chart, margin + population.skill_sd * rng.standard_normal(margin.shape) > 0)
    for student in range(students):
        known[_holes(known[:, student], margin[:, student], population, rng), student] = False
    return _closed(chart, known)


def violate(known: Bools, share: float, rng: np.random.Generator) -> Bools:
    """The same with a random `share` of all entries turned over, against prerequisites or not."""
    return known ^ (rng.random(known.shape) < share)


def _holes(
    known: Bools, margin: NDArray[np.float64], population: Population, rng: np.random.Generator
) -> NDArray[np.intp]:
    places = np.flatnonzero(known)
    count = min(int(rng.integers(population.holes + 1)), len(places))
    if not count:
        return places[:0]
    weight = np.exp(-np.clip(margin[places], 0, None) / population.frontier)
    return rng.choice(places, count, replace=False, p=weight / weight.sum())


def _closed(chart: Chart, reach: Bools) -> Bools:
    known = reach.copy()
    for place, parents in enumerate(chart.parents):
        for parent in parents:
            known[place] &= known[parent]
    return known
