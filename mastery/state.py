"""The fold: one event at a time into a student's state. Never raises; what it can't use changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType
from typing import Any, cast, get_args

from .bkt import within_bounds
from .closing import worked_on
from .events import Event, Purpose
from .evidence import take_assisted, take_evidence, take_guess
from .formed import (
    judged,
    take_asked,
    take_form_answered,
    take_form_flagged,
    take_form_handed_in,
    take_form_started,
)
from .graded import take_mark
from .holes import close, open_below, with_entry, with_standing, without_entry
from .model import Model, read_model
from .pace import too_fast
from .placed import take_given, take_placed, take_started
from .remembered import begun, remembered
from .rename import rename
from .student import (
    Excuse,
    Goal,
    GoalKind,
    Hole,
    Inquiry,
    OpenQuestion,
    Parked,
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
    for skill in question.skills:
        standing = state.standings.get(skill) or Standing(skill, p_known=within_bounds(question.model.prior))
        # A placement asks far ahead: what it asks about is not met by that.
        if question.purpose not in ("placement", "form"):
            state = with_standing(state, replace(standing, opened=standing.opened or skill == question.skill))
        trail = state.trail(skill)
        trail = replace(
            trail,
            questions=trail.questions | {question.id},
            fingerprints=_used(_used(trail.fingerprints, _example(event)), question.fingerprint),
            items=_used(trail.items, question.item),
            shapes=_used(trail.shapes, question.shape),
            told=trail.told | question.tells,
        )
        state = replace(state, trails=with_entry(state.trails, skill, trail))
    if question.purpose == "form":
        return take_asked(state, question)
    reviewed = question.skill if question.purpose == "review" else ""
    return replace(state, open=with_entry(state.open, question.goal, question), reviewed=reviewed)


def _answered(state: StudentState, event: Event) -> StudentState:
    question, verdict = state.question(_text(event.body, "question")), event.body.get("verdict")
    second = event.body.get("attempt") == 2
    if question is None or verdict not in ("right", "not-yet") or (question.attempts > 0 and not second):
        return state
    right = verdict == "right"
    if question.purpose == "placement":
        misconception = _text(event.body, "misconception") or None
        return _closed(take_given(state, question, verdict, misconception, event.at), question)
    state = worked_on(state, question, event.body.get("focus_seconds"))
    if question.attempts == 0:
        if too_fast(event.body.get("focus_seconds"), question.usual):
            state = take_guess(state, question, event.at)
        elif question.assisted or second or event.body.get("assisted") is True:
            state = take_assisted(state, question, event.at)
        else:
            state = take_evidence(state, question, right, _text(event.body, "misconception") or None, event.at)
            state = remembered(state, question, right, event.at)
    once = question.purpose == "form"
    return _closed(state, question) if right or second or once else _put(state, replace(question, attempts=1))


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
    if question.purpose == "placement":
        return _closed(take_given(state, question, "not-learned", None, event.at), question)
    if question.attempts == 0:  # "I haven't learned this": as clear as a miss, even with a hint open
        state = take_evidence(state, question, False, None, event.at)
        state = remembered(state, question, False, event.at)
    return _closed(state, question)


def _withdrawn(state: StudentState, event: Event) -> StudentState:
    question = state.question(_text(event.body, "question"))
    return _closed(state, question) if question is not None and question.purpose == "practise" else state


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


def _parked(state: StudentState, event: Event) -> StudentState:
    """The skill's questions stop, and its prerequisite (or itself, where it has none) is practised as a hole."""
    skill, below = _text(event.body, "skill"), _text(event.body, "prerequisite")
    standing = state.standing(skill)
    if not skill or not below or not standing.tries:
        return state
    parked = Parked(skill, below, len(standing.tries), event.at)
    state = replace(with_standing(state, replace(standing, tries=())), parked=with_entry(state.parked, skill, parked))
    return open_below(state, parked, standing.evidence, read_model(event.body.get("model")).prior)


def _renamed(state: StudentState, event: Event) -> StudentState:
    old, new = _text(event.body, "skill"), _text(event.body, "to")
    return rename(state, old, new) if old and new and old != new else state


_STEPS: Mapping[str, Callable[[StudentState, Event], StudentState]] = {
    "asked": _asked,
    "answered": _answered,
    "hinted": _hinted,
    "shown": _shown,
    "withdrawn": _withdrawn,
    "excused": _excused,
    "parked": _parked,
    "renamed": _renamed,
    "placement_started": take_started,
    "placed": lambda state, event: begun(take_placed(state, event), event.at),
    "form_started": take_form_started,
    "form_answered": take_form_answered,
    "form_flagged": take_form_flagged,
    "form_handed_in": take_form_handed_in,
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
        also=_models(body.get("also"), skill),
        tells=_names(body.get("tells")),
        could=_names(body.get("could")),
        rates=_chances(body.get("rates")),
        usual=_seconds(body.get("usual")),
        practises=_weights(body.get("practises")),
        practised_by=_weights(body.get("practised_by")),
    )


def _put(state: StudentState, question: OpenQuestion) -> StudentState:
    if question.purpose == "form":
        return state
    return replace(state, open=with_entry(state.open, question.goal, question))


def _closed(state: StudentState, question: OpenQuestion) -> StudentState:
    if question.purpose == "form":
        return judged(state, question)
    return replace(state, open=without_entry(state.open, question.goal))


def _used(before: tuple[str, ...], now: str) -> tuple[str, ...]:
    return (*(other for other in before if other != now), now) if now else before


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""


def _texts(value: object) -> Mapping[str, str]:
    pairs = value.items() if isinstance(value, Mapping) else ()
    return MappingProxyType({k: v for k, v in pairs if isinstance(k, str) and isinstance(v, str) and v})


def _models(value: object, first: str) -> Mapping[str, Model]:
    pairs = value.items() if isinstance(value, Mapping) else ()
    return MappingProxyType({skill: read_model(model) for skill, model in pairs if _is_name(skill) and skill != first})


def _names(value: object) -> frozenset[str]:
    return frozenset(filter(_is_name, value)) if isinstance(value, list | tuple) else frozenset()


def _chances(value: object) -> Mapping[str, float]:
    return MappingProxyType({name: rate for name, rate in _weights(value).items() if rate < 1})


def _weights(value: object) -> Mapping[str, float]:
    pairs = value.items() if isinstance(value, Mapping) else ()
    numbers = {name: rate for name, rate in pairs if isinstance(rate, int | float) and 0 < rate <= 1}
    return MappingProxyType({name: float(rate) for name, rate in numbers.items() if _is_name(name)})


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) and 0 < value < _DAY else 0.0


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value)


_DAY = 86_400


def _example(event: Event) -> str:
    """The fingerprint of the worked example that was shown with the question: it is seen from then on."""
    example = event.body.get("example")
    return _text(example, "fingerprint") if isinstance(example, Mapping) else ""
