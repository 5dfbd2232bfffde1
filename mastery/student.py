"""What is known about one student, as plain values. `advance` folds events into them; nothing else makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

from .bkt import PRIOR
from .events import Purpose
from .model import Model

GoalKind = Literal["skill", "hole", "contest", "review"]
Goal = tuple[GoalKind, str]
"""What is to be reached: a skill (its lesson's check), a hole closed, a hole contested, ("review", "mixed")."""
HoleStatus = Literal["suspected", "confirmed", "closed"]
Outcome = Literal["slip", "recovered", "excused", "contested"]

_EMPTY: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Right:
    """One right, unassisted first answer of the present run: its question, answer kind and item shape."""

    question: str
    kind: str
    shape: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A student's state on one skill.

    `rights` is the present run of right, unassisted first answers; `answers` the questions of all first answers, oldest
    first, and `evidence` those among them that moved P(known). `mastered_at` is None again once the skill is a
    confirmed hole; `ever_mastered` and `opened` (a question was once asked) stay, so that what was unlocked stays open.
    """

    skill: str
    p_known: float = PRIOR
    rights: tuple[Right, ...] = ()
    answers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    mastered_at: datetime | None = None
    excused: bool = False
    last_at: datetime | None = None
    ever_mastered: bool = False
    opened: bool = False

    @property
    def run(self) -> int:
        """How many right, unassisted first answers in a row, up to now."""
        return len(self.rights)


@dataclass(frozen=True, slots=True)
class Hole:
    """A skill that evidence says is missing, and `source`, the skill whose questions showed it.

    `evidence` are the questions whose answers show it. `probing` is True when the next question is about the hole's own
    skill rather than a separating one about the source. `also_from` are further skills whose answers pointed here.
    """

    skill: str
    status: HoleStatus
    source: str
    misconception: str | None
    evidence: tuple[str, ...]
    opened_at: datetime
    confirmed_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    probing: bool = False
    also_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """After a miss no mal-rule explains: is it `pending`, and which direct prerequisites were probed already."""

    pending: bool = False
    probed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """What was asked on one skill. Each tuple holds its ids once, the least recently used first.

    `shown` maps a misconception to the items whose questions this student answered by it.
    """

    questions: frozenset[str] = frozenset()
    fingerprints: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for an answer: `attempts` is 1 after a first miss, `hints` how many are open."""

    id: str
    goal: Goal
    skill: str
    purpose: Purpose
    hole: str | None
    item: str
    shape: str
    kind: str
    fingerprint: str
    holes: Mapping[str, str]
    model: Model
    asked_at: datetime
    hints: int = 0
    attempts: int = 0

    @property
    def assisted(self) -> bool:
        """A further answer would be an assisted one: a hint is open, or the first answer missed."""
        return self.hints > 0 or self.attempts > 0


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest mark of one graded cell: whether it was `full`, and the standing before it and after it."""

    full: bool
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Excuse:
    """A teacher's word that a skill need not be shown: why, who said so and when."""

    skill: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StudentState:
    """Everything folded from one student's events.

    `holes` has the live holes by skill, `closed` the others, newest first; `open` the open questions by goal; `trails`
    what was asked on each skill; `inquiries` the searches below a skill; `excuses` what a teacher excused; `marks` the
    graded cells of assignments.
    """

    standings: Mapping[str, Standing] = field(default_factory=lambda: _EMPTY)
    holes: Mapping[str, Hole] = field(default_factory=lambda: _EMPTY)
    closed: tuple[Hole, ...] = ()
    open: Mapping[Goal, OpenQuestion] = field(default_factory=lambda: _EMPTY)
    trails: Mapping[str, Trail] = field(default_factory=lambda: _EMPTY)
    inquiries: Mapping[str, Inquiry] = field(default_factory=lambda: _EMPTY)
    excuses: Mapping[str, Excuse] = field(default_factory=lambda: _EMPTY)
    marks: Mapping[str, Mark] = field(default_factory=lambda: _EMPTY)

    def standing(self, skill: str) -> Standing:
        """The standing on `skill`; a fresh one where nothing happened yet."""
        return self.standings.get(skill) or Standing(skill)

    def trail(self, skill: str) -> Trail:
        """What was asked on `skill`; an empty trail where nothing was."""
        return self.trails.get(skill) or Trail()

    def question(self, id: str) -> OpenQuestion | None:
        """The open question of this id; None when it is closed or unknown."""
        return next((question for question in self.open.values() if question.id == id), None)

    @property
    def recovered(self) -> tuple[Hole, ...]:
        """Holes that were closed by a right re-check, newest first."""
        return tuple(hole for hole in self.closed if hole.outcome == "recovered")
