"""Bayesian knowledge tracing: one probability per skill that the student knows it.

Source of every formula: Corbett & Anderson, "Knowledge tracing: Modeling the acquisition of procedural knowledge",
User Modeling and User-Adapted Interaction 4 (1995), pp. 253-278. P(known) is L there, guess G, slip S, learn T.
"""

from __future__ import annotations

# The four starting values OATutor's content tools write when nothing is known yet; guess and slip by kind of answer
# after the usual bounds G <= .3 and S <= .1 (Baker, Corbett & Aleven 2008, on degenerate parameters).
PRIOR = 0.1
LEARN = 0.1
SLIP = 0.1
GUESS_TYPED = 0.05
GUESS_CHOICE = 0.25
# An assignment is worked on unwatched, with books, neighbours and machines at hand: passing says less than typing an
# answer here. Missing says as much as anywhere.
GUESS_WORK = 0.2

# Kept off 0 and 1: at either end no further answer could move P(known) again.
FLOOR = 0.001
CEILING = 0.999


def posterior(p: float, right: bool, guess: float, slip: float) -> float:
    """P(known) given one answer, before any learning from it (all in [0, 1]).

    Right: L(1-S) / (L(1-S) + (1-L)G). Missed: LS / (LS + (1-L)(1-G)). With S + G >= 1 an answer would say the opposite
    of what it shows (the degenerate case), so it then says nothing: P stays.
    """
    if guess + slip >= 1:
        return p
    known, unknown = (1 - slip, guess) if right else (slip, 1 - guess)
    seen = p * known + (1 - p) * unknown
    return min(1.0, p * known / seen) if seen > 0 else p


def transition(p: float, learn: float) -> float:
    """P(known) after one chance to learn: L + (1-L)T."""
    return p + (1 - p) * learn


def update(p: float, right: bool, guess: float, slip: float, learn: float) -> float:
    """P(known) after one answer: the posterior, then the transition. A right answer never lowers it."""
    after = transition(posterior(p, right, guess, slip), learn)
    return max(p, after) if right else after  # the maximum only mends the last bit of floating-point rounding


def p_right(p: float, guess: float, slip: float) -> float:
    """The probability that the next answer is right: L(1-S) + (1-L)G."""
    return p * (1 - slip) + (1 - p) * guess


def within_bounds(p: float) -> float:
    """`p` kept inside [FLOOR, CEILING]."""
    return min(CEILING, max(FLOOR, p))
