"""`next`: the question that comes next for a goal, or why there is none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from ..authoring.made import ItemInfo, Made
from ..errors import NotFound
from ..mastery import Ask, Blocked, Detour, Done, Goal, Park, holes_below, model_in_force
from ..mastery.bkt import GUESS_TYPED, SLIP
from .body import Body
from .desk import Desk
from .draw import draw, make
from .fitted import fit_in_force, numbers
from .generated import AUTHORED, Source, practised, still_shown
from .hole_lesson import shown_in_lesson
from .material import HOME, Material
from .plan import upcoming
from .protocol import DetourMove, DoneMove, Link, LockedMove, Move, SkillLink
from .show import asked
from .words import listed, say

if TYPE_CHECKING:
    # Numpy comes with it.
    from ..records.fits import Fit

MIXED = "mixed"
"""The one mixed check there is: {"review": "mixed"}."""

EXAMPLE_DRAWS = 10
"""How many questions are made at most to find a worked example that is another question."""


def next_question(desk: Desk, body: Body) -> Move:
    """The open question of this goal, else a fresh one, a detour, a locked door, or done."""
    goal = body.goal()
    if goal[0] != "review":
        goal = goal[0], desk.material.skill(goal[1]).id
    elif goal[1] != MIXED:
        raise NotFound(say("no-skill"), HOME)
    return _next(desk, goal)


def _next(desk: Desk, goal: Goal) -> Move:
    open_question = desk.state.open.get(goal)
    if open_question is not None:
        one = desk.exchange(open_question.id)
        if desk.looking_on or still_shown(desk, one.asked):
            return {"state": "question", "question": asked(desk, one)}
        desk.record("withdrawn", {"question": one.id, "why": "not-shown"})
    match desk.decide(goal):
        case Ask() | Park() if desk.looking_on:
            return {"state": "idle", "words": say("idle")}
        case Ask() as ask:
            shown = shown_in_lesson(desk, ask)
            question = put(desk, goal, ask, *practised(desk, goal, ask, *_unshown(desk, ask, shown), shown))
            return {"state": "question", "question": asked(desk, desk.exchange(question))}
        case Park() as move:
            _park(desk, move)
            return _next(desk, goal)
        case Detour(hole):
            return _detour(desk, goal, hole)
        case Blocked(missing):
            return locked(desk.material, missing)
        case Done(skill):
            return _done(desk, goal, skill)


def _unshown(desk: Desk, ask: Ask, shown: Collection[str]) -> tuple[ItemInfo, Made]:
    """A drawn question that the hole's lesson does not show with its steps, where there is one."""
    drawn = draw(desk, ask)
    for _ in range(EXAMPLE_DRAWS if shown else 0):
        if drawn[1].fingerprint not in shown:
            break
        drawn = draw(desk, ask)
    return drawn


def locked(material: Material, missing: tuple[str, ...]) -> LockedMove:
    """What is missing, with where it is taught. Raises NotFound for a skill that has nothing to ask."""
    if not missing:
        raise NotFound(say("no-item"), HOME)
    words = say("locked", titles=listed([material.title(skill) for skill in missing]))
    return {"state": "locked", "missing": [material.link(skill) for skill in missing], "words": words}


def put(desk: Desk, goal: Goal, ask: Ask, item: ItemInfo, made: Made, source: Source = AUTHORED) -> str:
    """Ask this very question; its id."""
    body = asking(desk, goal, ask, item, made, source)
    desk.record("asked", body)
    return body["question"]


def asking(desk: Desk, goal: Goal, ask: Ask, item: ItemInfo, made: Made, source: Source = AUTHORED) -> dict[str, Any]:
    """The body of the event that asks this very question, under an id of its own."""
    question = token_hex(8)
    material, also = desk.material, [skill for skill in made.also if skill in desk.material.course.skills]
    seconds, answers, fit = *_usual(desk, item), fit_in_force(desk)
    return {
        "question": question,
        "goal": {goal[0]: goal[1]},
        "purpose": ask.purpose,
        "hole": ask.hole,
        "skill": ask.skill,
        "item": item.id,
        "shape": made.shape,
        "kind": made.kind,
        "fingerprint": made.fingerprint,
        "course": desk.material.course.version,
        "holes": holes_below(desk.material.course, ask.skill),
        "model": _model(material, fit, ask.skill, made),
        "fit": fit and fit.name,
        "snapshot": _snapshot(desk.material, item, made),
        "also": {skill: _model(material, fit, skill, made) for skill in also},
        "tells": [*made.mistakes],
        "could": [*item.misconceptions],
        "rates": _rates(material, made),
        "usual": seconds,
        "usual_from": answers,
        "practises": dict(material.practises[ask.skill]),
        "practised_by": dict(material.practised_by[ask.skill]),
        **source.facts,
        "support": ask.support,
        "example": _example(desk, item, made) if ask.support == "example" else None,
    }


