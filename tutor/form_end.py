"""`form_hand_in`, `form_result`, and the end of a form's time: every answer is judged once, and then told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..authoring.prose import to_html
from ..errors import NotFound
from ..graders import Judgement
from ..mastery import Hole, Kind
from ..mastery.form import Form, How
from .answer import judged
from .body import Body
from .desk import Desk
from .earning import earn, earned_words
from .exchange import Exchange
from .form import miss_link, own, paper
from .form_chance import next_form, sober
from .form_names import page, title
from .form_protocol import FormMiss, FormMove, FormResult, FormRight
from .protocol import Link
from .show import prompt_html, read_html
from .words import say

_ORDER = ("right", "not-yet", "unreadable")
"""Right answers are folded first, so that none of them closes what a miss on the same form shows."""


def form(desk: Desk, body: Body) -> FormMove:
    """A form: its questions while it runs, its result afterwards."""
    found = own(desk, body)
    return paper(desk, found) if found.running else result(desk, found)


def form_hand_in(desk: Desk, body: Body) -> FormResult:
    """Hand in what is there. A form that was handed in already gives the same result."""
    found, request = own(desk, body), body.request()
    if found.running:
        hand_in(desk, found, "student", request=request)
        earn(desk)
    return result(desk, desk.state.forms[found.id])


def form_result(desk: Desk, body: Body) -> FormResult:
    """What a form came to. Raises NotFound before it is handed in."""
    found = own(desk, body)
    if found.running:
        raise NotFound(say("forms-running"), page(found.id))
    return result(desk, found)


def end_if_over(desk: Desk) -> None:
    """Hand in a form whose time is over, with what is there."""
    running = desk.state.form
    if running is not None and running.ends_at is not None and desk.now >= running.ends_at:
        hand_in(desk, running, "time", running.ends_at)


def hand_in(desk: Desk, form: Form, how: How, at: datetime | None = None, request: str | None = None) -> None:
    """Judge every answer of a form and record them all with its end, in one piece.

    What is left blank is as clear as "I haven't learned this", unless time was over.
    """
    exchanges = {one: desk.exchange(one) for one in form.order}
    told = {one: judged(exchanges[one], text) for one, text in form.drafts.items() if one in exchanges}
    answers = sorted(told, key=lambda one: _ORDER.index(told[one].verdict))
    events: list[tuple[Kind, Mapping[str, Any]]] = [
        (
            "form_handed_in",
            {
                "form": form.id,
                "how": how,
                "ended_at": (at or desk.now).isoformat(),
                "verdicts": {one: told[one].verdict if one in told else "blank" for one in form.order},
            },
        )
    ]
    events.extend(("answered", _answered(form, one, told[one])) for one in answers)
    if how == "student":
        blanks = (one for one in form.order if one not in told)
        events.extend(("shown", {"question": one, "why": "blank", "feedback": None}) for one in blanks)
    desk.record_all(events, request)
    if desk.pace is not None:
        for one in answers:
            desk.pace.add(exchanges[one].asked["item"], form.seconds.get(one, 0.0))


def result(desk: Desk, form: Form) -> FormResult:
    """What a form came to: each miss with its steps and its next step, and how hard a target 100 % is."""
    of, right = len(form.order), form.rights
    begun = say(f"form-{form.how}") + " " if form.how != "student" else ""
    words = say("form-all" if form.perfect else "form-some", grade=form.grade)
    lines = {one: desk.exchange(one) for one in form.order}
    places = {one: place for place, one in enumerate(form.order, start=1)}
    return {
        "state": "handed-in",
        "form": form.id,
        "title": title(form.grade, form.number),
        "at": form.handed_at.isoformat() if form.handed_at is not None else "",
        "right": right,
        "of": of,
        "words": begun + words,
        "likelihood": [] if form.perfect else sober(of),
        "misses": [_miss(desk, form, lines[one], places[one]) for one in form.misses],
        "rights": [_right(form, lines[one], places[one]) for one in form.order if one not in form.misses],
        "next_words": _then(next_form(desk).state, form),
        "earned": earned_words(desk, f"form {form.id}"),
    }


def _answered(form: Form, question: str, told: Judgement) -> dict[str, Any]:
    return {
        "question": question,
        "given": form.drafts[question],
        "read": told.read,
        "verdict": told.verdict,
        "misconception": told.misconception,
        "attempt": 1,
        "assisted": False,
        "focus_seconds": form.seconds.get(question, 0.0),
        "feedback": None,
    }


def _miss(desk: Desk, form: Form, one: Exchange, place: int) -> FormMiss:
    skill, verdict = desk.material.current(one.asked["skill"]), form.verdicts[one.id]
    link, words = _next(desk, one, skill)
    return {
        "skill": skill,
        "title": desk.material.title(skill),
        "place": place,
        "prompt": prompt_html(one.snapshot),
        "given_html": _given_html(form, one),
        "verdict": verdict,
        "words": _seen(form, one),
        "solution": to_html(one.snapshot["solution"]) if one.snapshot["solution"] else "",
        "next": link,
        "next_words": words,
    }


def _right(form: Form, one: Exchange, place: int) -> FormRight:
    return {"place": place, "prompt": prompt_html(one.snapshot), "given_html": _given_html(form, one)}


def _given_html(form: Form, one: Exchange) -> str:
    told = one.answers[0].body if one.answers else {}
    return read_html(one.snapshot, told.get("read") or form.drafts.get(one.id, ""))


def _seen(form: Form, one: Exchange) -> str:
    """What an answer shows, as the course's author words it, or what is the matter with it."""
    verdict, given = form.verdicts[one.id], form.drafts.get(one.id, "")
    if verdict == "blank":
        return say("form-blank")
    told = judged(one, given)
    if one.uncounted == "fast":
        return say("form-fast")
    if verdict == "unreadable":
        return f"{told.words} {say('form-unreadable')}"
    known = one.snapshot["misconceptions"].get(told.misconception or "")
    return f"{known['says']} {known['move']}" if known else say("form-miss")


def _next(desk: Desk, one: Exchange, skill: str) -> tuple[Link | None, str]:
    """Where a miss leads now: to the hole it shows, or to its lesson."""
    state = desk.state
    live = next((hole for hole in state.holes.values() if one.id in hole.evidence), None)
    if live is not None:
        return miss_link(desk, live), say(f"form-next-{live.status}")
    closed: Hole | None = next((hole for hole in state.closed if one.id in hole.evidence), None)
    if closed is not None:
        return None, say("form-next-closed")
    return desk.material.link(skill), say("form-next-look")


def _then(state: str, form: Form) -> str:
    if state == "holes":
        return say("form-then-holes")
    if form.perfect:
        return say("form-then-done" if state == "done" else "form-then-up")
    return say("form-then-day")
