"""How holes open, are confirmed and close: one small step each, from state to state.

A bug seen once may be gone tomorrow (VanLehn 1982: they come and go within two days), so one matching answer makes a
hole suspected and only a second, consistent one confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from .bkt import within_bounds
from .student import Hole, OpenQuestion, Outcome, Standing, StudentState

K = TypeVar("K")
V = TypeVar("V")


def with_entry(entries: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """A copy of `entries` in which `key` is `value`."""
    return MappingProxyType({**entries, key: value})


def without_entry(entries: Mapping[K, V], key: K) -> Mapping[K, V]:
    """A copy of `entries` without `key`."""
    return MappingProxyType({other: value for other, value in entries.items() if other != key})


def with_standing(state: StudentState, standing: Standing) -> StudentState:
    """The state in which this is the standing on its skill."""
    return replace(state, standings=with_entry(state.standings, standing.skill, standing))


def live(state: StudentState, skill: str | None, status: str) -> Hole | None:
    """The hole on `skill` when it has this status."""
    hole = state.holes.get(skill) if skill is not None else None
    return hole if hole is not None and hole.status == status else None


def point_at(
    state: StudentState, question: OpenQuestion, skill: str, source: str, misconception: str | None, at: datetime
) -> StudentState:
    """One more answer says that `skill` is missing: suspect it, confirm it, or add to what is known.

    Nothing changes for a skill a teacher excused: the teacher's word stands.
    """
    if state.standing(skill).excused:
        return state
    hole = state.holes.get(skill)
    if hole is None:
        opened = Hole(skill, "suspected", source, misconception, (question.id,), at)
        return replace(state, holes=with_entry(state.holes, skill, opened))
    if question.id in hole.evidence:
        return state
    known = (hole.source, *hole.also_from)
    hole = replace(
        hole,
        evidence=(*hole.evidence, question.id),
        misconception=hole.misconception or misconception,
        also_from=hole.also_from if source in known or source == skill else (*hole.also_from, source),
    )
    state = replace(state, holes=with_entry(state.holes, skill, hole))
    return confirm(state, hole, question.model.prior, at) if hole.status == "suspected" else state


def confirm(state: StudentState, hole: Hole, prior: float, at: datetime) -> StudentState:
    """The hole stands: its skill is no longer mastered, its run starts again, and P falls to at most the prior."""
    hole = replace(hole, status="confirmed", confirmed_at=at)
    standing = state.standing(hole.skill)
    standing = replace(standing, p_known=within_bounds(min(standing.p_known, prior)), rights=(), mastered_at=None)
    return with_standing(replace(state, holes=with_entry(state.holes, hole.skill, hole)), standing)


def start_again(state: StudentState, skill: str) -> StudentState:
    """A re-check missed: the hole's skill is to be shown again from the start of its run."""
    return with_standing(state, replace(state.standing(skill), rights=(), mastered_at=None))


def close(state: StudentState, hole: Hole, outcome: Outcome, at: datetime) -> StudentState:
    """The hole is gone, and why: a slip, recovered by a right re-check, or excused by a teacher."""
    closed = replace(hole, status="closed", closed_at=at, outcome=outcome)
    return replace(state, holes=without_entry(state.holes, hole.skill), closed=(closed, *state.closed))
