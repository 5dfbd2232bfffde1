"""The engine at work on a simulated pupil, without a database: it decides, the pupil answers, events are folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import numpy as np

from ..choose import choose_item
from ..decide import decide
from ..events import Event, Kind
from ..gate import holes_below
from ..model import model_in_force
from ..moves import Ask, Move, Park
from ..review import Memory, begin, practised_by, take_answer
from ..state import advance
from ..student import Goal, StudentState
from ..values import Course
from .learning import Pupil

TEMPLATE_SLIP = 0.1


@dataclass(frozen=True)
class Template:
    """An item as the engine sees it: `shows` are the misconceptions its questions can show."""

    id: str
    skill: str
    shape: str
    kind: str
    guess: float
    shows: frozenset[str] = frozenset()


@dataclass
class Desk:
    """One pupil with the real engine. `state` is always the fold of the events so far."""

    course: Course
    items: tuple[Template, ...]
    pupil: Pupil
    rng: np.random.Generator
    state: StudentState = field(default_factory=StudentState)
    memories: Mapping[str, Memory] = field(default_factory=lambda: MappingProxyType({}))
    number: int = 0

    def __post_init__(self) -> None:
        self.shapes = {
            skill: frozenset(item.shape for item in self.items if item.skill == skill)
            for skill in {item.skill for item in self.items}
        }
        self._shows = {item.id: item.shows for item in self.items}
        self._above = {skill: practised_by(self.course.skills, skill) for skill in self.course.skills}

    def move(self, goal: Goal, at: datetime, due: Sequence[str] = ()) -> Move:
        """What comes next; a skill that does not rise is parked as the tutor does it."""
        move = decide(self.course, self.shapes, self.state, goal, due)
        if not isinstance(move, Park):
            return move
        body = {"skill": move.skill, "prerequisite": move.prerequisite, "questions": move.questions}
        self.record("parked", {**body, "model": model_in_force(self.course.rule, 2, 0.05, TEMPLATE_SLIP)}, at)
        return decide(self.course, self.shapes, self.state, goal, due)

    def ask(self, ask: Ask, goal: Goal, at: datetime) -> bool:
        """Put one question and take the pupil's first answer; whether it was right."""
        item = choose_item(
            self.items, self.state, ask.skill, ask.purpose, ask.misconception, self.rng, self._shows, ask.rivals
        )[0]
        id = f"q{self.number}"
        self.record("asked", self._asked(id, ask, goal, item), at)
        right = self.pupil.answer(ask.skill, item.guess, at)
        followed = None if right else self.pupil.misconception(item.shows)
        verdict = {"question": id, "verdict": "right" if right else "not-yet", "misconception": followed, "attempt": 1}
        self.record("answered", verdict, at)
        if not right:
            self.record("shown", {"question": id, "why": "after-miss"}, at)
        self._remember(ask.skill, right, at)
        return right

    def excuse(self, skills: Iterable[str], at: datetime) -> None:
        """Open what comes after `skills` without any showing."""
        for skill in skills:
            self.record("excused", {"skill": skill, "reason": "time is up", "by": "clock"}, at)

    def record(self, kind: Kind, body: Mapping[str, Any], at: datetime) -> None:
        """One more event, folded."""
        self.number += 1
        self.state = advance(self.state, Event(self.number, "pupil", kind, at, body))

    def _asked(self, id: str, ask: Ask, goal: Goal, item: Template) -> dict[str, Any]:
        model = model_in_force(self.course.rule, len(self.shapes[ask.skill]), item.guess, TEMPLATE_SLIP)
        return {
            "question": id,
            "goal": {goal[0]: goal[1]},
            "purpose": ask.purpose,
            "hole": ask.hole,
            "skill": ask.skill,
            "item": item.id,
            "shape": item.shape,
            "kind": item.kind,
            "fingerprint": id,
            "holes": holes_below(self.course, ask.skill),
            "could": sorted(item.shows),
            "tells": sorted(item.shows),
            "model": model,
        }

    def _remember(self, skill: str, right: bool, at: datetime) -> None:
        practises, above = self.pupil.practises[skill], self._above[skill]
        self.memories = take_answer(self.memories, skill, right, at, practises, above)
        if self.state.standing(skill).mastered_at is not None:
            self.memories = begin(self.memories, skill, at)
