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
    """First answers, one a row: student, skill, and 1 for right. Rows of one student and skill stand together.

    Skills of a student stand in the order in which they were begun; what came before a row in its student's rows is
    taken as the past. Where students go back and forth between skills this order lets a block see a little ahead.
    """

    student: Ints
    skill: Ints
    correct: Ints

    @cached_property
    def blocks(self) -> Blocks:
        """A block for each student and skill."""
        return _blocks((self.student[1:] != self.student[:-1]) | (self.skill[1:] != self.skill[:-1]), len(self.student))

    @cached_property
    def students(self) -> Blocks:
        """A block for each student."""
        return _blocks(self.student[1:] != self.student[:-1], len(self.student))

    def only(self, rows: Bools) -> Responses:
        """Those of `rows`."""
        return Responses(self.student[rows], self.skill[rows], self.correct[rows])


def responses(student: Ints, order: Ints, skill: Ints, correct: Ints) -> Responses:
    """Responses from columns in any order of rows; `order` is time, within a skill at least.

    ValueError for columns of different length, for none at all, and for outcomes other than 0 and 1.
    """
    if len({len(student), len(order), len(skill), len(correct)}) != 1 or not len(student):
        raise ValueError("student, order, skill and correct need the same number of rows, and one at least")
    if not np.isin(correct, (0, 1)).all():
        raise ValueError("correct is 1 for a right answer and 0 for any other")
    rows = np.lexsort((order, skill, student))
    return Responses(student[rows], skill[rows], correct[rows])


def clean(data: Responses, dropped: Ints) -> Bools:
    """Rows of skills that are not `dropped`, at most the first fifty of a student on a skill."""
    return ~np.isin(data.skill, dropped) & (data.blocks.position < CLEAN_ROWS)


def _blocks(changes: Bools, rows: int) -> Blocks:
    starts = np.r_[True, changes]
    first = np.flatnonzero(starts)
    return Blocks(first, np.diff(np.r_[first, rows]), np.cumsum(starts) - 1)
