"""How likely it is that every answer of a form is right, told soberly.

The rate of right answers of a student on skills he or she has mastered is not known, only some answers are. With r of
n first, unaided answers right and a Beta(9, 1) prior (its mean is 1 - slip = .9, and it weighs as much as ten answers)
the rate has the distribution Beta(9 + r, 1 + n - r). The chance of k right answers in a row is then its k-th moment,

    E[rate^k] = product over j = 0 … k-1 of (9 + r + j) / (10 + n + j),

which is more than the mean to the power of k: a student whose rate is unsure may well be one with a high rate. (It is
the beta-binomial distribution, Skellam 1948.) A question on a skill that may have been forgotten multiplies it by the
chance that it is remembered; a question on a skill that is not mastered by P(known)(1-S) + (1-P(known))G instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from ..bkt import GUESS_TYPED, SLIP

LIKELY = 0.5
"""100 % is called likely where it is likelier than not."""

PRIOR_RIGHT, PRIOR_MISSED = 10 * (1 - SLIP), 10 * SLIP


def perfect(rate: float, questions: int) -> float:
    """The chance that so many answers in a row are right, each with the chance `rate`: .36 for 20 at .95."""
    return rate**questions


def rate(rights: int, answers: int) -> float:
    """The rate of right answers to expect after `rights` of `answers`: the mean of its distribution."""
    return (PRIOR_RIGHT + rights) / (PRIOR_RIGHT + PRIOR_MISSED + answers)


def all_right(
    counts: Mapping[str, int],
    rights: int,
    answers: int,
    remembered: Mapping[str, float],
    known: Mapping[str, float],
) -> float:
    """The chance that all answers of a form with these `counts` are right.

    `rights` of `answers` are the student's on mastered skills; `remembered` the chances that a mastered skill still is,
    1 where it is not named; `known` is P(known) of each skill of the form that is not mastered.
    """
    steady = sum(count for skill, count in counts.items() if skill not in known)
    expected = prod(
        (PRIOR_RIGHT + rights + place) / (PRIOR_RIGHT + PRIOR_MISSED + answers + place) for place in range(steady)
    )
    held = prod(remembered.get(skill, 1.0) ** count for skill, count in counts.items() if skill not in known)
    return expected * held * prod(_unsure(known[skill]) ** counts[skill] for skill in counts if skill in known)


def _unsure(p_known: float) -> float:
    return p_known * (1 - SLIP) + (1 - p_known) * GUESS_TYPED
