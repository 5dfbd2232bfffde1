"""How holes open, are confirmed and close: one small step each, from state to state.

A bug seen once may be gone tomorrow (VanLehn 1982: they come and go within two days), so one matching answer makes a
hole suspected and only a second, consistent one confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal, TypeVar

from .bkt import within_bounds
from .chances import RATE, before_probe, before_rule, enough, with_clue
from .student import Clue, Hole, OpenQuestion, Outcome, Parked, Standing, StudentState

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
    hole = state.holes.get(skill) or _opened(state, question, skill, source, misconception, at)
    if question.id in hole.evidence:
        return state
    known = (hole.source, *hole.also_from)
    fits = misconception is not None and question.skill == source
    hole = replace(
        hole,
        evidence=(*hole.evidence, question.id),
        misconception=hole.misconception or misconception,
        also_from=hole.also_from if source in known or source == skill else (*hole.also_from, source),
        rivals=hole.rivals - question.tells if fits else hole.rivals,
    )
    hole = with_clue(hole, clue(hole, question, "matches" if fits else "misses"))
    state = replace(state, holes=with_entry(state.holes, skill, hole))
    sure = hole.status == "suspected" and enough(hole)
    return confirm(state, hole, question.model.prior, at) if sure else state


def _opened(
    state: StudentState, question: OpenQuestion, skill: str, source: str, misconception: str | None, at: datetime
) -> Hole:
    """A hole before its first clue. Its rivals are what the question's item can show of other holes."""
    p_source, p_hole = (state.standing(one).p_known for one in (source, skill))
    if misconception is None:
        return Hole(skill, "suspected", source, None, (), at, before=before_probe(p_hole, p_source))
    before = before_rule(p_source, question.rates.get(misconception, RATE))
    rivals = frozenset(one for one in question.could if question.holes.get(one) not in (None, skill))
    return Hole(skill, "suspected", source, misconception, (), at, before=before, rivals=rivals)


def clue(hole: Hole, question: OpenQuestion, seen: Literal["matches", "misses", "right"]) -> Clue:
    """What an answer to `question` says about `hole`."""
    if question.skill == hole.skill and question.purpose in ("probe", "contest", "practise"):
        about = "hole"
    elif hole.misconception is not None:
        about = "rule"
    else:
        about = "hole" if question.skill == hole.skill else "source"
    return Clue(question.id, seen, about, question.model.guess, question.model.slip)


def noted(
    state: StudentState, hole: Hole, question: OpenQuestion, seen: Literal["matches", "misses", "right"]
) -> tuple[StudentState, Hole]:
    """The state in which the answer to `question` is a clue of `hole`, and the hole as it is then."""
    hole = with_clue(hole, clue(hole, question, seen))
    return replace(state, holes=with_entry(state.holes, hole.skill, hole)), hole


def confirm(state: StudentState, hole: Hole, prior: float, at: datetime) -> StudentState:
    """The hole stands: its skill is no longer mastered, its run starts again, and P falls to at most the prior."""
    standing = state.standing(hole.skill)
    hole = replace(hole, status="confirmed", confirmed_at=at, rivals=frozenset(), taken=standing)
    p = within_bounds(min(standing.p_known, prior))
    lost = replace(standing, mastered_at=None, kept_at=None, placed_at=None, due=False)
    standing = replace(lost, p_known=p, rights=(), tries=())
    return with_standing(replace(state, holes=with_entry(state.holes, hole.skill, hole)), standing)


def open_below(state: StudentState, parked: Parked, shown: tuple[str, ...], prior: float) -> StudentState:
    """The hole that is practised while a skill waits; `shown` are the answers on that skill."""
    skill = parked.prerequisite
    if state.standing(skill).excused:
        return state
    hole = state.holes.get(skill)
    if hole is None:
        before = before_probe(state.standing(skill).p_known, state.standing(parked.skill).p_known)
        hole = Hole(skill, "suspected", parked.skill, None, shown[-parked.questions :], parked.at, before=before)
    also = (hole.source, *hole.also_from)
    hole = replace(hole, also_from=also[1:] if parked.skill in also else (*also[1:], parked.skill))
    state = replace(state, holes=with_entry(state.holes, skill, hole))
    return confirm(state, hole, prior, parked.at) if hole.status == "suspected" else state


def start_again(state: StudentState, skill: str) -> StudentState:
    """A re-check missed: the hole's skill is to be shown again from the start of its run."""
    return with_standing(state, replace(state.standing(skill), rights=(), mastered_at=None))


def close(state: StudentState, hole: Hole, outcome: Outcome, at: datetime) -> StudentState:
    """The hole is gone, and why. What waited for it goes on."""
    closed = replace(hole, status="closed", closed_at=at, outcome=outcome)
    parked = {skill: one for skill, one in state.parked.items() if one.prerequisite != hole.skill}
    return replace(
        state,
        holes=without_entry(state.holes, hole.skill),
        closed=(closed, *state.closed),
        parked=MappingProxyType(parked),
    )


def contested(state: StudentState, hole: Hole, at: datetime) -> StudentState:
    """A right answer against a confirmed hole: it closes, and what confirming it took away comes back."""
    now, taken = state.standing(hole.skill), hole.taken
    if taken is not None:
        now = replace(
            now,
            p_known=max(now.p_known, taken.p_known),
            mastered_at=now.mastered_at or taken.mastered_at,
            kept_at=now.kept_at or taken.kept_at,
            placed_at=now.placed_at or taken.placed_at,
        )
    return close(with_standing(state, now), hole, "contested", at)
