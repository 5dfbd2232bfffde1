"""A skill gets a new name in the course: everything known under the old one goes along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from .student import Goal, Hole, Inquiry, OpenQuestion, Parked, Standing, StudentState, Trail

V = TypeVar("V")


def rename(state: StudentState, old: str, new: str) -> StudentState:
    """The state in which `old` is called `new`. Where both are known already, nothing of either is lost."""
    now = partial(_name, old, new)
    standings = {**state.standings}
    if old in standings:
        moved = replace(standings.pop(old), skill=new)
        standings[new] = _merged(moved, standings[new]) if new in standings else moved
    moved_trail = {**_moved(state.trails, now)}
    if old in state.trails and new in state.trails:
        moved_trail[new] = _joined(state.trails[old], state.trails[new])
    return replace(
        state,
        standings=MappingProxyType(standings),
        trails=MappingProxyType(moved_trail),
        holes=_moved({skill: _hole(hole, now) for skill, hole in state.holes.items()}, now),
        closed=tuple(_hole(hole, now) for hole in state.closed),
        open=MappingProxyType({_goal(goal, now): _question(one, now) for goal, one in state.open.items()}),
        inquiries=_moved({skill: _inquiry(one, now) for skill, one in state.inquiries.items()}, now),
        excuses=_moved({skill: replace(one, skill=now(skill)) for skill, one in state.excuses.items()}, now),
        marks=MappingProxyType(
            {
                id: replace(
                    mark,
                    before=replace(mark.before, skill=now(mark.before.skill)),
                    after=replace(mark.after, skill=now(mark.after.skill)),
                )
                for id, mark in state.marks.items()
            }
        ),
        parked=_moved({skill: _parked(one, now) for skill, one in state.parked.items()}, now),
        reviewed=now(state.reviewed),
        placement=state.placement.renamed(now) if state.placement is not None else None,
        forms=MappingProxyType({id: form.renamed(lambda one: _question(one, now)) for id, form in state.forms.items()}),
        memories=_moved({skill: replace(one, skill=now(skill)) for skill, one in state.memories.items()}, now),
    )


def due_renames(state: StudentState, renamed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(old, new) for each old name, of those in `renamed`, under which something is known."""
    known = state.standings.keys() | state.trails.keys() | state.excuses.keys() | state.holes.keys()
    return tuple((old, new) for old, new in renamed.items() if old in known)


def _name(old: str, new: str, skill: str) -> str:
    return new if skill == old else skill


def _moved(entries: Mapping[str, V], now: partial[str]) -> Mapping[str, V]:
    """The entries under their names of today; what is known under the new name already stays."""
    moved = {now(skill): one for skill, one in entries.items()}
    return MappingProxyType({**moved, **{skill: one for skill, one in entries.items() if now(skill) == skill}})


def _merged(old: Standing, new: Standing) -> Standing:
    """The standing with the newer answer leads; what was reached under either name stays reached."""
    later, earlier = (old, new) if (old.last_at and not new.last_at) or _newer(old, new) else (new, old)
    return replace(
        later,
        answers=(*earlier.answers, *later.answers),
        evidence=(*earlier.evidence, *later.evidence),
        mastered_at=later.mastered_at or earlier.mastered_at,
        kept_at=later.kept_at or earlier.kept_at,
        excused=later.excused or earlier.excused,
        ever_mastered=later.ever_mastered or earlier.ever_mastered,
        opened=later.opened or earlier.opened,
        placed_at=later.placed_at or earlier.placed_at,
    )


def _newer(one: Standing, other: Standing) -> bool:
    return one.last_at is not None and other.last_at is not None and one.last_at > other.last_at


def _joined(old: Trail, new: Trail) -> Trail:
    def added(first: tuple[str, ...], then: tuple[str, ...]) -> tuple[str, ...]:
        return (*(one for one in first if one not in then), *then)

    return Trail(
        old.questions | new.questions,
        added(old.fingerprints, new.fingerprints),
        added(old.items, new.items),
        added(old.shapes, new.shapes),
        MappingProxyType({**old.shown, **new.shown}),
    )


def _hole(hole: Hole, now: partial[str]) -> Hole:
    taken = replace(hole.taken, skill=now(hole.taken.skill)) if hole.taken is not None else None
    also = tuple(dict.fromkeys(map(now, hole.also_from)))
    return replace(hole, skill=now(hole.skill), source=now(hole.source), also_from=also, taken=taken)


def _question(one: OpenQuestion, now: partial[str]) -> OpenQuestion:
    return replace(
        one,
        goal=_goal(one.goal, now),
        skill=now(one.skill),
        hole=now(one.hole) if one.hole is not None else None,
        holes=MappingProxyType({name: now(hole) for name, hole in one.holes.items()}),
        also=_moved(one.also, now),
        practises=_moved(one.practises, now),
        practised_by=_moved(one.practised_by, now),
    )


def _goal(goal: Goal, now: partial[str]) -> Goal:
    return goal if goal[0] in ("review", "placement", "form") else (goal[0], now(goal[1]))


def _inquiry(one: Inquiry, now: partial[str]) -> Inquiry:
    return replace(one, probed=tuple(map(now, one.probed)), also=tuple(map(now, one.also)))


def _parked(one: Parked, now: partial[str]) -> Parked:
    return replace(one, skill=now(one.skill), prerequisite=now(one.prerequisite))
