"""What one first answer changes: P(known), the run, holes and inquiries."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .bkt import update, within_bounds
from .explain import effective_slip
from .holes import close, contested, live, noted, point_at, start_again, with_entry, with_standing
from .kept import after_review, shown_again
from .model import Model
from .rule import mastered
from .student import Inquiry, OpenQuestion, Right, Standing, StudentState
from .support import SUPPORT, stalled

_TRIES = ("learn", "separate", "practise", "recheck")
"""Questions that a student meets while learning a skill; others look back at it."""


def take_assisted(state: StudentState, question: OpenQuestion, at: datetime) -> StudentState:
    """A first answer with a hint open: practice. It breaks the run, since that is a row of unassisted answers.

    (ASSISTments counts a hint as a miss in the same way: Kelly et al. 2015.) P(known) stays as it was.
    """
    for skill in question.skills:
        standing = state.standing(skill)
        answers = (*standing.answers, question.id)
        state = with_standing(state, replace(standing, rights=(), answers=answers, last_at=at))
    state = _contest_is_spent(state, question)
    return _probed(state, question) if question.purpose == "probe" else state


def take_guess(state: StudentState, question: OpenQuestion, at: datetime) -> StudentState:
    """A first answer that came too fast to be read: kept among the answers, and no evidence either way."""
    for skill in question.skills:
        standing = state.standing(skill)
        state = with_standing(state, replace(standing, answers=(*standing.answers, question.id), last_at=at))
    return state


def take_evidence(
    state: StudentState, question: OpenQuestion, right: bool, misconception: str | None, at: datetime
) -> StudentState:
    """A first, unassisted answer: it moves P(known) and the run, then the holes it speaks for or against."""
    known = {skill: state.standing(skill).p_known for skill in question.skills}
    state = _looked(state, question, right)
    for skill in question.skills:
        model = question.also.get(skill, question.model)
        slip = effective_slip(skill, known, question.model.guess, question.model.slip)
        state = with_standing(state, _answered(state.standing(skill), question, model, slip, right, at))
    if question.purpose == "probe":
        state = _probed(state, question)
    return _right(state, question, at) if right else _missed(state, question, misconception, at)


def _answered(
    standing: Standing, question: OpenQuestion, model: Model, slip: float, right: bool, at: datetime
) -> Standing:
    p = update(standing.p_known, right, question.model.guess, slip, model.learn)
    own = standing.skill == question.skill
    tried = own and question.purpose in _TRIES
    standing = replace(
        standing,
        p_known=within_bounds(p),
        rights=(*standing.rights, Right(question.id, question.kind, question.shape)) if right else (),
        answers=(*standing.answers, question.id),
        evidence=(*standing.evidence, question.id),
        tries=(*standing.tries, right) if tried else standing.tries,
        last_at=at,
        placed_at=standing.placed_at if right else None,
    )
    if own and question.purpose == "review":
        standing = after_review(standing, right, at)
    if right:
        standing = shown_again(standing, model.threshold)
    if standing.mastered_at is None and mastered(standing, model.rule, model.shapes):
        return replace(standing, mastered_at=at, ever_mastered=True, tries=())
    return standing


def _right(state: StudentState, question: OpenQuestion, at: datetime) -> StudentState:
    for skill in dict.fromkeys((question.skill, question.hole)):
        doubted = live(state, skill, "suspected")
        if doubted is not None:
            state, doubted = noted(state, doubted, question, "right")
            state = close(state, doubted, "slip", at)
    confirmed = live(state, question.hole, "confirmed")
    if confirmed is not None and question.purpose == "recheck":
        state = close(state, confirmed, "recovered", at)
    if confirmed is not None and question.purpose == "contest":
        state, confirmed = noted(state, confirmed, question, "right")
        state = contested(state, confirmed, at)
    return _inquiry_ends(state, question.skill)


def _missed(state: StudentState, question: OpenQuestion, misconception: str | None, at: datetime) -> StudentState:
    if question.hole is not None and question.purpose == "recheck" and live(state, question.hole, "confirmed"):
        state = start_again(state, question.hole)
    if question.purpose == "contest" and question.hole is not None and live(state, question.hole, "confirmed"):
        return _contest_is_spent(
            point_at(state, question, question.hole, state.holes[question.hole].source, None, at), question
        )
    own = live(state, question.skill, "suspected")
    if own is not None:
        state = point_at(state, question, own.skill, own.source, own.misconception, at)
    elif question.purpose == "probe":
        state = point_at(state, question, question.skill, question.goal[1], None, at)
    named = question.holes.get(misconception) if misconception is not None else None
    if named is None or state.standing(named).excused:
        return _on_a_form(state, question, own is None, at) or _unexplained(state, question)
    state = _showing(state, question, misconception or "")
    return point_at(state, question, named, question.skill, misconception, at)


def _on_a_form(state: StudentState, question: OpenQuestion, fresh: bool, at: datetime) -> StudentState | None:
    """A form's unexplained miss makes its own skill a suspected hole: nobody looks below until it was asked again."""
    if question.purpose != "form":
        return None
    return point_at(state, question, question.skill, question.skill, None, at) if fresh else state


