"""What the tutor says of placement, as types only: importable by widgets and page kernels at no cost."""

from __future__ import annotations

from typing import Literal, TypedDict

from .protocol import AnswerLine, IdleMove, Link, QuestionMove, SkillTitle


class PlaceQuestion(QuestionMove):
    """The answer to `place` and `second_look`: a question. `clearer`, in [0, 1], is how clear the picture is by now."""

    clearer: float
    answered: int
    words: str


class PlaceEnd(TypedDict):
    """The answer to `place`: it has ended, and `map` tells what was found."""

    state: Literal["placed"]
    words: str


PlaceMove = PlaceQuestion | PlaceEnd | IdleMove


class Reason(TypedDict):
    """An answer that shows a finding: its place among the map's `answers`, and the change of P(known) it made."""

    answer: int
    change: float


class Finding(SkillTitle):
    """What a placement found on a skill: `found` is known, ready, hole or later; `state` is the state word of now."""

    grade: int
    found: str
    state: str
    certainty: float
    words: str
    href: str
    prerequisites: list[str]
    why: list[Reason]


class Placed(TypedDict):
    """The answer to `map`. `state` is none, running or ended; only an ended placement tells anything more.

    `look` is True while a question of a second look is open.
    """

    state: Literal["none", "running", "ended"]
    words: str
    questions: int
    at: str | None
    look: bool
    grades: list[int]
    skills: list[Finding]
    answers: list[AnswerLine]


class PlacementCard(Link):
    """What Home says of the placement: to begin it ("invite"), or where its map is ("ended")."""

    state: Literal["invite", "ended"]
    words: str
    action: str
    skip: str
