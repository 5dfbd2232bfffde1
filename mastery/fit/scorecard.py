"""A learner model that can be read: P(right) as a sum of points from a few tables.

Each table gives points (log odds) to what it looks at, for instance the last three outcomes on this very skill. It is
an additive model with pairwise terms (GA2M: Lou, Caruana, Gehrke & Hooker 2013), fitted by penalised Newton steps, a
table at a time: cells seen seldom stay near 0, which means "says nothing".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from .history import RUN_AT_MOST, RUNS_AT_MOST, History, history
from .kinship import Kinship, kinship
from .responses import Floats, Ints, Responses

# As if each cell had been seen this often before, at an even chance of being over or under.
PENALTY = 20.0
STEP, ROUNDS = 0.5, 3
# A skill's rate leans on the mean of all as if it had this many responses more.
RATE_WEIGHT = 20.0
COUNTS = np.array([1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 50, 100])
FEW_COUNTS = np.array([1, 2, 3, 5, 10, 25])
CUTS = 24


@dataclass(frozen=True)
class View:
    """The parts that tables are made of, as small whole numbers, one a row; `sizes` says how many values each has."""

    parts: Mapping[str, Ints]
    sizes: Mapping[str, int]

    def cell(self, table: tuple[str, ...]) -> Ints:
        """Each row's cell in a table over these parts."""
        cell = self.parts[table[0]]
        for part in table[1:]:
            cell = cell * self.sizes[part] + self.parts[part]
        return cell

    def cells(self, table: tuple[str, ...]) -> int:
        """How many cells the table has."""
        return int(np.prod([self.sizes[part] for part in table]))


TABLES: tuple[tuple[str, ...], ...] = (
    ("expected", "count"),
    ("last five",),
    ("expected", "last three"),
    ("skill", "expected in eight"),
    ("skill", "last three"),
    ("skill", "count"),
    ("longer in eight", "skill"),
    ("others", "last three"),
    ("skill", "last five"),
    ("skill", "others"),
    ("turning", "last"),
    ("runs", "count in seven", "last"),
    ("skill", "run", "last"),
)


@dataclass(frozen=True)
class Scorecard:
    """A fitted model. `skills` in order; `rate` of each and of an unknown one; the tables' points, in log odds."""

    skills: Ints
    rate: Floats
    kin: Kinship
    cuts: Mapping[str, Floats]
    start: float
    points: tuple[Floats, ...]

    def predict(self, data: Responses) -> Floats:
        """P(right) for each row, given the rows before it."""
        return sigmoid(self.start + sum(self.explain(data).values(), np.zeros(len(data.correct))))

    def explain(self, data: Responses) -> dict[str, Floats]:
        """Points of each row from each table; with `start` they add up to the log odds of a right answer."""
        seen = self._view(data)
        pairs = zip(TABLES, self.points, strict=True)
        return {" × ".join(table): points[seen.cell(table)] for table, points in pairs}

    def _view(self, data: Responses) -> View:
        place = _places(self.skills, data.skill)
        return _view(history(data, place, self.rate, self.kin), self.cuts, len(self.skills) + 1)


def fit(data: Responses) -> Scorecard:
    """Learn all tables from these responses. Deterministic."""
    skills = np.unique(data.skill)
    place = _places(skills, data.skill)
    mean = float(data.correct.mean())
    count = np.bincount(place, minlength=len(skills) + 1)
    rate = (np.bincount(place, data.correct, len(skills) + 1) + RATE_WEIGHT * mean) / (count + RATE_WEIGHT)
    kin = kinship(data, place, data.correct - rate[place], len(skills) + 1)
    past = history(data, place, rate, kin)
    cuts = {name: _cuts(read(past)) for name, read in BINNED.items()}
    start = float(np.log(mean / (1 - mean))) if 0 < mean < 1 else 0.0
    points = _fit_points(_view(past, cuts, len(skills) + 1), data.correct, start)
    return Scorecard(skills, rate, kin, cuts, start, points)


def sigmoid(x: Floats) -> Floats:
    """The probability with these log odds."""
    return 1 / (1 + np.exp(-x))


SIZES: Mapping[str, int] = {
    "expected in eight": CUTS // 3 + 1,
    "longer in eight": CUTS // 3 + 1,
    "count": len(COUNTS) + 1,
    "count in seven": len(FEW_COUNTS) + 1,
    "last": 3,
    "run": RUN_AT_MOST + 1,
    "runs": RUNS_AT_MOST + 1,
    "last three": 3**3,
    "last five": 3**5,
}

BINNED: Mapping[str, Callable[[History], Floats]] = {
    "expected": lambda past: past.expected,
    "others": lambda past: past.others,
    "longer": lambda past: past.longer,
    "turning": lambda past: past.turning,
}


def _fit_points(seen: View, correct: Ints, start: float) -> tuple[Floats, ...]:
    cells = [seen.cell(table) for table in TABLES]
    points = [np.zeros(seen.cells(table)) for table in TABLES]
    odds = np.full(len(correct), start)
    for _ in range(ROUNDS):
        for own, cell in zip(points, cells, strict=True):
            p = sigmoid(odds)
            slope = np.bincount(cell, correct - p, len(own)) - PENALTY * own
            step = STEP * slope / (np.bincount(cell, p * (1 - p), len(own)) + PENALTY)
            own += step
            odds += step[cell]
    return tuple(points)


def _view(past: History, cuts: Mapping[str, Floats], skills: int) -> View:
    bins = {name: np.searchsorted(cuts[name], read(past)) for name, read in BINNED.items()}
    last = past.last
    three = (last[0] * 3 + last[1]) * 3 + last[2]
    parts = {
        **bins,
        "expected in eight": bins["expected"] // 3,
        "longer in eight": bins["longer"] // 3,
        "skill": past.skill,
        "count": np.searchsorted(COUNTS, past.count),
        "count in seven": np.searchsorted(FEW_COUNTS, past.count),
        "last": last[0],
        "run": past.run,
        "runs": past.runs,
        "last three": three,
        "last five": (three * 3 + last[3]) * 3 + last[4],
    }
    sizes = {**SIZES, **dict.fromkeys(bins, CUTS + 1), "skill": skills}
    return View(parts, sizes)


def _cuts(values: Floats) -> Floats:
    return np.unique(np.quantile(values, np.linspace(0, 1, CUTS + 1)[1:-1]))


def _places(skills: Ints, skill: Ints) -> Ints:
    """Each skill's place among `skills`; unknown ones share the place after the last."""
    at = np.searchsorted(skills, skill)
    found = skills[np.minimum(at, len(skills) - 1)] == skill
    return np.where(found, at, len(skills))