def _park(desk: Desk, move: Park) -> None:
    rule, shapes = desk.material.course.rule, len(desk.material.shapes_of.get(move.prerequisite, ()))
    model = model_in_force(rule, shapes, GUESS_TYPED, SLIP)
    facts = {"skill": move.skill, "prerequisite": move.prerequisite, "questions": move.questions}
    desk.record("parked", {**facts, "model": model})


def _usual(desk: Desk, item: ItemInfo) -> tuple[float, int]:
    """How long the item usually takes, and how many answers say so; 0 seconds where nobody keeps times."""
    skill = desk.material.course.skills.get(item.skill)
    return desk.pace.usual(item.id, skill.minutes) if desk.pace is not None and skill is not None else (0.0, 0)


def _rates(material: Material, made: Made) -> dict[str, float]:
    known = ((name, material.misconception(name)) for name in made.mistakes)
    return {name: one.rate for name, one in known if one is not None and one.rate is not None}


def _example(desk: Desk, item: ItemInfo, made: Made) -> dict[str, str] | None:
    """Another question of the item, to be shown with its steps before this one is asked."""
    for _ in range(EXAMPLE_DRAWS):
        other = make(desk, item.id, desk.rng.getrandbits(32))
        if other is None:
            return None
        if other.fingerprint != made.fingerprint and other.solution:
            shown = {"prompt": other.prompt, "picture": other.picture, "solution": other.solution}
            return {**shown, "fingerprint": other.fingerprint}
    return None


def _model(material: Material, fit: Fit | None, skill: str, made: Made) -> dict[str, float]:
    shapes = len(material.shapes_of.get(skill, ()))
    return model_in_force(material.course.rule, shapes, **numbers(fit, skill, made))


def _snapshot(material: Material, item: ItemInfo, made: Made) -> dict[str, object]:
    """All that judging, feedback and replay need, whatever becomes of the course."""
    known = {name: material.misconception(name) for name in made.mistakes}
    said = {name: {"says": one.says, "move": one.move} for name, one in known.items() if one}
    return {**asdict(made), "misconceptions": said, "calculator": item.calculator}


def _detour(desk: Desk, goal: Goal, hole: str) -> DetourMove:
    title = desk.material.title(hole)
    return {
        "state": "detour",
        "hole": {"skill": hole, "title": title},
        "href": f"/practice?hole={hole}",
        "words": say(_detour_words(desk, goal, hole), title=title, skill=desk.material.title(goal[1])),
    }


def _detour_words(desk: Desk, goal: Goal, hole: str) -> str:
    own = desk.state.holes[hole].source == hole
    if goal[0] == "contest":
        return "contest-stays"
    if any(one.prerequisite == hole and one.skill == goal[1] for one in desk.state.parked.values()):
        return "detour-parked-own" if hole == goal[1] else "detour-parked"
    return "detour-own" if own else "detour"


def _done(desk: Desk, goal: Goal, skill: str) -> DoneMove:
    title = desk.material.title(skill)
    if goal[0] in ("skill", "review"):
        after = next(iter(upcoming(desk)), None)
        name = "done-review" if goal[0] == "review" else "done" if after else "done-all"
    else:
        after, closed = _back(desk, skill), next((one for one in desk.state.closed if one.skill == skill), None)
        name = "done-contest" if closed is not None and closed.outcome == "contested" else "done-hole"
    link: Link | None = {"title": after["title"], "href": after["href"]} if after else None
    return {"state": "done", "skill": skill, "title": title, "words": say(name, title=title), "next": link}


def _back(desk: Desk, hole: str) -> SkillLink:
    """The lesson a closed hole came from. Raises NotFound where there never was such a hole."""
    source = next((one.source for one in desk.state.closed if one.skill == hole), None)
    if source is None:
        raise NotFound(say("no-hole"), HOME)
    return desk.material.link(source)
