"""`home`: what to do next and why, today's plan, the map, and what was recovered."""

from __future__ import annotations

from ..errors import NotFound
from ..mastery import Hole, StudentState, skill_state
from .body import Body
from .day import so_far
from .desk import Desk
from .form_plan import missed, running_card
from .holes import took
from .plan import LONGEST, upcoming
from .protocol import Home, Map, NextCard, PlanEntry, Recovery
from .start import paused, placement_card
from .words import say


def home(desk: Desk, body: Body) -> Home:
    """The student's home page as values."""
    person = desk.journal.person(desk.student)
    if person is None:
        raise NotFound(say("no-person"), "/sign-in")
    day = so_far(desk)
    plan = [] if day["over"] else [*missed(desk), *upcoming(desk)][:LONGEST]
    last = _tomorrow() if day["over"] else None
    return {
        "student": {"id": person.id, "name": person.name},
        "course": desk.material.course.title,
        "next": paused(desk) or running_card(desk) or (_card(plan[0]) if plan else last),
        "placement": placement_card(desk),
        "plan": plan,
        "today": day,
        "map": _map(desk),
        "recovered": [_recovery(desk, one) for one in desk.state.recovered],
        "first_day": desk.state == StudentState(),
    }


def _tomorrow() -> NextCard:
    """The minutes of the day are done: nothing asks for more."""
    words = say("day-end-words")
    return {"title": say("day-end"), "words": words, "minutes": 0.0, "href": "/day", "action": say("day-end-action")}


def _card(entry: PlanEntry) -> NextCard:
    action = "start" if entry["state"] == "ready" else "go-on"
    number: NextCard = {"number": entry["number"]} if "number" in entry else {}  # pyright: ignore[reportAssignmentType]
    return {
        **number,
        "title": entry["title"],
        "words": entry["why"],
        "minutes": entry["minutes"],
        "href": entry["href"],
        "action": say(action),
        "skill": entry["skill"],
    }


def _map(desk: Desk) -> Map:
    course = desk.material.course
    skills = [course.skills[skill] for skill in desk.material.order]
    return {
        "grades": sorted({skill.grade for skill in skills}),
        "skills": [
            {
                "id": skill.id,
                "title": skill.title,
                "grade": skill.grade,
                "state": skill_state(course, desk.state, skill.id),
                "prerequisites": list(skill.prerequisites),
                "href": _href(desk, skill.id),
            }
            for skill in skills
        ],
    }


def _href(desk: Desk, skill: str) -> str:
    hole = desk.state.holes.get(skill)
    return f"/practice?hole={skill}" if hole and hole.status == "confirmed" else desk.material.href(skill)


def _recovery(desk: Desk, hole: Hole) -> Recovery:
    title = desk.material.title(hole.skill)
    at = hole.closed_at.isoformat() if hole.closed_at else ""
    return {
        "skill": hole.skill,
        "title": title,
        "words": say("recovered-line", title=title),
        "at": at,
        "took": took(hole),
    }
