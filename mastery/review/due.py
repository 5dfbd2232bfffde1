"""What is due, and the fewest questions that cover it.

A greedy set cover, which needs at most ln n + 1 times the fewest possible (Chvátal 1979); finding the fewest itself is
NP-hard. The idea of knocking out due reviews with one question on a higher skill is Skycak's (2023); which of several
questions is taken first, here the one that lengthens memories most, is gapless's own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .memory import SITTING, TARGET, Memory, recall, retrievability

COVERS = 0.3
"""The least weight at which practising another skill counts as a review: it puts the next one off by about a third."""


@dataclass(frozen=True, slots=True)
class Review:
    """One question to ask: its skill, and the due skills it covers (itself among them where it is due)."""

    skill: str
    covers: tuple[str, ...]


def due(memories: Mapping[str, Memory], at: datetime, target: float = TARGET) -> tuple[str, ...]:
    """The skills due at `at`, the least likely remembered first; none that this sitting's questions cover already."""
    waiting = [memory for memory in memories.values() if memory.due_at(target) <= at and not covered(memory, at)]
    return tuple(memory.skill for memory in sorted(waiting, key=lambda each: (retrievability(each, at), each.skill)))


def covered(memory: Memory, at: datetime) -> bool:
    """Whether questions on other skills count as the review of this one, in the sitting that lasts at `at`."""
    sitting = memory.sitting
    if sitting is None or memory.lapsed:
        return False
    return timedelta() <= at - sitting.began < SITTING and sitting.weight >= COVERS


def soonest(memories: Mapping[str, Memory], target: float = TARGET) -> datetime | None:
    """When the next skill falls due; None where nothing is remembered yet."""
    return min((memory.due_at(target) for memory in memories.values()), default=None)


def worth(memories: Mapping[str, Memory], practises: Mapping[str, float], at: datetime) -> float:
    """How much a right answer lengthens the memories of what it `practises`, as the weighted sum of log factors.

    A skill nobody practised for long gains much, a fresh one next to nothing; one that takes no practice through others
    gains nothing. It tells the more useful of two questions or lessons.
    """
    return sum(weight * _growth(memories[skill], at) for skill, weight in practises.items() if _takes(memories, skill))


def knock_out(
    memories: Mapping[str, Memory],
    waiting: Iterable[str],
    practises: Callable[[str], Mapping[str, float]],
    at: datetime,
) -> tuple[Review, ...]:
    """Questions that cover all `waiting` skills, few of them, each on another mastered skill.

    A question covers its own skill and the due skills it practises with a weight of COVERS or more. Of all that cover
    something, the one that lengthens the memories most comes first; what it practises then counts no more. A skill that
    was missed last, or is lately remembered worse than foretold, only a question of its own covers.
    """
    left = {skill for skill in waiting if skill in memories}
    reach = {skill: _reach(memories, skill, practises) for skill in memories}
    growth = {skill: _growth(memory, at) for skill, memory in memories.items()} if left else {}
    fresh: set[str] = set()
    chosen: list[Review] = []
    while left:
        covers = {
            skill: left & {other for other, weight in reach[skill].items() if weight >= COVERS} for skill in reach
        }
        gain = {
            skill: sum(weight * growth[other] for other, weight in reach[skill].items() if other not in fresh)
            for skill in reach
            if covers[skill]
        }
        best = min(gain, key=lambda skill: (-gain[skill], skill))
        chosen.append(Review(best, tuple(sorted(covers[best]))))
        left -= covers[best]
        fresh |= reach[best].keys()
    return tuple(chosen)


def forecast(memories: Mapping[str, Memory], at: datetime, days: int, target: float = TARGET) -> tuple[int, ...]:
    """How many skills fall due within each of the next `days` days, if nothing is practised; the first has all so far.

    It is the debt before any question covers two: an upper limit of the questions.
    """
    counts = [0] * days
    for memory in memories.values():
        day = max(0, (memory.due_at(target) - at) // timedelta(days=1))
        if day < days:
            counts[day] += 1
    return tuple(counts)


def _reach(
    memories: Mapping[str, Memory], skill: str, practises: Callable[[str], Mapping[str, float]]
) -> dict[str, float]:
    return {**{other: weight for other, weight in practises(skill).items() if _takes(memories, other)}, skill: 1.0}


def _takes(memories: Mapping[str, Memory], skill: str) -> bool:
    return skill in memories and memories[skill].takes_practice


def _growth(memory: Memory, at: datetime) -> float:
    return max(0.0, math.log(recall(memory, True, at).stability / memory.stability))
