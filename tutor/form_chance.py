"""What is told of how likely 100 % is, and what stands between a student and the next form."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ..mastery.forms import Opening, opening, perfect
from .desk import Desk
from .form_protocol import Likelihood
from .holes import percent
from .words import say

STEADY = 0.95
"""The rate of right answers that the sober word on a form without a miss takes as its example."""


def next_form(desk: Desk) -> Opening:
    """What stands between the student and the next form."""
    material, zone = desk.material, ZoneInfo(desk.timetable.timezone)
    return opening(material.course, material.shapes_of, desk.state, desk.now, zone, desk.room.rules.questions)


def size(desk: Desk, found: Opening) -> int:
    """How many questions the form at hand has."""
    running = desk.state.form
    if running is not None:
        return len(running.order)
    return sum(found.counts.values()) if found.counts else desk.room.rules.questions


def likelihood(desk: Desk, found: Opening) -> Likelihood:
    """How likely 100 % is on this form, where that number comes from, and how hard a target it is."""
    rights, answers = desk.state.looks
    basis = say("likely-basis", rights=rights, answers=answers) if answers else say("likely-basis-none")
    likely = say("likely", percent=percent(found.chance))
    return {"percent": percent(found.chance), "words": [likely, basis, *sober(size(desk, found))]}


def sober(of: int) -> list[str]:
    """How hard a target `of` right answers of `of` is, computed."""
    return [say("likely-hard", of=of, percent=percent(perfect(STEADY, of))), say("likely-why")]
