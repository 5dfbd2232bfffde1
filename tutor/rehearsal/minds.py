"""What simulated students know and how they answer. None of them sees the tutor, nor the tutor them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Protocol

from ...mastery.simulation.learning import Pupil
from ...mastery.values import Misconception
from ..protocol import Asked

ADMITS = 0.3
"""How often somebody who does not know says so instead of trying."""

SLIP = 0.1


@dataclass(frozen=True, slots=True)
class Reply:
    """What a student does with a question: all `hints` first, an answer, and after a miss `then` another.

    No `given` is "I haven't learned this"; no `then` asks for the steps.
    """

    given: str | None
    hints: bool = False
    then: str | None = None


class Mind(Protocol):
    """One simulated student."""

    def knows(self, skill: str) -> bool:
        """Whether the student knows the skill."""
        ...

    def reads(self, skill: str, at: datetime) -> None:
        """Read the lesson on a skill."""
        ...

    def reply(self, question: Asked, made: Mapping[str, Any], at: datetime) -> Reply:
        """What to do with a question that was `made` so."""
        ...


def miss(made: Mapping[str, Any], rng: Random) -> str | None:
    """An answer that no mal-rule gives; any other where all do; None where there is none but the key."""
    explained = {made["key"], *made["mistakes"].values()}
    if made["options"] is None:
        return next(text for text in map(str, range(7001, 7100)) if text not in explained)
    others = [text for text in made["options"] if text != made["key"]]
    free = [text for text in others if text not in explained]
    return rng.choice(free or others) if others else None


def guess(made: Mapping[str, Any], rng: Random) -> str | None:
    """Any option; a typed answer that is right as often as the item says a guess is."""
    if made["options"] is not None:
        return rng.choice(made["options"])
    return made["key"] if rng.random() < made["guess"] else miss(made, rng)


@dataclass
class Knower:
    """Knows everything, and slips at this rate."""

    rng: Random
    slip: float = 0.0

    def knows(self, skill: str) -> bool:
        """Always."""
        return True

    def reads(self, skill: str, at: datetime) -> None:
        """Nothing new."""

    def reply(self, question: Asked, made: Mapping[str, Any], at: datetime) -> Reply:
        """The key, but for a slip; then the key."""
        slips = self.rng.random() < self.slip
        return Reply(miss(made, self.rng) if slips else made["key"], then=made["key"])


@dataclass
class Guesser:
    """Knows nothing, learns nothing, and guesses."""

    rng: Random

    def knows(self, skill: str) -> bool:
        """Never."""
        return False

    def reads(self, skill: str, at: datetime) -> None:
        """Nothing stays."""

    def reply(self, question: Asked, made: Mapping[str, Any], at: datetime) -> Reply:
        """A guess, and another one."""
        return Reply(guess(made, self.rng), then=guess(made, self.rng))


@dataclass
class Milker:
    """Knows nothing, and has the answer told: by every hint, or by a first try that is thrown away."""

    rng: Random

    def knows(self, skill: str) -> bool:
        """Never."""
        return False

    def reads(self, skill: str, at: datetime) -> None:
        """Nothing stays."""

    def reply(self, question: Asked, made: Mapping[str, Any], at: datetime) -> Reply:
        """Hints, then the key; or a guess, then the key."""
        if self.rng.random() < 0.5 and made["hints"]:
            return Reply(made["key"], hints=True, then=made["key"])
        return Reply(guess(made, self.rng), then=made["key"])


@dataclass
class Holder:
    """Knows everything but `source`, where a misconception is followed until the lesson on its hole is read."""

    rule: Misconception
    source: str
    holds: bool = True

    def knows(self, skill: str) -> bool:
        """All but the skill the misconception spoils."""
        return skill != self.source or not self.holds

    def reads(self, skill: str, at: datetime) -> None:
        """The lesson on the hole mends it."""
        self.holds = self.holds and skill != self.rule.hole

    def follows(self, made: Mapping[str, Any]) -> bool:
        """Whether this question shows the misconception."""
        return self.holds and made["skill"] == self.source and self.rule.id in made["mistakes"]

    def reply(self, question: Asked, made: Mapping[str, Any], at: datetime) -> Reply:
        """The mal-rule's answer where it gives one, then the steps; else the key."""
        return Reply(made["mistakes"][self.rule.id] if self.follows(made) else made["key"])


@dataclass
class Learner:
    """A pupil who learns from lessons and answers, slips, guesses, follows misconceptions and forgets."""

    pupil: Pupil
    rng: Random

    def knows(self, skill: str) -> bool:
        """Whether it was learned once."""
        return skill in self.pupil.known

    def reads(self, skill: str, at: datetime) -> None:
        """Learn it, perhaps."""
        self.pupil.lesson(skill, at)

    def reply(self, question: Asked, made: Mapping[str, Any], at: datetime) -> Reply:
        """An answer by what the pupil can recall at the moment. A placement tells nothing, so it teaches nothing."""
        skill, known = question["skill"], self.knows(question["skill"])
        if question["purpose"] == "placement":
            right = known and self.rng.random() < self.pupil.recalls(skill, at) * (1 - self.pupil.dynamics.slip)
        else:
            right = self.pupil.answer(skill, made["guess"], at)
        if right:
            return Reply(made["key"])
        if not known and self.rng.random() < ADMITS:
            return Reply(None)
        rule = self.pupil.misconception(frozenset(made["mistakes"]))
        return Reply(made["mistakes"][rule] if rule else miss(made, self.rng))
