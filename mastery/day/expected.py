"""How many minutes a skill still takes: what a plan adds up, and what a page says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..rule import progress
from ..student import StudentState
from ..values import Course

SHORTEST = 3.0


@dataclass(frozen=True, slots=True)
class Expected:
    """How many minutes are `left` of the `whole`: what the run needs, half of it for a `hole`, not below a `least`."""

    whole: float
    left: float
    hole: bool
    least: bool


def expected(course: Course, shapes_of: Mapping[str, Collection[str]], state: StudentState, skill: str) -> Expected:
    """The part of the skill's expected minutes that the run still needs.

    For a hole half of it: its lesson was read before, and that is what its questions take.
    """
    done, needed = progress(state.standing(skill), course.rule, len(shapes_of.get(skill, ())))
    hole, whole = state.holes.get(skill), course.skills[skill].minutes
    confirmed = hole is not None and hole.status == "confirmed"
    left = round(whole * (1 - done / needed) / (2 if confirmed else 1))
    return Expected(whole, max(SHORTEST, left), confirmed, left < SHORTEST)
