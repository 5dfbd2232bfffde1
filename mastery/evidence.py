"""What one first answer changes: P(known), the run, holes and inquiries."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .bkt import update, within_bounds
from .holes import close, live, point_at, start_again, with_entry, with_standing
from .rule import mastered
from .student import Inquiry, OpenQuestion, Right, Standing, StudentState


def take_assisted(state: StudentState, question: OpenQuestion, at: datetime) -> StudentState:
    """A first answer with a hint open: practice. It breaks the run, since that is a row of unassisted answers.

    (ASSISTments counts a hint as a miss in the same way: Kelly et al. 2015.) P(known) stays as it was.
    """
    standing = state.standing(question.skill)
    answers = (*standing.answers, question.id)
    state = with_standing(state, replace(standing, rights=(), answers=answers, last_at=at))
    return _probed(state, question) if question.purpose == "probe" else state


def take_evidence(
    state: StudentState, question: OpenQuestion, right: bool, misconception: str | None, at: datetime
) -> StudentState:
    """A first, unassisted answer: it moves P(known) and the run, then the holes it speaks for or against."""
    state = with_standing(state, _answered(state.standing(question.skill), question, right, at))
    if question.purpose == "probe":
        state = _probed(state, question)
    return _right(state, question, at) if right else _missed(state, question, misconception, at)


def _answered(standing: Standing, question: OpenQuestion, right: bool, at: datetime) -> Standing:
    model = question.model
    p = update(standing.p_known, right, model.guess, model.slip, model.learn)
    standing = replace(
        standing,
        p_known=within_bounds(p),
        rights=(*standing.rights, Right(question.id, question.kind, question.shape)) if right else (),
        answers=(*standing.answers, question.id),
        evidence=(*standing.evidence, question.id),
        last_at=at,
    )
    if standing.mastered_at is None and mastered(standing, model.rule, model.shapes):
        return replace(standing, mastered_at=at, ever_mastered=True)
    return standing


def _right(state: StudentState, question: OpenQuestion, at: datetime) -> StudentState:
    own = live(state, question.skill, "suspected")
    if own is not None:
        state = close(state, own, "slip", at)
    separated = live(state, question.hole, "suspected")
    if separated is not None:
        state = close(state, separated, "slip", at)
    rechecked = live(state, question.hole, "confirmed")
    if rechecked is not None and question.purpose == "recheck":
        state = close(state, rechecked, "recovered", at)
    return _inquiry_ends(state, question.skill)


def _missed(state: StudentState, question: OpenQuestion, misconception: str | None, at: datetime) -> StudentState:
    if question.hole is not None and question.purpose == "recheck" and live(state, question.hole, "confirmed"):
        state = start_again(state, question.hole)
    own = live(state, question.skill, "suspected")
    if own is not None:
        state = point_at(state, question, own.skill, own.source, own.misconception, at)
    elif question.purpose == "probe":
        state = point_at(state, question, question.skill, question.goal[1], None, at)
    named = question.holes.get(misconception) if misconception is not None else None
    if named is None or state.standing(named).excused:
        return _unexplained(state, question)
    state = _showing(state, question, misconception or "")
    return point_at(state, question, named, question.skill, misconception, at)


def _unexplained(state: StudentState, question: OpenQuestion) -> StudentState:
    """A miss no mal-rule explains: the hole in question is probed itself, and the prerequisites one by one."""
    hole = live(state, question.hole, "suspected")
    if hole is not None and question.purpose == "separate":
        state = replace(state, holes=with_entry(state.holes, hole.skill, replace(hole, probing=True)))
    if question.purpose == "probe":
        return state
    inquiry = replace(state.inquiries.get(question.skill) or Inquiry(), pending=True)
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
