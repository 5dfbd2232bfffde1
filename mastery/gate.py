"""What is open to a student, and which holes an answer may name: the graph's two gates."""

from __future__ import annotations

from .graph import ancestors, direct
from .student import StudentState
from .values import Course


def missing_prerequisites(course: Course, state: StudentState, skill: str) -> tuple[str, ...]:
    """The direct prerequisites that keep `skill` locked; () once a question on it was asked or it was mastered.

    A prerequisite counts when it was ever mastered or is excused: what was unlocked stays open.
    """
    standing = state.standing(skill)
    if standing.opened or standing.ever_mastered:
        return ()
    needs = (state.standing(need) for need in direct(course.skills, skill))
    return tuple(need.skill for need in needs if not (need.ever_mastered or need.excused))


def holes_below(course: Course, skill: str) -> dict[str, str]:
    """Misconception -> the hole it names, where that is `skill` itself or below it: the `holes` of an asked event."""
    below = ancestors(course.skills, skill) | {skill}
    return {name: rule.hole for name, rule in course.misconceptions.items() if rule.hole in below}
