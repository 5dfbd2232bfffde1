"""Folding a placement: it begins, is answered without touching any standing, and ends in what is known.

Until it ends, nothing that a page shows depends on its answers, so that no page can tell which of them were right. What
it ends in is a well-founded guess: it opens what builds on it, but it is not mastery, and a later miss takes it away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from .bkt import PRIOR, within_bounds
from .events import Event
from .holes import close, confirm, with_entry, with_standing
from .sitting import Finding, FindingStatus, Given, Sitting
from .student import Hole, OpenQuestion, StudentState, Suspicion

CONSISTENT = 2
"""So many answers that say the same make a hole of a placement a confirmed one. "I haven't learned this" is none of
them: what was never learned needs its lesson first."""

_LISTS: Mapping[str, FindingStatus] = MappingProxyType({"known": "known", "ready": "ready", "holes": "hole"})


def take_started(state: StudentState, event: Event) -> StudentState:
    """A placement begins, unless one is running."""
    body, running = event.body, state.placement is not None and state.placement.running
    id, seed, skills = body.get("sitting"), body.get("seed"), body.get("skills")
    if running or not isinstance(id, str) or not id or not isinstance(seed, int) or not isinstance(skills, list):
        return state
    named = tuple(skill for skill in skills if isinstance(skill, str))
    sitting = Sitting(id, abs(seed), named, event.at, _numbers(body.get("prior")), _numbers(body.get("rules")))
    return replace(state, placement=sitting)


def take_given(
    state: StudentState, question: OpenQuestion, response: str, misconception: str | None, at: datetime
) -> StudentState:
    """An answer inside a placement: it is kept with the sitting, and no standing moves."""
    sitting = state.placement
    if sitting is None or question.goal[1] != sitting.id or response not in ("right", "not-yet", "not-learned"):
        return state
    model, named = question.model, question.holes.get(misconception) if misconception else None
    given = Given(
        question.id, question.skill, question.item, response, model.guess, model.slip, at, misconception, named
    )
    return replace(state, placement=replace(sitting, answers=(*sitting.answers, given)))


def take_placed(state: StudentState, event: Event) -> StudentState:
    """A placement ends, or a second look after its end changes what it found."""
    sitting, found = state.placement, _findings(event.body)
    if sitting is None or event.body.get("sitting") != sitting.id or not found:
        return state
    before = sitting.found
    ended_at = sitting.ended_at or event.at
    sitting = replace(sitting, found=MappingProxyType(found), ended_at=ended_at, questions=len(sitting.answers))
    state = replace(state, placement=sitting)
    for skill, finding in found.items():
        state = _stand(state, skill, finding, event.at)
    for skill in (skill for skill in before if before[skill].status == "hole"):
        state = _withdrawn(state, sitting, skill, event.at)
    for skill in (skill for skill, finding in found.items() if finding.status == "hole"):
        state = _hole(state, sitting, skill, event.at)
    return state


def _stand(state: StudentState, skill: str, finding: Finding, at: datetime) -> StudentState:
    """P(known) where no answer of its own has moved it, and whether the skill is placed."""
    standing, hole = state.standing(skill), state.holes.get(skill)
    missed = bool(standing.evidence) and not standing.rights
    sure = finding.status == "known" and not missed and (hole is None or hole.status != "confirmed")
    placed = sure and standing.mastered_at is None
    if not standing.evidence:
        standing = replace(standing, p_known=within_bounds(finding.p_known))
    return with_standing(state, replace(standing, placed_at=(standing.placed_at or at) if placed else None))


def _hole(state: StudentState, sitting: Sitting, skill: str, at: datetime) -> StudentState:
    """The hole with the answers that show it: suspected, or confirmed where two of them say the same."""
    standing, live = state.standing(skill), state.holes.get(skill)
    if standing.excused or standing.mastered_at is not None:
        return state
    shown = [one for one in sitting.answers if _shows(one, skill)]
    direct = tuple(one.question for one in shown)
    evidence = direct or tuple(question for question, change in sitting.found[skill].why if change < 0)
    named = next((one.misconception for one in shown if one.hole == skill), None)
    chance = sitting.found[skill].p_known
    hole = live or Hole(skill, "suspected", skill, named, (), at, before=Suspicion(1 - chance, chance, 0.0))
    hole = replace(
        hole,
        evidence=tuple(dict.fromkeys((*hole.evidence, *evidence))),
        probing=hole.probing or hole.status == "suspected",
    )
    state = replace(state, holes=with_entry(state.holes, skill, hole))
    missed = {one.question for one in shown if one.response == "not-yet"}
    sure = hole.status == "suspected" and len(missed) >= CONSISTENT
    return confirm(state, hole, PRIOR, at) if sure else state


def _withdrawn(state: StudentState, sitting: Sitting, skill: str, at: datetime) -> StudentState:
    """A suspicion that only this sitting raised is closed when a second look no longer finds it."""
    hole, asked = state.holes.get(skill), {one.question for one in sitting.answers}
    gone = skill not in sitting.found or sitting.found[skill].status != "hole"
    if hole is None or hole.status != "suspected" or not gone or not asked.issuperset(hole.evidence):
        return state
    return close(state, hole, "slip", at)


def _shows(one: Given, skill: str) -> bool:
    return (one.skill == skill and one.response != "right") or one.hole == skill


def _findings(body: Mapping[str, Any]) -> dict[str, Finding]:
    """What a `placed` event says of each skill that it gives a probability."""
    p, certainty, why = (_mapping(body.get(name)) for name in ("p", "certainty", "why"))
    status: dict[Any, FindingStatus] = {}
    for name, word in _LISTS.items():
        named = body.get(name)
        status |= {skill: word for skill in named if isinstance(skill, str)} if isinstance(named, list) else {}
    return {
        skill: Finding(status.get(skill, "later"), float(chance), _share(certainty.get(skill)), tuple(_why(why, skill)))
        for skill, chance in p.items()
        if isinstance(skill, str) and _is_share(chance)
    }


def _why(why: Mapping[Any, Any], skill: str) -> Iterator[tuple[str, float]]:
    rows = why.get(skill)
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == 2 and isinstance(row[0], str) and isinstance(row[1], int | float):
            yield row[0], float(row[1])


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _numbers(value: object) -> Mapping[str, float]:
    pairs = _mapping(value).items()
    return MappingProxyType({k: v for k, v in pairs if isinstance(k, str) and isinstance(v, int | float)})


def _share(value: object) -> float:
    return float(value) if _is_share(value) else 0.0  # pyright: ignore[reportArgumentType]  `_is_share` looked


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
