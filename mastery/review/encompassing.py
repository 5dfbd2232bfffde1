"""The encompassing graph: what practising a skill also practises, over several steps.

Source: Skycak, "Optimized, Individualized Spaced Repetition in Hierarchical Knowledge Structures" (2023): weights
multiply along a path. It is another graph than the prerequisites.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..values import Skill

FAINT = 0.05
"""A weight below this is nobody's practice, and cut off."""


def practised(skills: Mapping[str, Skill], skill: str) -> Mapping[str, float]:
    """What a question on `skill` also practises: other skills and their weights in (0, 1], the best path's each."""
    found: dict[str, float] = {}
    ahead = [(skill, 1.0)]
    while ahead:
        place, weight = ahead.pop()
        for other, share in skills[place].encompasses.items() if place in skills else ():
            reached = weight * min(1.0, max(0.0, share))
            if other != skill and other in skills and reached >= FAINT and reached > found.get(other, 0.0):
                found[other] = reached
                ahead.append((other, reached))
    return MappingProxyType(found)


def practised_by(skills: Mapping[str, Skill], skill: str) -> Mapping[str, float]:
    """The skills whose questions also practise `skill`, and their weights."""
    weights = {other: practised(skills, other).get(skill, 0.0) for other in skills if other != skill}
    return MappingProxyType({other: weight for other, weight in weights.items() if weight})
