"""Turning questions into what a page may hold: HTML, no key, no mistakes, no solution before its time."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ..authoring.prose import inline_html, to_html
from ..graders import KINDS
from ..mastery.events import Event
from .desk import Desk
from .exchange import Exchange, exchange
from .protocol import Asked, Evidence, Hints, Option, Progress
from .words import say


def asked(desk: Desk, one: Exchange) -> Asked:
    """An open question as the student sees it."""
    body, snapshot = one.asked, one.snapshot
    return {
        "question_id": one.id,
        "skill": desk.material.current(body["skill"]),
        "title": desk.material.title(body["skill"]),
        "also": [desk.material.title(skill) for skill in body.get("also", {})],
        "purpose": body["purpose"],
        "prompt": prompt_html(snapshot),
        "input": input_spec(snapshot),
        "progress": shown_progress(desk, one),
        **hints(one),
        "attempts": one.attempts,
        "feedback": one.feedback,
        "example": _example(body.get("example")),
        "generated": body.get("spec") is not None,
    }


def _example(shown: Mapping[str, Any] | None) -> str | None:
    """A worked example: another question of the item with its steps."""
    return prompt_html(shown) + to_html(shown["solution"]) if shown else None


def hints(one: Exchange) -> Hints:
    """The hints that are open, and whether there are more. A hint makes the question practice."""
    ladder, opened = () if one.placing else one.snapshot["hints"], one.hints
    return {
        "hints": [to_html(hint) for hint in ladder[:opened]],
        "hint_left": not one.closed and opened < len(ladder),
        "hint_last": not one.closed and opened == len(ladder) - 1,
        "assisted": one.assisted,
    }


def prompt_html(snapshot: Mapping[str, Any]) -> str:
    """The prompt with its picture below."""
    picture = snapshot["picture"]
    figure = f'<figure class="gapless-picture">{picture}</figure>' if picture else ""
    return to_html(snapshot["prompt"]) + figure


def input_spec(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """What the input is like; an option's value is its place, so that no markup travels back."""
    spec = KINDS[snapshot["kind"]].spec(snapshot["options"])
    if "options" in spec:
        options: list[Option] = [
            {"value": str(place), "html": inline_html(text)} for place, text in enumerate(spec["options"])
        ]
        spec = {**spec, "options": options}
    return spec


def read_html(snapshot: Mapping[str, Any], read: str) -> str:
    """A read answer as HTML: an option is the author's markdown, anything else is text."""
    return inline_html(read) if snapshot["kind"] == "choice" else escape(read)


def shown_progress(desk: Desk, one: Exchange, state: Any = None) -> Progress | None:
    """Progress on the goal's own skill; None while a question looks elsewhere."""
    skill = next(iter(one.asked["goal"].values()))
    own = skill == one.asked["skill"] and one.asked["purpose"] != "contest"
    return desk.progress(desk.material.current(skill), state) if own else None


def shown_by(desk: Desk, question: str) -> list[Evidence]:
    """What shows a hole: a question's first answer, or the mark of a graded cell."""
    events = desk.journal.about(desk.student, question)
    return mark(desk, events[-1]) if events and events[-1].kind == "graded" else evidence(exchange(events))


def mark(desk: Desk, event: Event) -> list[Evidence]:
    """A graded cell: the assignment it stands in, and its marks."""
    body = event.body
    assignment = desk.material.course.assignments.get(body["assignment"])
    title = escape(assignment.title if assignment else body["assignment"])
    given = say("mark", score=f"{body['score']:g}", most=f"{body['max_score']:g}")
    prompt = f"<p>{title}: <code>{escape(body['cell'])}</code></p>"
    return [{"prompt": prompt, "given": given, "given_html": escape(given), "at": event.at.isoformat()}]


def evidence(one: Exchange) -> list[Evidence]:
    """A question's first answer, or that its steps were asked for instead."""
    first = one.answers[0] if one.answers else one.shown
    if first is None:
        return []
    read = first.body.get("read") or first.body.get("given", "")
    return [
        {
            "prompt": prompt_html(one.snapshot),
            "given": read,
            "given_html": read_html(one.snapshot, read),
            "at": first.at.isoformat(),
        }
    ]
