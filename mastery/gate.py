"""What is open to a student, and which holes an answer may name: the graph's two gates."""

from __future__ import annotations

from .graph import ancestors, direct
from .student import StudentState
from .values import Course


def missing_prerequisites(course: Course, state: StudentState, skill: str) -> tuple[str, ...]:
    """The direct prerequisites that keep `skill` locked; () once a question was asked or it was mastered or placed.

    A prerequisite counts when it was ever mastered or is excused: what was unlocked stays open. It also counts while it
    is placed, known by a placement that no later miss took back.
    """
    standing = state.standing(skill)
    if standing.opened or standing.ever_mastered or standing.placed_at is not None:
        return ()
    needs = (state.standing(need) for need in direct(course.skills, skill))
    return tuple(need.skill for need in needs if not (need.ever_mastered or need.excused or need.placed_at is not None))


def holes_below(course: Course, skill: str) -> dict[str, str]:
    """Misconception -> the hole it names, where that is `skill` itself or below it: the `holes` of an asked event."""
    below = ancestors(course.skills, skill) | {skill}
    return {name: rule.hole for name, rule in course.misconceptions.items() if rule.hole in below}
