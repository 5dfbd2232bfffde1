"""The blueprint of a form: how many questions each skill of a grade gets."""

from __future__ import annotations

import math
from collections.abc import Mapping

SIZE = 20
"""Questions of a form, unless a class says otherwise."""


def blueprint(minutes: Mapping[str, float], size: int = SIZE, number: int = 1) -> dict[str, int]:
    """Skill -> questions, `size` in all, in proportion to each skill's expected `minutes` by the largest remainder.

    (Hamilton's method of apportionment.) Every skill has at least one question where `size` allows; where there are
    more skills than questions, the form's `number` decides which of them come, so that the next forms ask for the rest.
    Of equal claims the skill that comes first in `minutes` wins.
    """
    skills = [skill for skill in minutes if minutes[skill] > 0]
    if not skills or size < 1:
        return {}
    if len(skills) >= size:
        first = (number - 1) * size
        chosen = {skills[(first + place) % len(skills)] for place in range(size)}
        return {skill: 1 for skill in skills if skill in chosen}
    whole = math.fsum(minutes[skill] for skill in skills)
    claims = {skill: size * minutes[skill] / whole for skill in skills}
    return _one_each(_largest_remainder(claims, size), claims)


def _largest_remainder(claims: Mapping[str, float], size: int) -> dict[str, int]:
    counts = {skill: math.floor(claim) for skill, claim in claims.items()}
    left = size - sum(counts.values())
    by_remainder = sorted(claims, key=lambda skill: counts[skill] - claims[skill])
    for skill in by_remainder[:left]:
        counts[skill] += 1
    return counts


def _one_each(counts: dict[str, int], claims: Mapping[str, float]) -> dict[str, int]:
    """A skill without a question takes one from the skill that is furthest above its claim."""
    for skill in [skill for skill in counts if not counts[skill]]:
        giver = max((one for one in counts if counts[one] > 1), key=lambda one: counts[one] - claims[one])
        counts[giver] -= 1
        counts[skill] = 1
    return counts
