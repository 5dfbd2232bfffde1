"""What answers do to memories: they begin where a skill is first mastered or found known, and follow each answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .review import begin, take_answer
from .student import OpenQuestion, StudentState


def remembered(state: StudentState, question: OpenQuestion, right: bool, at: datetime) -> StudentState:
    """The memories after a first, unaided answer, those of skills it made mastered among them.

    A right answer to a question of several skills shows each of them; which of them a miss was about nobody knows, so
    it counts for the one it was asked for.
    """
    memories = state.memories
    for skill in question.skills if right else (question.skill,):
        practises = {other: weight for other, weight in question.practises.items() if other not in question.skills}
        own = skill == question.skill
        weights = (practises, question.practised_by) if own else ({}, {})
        memories = take_answer(memories, skill, right, at, *weights)
    return begun(replace(state, memories=memories), at)


def begun(state: StudentState, at: datetime) -> StudentState:
    """A memory begins for each skill that is mastered or found known, and has none yet."""
    memories = state.memories
    for standing in state.standings.values():
        if standing.skill in memories:
            continue
        if standing.mastered_at is not None:
            memories = begin(memories, standing.skill, at)
        elif standing.placed_at is not None:
            memories = begin(memories, standing.skill, at, before=True)
    return state if memories is state.memories else replace(state, memories=memories)
