"""The memory of one skill, by FSRS-6: how long it holds, and how likely it is still there.

Source: the Free Spaced Repetition Scheduler, version 6, of the open-spaced-repetition project (package `fsrs`), whose
default weights come from hundreds of millions of reviews of flash cards. No class has fitted them to skills yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

from ..bkt import SLIP

TARGET = 0.9
"""The retention aimed at: a skill is due when the chance that it is remembered falls below this."""

# No learning steps (the lesson's own mastery rule was those) and no fuzz (a replay gives the same days).
_FSRS = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_DECAY = -_FSRS.parameters[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1
_DAY = timedelta(days=1)
SITTING = timedelta(hours=12)
"""Questions so near together are one practice: the first takes the skill out of memory, the next find it there."""

# Two answers nobody gave, as likely right as was foretold: with none of one's own, the speed is 1.
_SPEED_PRIOR = 2.0
_LATELY = 0.6


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one sitting's questions on other skills added to a memory, and how it stood before them."""

    began: datetime
    weight: float
    stability: float
    since: datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one skill.

    `stability` in days: after so long the chance of remembering is 90 %. `difficulty` from 1 to 10. `since` is when it
    was last as good as fresh (partly practised skills have one between then and now). `lapsed` holds from a miss until
    the next right answer. `rights` of `expected` are the right answers and the sum of their foretold chances, older
    ones for less. `sitting` is the last one in which questions on other skills practised this one.
    """

    skill: str
    stability: float
    difficulty: float
    since: datetime
    lapsed: bool = False
    rights: float = 0.0
    expected: float = 0.0
    reviews: int = 0
    sitting: Sitting | None = None

    @property
    def speed(self) -> float:
        """How well this student remembers this skill lately, beside what was foretold: 1 as foretold, below 1 worse.

        Right answers over the sum of their foretold chances, each with two answers as foretold added. Each answer
        counts .6 of the one after it, so that about two right answers make up for a miss.
        """
        return (self.rights + _SPEED_PRIOR * TARGET) / (self.expected + _SPEED_PRIOR * TARGET)

    @property
    def takes_practice(self) -> bool:
        """Whether questions on other skills count for this one: not after a miss, nor where its speed is below 1."""
        return not self.lapsed and self.speed >= 1

    def due_at(self, target: float = TARGET) -> datetime:
        """When the chance of remembering falls below `target`; at once after a miss."""
        if self.lapsed:
            return self.since
        return self.since + _DAY * (self.stability / _FACTOR * (target ** (1 / _DECAY) - 1))


def retrievability(memory: Memory, at: datetime) -> float:
    """The chance that the skill is remembered at `at`: (1 + F t/S)^-d with F so that it is .9 after S days."""
    days = max(0.0, (at - memory.since) / _DAY)
    return (1 + _FACTOR * days / memory.stability) ** _DECAY


def learned(skill: str, at: datetime, *, before: bool = False) -> Memory:
    """The memory of a skill that was mastered at `at`: FSRS's first "good".

    FSRS's first "easy" where it was known from `before`: what outlasted other lessons is held for longer.
    """
    rating = Rating.Easy if before else Rating.Good
    card, _ = _FSRS.review_card(_card(State.Learning, at), rating, at.astimezone(UTC))
    return Memory(skill, card.stability or 1.0, card.difficulty or 5.0, at)


def recall(memory: Memory, right: bool, at: datetime) -> Memory:
    """The memory after an unaided answer to a question on the skill itself."""
    foretold = retrievability(memory, at)
    after = _rated(memory, Rating.Good if right else Rating.Again, at)
    return replace(
        after,
        lapsed=not right,
        rights=_LATELY * memory.rights + right,
        expected=_LATELY * memory.expected + foretold * (1 - SLIP),
        reviews=memory.reviews + 1,
    )


def practise(memory: Memory, weight: float, at: datetime) -> Memory:
    """The memory after a right answer to a question that practises the skill with `weight` in [0, 1].

    Between none and a whole review: the stability goes the share `weight` of the way on a logarithmic scale, the chance
    of remembering the same share of the way to 1. Early practice gives little, since FSRS itself lengthens a fresh
    memory little. Questions within 12 hours make one practice with the weight 1 - (1 - w1)(1 - w2)…, the chance that at
    least one of them asked for the skill. A miss stays a miss until the skill itself is answered.
    """
    sitting = memory.sitting
    if sitting is None or at - sitting.began >= SITTING or memory.since > sitting.began:
        sitting = Sitting(at, 0.0, memory.stability, memory.since)
    sitting = replace(sitting, weight=1 - (1 - sitting.weight) * (1 - weight))
    before = replace(memory, stability=sitting.stability, since=sitting.since)
    return replace(_partly(before, sitting.weight, at), sitting=sitting)


def doubt(memory: Memory, weight: float, at: datetime) -> Memory:
    """The memory after a miss on a skill that this one practises with `weight`: shorter by the same share."""
    missed = _rated(memory, Rating.Again, at)
    return replace(memory, stability=memory.stability ** (1 - weight) * missed.stability**weight)


def _partly(memory: Memory, weight: float, at: datetime) -> Memory:
    whole = _rated(memory, Rating.Good, at)
    stability = memory.stability ** (1 - weight) * whole.stability**weight
    chance = retrievability(memory, at)
    chance += weight * (1 - chance)
    days = stability / _FACTOR * (chance ** (1 / _DECAY) - 1)
    return replace(memory, stability=stability, since=max(memory.since, at - _DAY * days))


def _rated(memory: Memory, rating: Rating, at: datetime) -> Memory:
    card = _card(State.Review, memory.since)
    card.stability, card.difficulty, card.last_review = memory.stability, memory.difficulty, memory.since
    # An answer dated before the last one (a clock that was set back) counts as given at the same moment.
    now = max(at, memory.since)
    after, _ = _FSRS.review_card(card, rating, now.astimezone(UTC))
    return replace(memory, stability=after.stability or 1.0, difficulty=after.difficulty or 5.0, since=now)


def _card(state: State, due: datetime) -> Card:
    # An id of its own keeps the package from reading the clock and waiting a millisecond for the next one.
    return Card(card_id=1, state=state, due=due)
