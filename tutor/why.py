"""`why`: where a number on a page comes from, answered by the code that makes the number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..errors import NotFound, Unusable
from ..mastery import Hole, StudentState, advance, chances
from .body import Body
from .day_why import DAY_NUMBERS
from .desk import Desk
from .holes import percent, took
from .material import HOME
from .plan import minutes_of
from .show import shown_by
from .standing import standing
from .why_protocol import WhyCard, WhyLine, WhyWords
from .words import say


def why(desk: Desk, body: Body) -> WhyCard:
    """The number `number`, on `skill` where it is about one.

    Raises Unusable for a number that no page shows, NotFound for no such hole.
    """
    if not body.has("skill") and (told := DAY_NUMBERS.get(body.id("number"))) is not None:
        return {"number": body.id("number"), "skill": "", "title": "", **told(desk)}
    answer, skill = NUMBERS.get(body.id("number")), desk.material.skill(body.id("skill")).id
    if answer is None:
        raise Unusable(say("unusable"))
    return {"number": body.id("number"), "skill": skill, "title": desk.material.title(skill), **answer(desk, skill)}


def _progress(desk: Desk, skill: str) -> WhyWords:
    card = standing(desk, Body({"skill": skill}))
    lines = [WhyLine(answer=line, words=line.get("because", "")) for line in card["answers"]]
    return {"words": [card["words"]], "lines": lines}


def _minutes(desk: Desk, skill: str) -> WhyWords:
    facts = minutes_of(desk, skill)
    progress = desk.progress(skill)
    words = [
        say("why-minutes", whole=f"{facts.whole:g}"),
        say("why-minutes-run", **progress) if progress["done"] else "",
    ]
    words += [say("why-minutes-hole") if facts.hole else "", say("why-minutes-least") if facts.least else ""]
    return {"words": [one for one in words if one], "lines": []}


def _p_known(desk: Desk, skill: str) -> WhyWords:
    """Every step of P(known), newest first, by folding the record once more."""
    state, lines = StudentState(), list[WhyLine]()
    for event in desk.journal.events(desk.student):
        before, state = state, advance(state, event)
        old, new = (one.standing(skill).p_known for one in (before, state))
        if old == new:
            continue
        shown = shown_by(desk, event.body["question"]) if "question" in event.body else []
        words = say("why-p-step", old=percent(old), new=percent(new))
        kind = event.kind if event.kind not in ("answered", "shown", "graded") else "answer"
        cause = "" if kind == "answer" and shown else say(f"why-p-{kind}")
        lines.append({"answer": shown[0] if kind == "answer" and shown else None, "words": f"{cause} {words}".strip()})
    known = percent(desk.state.standing(skill).p_known)
    return {"words": [say("why-p", percent=known)], "lines": lines[::-1]}


def _hole(desk: Desk, skill: str) -> WhyWords:
    """Each clue with what it makes of the chance."""
    hole = desk.state.holes.get(skill) or _closed(desk, skill)
    lines: list[WhyLine] = []
    for number, clue in enumerate(hole.clues):
        old, new = (percent(chances(_cut(hole, count)).missing) for count in (number, number + 1))
        name = f"why-clue-{clue.seen}" if clue.about == "rule" or clue.seen != "matches" else "why-clue-misses"
        words = f"{say(name)} {say('why-chance-step', old=old, new=new)}"
        lines += [WhyLine(answer=answer, words=words) for answer in shown_by(desk, clue.question)]
    other = chances(hole)
    facts = {"chance": percent(other.missing), "slip": percent(other.slip), "other": percent(other.other)}
    named = desk.material.misconception(hole.misconception)
    start = say("why-hole-rule" if named else "why-hole-probe", start=percent(chances(_cut(hole, 0)).missing))
    return {"words": [say("why-hole", **facts), start] if hole.clues else [say("why-hole-old")], "lines": lines}


def _closing(desk: Desk, skill: str) -> WhyWords:
    hole = _closed(desk, skill)
    return {"words": [took(hole), say("why-closing")], "lines": []}


def _parked(desk: Desk, skill: str) -> WhyWords:
    parked = desk.state.parked.get(skill)
    if parked is None:
        raise NotFound(say("no-hole"), HOME)
    title = desk.material.title(parked.prerequisite)
    return {"words": [say("why-parked", questions=parked.questions, title=title)], "lines": []}


def _closed(desk: Desk, skill: str) -> Hole:
    found = next((one for one in desk.state.closed if one.skill == skill and one.confirmed_at), None)
    if found is None:
        raise NotFound(say("no-hole"), HOME)
    return found


def _cut(hole: Hole, clues: int) -> Hole:
    """The hole as it was after so many clues."""
    return replace(hole, clues=hole.clues[:clues])


NUMBERS: Mapping[str, Callable[[Desk, str], WhyWords]] = {
    "progress": _progress,
    "minutes": _minutes,
    "p-known": _p_known,
    "hole": _hole,
    "closing": _closing,
    "parked": _parked,
}
"""Every number that a page shows of one student, and who explains it."""
