"""`practice`: the confirmed holes with the answers that show them; a child reads the observation, never the label."""

from __future__ import annotations

from ..errors import NotFound
from ..mastery import Hole
from .body import Body
from .desk import Desk
from .hole_lesson import lesson
from .holes import for_student
from .material import HOME
from .plan import confirmed
from .practice_protocol import HoleCard, Practice
from .show import shown_by
from .words import say

NEWEST = 4
"""How many answers show a hole at most: the newest ones."""


def practice(desk: Desk, body: Body) -> Practice:
    """The holes to work on, or the one that is asked for, even after it closed. Raises NotFound."""
    holes = [_wanted(desk, body.id("hole"))] if body.has("hole") else confirmed(desk)
    words = say("practice" if any(one.status == "confirmed" for one in holes) else "practice-none")
    return {"holes": [_card(desk, hole, alone=len(holes) == 1) for hole in holes], "words": words}


def _wanted(desk: Desk, skill: str) -> Hole:
    live = [one for one in confirmed(desk) if one.skill == skill]
    once = [one for one in desk.state.closed if one.skill == skill and one.confirmed_at]
    if not live and not once:
        raise NotFound(say("no-hole"), HOME)
    return (live or once)[0]


def _card(desk: Desk, hole: Hole, alone: bool) -> HoleCard:
    material = desk.material
    misconception = material.misconception(hole.misconception)
    shown = [line for question in hole.evidence[-NEWEST:] for line in shown_by(desk, question)]
    return {
        "skill": hole.skill,
        "title": material.title(hole.skill),
        "status": hole.status,
        "source": material.link(hole.source),
        "idea": misconception.says if misconception else _idea(desk, hole),
        "evidence": shown,
        "micro": material.micro(hole.skill),
        "lesson": lesson(desk, hole) if alone and hole.status == "confirmed" else [],
        **for_student(desk, hole),
    }


def _idea(desk: Desk, hole: Hole) -> str:
    """What can be said where no misconception explains the answers."""
    return say("idea-own" if hole.skill == hole.source else "idea", title=desk.material.title(hole.skill))
