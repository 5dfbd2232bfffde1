"""Turns marks of graded cells into events, once each, so that they count as evidence and open practice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..errors import TooMany
from ..mastery import Assignment, Course, Event, model_in_force
from ..mastery.bkt import GUESS_WORK, SLIP
from ..mastery.events import Draft
from ..records.folded import Folded, fold
from ..records.values import Stale
from .protocol import Journal
from .words import say

TRIES = 20
"""How often one student's marks are tried again because something else was recorded for them meanwhile."""


@dataclass(frozen=True, slots=True)
class GradedCell:
    """The mark of one cell of the notebook whose bytes have the sha256 `submission`."""

    notebook: str
    cell: str
    score: float
    max_score: float
    submission: str


def record_marks(
    course: Course, assignment: Assignment, journal: Journal, student: str, cells: Iterable[GradedCell], now: datetime
) -> int:
    """Record a student's marks for the cells that stand for a skill; how many were new or had changed.

    A mark already recorded with the same score is passed over, so this can be called again at any time.
    """
    cells = [one for one in cells if one.max_score > 0 and assignment.skill_of(one.notebook, one.cell) in course.skills]
    for _ in range(TRIES):
        events = journal.events(student)
        drafts = [draft for one in cells for draft in _draft(course, assignment, student, one, events, now)]
        if not drafts:
            return 0
        try:
            journal.append(drafts, fold(events, Folded()))
        except Stale:
            continue
        return len(drafts)
    raise TooMany(say("busy"))


def _draft(
    course: Course, assignment: Assignment, student: str, one: GradedCell, events: list[Event], now: datetime
) -> list[Draft]:
    """The event this mark makes; [] where the newest one of the cell says the same."""
    skill = assignment.skill_of(one.notebook, one.cell)
    name = _name(assignment.id, one)
    known = [event for event in events if event.kind == "graded" and event.body.get("question") == name]
    score: dict[str, Any] = {"score": one.score, "max_score": one.max_score}
    if known and {key: known[-1].body.get(key) for key in score} == score:
        return []
    body = {
        "question": name,
        "assignment": assignment.id,
        "notebook": one.notebook,
        "cell": one.cell,
        "skill": skill,
        **score,
        "submission": one.submission,
        "handed_in": _receipt(events, one.submission),
        "model": model_in_force(course.rule, course.rule.shapes, GUESS_WORK, SLIP),
    }
    return [Draft(student, "graded", now, body, f"{name}-{len(known)}")]


def _name(assignment: str, one: GradedCell) -> str:
    """What names a mark: the very work, and the cell of it."""
    whole = "\0".join((one.submission, assignment, one.notebook, one.cell))
    return f"mark-{hashlib.sha256(whole.encode()).hexdigest()[:32]}"


def _receipt(events: Iterable[Event], submission: str) -> str | None:
    """When this very work was handed in, by its receipt."""
    receipts = (event for event in events if event.kind == "handed_in" and event.body.get("submission") == submission)
    return next((event.at.isoformat() for event in receipts), None)
