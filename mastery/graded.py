"""What a graded cell of an assignment changes: full marks are evidence, anything less opens practice.

Full marks move P(known) and nothing else: work that nobody watched can't stand for the run of unassisted answers that
mastery asks for. Less than full marks confirms a hole on the skill itself at once: the student could run the visible
checks as often as they liked before handing in, so a slip is no likely reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from .bkt import update, within_bounds
from .chances import before_probe, with_clue
from .events import Event
from .holes import close, confirm, with_entry, with_standing
from .model import Model, read_model
from .student import Clue, Hole, Mark, Standing, StudentState


def take_mark(state: StudentState, event: Event) -> StudentState:
    """The state after a `graded` event; as it is when the mark is known already, or can't be read."""
    body = event.body
    id, skill, full = body.get("question"), body.get("skill"), _full(body)
    if not isinstance(id, str) or not isinstance(skill, str) or not id or not skill or full is None:
        return state
    known = state.marks.get(id)
    if known is not None and known.full == full:
        return state
    if known is not None:
        state = _withdrawn(state, id, known, event.at)
    before = state.standing(skill)
    if full or not _outdated(body, before):
        state = _counted(state, id, before, full, read_model(body.get("model")), event.at)
    return replace(state, marks=with_entry(state.marks, id, Mark(full, before, state.standing(skill))))


def _counted(state: StudentState, id: str, before: Standing, full: bool, model: Model, at: datetime) -> StudentState:
    p = update(within_bounds(before.p_known), full, model.guess, model.slip, model.learn)
    standing = replace(
        before,
        p_known=within_bounds(p),
        rights=before.rights if full else (),
        answers=_added(before.answers, id),
        evidence=_added(before.evidence, id),
        last_at=at,
    )
    state = with_standing(state, standing)
    return (
        state
        if full or before.excused
        else _hole(state, id, before.skill, before.p_known, model.guess, model.prior, at)
    )


_SLIP = 0.05
"""A slip is seldom in work that is handed in: its visible checks can be run as often as one likes."""


def _hole(
    state: StudentState, id: str, skill: str, p_before: float, guess: float, prior: float, at: datetime
) -> StudentState:
    hole = state.holes.get(skill)
    if hole is None:
        hole = Hole(skill, "suspected", skill, None, (), at, before=before_probe(p_before))
    hole = with_clue(replace(hole, evidence=_added(hole.evidence, id)), Clue(id, "misses", "hole", guess, _SLIP))
    state = replace(state, holes=with_entry(state.holes, skill, hole))
    return confirm(state, hole, prior, at) if hole.status == "suspected" else state


def _withdrawn(state: StudentState, id: str, mark: Mark, at: datetime) -> StudentState:
    """Take back a mark that was corrected: wholly where nothing happened since, else the hole that it alone shows."""
    skill = mark.before.skill
    hole = state.holes.get(skill)
    if hole is not None and hole.evidence == (id,):
        state = close(state, hole, "slip", at)
    return with_standing(state, mark.before) if state.standing(skill) == mark.after else state


def _outdated(body: Mapping[str, Any], standing: Standing) -> bool:
    """Whether the skill was mastered after the work was handed in: the newer showing outweighs the older miss."""
    handed_in = _moment(body.get("handed_in"))
    return handed_in is not None and standing.mastered_at is not None and standing.mastered_at > handed_in


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _full(body: Mapping[str, Any]) -> bool | None:
    """Whether the mark is a full one; None where it says nothing."""
    score, most = body.get("score"), body.get("max_score")
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (score, most))
    return score >= most if numbers and most > 0 else None  # pyright: ignore[reportOptionalOperand]  both are numbers


def _added(ids: tuple[str, ...], id: str) -> tuple[str, ...]:
    return ids if id in ids else (*ids, id)
