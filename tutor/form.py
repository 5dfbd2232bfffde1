"""`form`, `form_answer` and `form_flag`: a form that runs. Nothing in here looks at a key."""

from __future__ import annotations

from typing import Any

from ..errors import Closed, NotFound, Unusable
from ..graders import unread
from ..mastery import Hole
from ..mastery.form import Form
from .body import LONGEST_ANSWER, Body
from .desk import Desk
from .exchange import Exchange
from .form_names import FORMS, page, title
from .form_protocol import FormPaper, FormQuestion, FormSaved
from .protocol import Link
from .show import input_spec, prompt_html
from .words import say


def own(desk: Desk, body: Body) -> Form:
    """The student's form that is meant. Raises NotFound."""
    form = desk.state.forms.get(body.id("form"))
    if form is None:
        raise NotFound(say("form-none"), FORMS)
    return form


def paper(desk: Desk, form: Form) -> FormPaper:
    """The form as the student sees it while it runs."""
    left = (form.ends_at - desk.now).total_seconds() if form.ends_at is not None else None
    return {
        "state": "running",
        "form": form.id,
        "title": title(form.grade, form.number),
        "seconds_left": max(0.0, left) if left is not None else None,
        "questions": [_question(form, desk.exchange(one)) for one in form.order],
    }


def form_answer(desk: Desk, body: Body) -> FormSaved:
    """Keep what is written for a question; "" takes it away. It is not judged here. Raises Closed after the end."""
    form, question, request = _open(desk, body), body.id("question_id"), body.request()
    given, seconds = body.text("given", LONGEST_ANSWER), body.seconds("focus_seconds")
    _record(desk, form, "form_answered", question, {"given": given, "focus_seconds": seconds}, request)
    return _saved(desk, form.id, question)


def form_flag(desk: Desk, body: Body) -> FormSaved:
    """Mark a question to look at it again, or take the mark away."""
    form, question, request = _open(desk, body), body.id("question_id"), body.request()
    _record(desk, form, "form_flagged", question, {"flagged": body.yes("flagged")}, request)
    return _saved(desk, form.id, question)


def miss_link(desk: Desk, hole: Hole) -> Link:
    """Where a hole that a form showed is looked at: its practice, or one more question in the lesson's check."""
    material = desk.material
    if hole.status == "confirmed":
        return {"title": material.title(hole.skill), "href": f"/practice?hole={hole.skill}"}
    return {"title": material.title(hole.source), "href": material.href(hole.source)}


def _open(desk: Desk, body: Body) -> Form:
    form = own(desk, body)
    if not form.running:
        raise Closed(say("form-over"), page(form.id))
    return form


def _record(desk: Desk, form: Form, kind: Any, question: str, facts: dict[str, Any], request: str) -> None:
    if question not in form.questions:
        raise NotFound(say("no-question"), page(form.id))
    known = desk.journal.find(desk.student, request)
    if known is None:
        desk.record(kind, {"form": form.id, "question": question, **facts}, request)
    elif known.kind != kind or known.body["question"] != question:
        raise Unusable(say("unusable"))


def _saved(desk: Desk, id: str, question: str) -> FormSaved:
    form = desk.state.forms[id]
    told = _question(form, desk.exchange(question))
    return {
        "question_id": question,
        "given": told["given"],
        "flagged": told["flagged"],
        "answered": len(form.drafts),
        "of": len(form.order),
        "words": told["words"],
    }


def _question(form: Form, one: Exchange) -> FormQuestion:
    given, made = form.drafts.get(one.id, ""), one.snapshot
    words = unread(made["kind"], given, lowest_terms=made["lowest_terms"], options=made["options"]) if given else ""
    return {
        "question_id": one.id,
        "prompt": prompt_html(made),
        "input": input_spec(made),
        "given": given,
        "flagged": one.id in form.flagged,
        "words": words,
    }
