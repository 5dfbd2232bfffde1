"""What a student's record on other skills says about this one.

Students are better or worse at a skill than most, and better at one often means better at another. The covariances of
these effects between skills are estimated from all students; the effect on the next skill then follows from those seen,
by Gaussian regression (Rasmussen & Williams 2006, §2.2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .responses import Floats, Ints, Responses

# Variance of one answer around its probability, about p(1-p).
NOISE = 0.2
# Pairs of skills that few students share lean on the mean covariance as if this many more students had shown it.
SHARED = 30.0
LEAST_VARIANCE = 0.002
# Answers beyond these on one skill say nothing new about another.
COUNTED = 20


@dataclass(frozen=True)
class Kinship:
    """Covariance between skills of how much better than most a student is, in shares of right answers."""

    covariance: Floats

    def expected(self, data: Responses, skill: Ints, surplus: Floats) -> tuple[Floats, Floats]:
        """For each block: the expected effect on its skill given the blocks before it, and how much of it is explained.

        `skill` is each row's place in `covariance`, `surplus` its outcome less the skill's rate.
        """
        blocks = data.blocks
        place = skill[blocks.first]
        mean = np.add.reduceat(surplus, blocks.first) / blocks.size
        noise = NOISE / np.minimum(blocks.size, COUNTED)
        effect, explained = np.zeros(len(place)), np.zeros(len(place))
        starts = np.flatnonzero(np.r_[True, np.diff(data.student[blocks.first]) != 0])
        for start, end in zip(starts, np.r_[starts[1:], len(place)], strict=True):
            own = place[start:end]
            factor = np.linalg.cholesky(self.covariance[np.ix_(own, own)] + np.diag(noise[start:end]))
            seen = np.tril(factor, -1)
            effect[start:end] = seen @ np.linalg.solve(factor, mean[start:end])
            explained[start:end] = (seen**2).sum(axis=1)
        return effect, explained


def kinship(data: Responses, skill: Ints, surplus: Floats, skills: int) -> Kinship:
    """Estimate the covariances by moments; `skills` is how many places there are."""
    blocks = data.blocks
    _, student = np.unique(data.student[blocks.first], return_inverse=True)
    shrunk = np.zeros((student.max() + 1, skills))
    weight = np.zeros_like(shrunk)
    at = student, skill[blocks.first]
    shrunk[at] = np.add.reduceat(surplus, blocks.first) / (blocks.size + 2)
    weight[at] = blocks.size / (blocks.size + 2)
    shared = weight.T @ weight
    product = shrunk.T @ shrunk
    others = ~np.eye(skills, dtype=np.bool_)
    mean = product[others].sum() / max(1.0, shared[others].sum())
    return Kinship(_positive((product + SHARED * mean) / (shared + SHARED)))


def _positive(matrix: Floats) -> Floats:
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return (vectors * np.maximum(values, LEAST_VARIANCE)) @ vectors.T
