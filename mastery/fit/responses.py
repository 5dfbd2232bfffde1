"""Responses to learn from, as columns, and the blocks they come in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# A student's first responses on a skill tell of learning; hundreds more tell of the software.
CLEAN_ROWS = 50


@dataclass(frozen=True)
class Blocks:
    """Runs of equal keys: where each begins, how long it is, and which one every row belongs to."""

    first: Ints
    size: Ints
    of_row: Ints

    @property
    def position(self) -> Ints:
        """0 for the first row of a block, 1 for the next, …"""
        return np.arange(len(self.of_row)) - self.first[self.of_row]

    def before(self, values: Floats) -> Floats:
        """For each row, the sum of `values` over the rows before it in its block."""
        total = np.cumsum(values) - values
        return total - total[self.first][self.of_row]

    def lag(self, values: Ints, steps: int) -> Ints:
        """For each row, the value `steps` rows before it in its block; 0 where there is none."""
        moved = np.zeros_like(values)
        moved[steps:] = values[:-steps]
        moved[self.position < steps] = 0
        return moved


@dataclass(frozen=True)
class Responses:
    """First answers, one a row: student, skill, and 1 for right. Rows of one student and skill stand together, in time.

    `turn` orders all rows of a student in time, whatever their skill; only its order counts. Where times are known
    within a skill alone, skills are taken to come one after the other, in the order of their numbers.
    """

    student: Ints
    skill: Ints
    correct: Ints
    turn: Ints

    @cached_property
    def blocks(self) -> Blocks:
        """A block for each student and skill."""
        return _blocks((self.student[1:] != self.student[:-1]) | (self.skill[1:] != self.skill[:-1]), len(self.student))

    @cached_property
    def students(self) -> Blocks:
        """A block for each student."""
        return _blocks(self.student[1:] != self.student[:-1], len(self.student))

    @cached_property
    def visits(self) -> Visits:
        """The stays of each student at one skill, in time."""
        order = np.lexsort((self.turn, self.student))
        student, skill = self.student[order], self.skill[order]
        return Visits(order, _blocks((student[1:] != student[:-1]) | (skill[1:] != skill[:-1]), len(order)))

    def only(self, rows: Bools) -> Responses:
        """Those of `rows`."""
        return Responses(self.student[rows], self.skill[rows], self.correct[rows], self.turn[rows])


@dataclass(frozen=True)
class Visits:
    """Rows in the order of time (`order` holds their places), and the blocks of one skill after another in it."""

    order: Ints
    blocks: Blocks

    def back(self, values: Floats) -> Floats:
        """Values that stand in the order of time, in the order of the rows."""
        result = np.empty(len(values))
        result[self.order] = values
        return result


def responses(student: Ints, order: Ints, skill: Ints, correct: Ints, *, across: bool = False) -> Responses:
    """Responses from columns in any order of rows.

    `order` is time: within a skill, or, when `across`, over all that a student did. ValueError for columns of different
    length, for none at all, and for outcomes other than 0 and 1.
    """
    if len({len(student), len(order), len(skill), len(correct)}) != 1 or not len(student):
        raise ValueError("student, order, skill and correct need the same number of rows, and one at least")
    if not np.isin(correct, (0, 1)).all():
        raise ValueError("correct is 1 for a right answer and 0 for any other")
    rows = np.lexsort((order, skill, student))
    turn = order[rows] if across else np.arange(len(rows))
    return Responses(student[rows], skill[rows], correct[rows], turn)


def clean(data: Responses, dropped: Ints) -> Bools:
    """Rows of skills that are not `dropped`, at most the first fifty of a student on a skill."""
    return ~np.isin(data.skill, dropped) & (data.blocks.position < CLEAN_ROWS)


def _blocks(changes: Bools, rows: int) -> Blocks:
    starts = np.r_[True, changes]
    first = np.flatnonzero(starts)
    return Blocks(first, np.diff(np.r_[first, rows]), np.cumsum(starts) - 1)
