"""What a teacher reads and does: the class table, one student's answers, and excusing a skill."""

from __future__ import annotations

from typing import Any

from ..errors import Unusable
from ..mastery import Excuse, Hole, Parked, oddities, skill_state
from ..records.values import Person
from .body import LONGEST_REASON, Body
from .class_protocol import ClassClosed, ClassHole, ClassParked, ClassStudent, ClassTable, Excused
from .desk import Desk
from .exchange import Exchange
from .holes import for_teacher, took
from .material import Material
from .protocol import AnswerLine, SkillTitle
from .show import shown_by
from .standing import answer_lines, exchanges, mark_lines
from .words import say


def class_table(material: Material, title: str, desks: list[tuple[Person, Desk]]) -> ClassTable:
    """Students × skills, the holes behind them with the answers that show them, and last activity."""
    skills = [material.course.skills[skill] for skill in material.order]
    return {
        "title": title,
        "course": material.course.title,
        "skills": [{"id": one.id, "title": one.title, "grade": one.grade} for one in skills],
        "students": [_row(person, desk) for person, desk in desks],
    }


def answers(desk: Desk, body: Body) -> dict[str, Any]:
    """A student's answers on one skill, newest first, with the misconceptions they matched."""
    skill = desk.material.skill(body.id("skill"))
    lines = [line for one in exchanges(desk, skill.id) for line in _labelled(desk, one)] + mark_lines(desk, skill.id)
    lines.sort(key=lambda line: line["at"], reverse=True)
    return {"student": desk.student, "skill": skill.id, "title": skill.title, "answers": lines, "notes": notes(desk)}


def excuse(desk: Desk, body: Body, by: str) -> dict[str, Any]:
    """Excuse a student from a skill, signed and with a reason. The same request does it once."""
    skill, request = desk.material.skill(body.id("skill")), body.request()
    reason = body.text("reason", LONGEST_REASON).strip()
    if not reason:
        raise Unusable(say("no-reason"))
    known = desk.journal.find(desk.student, request)
    if known is None:
        desk.record("excused", {"skill": skill.id, "reason": reason, "by": by}, request)
    elif known.kind != "excused" or known.body["skill"] != skill.id:
        raise Unusable(say("unusable"))
    state = skill_state(desk.material.course, desk.state, skill.id)
    return {"student": desk.student, "skill": skill.id, "state": state, "excused": _excuses(desk)}


def _row(person: Person, desk: Desk) -> ClassStudent:
    course, last = desk.material.course, desk.journal.last_event(person.id)
    return {
        "id": person.id,
        "name": person.name,
        "last_at": last.at.isoformat() if last else None,
        "cells": {skill: skill_state(course, desk.state, skill) for skill in desk.material.order},
        "holes": [_hole(desk, hole) for hole in desk.state.holes.values()],
        "closed": [_closed(desk, hole) for hole in desk.state.closed if hole.confirmed_at],
        "parked": [_parked(desk, one) for one in desk.state.parked.values()],
        "p_known": {skill: round(one.p_known, 3) for skill, one in desk.state.standings.items() if one.answers},
        "excused": _excuses(desk),
    }


def _hole(desk: Desk, hole: Hole) -> ClassHole:
    material = desk.material
    misconception = material.misconception(hole.misconception)
    return {
        "skill": hole.skill,
        "title": material.title(hole.skill),
        "status": hole.status,
        "misconception": misconception.title if misconception else hole.misconception or "",
        "source": {"skill": hole.source, "title": material.title(hole.source)},
        "evidence": [line for question in hole.evidence for line in shown_by(desk, question)],
        **for_teacher(desk, hole),
    }


def _closed(desk: Desk, hole: Hole) -> ClassClosed:
    return {
        **_title(desk, hole.skill),
        "source": _title(desk, hole.source),
        "outcome": hole.outcome or "",
        "at": hole.closed_at.isoformat() if hole.closed_at else "",
        "took": took(hole),
    }


def _parked(desk: Desk, one: Parked) -> ClassParked:
    below = _title(desk, one.prerequisite)
    return {**_title(desk, one.skill), "prerequisite": below, "questions": one.questions, "at": one.at.isoformat()}


def _title(desk: Desk, skill: str) -> SkillTitle:
    return {"skill": skill, "title": desk.material.title(skill)}


def notes(desk: Desk) -> list[str]:
    """What is odd about the student's record, in words: nothing of it is lost."""
    course = desk.material.course
    found = oddities(desk.journal.events(desk.student), course.skills, course.renamed)
    return [
        say(f"odd-{one.kind}", count=one.count, date=one.at.date().isoformat(), skill=one.skill, to=one.to)
        for one in found
    ]


def _excuses(desk: Desk) -> list[Excused]:
    return [_excused(one) for one in desk.state.excuses.values()]


def _excused(one: Excuse) -> Excused:
    return {"skill": one.skill, "reason": one.reason, "by": one.by, "at": one.at.isoformat()}


def _labelled(desk: Desk, one: Exchange) -> list[AnswerLine]:
    matched = one.answers[0].body["misconception"] if one.answers else None
    misconception = desk.material.misconception(matched)
    title = misconception.title if misconception else matched or ""
    return [{**line, "misconception": title, "source": one.snapshot["prompt"]} for line in answer_lines(one)]
