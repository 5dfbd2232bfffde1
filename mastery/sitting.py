"""A placement as it is recorded: what was asked and answered in one sitting, and what was found in it.

Nothing is computed here. `mastery.placement` finds, its result is recorded, and so a replay gives the same bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

_EMPTY: Mapping[Any, Any] = MappingProxyType({})

FindingStatus = Literal["known", "ready", "hole", "later"]


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of a sitting, with the guess and slip of its question.

    `hole` is the skill that the matched misconception names, None where none matched.
    """

    question: str
    skill: str
    item: str
    response: Literal["right", "not-yet", "not-learned"]
    guess: float
    slip: float
    at: datetime
    misconception: str | None = None
    hole: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a placement found on one skill.

    `certainty` is the probability of just this status. `why` are the questions whose answers moved P(known) most
    towards it, the strongest first, each with the change it made, in [-1, 1].
    """

    status: FindingStatus
    p_known: float
    certainty: float
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Sitting:
    """One placement of one student: `skills` are those of the course when it began, `prior` and `rules` in force.

    `found` is empty until it ended, and rests on the first `questions` answers; a second look later renews it.
    """

    id: str
    seed: int
    skills: tuple[str, ...]
    started_at: datetime
    prior: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    rules: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    answers: tuple[Given, ...] = ()
    ended_at: datetime | None = None
    questions: int = 0
    found: Mapping[str, Finding] = field(default_factory=lambda: _EMPTY)

    @property
    def running(self) -> bool:
        """Begun and not ended: paused or at work."""
        return self.ended_at is None

    def renamed(self, now: Callable[[str], str]) -> Sitting:
        """The sitting with skills called as `now` says."""
        answers = tuple(
            replace(one, skill=now(one.skill), hole=now(one.hole) if one.hole else None) for one in self.answers
        )
        found = MappingProxyType({now(skill): finding for skill, finding in self.found.items()})
        return replace(self, skills=tuple(map(now, self.skills)), answers=answers, found=found)
