"""What it took to close a hole, from the answer that confirmed it to the one that closed it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .holes import with_entry
from .student import Hole, OpenQuestion, StudentState


@dataclass(frozen=True, slots=True)
class Closing:
    """Focused seconds, questions, and days by the clock (0 where the clock went back)."""

    seconds: float
    questions: int
    days: float


def time_to_close(hole: Hole) -> Closing | None:
    """None for a hole that was never confirmed or is not closed."""
    if hole.confirmed_at is None or hole.closed_at is None:
        return None
    days = max(0.0, (hole.closed_at - hole.confirmed_at).total_seconds() / 86_400)
    return Closing(hole.seconds, hole.questions, days)


def worked_on(state: StudentState, question: OpenQuestion, seconds: object) -> StudentState:
    """Count what a student does for a confirmed hole: each question once, and the focused seconds of every answer."""
    served = question.hole if question.goal[0] == "skill" else question.goal[1]
    hole = state.holes.get(served or "")
    if hole is None or hole.status != "confirmed":
        return state
    spent = float(seconds) if isinstance(seconds, int | float) and 0 <= seconds < 86_400 else 0.0
    hole = replace(hole, questions=hole.questions + (question.attempts == 0), seconds=hole.seconds + spent)
    return replace(state, holes=with_entry(state.holes, hole.skill, hole))
