"""`next`: the question that comes next for a goal, or why there is none."""

from __future__ import annotations

from dataclasses import asdict
from secrets import token_hex

from ..authoring.made import ItemInfo, Made
from ..errors import NotFound
from ..mastery import Ask, Blocked, Detour, Done, holes_below, model_in_force
from .body import Body
from .desk import Desk
from .draw import draw
from .material import HOME, Material
from .plan import upcoming
from .protocol import DetourMove, DoneMove, Link, LockedMove, Move, SkillLink
from .show import asked
from .words import listed, say


def next_question(desk: Desk, body: Body) -> Move:
    """The open question of this goal, else a fresh one, a detour, a locked door, or done."""
    goal = body.goal()
    desk.material.skill(goal[1])
    open_question = desk.state.open.get(goal)  # pyright: ignore[reportArgumentType]  `goal` checked the first word
    if open_question is not None:
        return {"state": "question", "question": asked(desk, desk.exchange(open_question.id))}
    match desk.decide(goal):
        case Ask() if desk.looking_on:
            return {"state": "idle", "words": say("idle")}
        case Ask() as ask:
            return {"state": "question", "question": asked(desk, desk.exchange(put(desk, goal, ask, *draw(desk, ask))))}
        case Detour(hole):
            return _detour(desk, hole)
        case Blocked(missing):
            return locked(desk.material, missing)
        case Done(skill):
            return _done(desk, goal, skill)


def locked(material: Material, missing: tuple[str, ...]) -> LockedMove:
    """What is missing, with where it is taught. Raises NotFound for a skill that has nothing to ask."""
    if not missing:
        raise NotFound(say("no-item"), HOME)
    words = say("locked", titles=listed([material.title(skill) for skill in missing]))
    return {"state": "locked", "missing": [material.link(skill) for skill in missing], "words": words}


def put(desk: Desk, goal: tuple[str, str], ask: Ask, item: ItemInfo, made: Made) -> str:
    """Ask this very question; its id."""
    question = token_hex(8)
    desk.record(
        "asked",
        {
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
            "model": _model(desk.material, ask.skill, made),
            "snapshot": _snapshot(desk.material, item, made),
        },
    )
    return question


def _model(material: Material, skill: str, made: Made) -> dict[str, float]:
    shapes = len(material.shapes_of.get(skill, ()))
    return model_in_force(material.course.rule, shapes, made.guess, made.slip)


def _snapshot(material: Material, item: ItemInfo, made: Made) -> dict[str, object]:
    """All that judging, feedback and replay need, whatever becomes of the course."""
    known = {name: material.misconception(name) for name in made.mistakes}
    said = {name: {"says": one.says, "move": one.move} for name, one in known.items() if one}
    return {**asdict(made), "misconceptions": said, "calculator": item.calculator}


def _detour(desk: Desk, hole: str) -> DetourMove:
    title = desk.material.title(hole)
    own = desk.state.holes[hole].source == hole
    words = say("detour-own" if own else "detour", title=title)
    return {
        "state": "detour",
        "hole": {"skill": hole, "title": title},
        "href": f"/practice?hole={hole}",
        "words": words,
    }


def _done(desk: Desk, goal: tuple[str, str], skill: str) -> DoneMove:
    title = desk.material.title(skill)
    if goal[0] == "skill":
        after = next(iter(upcoming(desk)), None)
        words = say("done" if after else "done-all", title=title)
    else:
        after = _back(desk, skill)
        words = say("done-hole", title=title)
    link: Link | None = {"title": after["title"], "href": after["href"]} if after else None
    return {"state": "done", "skill": skill, "title": title, "words": words, "next": link}


def _back(desk: Desk, hole: str) -> SkillLink:
    """The lesson a closed hole came from. Raises NotFound where there never was such a hole."""
    source = next((one.source for one in desk.state.closed if one.skill == hole), None)
    if source is None:
        raise NotFound(say("no-hole"), HOME)
    return desk.material.link(source)
