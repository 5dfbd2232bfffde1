"""What is worth doing next, most useful first: confirmed holes, what is begun, what is ready, what was placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..mastery import Hole, skill_state
from .desk import Desk
from .protocol import PlanEntry
from .words import say

LONGEST = 5
"""How many lines a plan has at most."""

SHORTEST_MINUTES = 3.0


def upcoming(desk: Desk) -> list[PlanEntry]:
    """The plan: at most five lines, each with its reason; [] when everything is mastered."""
    holes = [_hole(desk, hole) for hole in confirmed(desk)]
    return [
        *holes,
        *_in_state(desk, "due"),
        *_in_state(desk, "learning"),
        *_in_state(desk, "ready"),
        *_in_state(desk, "placed"),
    ][:LONGEST]


def confirmed(desk: Desk) -> list[Hole]:
    """The confirmed holes that the course can still teach, those that come first in it first."""
    places = {skill: place for place, skill in enumerate(desk.material.order)}
    holes = [one for one in desk.state.holes.values() if one.status == "confirmed" and one.skill in places]
    return sorted(holes, key=lambda one: places[one.skill])


def _in_state(desk: Desk, wanted: str) -> Iterator[PlanEntry]:
    material = desk.material
    for skill in material.order:
        if skill in material.shapes_of and skill_state(material.course, desk.state, skill) == wanted:
            yield {
                "title": material.title(skill),
                "why": _why(desk, skill, wanted),
                "minutes": minutes_of(desk, skill).left,
                "href": material.href(skill),
                "state": wanted,
                "skill": skill,
            }


def _hole(desk: Desk, hole: Hole) -> PlanEntry:
    title, name = desk.material.title(hole.skill), "home-hole-own" if hole.skill == hole.source else "home-hole"
    return {
        "title": say(name, source=desk.material.title(hole.source)),
        "why": say(f"{name}-why", title=title),
        "minutes": minutes_of(desk, hole.skill).left,
        "href": f"/practice?hole={hole.skill}",
        "state": "hole",
        "skill": hole.skill,
    }


def _why(desk: Desk, skill: str, state: str) -> str:
    if state == "learning":
        progress = desk.progress(skill)
        return say("home-run" if progress["done"] else "home-learning", **progress)
    if state in ("placed", "due"):
        return say(f"home-{state}")
    if skill in desk.state.holes and desk.state.holes[skill].source == skill:
        return say("home-found")
    needs = (desk.state.standing(need) for need in desk.material.course.skills[skill].prerequisites)
    if any(need.placed_at is not None for need in needs):
        return say("home-ready-placed")
    return say("home-ready" if desk.material.course.skills[skill].prerequisites else "home-first")


@dataclass(frozen=True, slots=True)
class Minutes:
    """How many minutes are `left` of the `whole`: what the run needs, half of it for a `hole`, not below a `least`."""

    whole: float
    left: float
    hole: bool
    least: bool


def minutes_of(desk: Desk, skill: str) -> Minutes:
    """The part of the skill's expected minutes that the run still needs.

    For a hole half of it: its lesson was read before, and that is what its questions take.
    """
    progress, whole = desk.progress(skill), desk.material.course.skills[skill].minutes
    hole = desk.state.holes.get(skill)
    confirmed = hole is not None and hole.status == "confirmed"
    left = round(whole * (1 - progress["done"] / progress["needed"]) / (2 if confirmed else 1))
    return Minutes(whole, max(SHORTEST_MINUTES, left), confirmed, left < SHORTEST_MINUTES)
