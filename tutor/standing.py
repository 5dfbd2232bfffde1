"""`standing`: why a number is what it is, down to the answers it came from."""

from __future__ import annotations

from ..mastery import Event, skill_state
from .body import Body
from .desk import Desk
from .exchange import Exchange
from .fitted import chance_card
from .protocol import AnswerLine, StandingCard
from .show import evidence, mark
from .words import say


def standing(desk: Desk, body: Body) -> StandingCard:
    """The standing on one skill with its answers, newest first."""
    skill = desk.material.skill(body.id("skill"))
    state = skill_state(desk.material.course, desk.state, skill.id)
    name = f"standing-{state}" if state in ("mastered", "excused", "placed") else "standing"
    progress = desk.progress(skill.id)
    return {
        "skill": skill.id,
        "title": skill.title,
        "state": state,
        "p_known": desk.state.standing(skill.id).p_known,
        "progress": progress,
        "answers": sorted(_lines(desk, skill.id), key=lambda line: line["at"], reverse=True),
        "words": say(name, **progress),
        "chance": chance_card(desk, skill.id),
    }


def exchanges(desk: Desk, skill: str) -> list[Exchange]:
    """The questions on a skill, newest first."""
    by_question: dict[str, list[Event]] = {}
    for event in desk.journal.events(desk.student):
        if event.kind == "asked":
            by_question.setdefault(event.body["question"], [])
        if event.body.get("question") in by_question:
            by_question[event.body["question"]].append(event)
    found = [Exchange(events) for events in by_question.values()]
    return [one for one in reversed(found) if skill in _skills(desk, one)]


def _skills(desk: Desk, one: Exchange) -> set[str]:
    """The skills a question asked for, under their names of today."""
    return {desk.material.current(skill) for skill in (one.asked["skill"], *one.asked.get("also", {}))}


def mark_lines(desk: Desk, skill: str) -> list[AnswerLine]:
    """The marks of graded cells that stand for a skill, newest first."""
    events = (event for event in reversed(desk.journal.events(desk.student)) if event.kind == "graded")
    marks = (event for event in events if event.body["skill"] == skill)
    return [
        {**line, "verdict": "right" if one.body["score"] >= one.body["max_score"] else "not-yet", "assisted": False}
        for one in marks
        for line in mark(desk, one)
    ]


def _lines(desk: Desk, skill: str) -> list[AnswerLine]:
    told = [one for one in exchanges(desk, skill) if not _untold(desk, one)]
    return [line for one in (*told, *_placing(desk, skill)) for line in answer_lines(one)] + mark_lines(desk, skill)


def _untold(desk: Desk, one: Exchange) -> bool:
    """Whether a placement that still runs asked it: until it ends, no verdict is told."""
    sitting = desk.state.placement
    return sitting is not None and sitting.running and one.asked["goal"] == {"placement": sitting.id}


def _placing(desk: Desk, skill: str) -> list[Exchange]:
    """The answers on other skills that placed this one, where it stands on nothing else."""
    sitting, standing = desk.state.placement, desk.state.standing(skill)
    found = sitting.found.get(skill) if sitting is not None and not standing.evidence else None
    others = [desk.exchange(question) for question, _ in found.why] if found is not None else []
    return [one for one in others if one.asked["skill"] != skill]


def answer_lines(one: Exchange) -> list[AnswerLine]:
    """A question's first answer, or that its steps were asked for; [] before either."""
    verdict = one.answers[0].body["verdict"] if one.answers else "shown"
    assisted = bool(one.answers and one.answers[0].body["assisted"])
    because = one.uncounted
    told = say(f"uncounted-{because}") if because else ""
    return [{**line, "verdict": verdict, "assisted": assisted, "because": told} for line in evidence(one)]
