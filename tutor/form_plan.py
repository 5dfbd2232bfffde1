"""What forms add to the plan: one that was begun, and what the misses of one asked to look at again."""

from __future__ import annotations

from .desk import Desk
from .form import miss_link
from .form_names import page, title
from .plan import minutes_of
from .protocol import NextCard, PlanEntry
from .words import say

MINUTES = 1.5
"""What one question of a form is taken to need."""


def running_card(desk: Desk) -> NextCard | None:
    """A form that was begun and waits."""
    form = desk.state.form
    if form is None:
        return None
    done, of = len(form.drafts), len(form.order)
    return {
        "title": title(form.grade, form.number),
        "words": say("home-form", done=done, of=of),
        "minutes": max(1.0, round(MINUTES * (of - done))),
        "href": page(form.id),
        "action": say("go-on"),
    }


def missed(desk: Desk) -> list[PlanEntry]:
    """A line for each suspected hole that a form showed: one more question tells it from a slip."""
    misses = {question for form in desk.state.forms.values() for question in form.misses}
    doubted = [
        hole
        for hole in desk.state.holes.values()
        if hole.status == "suspected" and misses.intersection(hole.evidence) and hole.source in desk.material.order
    ]
    sources = {hole.source: hole for hole in doubted}
    return [
        {
            **miss_link(desk, hole),
            "why": say("home-form-miss"),
            "minutes": minutes_of(desk, source).left,
            "state": "due",
            "skill": source,
        }
        for source, hole in sources.items()
    ]
