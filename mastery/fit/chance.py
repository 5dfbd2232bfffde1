"""The chance of a right answer, with what speaks for it and against it: the scorecard's points, gathered by subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .responses import Responses
from .scorecard import TABLES, Scorecard, sigmoid

Subject = Literal["last", "here", "others", "skill"]

# What each table is mostly about: the last answers on the skill, all of them, other skills, or the skill itself.
SUBJECTS: Mapping[tuple[str, ...], Subject] = {
    ("expected", "count"): "here",
    ("last five",): "last",
    ("expected", "last three"): "here",
    ("skill", "expected in eight"): "here",
    ("skill", "last three"): "last",
    ("skill", "count"): "skill",
    ("longer in eight", "skill"): "here",
    ("others", "last three"): "others",
    ("skill", "last five"): "last",
    ("skill", "others"): "others",
    ("turning", "last"): "last",
    ("runs", "count in seven", "last"): "last",
    ("skill", "run", "last"): "last",
}


@dataclass(frozen=True)
class Chance:
    """`p` is the probability of a right answer; `start` and `points` are log odds that add up to its own.

    `start` is what most answers of all students are like, `points` what this student's answers add, by subject.
    """

    p: float
    start: float
    points: Mapping[Subject, float]

    def reasons(self, least: float = 0.1) -> tuple[tuple[Subject, float], ...]:
        """Subjects that move the odds by `least` at least, the strongest first."""
        told: list[tuple[Subject, float]] = [
            (subject, points) for subject, points in self.points.items() if abs(points) >= least
        ]
        return tuple(sorted(told, key=lambda pair: -abs(pair[1])))


def chance(model: Scorecard, data: Responses, row: int) -> Chance:
    """The chance of a right answer in this row, given the rows before it in time."""
    points: dict[Subject, float] = dict.fromkeys(SUBJECTS.values(), 0.0)
    for table, each in zip(TABLES, model.explain(data).values(), strict=True):
        points[SUBJECTS[table]] += float(each[row])
    odds = model.start + sum(points.values())
    return Chance(float(sigmoid(np.array(odds))), model.start, points)
