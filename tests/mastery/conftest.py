"""A student at a desk without clock, database or page: `Sitting` turns moves and answers into events and folds them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from gapless.mastery import (
    Ask,
    Course,
    Done,
    Event,
    Goal,
    Hole,
    Misconception,
    Move,
    Park,
    Rule,
    Skill,
    StudentState,
    advance,
    choose_item,
    decide,
    due_reviews,
    holes_below,
    model_in_force,
)
from gapless.mastery.review import practised, practised_by

# A busy machine is no fault of the engine's.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Template:
    """An item as the engine sees it; `shows` are the misconceptions its questions can tell from a right answer."""

    id: str
    skill: str
    shape: str = "typed"
    kind: str = "fraction"
    guess: float = 0.05
    shows: tuple[str, ...] = ()


@dataclass
class Sitting:
    """One student working through `course`. Every step is an event; `state` is always the fold of `events`."""

    course: Course
    items: tuple[Template, ...]
    rng: random.Random = field(default_factory=lambda: random.Random(1))
    state: StudentState = field(default_factory=StudentState)
    events: list[Event] = field(default_factory=list)
    last: str = ""

    def move(self, goal: Goal, due: Sequence[str] = ()) -> Move:
        """What comes next; a skill that is to wait is put aside as the tutor does it."""
        move = decide(self.course, self.shapes, self.state, goal, due)
        if not isinstance(move, Park):
            return move
        self.park(move)
        return self.move(goal, due)

    def park(self, move: Park) -> None:
        body = {"skill": move.skill, "prerequisite": move.prerequisite, "questions": move.questions}
        self.record("parked", {**body, "model": model_in_force(self.course.rule, 2, 0.05, 0.1)})

    @property
    def shapes(self) -> dict[str, frozenset[str]]:
        skills = {item.skill for item in self.items}
        return {skill: frozenset(item.shape for item in self.items if item.skill == skill) for skill in skills}

    def ask(self, goal: Goal, **changes: Any) -> Ask:
        """Ask what the engine decides for `goal`; it must be a question."""
        move = self.move(goal)
        assert isinstance(move, Ask), f"{goal} gives {move}"
        return self.pose(move, goal, **changes)

    def pose(self, move: Ask, goal: Goal, **changes: Any) -> Ask:
        """Ask exactly this, whatever the engine would have decided."""
        shows = {item.id: item.shows for item in self.items}
        item = choose_item(self.items, self.state, move.skill, move.purpose, move.misconception, self.rng, shows)[0]
        self.last = f"q{len(self.events)}"
        body = {
            "question": self.last,
            "goal": {goal[0]: goal[1]},
            "purpose": move.purpose,
            "hole": move.hole,
            "skill": move.skill,
            "item": item.id,
            "shape": item.shape,
            "kind": item.kind,
            "fingerprint": f"print-{self.last}",
            "holes": holes_below(self.course, move.skill),
            "model": model_in_force(self.course.rule, len(self.shapes[move.skill]), item.guess, 0.1),
            "practises": dict(practised(self.course.skills, move.skill)),
            "practised_by": dict(practised_by(self.course.skills, move.skill)),
        }
        self.record("asked", {**body, **changes})
        return move

    def due(self, at: datetime) -> tuple[str, ...]:
        """What a mixed check asks about at `at`."""
        practises = partial(practised, self.course.skills)
        return tuple(one.skill for one in due_reviews(self.course, self.shapes, self.state, at, practises))

    def right(self) -> None:
        self.answer("right")

    def miss(self, misconception: str | None = None) -> None:
        """A first answer that is not right, then the worked solution."""
        self.answer("not-yet", misconception)
        self.record("shown", {"question": self.last, "why": "after-miss"})

    def answer(self, verdict: str, misconception: str | None = None, attempt: int = 1) -> None:
        question = self.state.question(self.last)
        body = {
            "question": self.last,
            "given": "?",
            "verdict": verdict,
            "misconception": misconception,
            "attempt": attempt,
            "assisted": question is not None and question.assisted,
        }
        self.record("answered", body)

    def hint(self, index: int = 0) -> None:
        self.record("hinted", {"question": self.last, "index": index})

    def not_learned(self) -> None:
        self.record("shown", {"question": self.last, "why": "not-learned"})

    def excuse(self, skill: str) -> None:
        self.record("excused", {"skill": skill, "reason": "shown on paper", "by": "Ms Lovelace"})

    def record(self, kind: Any, body: Mapping[str, Any]) -> None:
        number = len(self.events)
        event = Event(number, "mia", kind, MONDAY + timedelta(minutes=number), body)
        self.events.append(event)
        self.state = advance(self.state, event)

    def master(self, *skills: str) -> Sitting:
        """Answer everything right until each of `skills` is mastered."""
        for skill in skills:
            while self.move(("skill", skill)) != Done(skill):
                self.ask(("skill", skill))
                self.right()
        return self

    def hole(self, skill: str) -> Hole:
        return self.state.holes[skill]

    def shown_item(self) -> Template:
        """The item the last question was made from."""
        (body,) = [e.body for e in self.events if e.kind == "asked" and e.body["question"] == self.last]
        return next(item for item in self.items if item.id == body["item"])


def course_of(
    skills: Iterable[Skill], misconceptions: Mapping[str, str] | None = None, rule: Rule | None = None
) -> Course:
    """A course of these skills; `misconceptions` maps each to the hole it names."""
    named = {m: Misconception(m, m, hole, "You did that.", "Do this.") for m, hole in (misconceptions or {}).items()}
    return Course("Test", "en", rule or Rule(), {skill.id: skill for skill in skills}, named, {})


def two_items(skill: str, *shows: str) -> tuple[Template, Template]:
    """A plain and a story item of `skill`; both tell `shows` from a right answer."""
    return Template(f"{skill}-plain", skill, shows=shows), Template(f"{skill}-story", skill, "story", shows=shows)


FRACTIONS = course_of(
    [
        Skill("halves", "Halving", 1),
        Skill("parts", "Equal parts", 2, ("halves",)),
        Skill("equal", "Equal fractions", 3, ("halves",)),
        Skill("like", "Adding like fractions", 3, ("parts",)),
        Skill("unlike", "Adding unlike fractions", 4, ("like", "equal")),
    ],
    {"adds-across": "parts", "counts-lines": "halves", "keeps-tops": "equal"},
)
ITEMS = (
    *two_items("halves"),
    *two_items("parts", "counts-lines"),
    *two_items("equal"),
    *two_items("like", "adds-across"),
    *two_items("unlike", "adds-across", "keeps-tops"),
)


@pytest.fixture
def mia() -> Sitting:
    """A new student in front of five skills: halves; parts and equal; like; unlike."""
    return Sitting(FRACTIONS, ITEMS)


@pytest.fixture
def at_unlike(mia: Sitting) -> Sitting:
    """The same student with everything below `unlike` mastered."""
    return mia.master("halves", "parts", "equal", "like")


@pytest.fixture(scope="session")
def sitting() -> Callable[..., Sitting]:
    """Sit a student down: `sitting(skills, items, misconceptions, rule=…, seed=…)`."""

    def sit(
        skills: Iterable[Skill],
        items: Iterable[Template],
        misconceptions: Mapping[str, str] | None = None,
        *,
        rule: Rule | None = None,
        seed: int = 1,
    ) -> Sitting:
        return Sitting(course_of(skills, misconceptions, rule), tuple(items), random.Random(seed))

    return sit


@pytest.fixture(scope="session")
def template() -> type[Template]:
    """An item as the engine sees it."""
    return Template
