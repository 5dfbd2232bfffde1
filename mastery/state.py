"""The fold: one event at a time into a student's state. Never raises; what it can't use changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType
from typing import Any, cast, get_args

from .bkt import within_bounds
from .events import Event, Purpose
from .evidence import take_assisted, take_evidence
from .graded import take_mark
from .holes import close, with_entry, with_standing, without_entry
from .model import read_model
from .student import (
    Excuse,
    Goal,
    GoalKind,
    Hole,
    Inquiry,
    OpenQuestion,
    Right,
    Standing,
    StudentState,
    Trail,
)

__all__ = [
    "Excuse",
    "Goal",
    "Hole",
    "Inquiry",
    "OpenQuestion",
    "Right",
    "Standing",
    "StudentState",
    "Trail",
    "advance",
    "fold",
    "read_goal",
]


def advance(state: StudentState, event: Event) -> StudentState:
    """The state after `event`. Unknown, repeated and contradicting events leave it as it is."""
    step = _STEPS.get(event.kind)
    return step(state, event) if step is not None and isinstance(event.body, Mapping) else state


def fold(events: Iterable[Event], state: StudentState | None = None) -> StudentState:
    """All `events` in order, from `state` or from a student of whom nothing is known."""
    return reduce(advance, events, state or StudentState())


def read_goal(body: object) -> Goal | None:
    """{"skill": id}, {"hole": id} and so on as a goal; None for anything else."""
    if not isinstance(body, Mapping) or len(body) != 1:
        return None
    ((kind, id),) = body.items()
    return (kind, id) if kind in get_args(GoalKind) and isinstance(id, str) and id else None


def _asked(state: StudentState, event: Event) -> StudentState:
    question = _read_question(event)
    if question is None or any(question.id in trail.questions for trail in state.trails.values()):
        return state
    standing = state.standings.get(question.skill) or Standing(
        question.skill, p_known=within_bounds(question.model.prior)
    )
    trail = state.trail(question.skill)
    trail = replace(
        trail,
        questions=trail.questions | {question.id},
        fingerprints=_used(trail.fingerprints, question.fingerprint),
        items=_used(trail.items, question.item),
        shapes=_used(trail.shapes, question.shape),
    )
    return replace(
        with_standing(state, replace(standing, opened=True)),
        open=with_entry(state.open, question.goal, question),
        trails=with_entry(state.trails, question.skill, trail),
    )


def _answered(state: StudentState, event: Event) -> StudentState:
    question, verdict = state.question(_text(event.body, "question")), event.body.get("verdict")
    second = event.body.get("attempt") == 2
    if question is None or verdict not in ("right", "not-yet") or (question.attempts > 0 and not second):
        return state
    right = verdict == "right"
    if question.attempts == 0:
        if question.assisted or second or event.body.get("assisted") is True:
            state = take_assisted(state, question, event.at)
        else:
            state = take_evidence(state, question, right, _text(event.body, "misconception") or None, event.at)
    return _closed(state, question) if right or second else _put(state, replace(question, attempts=1))


def _hinted(state: StudentState, event: Event) -> StudentState:
    question, index = state.question(_text(event.body, "question")), event.body.get("index")
    if question is None:
        return state
    opened = index + 1 if isinstance(index, int) and index >= 0 else 1
    return _put(state, replace(question, hints=max(question.hints, opened)))


def _shown(state: StudentState, event: Event) -> StudentState:
    question = state.question(_text(event.body, "question"))
    if question is None:
        return state
    if question.attempts == 0:  # "I haven't learned this": as clear as a miss, even with a hint open
        state = take_evidence(state, question, False, None, event.at)
    return _closed(state, question)


def _excused(state: StudentState, event: Event) -> StudentState:
    skill = _text(event.body, "skill")
    if not skill or skill in state.excuses:
        return state
    excuse = Excuse(skill, _text(event.body, "reason"), _text(event.body, "by"), event.at)
    state = replace(
        with_standing(state, replace(state.standing(skill), excused=True)),
        excuses=with_entry(state.excuses, skill, excuse),
    )
    hole = state.holes.get(skill)
    return close(state, hole, "excused", event.at) if hole is not None else state


_STEPS: Mapping[str, Callable[[StudentState, Event], StudentState]] = {
    "asked": _asked,
    "answered": _answered,
    "hinted": _hinted,
    "shown": _shown,
    "excused": _excused,
    "graded": take_mark,
}


def _read_question(event: Event) -> OpenQuestion | None:
    body, goal, purpose = event.body, read_goal(event.body.get("goal")), event.body.get("purpose")
    id, skill = _text(body, "question"), _text(body, "skill")
    if goal is None or not id or not skill or purpose not in get_args(Purpose):
        return None
    return OpenQuestion(
        id=id,
        goal=goal,
        skill=skill,
        purpose=cast(Purpose, purpose),
        hole=_text(body, "hole") or None,
        item=_text(body, "item"),
        shape=_text(body, "shape"),
        kind=_text(body, "kind"),
        fingerprint=_text(body, "fingerprint"),
        holes=_texts(body.get("holes")),
        model=read_model(body.get("model")),
        asked_at=event.at,
    )


def _put(state: StudentState, question: OpenQuestion) -> StudentState:
    return replace(state, open=with_entry(state.open, question.goal, question))


def _closed(state: StudentState, question: OpenQuestion) -> StudentState:
    return replace(state, open=without_entry(state.open, question.goal))


def _used(before: tuple[str, ...], now: str) -> tuple[str, ...]:
    return (*(other for other in before if other != now), now) if now else before


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""


def _texts(value: object) -> Mapping[str, str]:
    pairs = value.items() if isinstance(value, Mapping) else ()
    return MappingProxyType({k: v for k, v in pairs if isinstance(k, str) and isinstance(v, str) and v})
