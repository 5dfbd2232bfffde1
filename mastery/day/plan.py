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
KINDS: tuple[tuple[str, Kind], ...] = (
    ("hole", "hole"),
    ("learning", "learning"),
    ("ready", "new"),
    ("placed", "placed"),
)
"""What a state makes of a skill in a plan, in the order in which it is done."""

REVIEW_MINUTES = 1.0
BLOCK = 25.0
SHORT = 10.0
LONGER = 1.25
"""A block of less than SHORT minutes takes one more task in, and may be so much longer for it."""


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
    sequence: Sequence[str] | None = None,
) -> Plan:
    """The plan for `budget` focused minutes, in blocks of 25 or less where tasks allow.

    `reviews` are the questions that cover what is due (`review.knock_out`); `worth` ranks new skills, those first that
    practise most of what was learned before. A locked skill is never in it, nor one without items. The first task is
    always planned, however short the time. `sequence` is `graph.order` of the course, for whoever has it already.
    """
    sequence = order(course.skills) if sequence is None else sequence
    tasks = [
        task
        for task in (*_reviews(reviews), *_others(course, shapes_of, state, worth, sequence))
        if shapes_of.get(task.skill) and (task.kind == "new" or not missing_prerequisites(course, state, task.skill))
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
    course: Course,
    shapes_of: Mapping[str, Collection[str]],
    state: StudentState,
    worth: Callable[[str], float],
    sequence: Sequence[str],
) -> Iterator[Task]:
    found: dict[str, list[str]] = {word: [] for word, _ in KINDS}
    for skill, word in _words(course, state, sequence):
        # A skill may wait for itself: then its own hole is the only way on.
        if word in found and (word == "hole" or skill not in state.parked):
            found[word].append(skill)
    found["hole"].sort(key=lambda skill: len(ancestors(course.skills, skill)))
    found["ready"].sort(key=lambda skill: -worth(skill))
    for word, kind in KINDS:
        for skill in found[word]:
            yield Task(kind, skill, expected(course, shapes_of, state, skill).left)


def _words(course: Course, state: StudentState, sequence: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The state of each skill that may have something to do.

    Of a large course most skills were never met or are mastered: those are quickly told.
    """
    skills, standings = course.skills, state.standings
    opened = {one.skill for one in standings.values() if one.ever_mastered or one.excused or one.placed_at}
    done = {one.skill for one in standings.values() if one.mastered_at and not one.due} - state.holes.keys()
    for skill in sequence:
        if skill in done:
            continue
        if skill in standings or skill in state.holes:
            yield skill, skill_state(course, state, skill)
            continue
        closed = [need for need in skills[skill].prerequisites if need not in opened]
        if not closed or not any(need in skills for need in closed):
            yield skill, "ready"


def _blocks(tasks: Sequence[Task]) -> Iterator[Block]:
    """Blocks of about BLOCK minutes; a task that is longer has one of its own."""
    held: list[Task] = []
    for task in tasks:
        spent = sum(one.minutes for one in held)
        if held and spent + task.minutes > BLOCK * (LONGER if spent < SHORT else 1):
            yield Block(tuple(held))
            held = []
        held.append(task)
    if held:
        yield Block(tuple(held))
