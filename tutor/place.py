"""`place` and `second_look`: the questions of a placement. What comes back to them says nothing of right or not."""

from __future__ import annotations

from dataclasses import asdict, replace
from random import Random
from secrets import token_hex
from typing import TYPE_CHECKING

from ..authoring.made import ItemInfo, Made
from ..errors import NotFound
from ..mastery import Ask, OpenQuestion
from ..mastery.sitting import Sitting
from .ask import put
from .body import Body
from .desk import Desk
from .draw import DRAWS, draw, make
from .material import HOME
from .place_protocol import PlaceMove
from .show import asked
from .words import say

if TYPE_CHECKING:
    # Numpy comes with it; here it is loaded when the first placement begins.
    from ..mastery.placement import Placement

PAGE = "/placement"

LOOKS = 20
"""How many second looks one placement takes."""


def place(desk: Desk, body: Body) -> PlaceMove:
    """Begin a placement or go on with it: the open question, a fresh one, or word that it has ended."""
    if desk.looking_on:
        return _move(desk, desk.state.placement)
    sitting = desk.state.placement or _start(desk)
    if sitting.running and open_question(desk, sitting) is None and not _go_on(desk, sitting):
        _finish(desk, sitting)
    return _move(desk, desk.state.placement)


def second_look(desk: Desk, body: Body) -> PlaceMove:
    """One more question on a skill, after the end; its answer changes the map. Raises NotFound before the end."""
    skill, sitting = desk.material.skill(body.id("skill")), desk.state.placement
    if sitting is None or sitting.running:
        raise NotFound(say("look-first"), PAGE)
    if len(sitting.answers) >= sitting.rules.get("most", 0) + LOOKS:
        raise NotFound(say("look-enough"), PAGE)
    if open_question(desk, sitting) is None:
        ask = Ask(skill.id, "placement")
        put(desk, ("placement", sitting.id), ask, *draw(desk, ask))
    return _move(desk, sitting)


def settle(desk: Desk) -> None:
    """After an answer: record what is found, where the placement is over or a second look was taken."""
    sitting = desk.state.placement
    if sitting is None or len(sitting.answers) == sitting.questions:
        return
    if not sitting.running or desk.material.placements.of(sitting).ended is not None:
        _finish(desk, sitting)


def open_question(desk: Desk, sitting: Sitting) -> OpenQuestion | None:
    """The question that waits in this placement, unless the course has lost its skill."""
    found = desk.state.open.get(("placement", sitting.id))
    return found if found is not None and found.skill in desk.material.course.skills else None


def explained(desk: Desk, sitting: Sitting) -> str:
    """What an edit of the course means for this placement; "" where its skills are what they were."""
    now, then = desk.material.course.skills.keys(), set(sitting.skills)
    gone, new = len(then - now), len(now - then)
    return say("placement-edited", gone=gone, new=new) if gone or new else ""


def _move(desk: Desk, sitting: Sitting | None) -> PlaceMove:
    waiting = open_question(desk, sitting) if sitting else None
    if sitting is None or (waiting is None and sitting.running):
        return {"state": "idle", "words": say("idle")}
    if waiting is None:
        return {"state": "placed", "words": say("placed")}
    from .placements import clearer

    return {
        "state": "question",
        "question": asked(desk, desk.exchange(waiting.id)),
        "clearer": clearer(desk.material.placements.of(sitting)) if sitting.running else 1.0,
        "answered": len(sitting.answers),
        "words": explained(desk, sitting),
    }


def _start(desk: Desk) -> Sitting:
    from ..mastery.placement import Prior, Rules

    facts = {
        "sitting": token_hex(8),
        "seed": desk.rng.getrandbits(32),
        "skills": list(desk.material.order),
        "prior": asdict(Prior()),
        "rules": asdict(Rules()),
        "course": desk.material.course.version,
    }
    begun = desk.imagine("placement_started", facts).placement
    # The first question is looked for before anything is recorded: a course that has none begins no placement.
    if begun is None or _next(desk, begun) is None:
        raise NotFound(say("no-item"), HOME)
    desk.record("placement_started", facts)
    return begun


def _go_on(desk: Desk, sitting: Sitting) -> bool:
    """Ask what says most; False when nothing is left to ask."""
    found = _next(desk, sitting)
    if found is not None:
        put(desk, ("placement", sitting.id), Ask(found[0].skill, "placement"), *found)
    return found is not None


def _next(desk: Desk, sitting: Sitting) -> tuple[ItemInfo, Made] | None:
    """The next question. An item that makes nothing new gives way; too early an end for want of items is refused."""
    from ..mastery.placement import next_question

    placement, faulty = desk.material.placements.of(sitting), False
    while (question := next_question(placement)) is not None:
        item = next(one for one in desk.material.items if one.id == question.item)
        made = _fresh(desk, sitting, item)
        if made is not None:
            return item, made
        placement, faulty = _without(placement, item), True
    if faulty and len(sitting.answers) < placement.rules.least:
        raise NotFound(say("no-item"), HOME)
    return None


def _fresh(desk: Desk, sitting: Sitting, item: ItemInfo) -> Made | None:
    """A question of this item that the student never met, the same for the same seed and answers."""
    seen = desk.state.trail(item.skill).fingerprints
    rng = Random(f"{sitting.seed} {len(sitting.answers)} {item.id}")
    for _ in range(DRAWS):
        made = make(desk, item.id, rng.getrandbits(32))
        if made is None or made.fingerprint not in seen:
            return made
    return None


def _without(placement: Placement, item: ItemInfo) -> Placement:
    """The placement in which this item can't be asked; what is believed stays."""
    chart, at = placement.chart, placement.chart.place[item.skill]
    left = tuple(one for one in chart.items[at] or () if one.id != item.id)
    return replace(placement, chart=replace(chart, items=(*chart.items[:at], left, *chart.items[at + 1 :])))


def _finish(desk: Desk, sitting: Sitting) -> None:
    """Record what is found, with the answers that show it."""
    from ..mastery.placement import outcome

    found = outcome(desk.material.placements.of(sitting))
    question = [one.question for one in sitting.answers]
    facts = {
        "sitting": sitting.id,
        "known": list(found.of("known")),
        "ready": list(found.of("ready")),
        "holes": list(found.of("hole")),
        "p": {one.skill: one.p_known for one in found.found},
        "certainty": {one.skill: one.certainty for one in found.found},
        "why": {one.skill: [[question[why.number], why.change] for why in one.why] for one in found.found},
        "questions": len(question),
    }
    desk.record("placed", facts)
