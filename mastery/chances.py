"""How likely a hole is: Bayes' rule over three explanations of the answers that point to it.

- *missing*: the student follows the misconception, or lacks the skill below.
- *slip*: the student knows it all; the misses are accidents.
- *other*: something else is missing.

Each answer multiplies a chance by how likely that answer is under the explanation, and the three are scaled to make 1.
G is the question's guess, S its slip. An answer that nobody aims at lands on one certain other answer about as often as
a blind guess lands on the key: L = G / (1-G), which is 1 of n-1 for a choice of n.

===================  ============  ==========  ============
the answer           missing       slip        other
===================  ============  ==========  ============
fits the rule        steady        S L         (1-G) L = G
misses otherwise     (1-steady)(1-G)  S (1-L)  (1-G)(1-L)
right                (1-steady) G  1-S         G
===================  ============  ==========  ============

That is for a question that could show the misconception. On the hole's own skill only *missing* does not know it; on
any other question of the source, *other* lacks it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce

from .student import Clue, Hole, Suspicion

RATE = 0.1
"""The share of students who hold a misconception before teaching, where the course gives no rate: named bugs of
subtraction and fractions are found in 6 to 25 % (Raghubar et al. 2009; Gómez et al. on comparing fractions)."""

STEADY = 0.8
"""How often a student follows a misconception that he or she holds: not always, for bugs come and go within days
(VanLehn 1982), and a diagnosis asks for two of three matching answers."""

MOST_SURE = 0.9
"""Nothing known earlier is taken for surer than this before a look: the share that reviews aim to keep remembered."""

ENOUGH = 0.5
"""A hole is confirmed only when it is likelier than all else together."""

PLAINLY = 3
"""So many consistent answers confirm it, however much the items leave to guessing."""

_MOST_LANDING = 0.95  # a miss on a choice of two always lands on the other option; kept off 1 so that no chance is 0
_LEAST = 1e-9


def before_rule(p_source: float, rate: float = RATE) -> Suspicion:
    """Before an answer that fits a misconception held by `rate` of students; `p_source` is P(known) of its skill."""
    known = min(MOST_SURE, p_source)
    return Suspicion(rate, (1 - rate) * known, (1 - rate) * (1 - known))


def before_probe(p_hole: float, p_source: float = 1.0) -> Suspicion:
    """Before a question on the hole's own skill, after an unexplained miss on the source."""
    known = min(MOST_SURE, p_hole)
    return Suspicion(1 - known, known * p_source, known * (1 - p_source))


def likelihood(clue: Clue) -> Suspicion:
    """How likely this answer is under each explanation."""
    return _TABLE[clue.about, clue.seen](clue.guess, clue.slip, min(_MOST_LANDING, _landing(clue.guess)))


def chances(hole: Hole) -> Suspicion:
    """How likely each explanation is after all clues. A hole from before clues were kept counts as missing."""
    return reduce(_weighed, hole.clues, hole.before) if hole.before is not None else Suspicion(1.0, 0.0, 0.0)


def enough(hole: Hole) -> bool:
    """Whether a suspected hole is to be confirmed.

    It takes a second consistent answer, from a question on which the misconceptions that could explain the first one
    give different answers, and a hole that is likelier than all else; a third one does without either.
    """
    consistent = len(hole.evidence)
    return consistent >= PLAINLY or (consistent == 2 and not hole.rivals and chances(hole).missing >= ENOUGH)


def with_clue(hole: Hole, clue: Clue) -> Hole:
    """The hole with one more clue; each question gives one."""
    known = any(one.question == clue.question for one in hole.clues)
    return hole if known else replace(hole, clues=(*hole.clues, clue))


def _weighed(before: Suspicion, clue: Clue) -> Suspicion:
    seen = likelihood(clue)
    weights = (before.missing * seen.missing, before.slip * seen.slip, before.other * seen.other)
    whole = sum(weights)
    return Suspicion(*(weight / whole for weight in weights)) if whole > _LEAST else before


def _landing(guess: float) -> float:
    return guess / (1 - guess) if guess < 1 else 1.0


_TABLE: Mapping[tuple[str, str], Callable[[float, float, float], Suspicion]] = {
    ("rule", "matches"): lambda g, s, land: Suspicion(STEADY, s * land, (1 - g) * land),
    ("rule", "misses"): lambda g, s, land: Suspicion((1 - STEADY) * (1 - g), s * (1 - land), (1 - g) * (1 - land)),
    ("rule", "right"): lambda g, s, land: Suspicion((1 - STEADY) * g, 1 - s, g),
    ("hole", "matches"): lambda g, s, land: Suspicion(1 - g, s, s),
    ("hole", "misses"): lambda g, s, land: Suspicion(1 - g, s, s),
    ("hole", "right"): lambda g, s, land: Suspicion(g, 1 - s, 1 - s),
    ("source", "matches"): lambda g, s, land: Suspicion(1 - g, s, 1 - g),
    ("source", "misses"): lambda g, s, land: Suspicion(1 - g, s, 1 - g),
    ("source", "right"): lambda g, s, land: Suspicion(g, 1 - s, g),
}
