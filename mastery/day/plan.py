"""The plan of a day: due reviews, holes, what is begun, then new skills, until the time there is is spent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..gate import missing_prerequisites
from ..graph import ancestors, order
from ..review import Review
from ..skill_state import skill_state
from ..student import StudentState
from ..values import Course
from .expected import expected

Kind = Literal["review", "hole", "learning", "new", "placed"]
REVIEW_MINUTES = 1.0
BLOCK = 25.0


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: its kind says why. `covers` are the due skills that a review's question also reviews."""

    kind: Kind
    skill: str
    minutes: float
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Tasks for one sitting; a break follows."""

    tasks: tuple[Task, ...]

    @property
    def minutes(self) -> float:
        """Expected focused minutes."""
        return sum(task.minutes for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Plan:
    """Blocks for today, and what is `left` for another day."""

    blocks: tuple[Block, ...]
    left: tuple[Task, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Today's tasks in order."""
        return tuple(task for block in self.blocks for task in block.tasks)


def plan_day(
    course: Course,
    shapes_of: Mapping[str, Collection[str]],
    state: StudentState,
    reviews: Sequence[Review],
    budget: float,
    worth: Callable[[str], float] = lambda _: 0.0,
) -> Plan:
    """The plan for `budget` focused minutes, in blocks of 25 or less where tasks allow.

    `reviews` are the questions that cover what is due (`review.knock_out`); `worth` ranks new skills, those first that
    practise most of what was learned before. A locked skill is never in it, nor one without items. The first task is
    always planned, however short the time.
    """
    tasks = [
        task
        for task in (*_reviews(reviews), *_others(course, shapes_of, state, worth))
        if shapes_of.get(task.skill) and not missing_prerequisites(course, state, task.skill)
    ]
    taken, spent = 0, 0.0
    for task in tasks:
        if taken and spent + task.minutes > budget:
            break
        taken, spent = taken + 1, spent + task.minutes
    return Plan(tuple(_blocks(tasks[:taken])), tuple(tasks[taken:]))


def _reviews(reviews: Sequence[Review]) -> Iterator[Task]:
    for review in reviews:
        yield Task("review", review.skill, REVIEW_MINUTES, tuple(one for one in review.covers if one != review.skill))


def _others(
    course: Course, shapes_of: Mapping[str, Collection[str]], state: StudentState, worth: Callable[[str], float]
) -> Iterator[Task]:
    places = {skill: place for place, skill in enumerate(order(course.skills))}
    parked = state.parked
    found: dict[str, list[str]] = {"hole": [], "learning": [], "ready": [], "placed": []}
    for skill in places:
        word = skill_state(course, state, skill)
        if word in found and skill not in parked:
            found[word].append(skill)
    depth = {skill: len(ancestors(course.skills, skill)) for skill in found["hole"]}
    found["hole"].sort(key=lambda skill: (depth[skill], places[skill]))
    found["ready"].sort(key=lambda skill: (-worth(skill), places[skill]))
    kinds: Sequence[tuple[str, Kind]] = (
        ("hole", "hole"),
        ("learning", "learning"),
        ("ready", "new"),
        ("placed", "placed"),
    )
    for word, kind in kinds:
        for skill in found[word]:
            yield Task(kind, skill, expected(course, shapes_of, state, skill).left)


def _blocks(tasks: Sequence[Task]) -> Iterator[Block]:
    """Blocks of at most BLOCK minutes; a task that is longer has one of its own."""
    held: list[Task] = []
    for task in tasks:
        if held and sum(one.minutes for one in held) + task.minutes > BLOCK:
            yield Block(tuple(held))
            held = []
        held.append(task)
    if held:
        yield Block(tuple(held))
