"""Pupils who learn, slip, guess and forget: what they truly know, which no tutor sees.

The numbers are other people's, chosen before any comparison was run:

- After a lesson about two in three know the skill, and each further question teaches a tenth of those who don't: the
  regularity of 27 data sets in Koedinger, Carvalho, Liu & McLaughlin, PNAS 120 (2023), e2221311120: first answers 65 %
  right, 2.5 points more with each opportunity; students differ in where they start much more than in their rate.
- Slip .1, guess by the kind of answer: the bounds in use since Baker, Corbett & Aleven (2008).
- Forgetting by FSRS-6 with a lognormal rate for each pupil and skill (`remembering.Forgetting` says it).
- A missing prerequisite leaves a fifth of the chance to learn. No study gives this number; it is an assumption, and the
  one that mastery before moving on rests on (Gagné 1968 argues for the direction).
- Focus: a beta(8, 2) share of the minutes, mean .8. An assumption too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from ..review import Memory, practised, recall, retrievability
from ..review.memory import learned, practise
from ..values import Course


@dataclass(frozen=True)
class Dynamics:
    """How pupils learn. `lesson` and `learn` are chances; `start_sd` and `rate_sd` spread pupils (logit and log scale).

    `blocked` is the part of a chance that a missing prerequisite leaves. `holds` is how often a pupil who lacks a skill
    holds a misconception that names it, `shows` how often an answer then follows it.
    """

    lesson: float = 0.65
    learn: float = 0.1
    blocked: float = 0.2
    slip: float = 0.1
    start_sd: float = 0.5
    rate_sd: float = 0.4
    effort: tuple[float, float] = (8.0, 2.0)
    holds: float = 0.5
    shows: float = 0.7


@dataclass
class Pupil:
    """One pupil: `known` are the skills known once, `memories` how well each is held; `effort` the focused share."""

    course: Course
    dynamics: Dynamics
    start: datetime
    rng: np.random.Generator
    known: set[str] = field(default_factory=set)
    held: frozenset[str] = frozenset()
    effort: float = 1.0
    ability: float = 0.0
    memories: dict[str, Memory] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)
    practises: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def lesson(self, skill: str, at: datetime) -> None:
        """Read the skill's lesson."""
        odds = self.dynamics.lesson / (1 - self.dynamics.lesson) * np.exp(self.ability)
        self._learn(skill, float(odds / (1 + odds)), at)

    def answer(self, skill: str, guess: float, at: datetime) -> bool:
        """Answer a question on the skill, then hear how it is done; whether the first answer was right."""
        knows = self.recalls(skill, at) > self.rng.random()
        right = bool(self.rng.random() < ((1 - self.dynamics.slip) if knows else guess))
        if skill in self.known:
            self.memories[skill] = recall(self.memories[skill], knows, self._own(skill, at))
        else:
            self._learn(skill, self.dynamics.learn, at)
        if knows:
            for other, weight in self.practises[skill].items():
                if other in self.memories:
                    self.memories[other] = practise(self.memories[other], weight, self._own(other, at))
        return right

    def misconception(self, shown: frozenset[str]) -> str | None:
        """The misconception a missed answer follows, among those its question can show."""
        rules = self.course.misconceptions
        mine = sorted(name for name in shown & self.held if rules[name].hole not in self.known)
        return mine[0] if mine and self.rng.random() < self.dynamics.shows else None

    def recalls(self, skill: str, at: datetime) -> float:
        """The chance that the pupil knows the skill at this moment."""
        return retrievability(self.memories[skill], self._own(skill, at)) if skill in self.known else 0.0

    def score(self, at: datetime, guess: float = 0.05) -> float:
        """The expected share right of a test with as many questions on every skill."""
        held = [self.recalls(skill, at) for skill in self.course.skills]
        return sum(know * (1 - self.dynamics.slip) + (1 - know) * guess for know in held) / len(held)

    @property
    def complete(self) -> bool:
        """Whether every skill is known."""
        return self.known >= self.course.skills.keys()

    def _learn(self, skill: str, chance: float, at: datetime) -> None:
        ready = all(self.recalls(need, at) > 0.5 for need in self.course.skills[skill].prerequisites)
        if skill not in self.known and self.rng.random() < chance * (1 if ready else self.dynamics.blocked):
            self._knows(skill, at)

    def _knows(self, skill: str, at: datetime) -> None:
        self.known.add(skill)
        self.memories[skill] = learned(skill, self._own(skill, at))

    def _own(self, skill: str, at: datetime) -> datetime:
        return self.start + (at - self.start) * self.rates[skill]


def pupil(course: Course, dynamics: Dynamics, known: frozenset[str], start: datetime, seed: tuple[int, ...]) -> Pupil:
    """The pupil of this seed, who knows `known` (closed under prerequisites) at the start."""
    rng = np.random.default_rng(seed)
    skills = sorted(course.skills)
    made = Pupil(
        course,
        dynamics,
        start,
        rng,
        effort=float(rng.beta(*dynamics.effort)),
        ability=float(dynamics.start_sd * rng.standard_normal()),
        rates={skill: float(rng.lognormal(0, dynamics.rate_sd)) for skill in skills},
        practises={skill: practised(course.skills, skill) for skill in skills},
        held=frozenset(name for name in sorted(course.misconceptions) if rng.random() < dynamics.holds),
    )
    for skill in sorted(known):
        made._knows(skill, start)
    return made