def _looked(state: StudentState, question: OpenQuestion, right: bool) -> StudentState:
    """One more look at a skill that stood mastered, and whether it was right."""
    if state.standing(question.skill).mastered_at is None:
        return state
    rights, answers = state.looks
    return replace(state, looks=(rights + right, answers + 1))


def _unexplained(state: StudentState, question: OpenQuestion) -> StudentState:
    """A miss no mal-rule explains: the hole in question is probed itself, and the prerequisites one by one."""
    hole = live(state, question.hole, "suspected")
    if hole is not None and question.purpose == "separate":
        state, hole = noted(state, hole, question, "misses")
        state = replace(state, holes=with_entry(state.holes, hole.skill, replace(hole, probing=True)))
    if question.purpose == "probe":
        return state
    inquiry = state.inquiries.get(question.skill) or Inquiry()
    model, fresh = question.model, SUPPORT.get(stalled(state.standing(question.skill).tries)) == "prerequisite"
    inquiry = replace(
        inquiry,
        pending=True,
        probed=() if fresh else inquiry.probed,  # so long without progress, what it builds on is looked at once more
        also=tuple(question.also),
        guess=model.guess,
        slip=model.slip,
    )
    return replace(state, inquiries=with_entry(state.inquiries, question.skill, inquiry))


def _inquiry_ends(state: StudentState, skill: str) -> StudentState:
    """A right answer ends the search below `skill`; mastering it also forgets what was probed."""
    inquiry = state.inquiries.get(skill)
    if inquiry is None:
        return state
    ended = Inquiry() if state.standing(skill).mastered_at is not None else replace(inquiry, pending=False)
    return replace(state, inquiries=with_entry(state.inquiries, skill, ended))


def _probed(state: StudentState, question: OpenQuestion) -> StudentState:
    asker = question.goal[1]
    inquiry = state.inquiries.get(asker) or Inquiry()
    if question.skill in inquiry.probed:
        return state
    probed = replace(inquiry, probed=(*inquiry.probed, question.skill))
    return replace(state, inquiries=with_entry(state.inquiries, asker, probed))


def _showing(state: StudentState, question: OpenQuestion, misconception: str) -> StudentState:
    trail = state.trail(question.skill)
    items = (*(item for item in trail.shown.get(misconception, ()) if item != question.item), question.item)
    trail = replace(trail, shown=with_entry(trail.shown, misconception, items))
    return replace(state, trails=with_entry(state.trails, question.skill, trail))


def _contest_is_spent(state: StudentState, question: OpenQuestion) -> StudentState:
    hole = live(state, question.hole, "confirmed")
    if hole is None or question.purpose != "contest":
        return state
    return replace(state, holes=with_entry(state.holes, hole.skill, replace(hole, contested=True)))
