"""Folding a form: answers move nothing until it is handed in, and then each is judged once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast, get_args

from .events import Event
from .form import Form, FormVerdict, How
from .holes import with_entry
from .student import OpenQuestion, StudentState

_MOST_QUESTIONS = 500
_LONGEST_SECONDS = 86_400.0


def take_form_started(state: StudentState, event: Event) -> StudentState:
    """A form begins, unless one is running or it is known already."""
    body, id, order = event.body, event.body.get("form"), _names(event.body.get("questions"))
    number, grade = body.get("number"), body.get("grade")
    known = not isinstance(id, str) or not id or id in state.forms or state.form is not None
    if known or not order or not isinstance(number, int) or not isinstance(grade, int):
        return state
    chance = body.get("chance")
    form = Form(
        cast(str, id),
        number,
        grade,
        order,
        event.at,
        float(chance) if isinstance(chance, int | float) and 0 <= chance <= 1 else 0.0,
        _moment(body.get("ends_at")),
        body.get("supervised") is True,
    )
    return _with(state, form)


def take_asked(state: StudentState, question: OpenQuestion) -> StudentState:
    """A question of the running form: it is kept there, among no open questions."""
    form = state.form
    if form is None or question.goal != ("form", form.id) or question.id not in form.order:
        return state
    return _with(state, replace(form, questions=with_entry(form.questions, question.id, question)))


def take_form_answered(state: StudentState, event: Event) -> StudentState:
    """What is written for a question now; "" takes it away. It can change until the form is handed in."""
    form, question, given = _own(state, event), event.body.get("question"), event.body.get("given")
    if form is None or not isinstance(question, str) or not isinstance(given, str):
        return state
    drafts = {one: text for one, text in form.drafts.items() if one != question}
    drafts |= {question: given} if given else {}
    seconds = min(_LONGEST_SECONDS, form.seconds.get(question, 0.0) + _seconds(event.body.get("focus_seconds")))
    return _with(
        state, replace(form, drafts=MappingProxyType(drafts), seconds=with_entry(form.seconds, question, seconds))
    )


def take_form_flagged(state: StudentState, event: Event) -> StudentState:
    """A question is marked to be looked at again, or no longer."""
    form, question = _own(state, event), event.body.get("question")
    if form is None or not isinstance(question, str):
        return state
    flagged = form.flagged | {question} if event.body.get("flagged") is True else form.flagged - {question}
    return _with(state, replace(form, flagged=flagged))


def take_form_handed_in(state: StudentState, event: Event) -> StudentState:
    """The form ends, with a verdict on each question; its answers follow as events of their own."""
    form, verdicts, how = state.form, event.body.get("verdicts"), event.body.get("how")
    if form is None or event.body.get("form") != form.id or not isinstance(verdicts, Mapping):
        return state
    known: dict[str, FormVerdict] = dict.fromkeys(form.order, "blank")
    known |= {one: word for one, word in verdicts.items() if one in known and word in get_args(FormVerdict)}
    ended = _moment(event.body.get("ended_at")) or event.at
    how = cast(How, how) if how in get_args(How) else "student"
    return _with(state, replace(form, handed_at=ended, how=how, verdicts=MappingProxyType(known)))


def judged(state: StudentState, question: OpenQuestion) -> StudentState:
    """The state in which the answer to a form's question was folded, so that it never is again."""
    form = state.forms.get(question.goal[1])
    return state if form is None else _with(state, replace(form, judged=form.judged | {question.id}))


def _own(state: StudentState, event: Event) -> Form | None:
    """The running form that an event is about, if it was not heard yet."""
    form = state.form
    if form is None or event.body.get("form") != form.id or event.body.get("question") not in form.questions:
        return None
    return replace(form, heard=event.seq) if event.seq > form.heard else None


def _with(state: StudentState, form: Form) -> StudentState:
    return replace(state, forms=with_entry(state.forms, form.id, form))


def _names(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) and len(value) <= _MOST_QUESTIONS else ()
    return tuple(dict.fromkeys(one for one in names if isinstance(one, str) and one))


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _seconds(value: object) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return min(_LONGEST_SECONDS, max(0.0, float(value))) if number else 0.0  # pyright: ignore[reportArgumentType]
