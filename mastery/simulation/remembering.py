"""Students who forget: what they truly remember, while they learn a course and answer a scheduler's reviews.

The truth follows FSRS-6 as the schedulers assume, but each student forgets each skill at a rate of their own, and each
question practises other skills by weights that differ from the author's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import numpy as np

from ..review.memory import Memory, learned, practise, recall, retrievability
from ..values import Skill
from .graphs import Grown

LESSON = 4
"""Right answers in a lesson: three in a row, and one before them."""


@dataclass(frozen=True)
class Forgetting:
    """How students forget. Each skill's time runs at a rate drawn from a lognormal with `rate_sd`, times `pace`.

    An author's weight w stands for a true one of `trust`·w times a lognormal factor with `weight_sd`, at most 1.
    """

    rate_sd: float = 0.4
    pace: float = 1.0
    weight_sd: float = 0.3
    trust: float = 1.0
    slip: float = 0.05
    guess: float = 0.05


def with_practice(grown: Grown, rng: np.random.Generator) -> Mapping[str, Skill]:
    """The graph's skills, four in five prerequisites practised by the skill that needs them, weights even in .2-.8."""
    skills = {}
    for skill in grown.skills.values():
        weights = {need: float(rng.uniform(0.2, 0.8)) for need in skill.prerequisites if rng.random() < 0.8}
        skills[skill.id] = Skill(skill.id, skill.title, skill.grade, skill.prerequisites, MappingProxyType(weights))
    return MappingProxyType(skills)


class Rememberer:
    """One simulated student. `practises` maps a skill to what its questions practise, by the author's weights."""

    def __init__(
        self,
        practises: Mapping[str, Mapping[str, float]],
        forgetting: Forgetting,
        start: datetime,
        rng: np.random.Generator,
    ) -> None:
        self._rng, self._start, self._forgetting = rng, start, forgetting
        self._rate = {
            skill: forgetting.pace * float(rng.lognormal(0, forgetting.rate_sd)) for skill in sorted(practises)
        }
        self._weights = {skill: self._true(practises[skill]) for skill in sorted(practises)}
        self._memories: dict[str, Memory] = {}

    def learn(self, skill: str, at: datetime) -> None:
        """Master `skill` in a lesson, which practises what it rests on."""
        self._memories[skill] = learned(skill, self._own(skill, at))
        for _ in range(LESSON):
            self._practise(skill, at)

    def answer(self, skill: str, at: datetime) -> bool:
        """Answer a review question; right or not, the skill is fresh afterwards (a miss is taught at once)."""
        memory, now = self._memories[skill], self._own(skill, at)
        chance = retrievability(memory, now)
        right = self._rng.random() < chance * (1 - self._forgetting.slip) + (1 - chance) * self._forgetting.guess
        self._memories[skill] = recall(memory, right, now)
        if right:
            self._practise(skill, at)
        return bool(right)

    def remembers(self, at: datetime) -> float:
        """The mean chance, over the learned skills, that each is remembered at `at`."""
        return _mean(retrievability(memory, self._own(skill, at)) for skill, memory in self._memories.items())

    def _practise(self, skill: str, at: datetime) -> None:
        for other, weight in self._weights[skill].items():
            if other in self._memories:
                self._memories[other] = practise(self._memories[other], weight, self._own(other, at))

    def _own(self, skill: str, at: datetime) -> datetime:
        return self._start + (at - self._start) * self._rate[skill]

    def _true(self, weights: Mapping[str, float]) -> dict[str, float]:
        sd, trust = self._forgetting.weight_sd, self._forgetting.trust
        return {
            other: min(1.0, trust * weight * float(self._rng.lognormal(0, sd))) for other, weight in weights.items()
        }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 1.0
