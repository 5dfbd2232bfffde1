"""What of a student's record is worth a reward: a form at 100 %, a hole closed by work, a skill shown again later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..student import StudentState
from .policy import Reason


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to reward: `subject` is the form's id or the skill, `at` when it was shown."""

    reason: Reason
    subject: str
    at: datetime


def due(state: StudentState) -> tuple[Due, ...]:
    """Everything that stands for a reward, each subject once a reason.

    A hole counts when its practice and the question it began with were done, not when it was a slip, contested or
    excused; a skill's holes count once, so that nobody opens one to close it again. The same holds for what is kept.
    """
    found: dict[tuple[Reason, str], Due] = {}
    for one in (*_forms(state), *_holes(state), *_kept(state)):
        known = found.get((one.reason, one.subject))
        if known is None or one.at < known.at:
            found[one.reason, one.subject] = one
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.reason, one.subject)))


def _forms(state: StudentState) -> Iterator[Due]:
    for form in state.forms.values():
        if form.perfect and form.handed_at is not None:
            yield Due("perfect-form", form.id, form.handed_at)


def _holes(state: StudentState) -> Iterator[Due]:
    for hole in state.recovered:
        if hole.closed_at is not None:
            yield Due("hole-closed", hole.skill, hole.closed_at)


def _kept(state: StudentState) -> Iterator[Due]:
    for standing in state.standings.values():
        if standing.kept_at is not None:
            yield Due("review-kept", standing.skill, standing.kept_at)
