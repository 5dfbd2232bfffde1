"""The ways of simulated students through a course: by the plan on Home, at one skill, or to a misconception."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...mastery.graph import direct
from ...records.folded import fold
from .minds import Holder
from .seat import DeadEnd, Seat

MOST_A_SKILL = 40
"""So many questions a skill of the course a student plays at most before it counts as one who can't finish."""

AT_ONE_SKILL = 30
"""How long somebody who does not know a skill tries it: twice the questions its minutes are taken to hold."""

IDLE_DAYS = 10
"""So many days without a question in a row, and the plan leads nowhere."""

SHOWN = frozenset({"mastered", "kept", "due"})
"""What a finished student's skills are."""


def by_the_plan(seat: Seat) -> str:
    """Do what Home says day after day; "" when everything is mastered, else the first skill that is not."""
    if seat.call("home")["placement"] is not None:
        _placement(seat)
    idle, missing = 0, [*seat.course.skills]
    while seat.questions < MOST_A_SKILL * len(seat.course.skills):
        home, before = seat.call("home"), seat.questions
        missing = [one["id"] for one in home["map"]["skills"] if one["state"] not in SHOWN]
        if not missing:
            return ""
        if home["next"] is not None and not seat.tired:
            _task(seat, *_goal(home["next"]))
        idle = 0 if seat.questions > before else idle + 1
        if idle > IDLE_DAYS:
            raise DeadEnd(f"Home's plan leads to no question, and {missing[0]!r} is not mastered")
        if idle or seat.tired:
            seat.new_day()
    return missing[0]


def at_one_skill(seat: Seat, skill: str, most: int = AT_ONE_SKILL) -> str:
    """Try one skill, with all before it opened by a teacher; "" when it is mastered, else the skill."""
    for need in direct(seat.course.skills, skill):
        seat.excuse(need)
    while (question := seat.follow("skill", skill)) is not None:
        if seat.questions >= most:
            return skill
        seat.answer(question)
    return ""


def to_the_bug(seat: Seat, holder: Holder) -> tuple[str, int | None]:
    """Master the hole, meet the questions where the misconception shows, close the hole, and master the skill.

    ("" or the skill where it can't be mastered, how many questions of the skill it took to find the hole).
    """
    skill, hole, skills = holder.source, holder.rule.hole, seat.course.skills
    for need in dict.fromkeys((*direct(skills, hole), *direct(skills, skill))):
        if need != hole:
            seat.excuse(need)
    if hole != skill:
        while (question := seat.follow("skill", hole)) is not None:
            seat.answer(question)
    asked, found = 0, None
    while (question := seat.follow("skill", skill)) is not None:
        if found is None and not holder.holds:
            found = asked if _confirmed(seat, holder) else None
        if seat.questions >= MOST_A_SKILL * 2:
            return skill, found
        asked += asked > 0 or holder.follows(seat.made(question))
        seat.answer(question)
    return "", found


def _confirmed(seat: Seat, holder: Holder) -> bool:
    """Whether the hole that was found is the misconception's."""
    hole = fold(seat.journal.events(seat.student)).state.holes.get(holder.rule.hole)
    return hole is not None and hole.status == "confirmed" and hole.misconception == holder.rule.id


def _placement(seat: Seat) -> None:
    while (move := seat.call("place"))["state"] == "question":
        seat.answer(move["question"])


def _goal(card: Mapping[str, Any]) -> tuple[str, str]:
    href = str(card["href"])
    if href.startswith("/review"):
        return "review", "mixed"
    kind = "hole" if href.startswith("/practice") else "skill"
    return kind, card["skill"]


def _task(seat: Seat, kind: str, id: str) -> None:
    """One line of the plan, until it is done or the day is."""
    if kind == "skill":
        seat.lesson(id)
    if kind == "hole":
        seat.short_lesson(id)
    while not seat.tired and (question := seat.follow(kind, id)) is not None:
        seat.answer(question)
