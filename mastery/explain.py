"""Which skill explains a miss: the conjunctive model. A question is known when all that it asks for is known.

Right with chance 1-S when every skill is known, with chance G otherwise: the noisy-and of DINA (Junker & Sijtsma 2001).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log2, prod


def effective_slip(skill: str, known: Mapping[str, float], guess: float, slip: float) -> float:
    """P(miss | `skill` is known), where the other skills of the question may be missing; `slip` when there are none.

    1 - ((1-S) R + G (1-R)), R the product of P(known) of the others. With it, the ordinary Bayes step of knowledge
    tracing shares a miss by how likely each skill explains it, and a right answer raises every one.
    """
    others = prod(p for other, p in known.items() if other != skill)
    return 1 - ((1 - slip) * others + guess * (1 - others)) if len(known) > 1 else slip


def explains(skill: str, known: Mapping[str, float], guess: float, slip: float) -> float:
    """P(`skill` is unknown | a miss on a question that needs all of `known`): (1-P)(1-G) / P(miss)."""
    whole = prod(known.values())
    miss = 1 - (whole * (1 - slip) + (1 - whole) * guess)
    return min(1.0, (1 - known[skill]) * (1 - guess) / miss) if miss > 0 else 0.0


def gain(skill: str, known: Mapping[str, float], guess: float, slip: float) -> float:
    """What a probe of `skill` tells about a miss, in bits: how open its P(known) is times how likely it explains it."""
    return entropy(known[skill]) * explains(skill, known, guess, slip)


def entropy(p: float) -> float:
    """How open a yes-or-no question of this probability is, in bits: 1 at one half, 0 at either end."""
    return -sum(share * log2(share) for share in (p, 1 - p) if share > 0)
