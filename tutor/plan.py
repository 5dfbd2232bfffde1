"""Today's plan: due reviews, holes, what is begun, what is new, what was placed, for the minutes that are left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..mastery import Hole
from ..mastery.day import Expected, Plan, Task, expected, plan_day
from ..mastery.review import worth
from .desk import Desk
from .protocol import PlanEntry
from .words import counted, say

LONGEST = 5
"""How many lines Home shows at most."""

REVIEW = "/review"


def today(desk: Desk) -> Plan:
    """The plan for what is left of the day's minutes, made anew each time."""
    material, state, memories = desk.material, desk.state, desk.state.memories
    reviews = desk.reviews()
    if [one.skill for one in reviews] == [state.reviewed]:
        reviews = ()  # a mixed check never asks about one skill twice in a row
    left = desk.timetable.minutes - desk.minutes().focused
    return plan_day(
        material.course,
        material.shapes_of,
        state,
        reviews,
        max(0.0, left),
        lambda skill: worth(memories, material.practises[skill], desk.now),
        material.order,
    )


def upcoming(desk: Desk) -> list[PlanEntry]:
    """The first lines of the plan, at most five; [] when everything is mastered and nothing is due."""
    return list(entries(desk, today(desk).tasks))[:LONGEST]


def entries(desk: Desk, tasks: Sequence[Task]) -> Iterator[PlanEntry]:
    """Tasks as lines with their reasons; reviews of one mixed check make one line."""
    mixed = [task for task in tasks if task.kind == "review" and not desk.state.standing(task.skill).due]
    for task in tasks:
        if task not in mixed:
            yield _ENTRIES[task.kind](desk, task)
        elif task == mixed[0]:
            yield _mixed(desk, mixed)


def confirmed(desk: Desk) -> list[Hole]:
    """The confirmed holes that the course can still teach, those that come first in it first."""
    places = {skill: place for place, skill in enumerate(desk.material.order)}
    holes = [one for one in desk.state.holes.values() if one.status == "confirmed" and one.skill in places]
    return sorted(holes, key=lambda one: places[one.skill])


def minutes_of(desk: Desk, skill: str) -> Expected:
    """What a skill still takes."""
    return expected(desk.material.course, desk.material.shapes_of, desk.state, skill)


def _mixed(desk: Desk, tasks: Sequence[Task]) -> PlanEntry:
    covered = {skill for task in tasks for skill in (task.skill, *task.covers)}
    facts = {"questions": counted(len(tasks), "question"), "skills": counted(len(covered), "skill")}
    return {
        "title": say("home-review", **facts),
        "why": say("home-review-why", **facts),
        "minutes": sum(task.minutes for task in tasks),
        "href": REVIEW,
        "state": "due",
        "skill": tasks[0].skill,
        "number": "reviews",
    }


def _skill(state: str) -> Callable[[Desk, Task], PlanEntry]:
    def entry(desk: Desk, task: Task) -> PlanEntry:
        material = desk.material
        return {
            "title": material.title(task.skill),
            "why": _why(desk, task.skill, state),
            "minutes": task.minutes,
            "href": material.href(task.skill),
            "state": state,
            "skill": task.skill,
        }

    return entry


def _hole(desk: Desk, task: Task) -> PlanEntry:
    hole = desk.state.holes[task.skill]
    name = "home-hole-own" if hole.skill == hole.source else "home-hole"
    return {
        "title": say(name, source=desk.material.title(hole.source)),
        "why": say(f"{name}-why", title=desk.material.title(hole.skill)),
        "minutes": task.minutes,
        "href": f"/practice?hole={hole.skill}",
        "state": "hole",
        "skill": hole.skill,
    }


_ENTRIES: Mapping[str, Callable[[Desk, Task], PlanEntry]] = {
    "review": _skill("due"),
    "hole": _hole,
    "learning": _skill("learning"),
    "new": _skill("ready"),
    "placed": _skill("placed"),
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
