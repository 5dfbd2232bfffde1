"""What a student's record on other skills says about this one.

Students are better or worse at a skill than most, and better at one often means better at another. The covariances of
these effects between skills are estimated from all students; the effect on the next skill then follows from those seen,
by Gaussian regression, one visit to a skill after another (Rasmussen & Williams 2006, §2.2; Kalman 1960).
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
        """For each visit: the effect on its skill that all earlier visits make one expect, and the variance left.

        `skill` is each row's place in `covariance`, `surplus` its outcome less the skill's rate.
        """
        visits = data.visits
        first, size = visits.blocks.first, visits.blocks.size
        rows = visits.order[first]
        mean = np.add.reduceat(surplus[visits.order], first) / size
        before = data.blocks.position[rows]
        counted = np.minimum(before + size, COUNTED) - np.minimum(before, COUNTED)
        seen = _Seen(skill[rows], mean, counted)
        effect, left = np.empty(len(rows)), np.empty(len(rows))
        starts = np.flatnonzero(np.r_[True, np.diff(data.student[rows]) != 0])
        for start, end in zip(starts, np.r_[starts[1:], len(rows)], strict=True):
            effect[start:end], left[start:end] = self._one(seen, int(start), int(end))
        return effect, left

    def _one(self, seen: _Seen, start: int, end: int) -> tuple[Floats, Floats]:
        """One student's visits, a Kalman step each; a skill's answers beyond `COUNTED` are not taken in."""
        own, at = np.unique(seen.place[start:end], return_inverse=True)
        covariance = self.covariance[np.ix_(own, own)]
        effect = np.zeros(len(own))
        result, left = np.empty(end - start), np.empty(end - start)
        for step, place in enumerate(at.tolist()):
            row = covariance[place]
            result[step], left[step] = effect[place], row[place]
            counted = seen.counted[start + step]
            if counted:
                gain = row / (row[place] + NOISE / counted)
                effect += gain * (seen.mean[start + step] - effect[place])
                covariance = covariance - gain[:, None] * row
        return result, left


@dataclass(frozen=True)
class _Seen:
    """A visit a place: its skill, the mean surplus of its answers, and how many of them count."""

    place: Ints
    mean: Floats
    counted: Ints


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
