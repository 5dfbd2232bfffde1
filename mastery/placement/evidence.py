"""Answers, and how likely each is from one who knows the skill and one who doesn't."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .chart import Chart

Response = Literal["right", "not-yet", "not-learned"]

# "I haven't learned this": said now and then by one who knows, often by one who doesn't. Only their ratio counts.
NOT_LEARNED_KNOWN, NOT_LEARNED_UNKNOWN = 0.02, 0.5
# No answer is taken as proof, whatever an item claims of itself.
NOISE_AT_LEAST = 0.01


@dataclass(frozen=True)
class Answer:
    """One answer in a placement: what was asked (`item` is "" where the course names none), and what came back."""

    skill: str
    response: Response
    item: str = ""
    guess: float = 0.05
    slip: float = 0.1


def likelihood(answer: Answer) -> tuple[float, float]:
    """P(answer | known), P(answer | not known), up to a common factor.

    The basic local independence model (Falmagne & Doignon 1988), with "I haven't learned this" as a third answer. An
    item with guess + slip >= 1 would say the opposite of what it shows; it says nothing.
    """
    if answer.response == "not-learned":
        return NOT_LEARNED_KNOWN, NOT_LEARNED_UNKNOWN
    guess, slip = max(NOISE_AT_LEAST, answer.guess), max(NOISE_AT_LEAST, answer.slip)
    if guess + slip >= 1:
        return 1.0, 1.0
    return (1 - slip, guess) if answer.response == "right" else (slip, 1 - guess)


def log_odds(chart: Chart, answers: Sequence[Answer]) -> dict[int, float]:
    """Place of each asked skill -> log of P(its answers | known) / P(its answers | not known)."""
    total: dict[int, float] = {}
    for answer in answers:
        place = chart.place.get(answer.skill)
        if place is not None:
            known, unknown = likelihood(answer)
            total[place] = total.get(place, 0.0) + math.log(known / unknown)
    return total
