"""The lesson for a hole: a worked example, one to finish, and a mistake to find; then the card asks its questions.

Everything in it is made by the course's own items, so that keys and mistakes are right by construction. It is the same
whenever the page is opened, and what it shows is never asked afterwards (`shown_in_lesson`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ..authoring.leaks import values
from ..authoring.made import ItemInfo, Made
from ..authoring.prose import inline_html, to_html
from ..mastery import Ask, Hole
from .desk import Desk
from .draw import make
from .practice_protocol import LessonStage
from .show import prompt_html, read_html
from .words import say_html

DRAWS = 12
"""How many questions are made at most in search of one for a stage."""

_SENTENCE = re.compile(r"(?<=[.?])\s+")


@dataclass(frozen=True, slots=True)
class _Lesson:
    worked: Made | None
    faded: Made | None
    mistaken: Made | None


def lesson(desk: Desk, hole: Hole) -> list[LessonStage]:
    """The stages there are, in order; none where no item of the skill tells its steps.

    Where the course has a short lesson for the skill, its examples are the author's, and the mistake alone is added.
    """
    made = _lesson(desk, hole)
    stages: list[LessonStage] = []
    if made.worked:
        stages.append(_stage("worked", _prompt(made.worked) + to_html(made.worked.solution), ""))
    if made.faded:
        begun, rest = _faded(made.faded)
        stages.append(_stage("faded", _prompt(made.faded) + begun, rest))
    if made.mistaken and hole.misconception:
        stages.append(_mistake(desk, made.mistaken, hole.misconception))
    return stages


def shown_in_lesson(desk: Desk, ask: Ask) -> frozenset[str]:
    """The fingerprints of what the lesson for this question's hole shows with its steps."""
    hole = desk.state.holes.get(ask.hole) if ask.hole and ask.purpose in ("practise", "recheck") else None
    if hole is None:
        return frozenset()
    made = _lesson(desk, hole)
    return frozenset(one.fingerprint for one in (made.worked, made.faded, made.mistaken) if one)


def _lesson(desk: Desk, hole: Hole) -> _Lesson:
    chance = Random(f"lesson {desk.student} {hole.skill} {hole.opened_at.isoformat()}")
    items = [one for one in desk.material.items if one.skill == hole.skill]
    # The plainest shape first: an example is to be read, not to surprise.
    items.sort(key=lambda one: (one.shape != "typed", one.id))
    pairs = (found for item in items if len(found := _two(desk, item, chance)) == 2)
    worked, faded = next(pairs, (None, None))
    mistaken = _mistaken(desk, hole, chance) if hole.misconception else None
    if desk.material.micro(hole.skill) is not None:
        return _Lesson(None, None, mistaken)
    return _Lesson(worked, faded, mistaken)


def _two(desk: Desk, item: ItemInfo, chance: Random) -> list[Made]:
    """Two different questions of an item that tell their steps."""
    found: dict[str, Made] = {}
    for made in _drawn(desk, item, chance):
        if made.solution:
            found.setdefault(made.fingerprint, made)
        if len(found) == 2:
            break
    return [*found.values()]


def _mistaken(desk: Desk, hole: Hole, chance: Random) -> Made | None:
    """A question on which the student's own idea gives another answer: of the skill itself, else where it showed."""
    items = [one for one in desk.material.items if hole.misconception in one.misconceptions]
    for skill in dict.fromkeys((hole.skill, hole.source)):
        for item in (one for one in items if one.skill == skill):
            for made in _drawn(desk, item, chance):
                if hole.misconception in made.mistakes and made.solution:
                    return made
    return None


def _drawn(desk: Desk, item: ItemInfo, chance: Random) -> Iterator[Made]:
    for _ in range(DRAWS):
        made = make(desk, item.id, chance.getrandbits(32))
        if made is None:
            return
        yield made


def _faded(made: Made) -> tuple[str, str]:
    """The steps without their end, and the whole of them; what is shown at first never holds the key."""
    key = values(made.key)
    steps = _SENTENCE.split(made.solution.strip())[:-1] or [*made.hints[:-1]]
    begun = []
    for step in steps:
        if not key or key & values(step) or step.count("$") % 2:
            break
        begun.append(step)
    return to_html("\n\n".join(begun)) if begun else "", to_html(made.solution)


def _mistake(desk: Desk, made: Made, misconception: str) -> LessonStage:
    given = read_html({"kind": made.kind}, made.mistakes[misconception])
    told = desk.material.misconception(misconception)
    move = f"<p>{inline_html(told.move)}</p>" if told else ""
    asked = f"<p>{say_html('lesson-mistake', given=chr(0)).replace(chr(0), given)}</p>"
    return _stage("mistake", _prompt(made) + asked, move + to_html(made.solution))


def _prompt(made: Made) -> str:
    return prompt_html({"prompt": made.prompt, "picture": made.picture})


def _stage(kind: str, html: str, rest: str) -> LessonStage:
    return {"kind": kind, "html": html, "rest": rest}
