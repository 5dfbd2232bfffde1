"""One word for where a student is on a skill: the glyph that every map, list and table shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from .gate import missing_prerequisites
from .student import StudentState
from .values import Course

SkillState = Literal["unknown", "ready", "learning", "mastered", "kept", "due", "hole", "locked", "excused", "placed"]


def skill_state(course: Course, state: StudentState, skill: str) -> SkillState:
    """The first word that holds; `unknown` for a skill the course does not have.

    `kept` was shown again in a mixed check a week after mastery; `due` was missed in one and not shown again since.
    """
    for word, holds in _WORDS:
        if holds(course, state, skill):
            return word
    return "ready"


def _confirmed(course: Course, state: StudentState, skill: str) -> bool:
    hole = state.holes.get(skill)
    return hole is not None and hole.status == "confirmed"


_WORDS: tuple[tuple[SkillState, Callable[[Course, StudentState, str], bool]], ...] = (
    ("unknown", lambda course, state, skill: skill not in course.skills),
    ("hole", _confirmed),
    ("due", lambda course, state, skill: state.standing(skill).due),
    ("kept", lambda course, state, skill: state.standing(skill).kept_at is not None),
    ("mastered", lambda course, state, skill: state.standing(skill).mastered_at is not None),
    ("excused", lambda course, state, skill: state.standing(skill).excused),
    ("placed", lambda course, state, skill: state.standing(skill).placed_at is not None),
    ("locked", lambda course, state, skill: bool(missing_prerequisites(course, state, skill))),
    ("learning", lambda course, state, skill: bool(state.standing(skill).answers)),
)
