"""Which questions a mixed check asks now: what was missed in one, then the fewest that cover what is due."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from .gate import missing_prerequisites
from .review import Memory, Review, due, knock_out
from .student import StudentState
from .values import Course

Memories = Mapping[str, Memory]


def reviewable(course: Course, shapes_of: Mapping[str, Collection[str]], state: StudentState) -> Memories:
    """The memories of skills that can be asked about: mastered or found known, with items, and not locked."""
    return {
        skill: memory
        for skill, memory in state.memories.items()
        if skill in course.skills
        and shapes_of.get(skill)
        and (state.standing(skill).mastered_at or state.standing(skill).placed_at)
        and not missing_prerequisites(course, state, skill)
    }


def due_reviews(
    course: Course,
    shapes_of: Mapping[str, Collection[str]],
    state: StudentState,
    at: datetime,
    practises: Callable[[str], Mapping[str, float]],
) -> tuple[Review, ...]:
    """The reviews due at `at`, in the order to ask them.

    What a mixed check missed, and no right answers have shown again since, comes first: only its own question covers
    it. Each skill is asked once, so that no two questions in a row are on one skill.
    """
    memories = reviewable(course, shapes_of, state)
    missed = [skill for skill in memories if state.standing(skill).due]
    waiting = [skill for skill in due(memories, at) if skill not in missed]
    again = sorted(missed, key=lambda skill: (memories[skill].since, skill))
    return (*(Review(skill, (skill,)) for skill in again), *knock_out(memories, waiting, practises, at))
