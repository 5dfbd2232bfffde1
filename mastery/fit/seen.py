"""The answers that moved a P(known), as the fold takes them, each with what the tutor expected before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from ..bkt import p_right
from ..events import Event
from ..model import Model, read_model
from ..state import advance
from ..student import OpenQuestion, StudentState


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer as evidence on one skill; a question of several skills makes one for each.

    `p` is P(right) by the model in force when it was asked; `item` is id and digest, since an edited item is another
    one; `guess` and `slip` are the item's own, as its author has them; `model` is the one in force.
    """

    student: str
    skill: str
    item: str
    right: bool
    p: float
    guess: float
    slip: float
    model: Model


def seen(events: Iterable[Event]) -> Iterator[Seen]:
    """The evidence in one student's events, in order. What counts is the fold's word alone."""
    state, snapshots = StudentState(), dict[str, Mapping[str, Any]]()
    for event in events:
        if event.kind == "asked":
            snapshots[str(event.body.get("question"))] = event.body
        question = state.question(str(event.body.get("question"))) if event.kind in ("answered", "shown") else None
        before, state = state, advance(state, event)
        if question is not None:
            right = event.kind == "answered" and event.body.get("verdict") == "right"
            yield from _rows(event.student, question, snapshots[question.id], right, (before, state))


def _rows(
    student: str,
    question: OpenQuestion,
    asked: Mapping[str, Any],
    right: bool,
    states: tuple[StudentState, StudentState],
) -> Iterator[Seen]:
    before, after = states
    known = prod(before.standing(skill).p_known for skill in question.skills)
    p = p_right(known, question.model.guess, question.model.slip)
    made = asked.get("snapshot")
    own = read_model(made)  # the item's own guess and slip stand there by the same names
    for skill in question.skills:
        if len(after.standing(skill).evidence) > len(before.standing(skill).evidence):
            item = item_key(question.item, made.get("digest") if isinstance(made, Mapping) else None)
            model = question.also.get(skill, question.model)
            yield Seen(student, skill, item, right, p, own.guess, own.slip, model)


def item_key(item: str, digest: object) -> str:
    """An item as its numbers are kept: an edited item has another digest, and starts from its author's again."""
    return f"{item}@{digest}" if isinstance(digest, str) and digest else item
