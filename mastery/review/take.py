"""One unaided first answer into a student's memories: the skill's own, what it practises, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from .memory import Memory, doubt, learned, practise, recall

Memories = Mapping[str, Memory]


def begin(memories: Memories, skill: str, at: datetime, *, before: bool = False) -> Memories:
    """The memories once `skill` is mastered at `at`, or found known from `before`; one that is there already stays."""
    return memories if skill in memories else MappingProxyType({**memories, skill: learned(skill, at, before=before)})


def take_answer(
    memories: Memories,
    skill: str,
    right: bool,
    at: datetime,
    practises: Mapping[str, float],
    practised_by: Mapping[str, float],
) -> Memories:
    """The memories after an answer on `skill`, mastered yet or not.

    Right: what `skill` practises gains by its weight, but for skills this student remembers worse than foretold, which
    need questions of their own. Missed: skills that practise `skill` are doubted by their weight.
    """
    after = dict(memories)
    if skill in after:
        after[skill] = recall(after[skill], right, at)
    for other, weight in (practises if right else practised_by).items():
        memory = after.get(other)
        if memory is None:
            continue
        if not right:
            after[other] = doubt(memory, weight, at)
        elif memory.takes_practice:
            after[other] = practise(memory, weight, at)
    return MappingProxyType(after)
