"""`map`: what a placement found, each finding with its certainty and the answers that show it."""

from __future__ import annotations

from ..mastery import skill_state
from ..mastery.sitting import Finding as Recorded
from ..mastery.sitting import Sitting
from .body import Body
from .desk import Desk
from .exchange import Exchange
from .place import explained, open_question
from .place_protocol import Finding, Placed
from .protocol import AnswerLine
from .standing import answer_lines
from .words import say

STANDS = frozenset({"placed", "mastered", "kept", "due", "excused"})
"""The states in which a skill that was found known still is."""


def placement_map(desk: Desk, body: Body) -> Placed:
    """The map of the newest placement. While it runs it tells nothing, so that no answer is given away."""
    sitting = desk.state.placement
    if sitting is None or sitting.running:
        state = "none" if sitting is None else "running"
        return {**_EMPTY, "state": state, "words": say(f"map-{state}", done=len(sitting.answers) if sitting else 0)}
    places = {one.question: place for place, one in enumerate(sitting.answers)}
    skills = [_finding(desk, skill, sitting.found[skill], places) for skill in _order(desk, sitting)]
    return {
        "state": "ended",
        "words": _words(desk, sitting, skills),
        "questions": sitting.questions,
        "at": sitting.ended_at.isoformat() if sitting.ended_at else None,
        "look": open_question(desk, sitting) is not None,
        "grades": sorted({one["grade"] for one in skills}),
        "skills": skills,
        "answers": [_line(desk.exchange(one.question)) for one in sitting.answers],
    }


def _order(desk: Desk, sitting: Sitting) -> list[str]:
    return [skill for skill in desk.material.order if skill in sitting.found]


def _finding(desk: Desk, skill: str, found: Recorded, places: dict[str, int]) -> Finding:
    course = desk.material.course
    state = skill_state(course, desk.state, skill)
    lost = found.status == "known" and state not in STANDS
    hole = state == "hole"
    return {
        "skill": skill,
        "title": desk.material.title(skill),
        "grade": course.skills[skill].grade,
        "found": found.status,
        "state": state,
        "certainty": round(found.certainty, 2),
        "words": say("found-lost" if lost else f"found-{found.status}"),
        "href": f"/practice?hole={skill}" if hole else desk.material.href(skill),
        "prerequisites": list(course.skills[skill].prerequisites),
        "why": [{"answer": places[one], "change": round(by, 2)} for one, by in found.why if one in places],
    }


def _words(desk: Desk, sitting: Sitting, skills: list[Finding]) -> str:
    count = {word: sum(one["found"] == word for one in skills) for word in ("known", "ready", "hole")}
    said = say("map-ended", questions=sitting.questions, **count)
    return " ".join(part for part in (said, explained(desk, sitting)) if part)


def _line(one: Exchange) -> AnswerLine:
    return answer_lines(one)[0]


_EMPTY: Placed = {
    "state": "none",
    "words": "",
    "questions": 0,
    "at": None,
    "look": False,
    "grades": [],
    "skills": [],
    "answers": [],
}
