"""Ways of running a class with the same pupils and minutes: by the clock, in a group, or by the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from ..day import plan_day
from ..graph import order
from ..moves import Ask, Detour, Park
from ..pace import QUESTIONS
from ..placement import Answer, ItemNoise, answered, chart, next_question, outcome, start
from ..review import due, knock_out, worth
from ..student import Goal
from ..values import Course
from .desk import TEMPLATE_SLIP, Desk, Template
from .learning import Pupil

SESSION = 50.0
"""Minutes of class on a school day."""

QUIZ, PASS, MOST, EXTRA = 5, 0.8, 0.8, 1.5
"""A group moves on when `MOST` pass `PASS` of a quiz of `QUIZ` questions, or after `EXTRA` times a skill's minutes."""


@dataclass
class Clock:
    """The class's time: school days with SESSION minutes each, weekends between; `spent` counts a pupil's minutes."""

    start: datetime
    total: float
    spent: float = 0.0

    @property
    def at(self) -> datetime:
        """This moment of the calendar."""
        day, minute = divmod(min(self.spent, self.total), SESSION)
        return self.start + timedelta(days=int(day) + int(day) // 5 * 2, minutes=minute)

    @property
    def over(self) -> bool:
        """Whether the minutes are used up."""
        return self.spent >= self.total


@dataclass(frozen=True)
class Parts:
    """What of gapless is at work."""

    gate: bool = True
    holes: bool = True
    review: bool = True
    placement: bool = True


@dataclass
class Run:
    """One pupil's way through the course: the pupil, the minutes used, and when the last skill was known."""

    pupil: Pupil
    clock: Clock
    items: Sequence[Template]
    complete_at: float | None = None
    questions: int = 0
    guesses: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.guesses = {item.skill: item.guess for item in self.items}

    def lesson(self, skill: str) -> None:
        """Read a lesson: half of the skill's minutes."""
        self.pupil.lesson(skill, self.clock.at)
        self.pay(self.pupil.course.skills[skill].minutes / 2)

    def question(self, skill: str) -> bool:
        """Answer one practice question outside the engine."""
        right = self.pupil.answer(skill, self.guesses.get(skill, 0.05), self.clock.at)
        self.asked(skill)
        return right

    def asked(self, skill: str) -> None:
        """Pay for one question."""
        self.questions += 1
        self.pay(self.pupil.course.skills[skill].minutes / 2 / QUESTIONS)

    def pay(self, minutes: float) -> None:
        """Use up focused minutes; a pupil who is focused for half of the time needs twice as long."""
        self.clock.spent += minutes / self.pupil.effort
        if self.complete_at is None and self.pupil.complete:
            self.complete_at = self.clock.spent


def by_the_clock(runs: Sequence[Run]) -> None:
    """Every skill has its share of the minutes, in the course's order, whether known, learned or not."""
    for run in runs:
        course = run.pupil.course
        whole = sum(skill.minutes for skill in course.skills.values())
        until = 0.0
        for skill in order(course.skills):
            until += course.skills[skill].minutes / whole * run.clock.total
            run.lesson(skill)
            while run.clock.spent < until:
                run.question(skill)


def in_a_group(runs: Sequence[Run]) -> None:
    """Group mastery (Bloom 1968): the class goes on when most have passed a quiz; those who passed wait."""
    course, total = runs[0].pupil.course, runs[0].clock.total
    now = 0.0
    for skill in order(course.skills):
        share, latest = course.skills[skill].minutes, now + EXTRA * course.skills[skill].minutes
        waiting = list(runs)
        for run in runs:
            run.clock.spent = now
            run.lesson(skill)
        now += share / 2
        while now < min(latest, total) and len(waiting) > (1 - MOST) * len(runs):
            now += share / 2
            for run in waiting:
                while run.clock.spent < now:
                    run.question(skill)
            waiting = [run for run in waiting if sum(run.question(skill) for _ in range(QUIZ)) < PASS * QUIZ]
        if now >= total:
            break
    for run in runs:
        run.clock.spent = total


def by_the_engine(
    parts: Parts, course: Course, items: Sequence[Template], seed: int
) -> Callable[[Sequence[Run]], None]:
    """gapless, or what is left of it without some `parts`."""

    def school(runs: Sequence[Run]) -> None:
        for number, run in enumerate(runs):
            Lessons(parts, course, tuple(items), run, np.random.default_rng((seed, number, 1)), seed + number).work()

    return school


class Lessons:
    """One pupil's days with the engine: each follows its plan, which is made anew after every task."""

    def __init__(
        self, parts: Parts, course: Course, items: tuple[Template, ...], run: Run, rng: np.random.Generator, seed: int
    ) -> None:
        self.parts, self.course, self.items, self.run, self.seed = parts, course, items, run, seed
        self.desk = Desk(course, items, run.pupil, rng)
        self.read: set[str] = set()
        self.resting: set[str] = set()

    def work(self) -> None:
        """Until the minutes are used up, or nothing is left to do."""
        if self.parts.placement:
            self.place()
        while not self.run.clock.over:
            skill, kind = self.next_task()
            if not skill:
                self.run.clock.spent += SESSION - self.run.clock.spent % SESSION  # come back tomorrow
            elif kind == "review":
                self.review()
            else:
                self.learn(skill, kind)

    def next_task(self) -> tuple[str, str]:
        """The first task of the plan, ("", "") when there is none."""
        at, memories = self.run.clock.at, self.desk.memories
        practises = self.run.pupil.practises
        waiting = due(memories, at) if self.parts.review else ()
        reviews = [
            review
            for review in knock_out(memories, waiting, practises.__getitem__, at)
            if self.desk.state.standing(review.skill).mastered_at is not None
        ]
        plan = plan_day(
            self.course,
            self.desk.shapes,
            self.desk.state,
            reviews,
            1e9,
            lambda skill: worth(memories, practises[skill], at),
        )
        for task in plan.tasks:
            if task.kind == "review" and task.skill == self.desk.state.reviewed and len(reviews) == 1:
                continue
            if task.skill not in self.resting and (self.parts.holes or task.kind != "hole"):
                return task.skill, task.kind
        return "", ""

    def review(self) -> None:
        """One question of a mixed check."""
        at = self.run.clock.at
        waiting = knock_out(self.desk.memories, due(self.desk.memories, at), self.run.pupil.practises.__getitem__, at)
        goal: Goal = ("review", "mixed")
        move = self.desk.move(goal, at, [review.skill for review in waiting])
        if isinstance(move, Ask):
            self.desk.ask(move, goal, at)
            self.run.asked(move.skill)
        else:
            self.run.pay(1)

    def learn(self, skill: str, kind: str) -> None:
        """Questions for a skill or a hole until the engine sends elsewhere, the day's minutes end, or time is up."""
        goal: Goal = ("hole" if kind == "hole" else "skill", skill)
        if skill not in self.read or kind == "hole":
            self.read.add(skill)
            self.run.lesson(skill)
        began = self.run.clock.spent
        while not self.run.clock.over:
            at = self.run.clock.at
            if not self.parts.gate and self.run.clock.spent - began >= self.course.skills[skill].minutes / 2:
                self.desk.excuse([skill], at)
                return
            move = self.desk.move(goal, at)
            if not self.parts.holes and isinstance(move, Detour | Ask) and getattr(move, "purpose", "") != "learn":
                move = Ask(skill, "learn")
            if isinstance(move, Park):
                self.resting.add(skill)
            if not isinstance(move, Ask):
                self.run.pay(0.1)
                return
            self.desk.ask(move, goal, at)
            self.run.asked(move.skill)

    def place(self) -> None:
        """The placement; what it finds known is open at once."""
        noise = {
            skill: [ItemNoise(item.id, item.guess, TEMPLATE_SLIP) for item in self.items if item.skill == skill]
            for skill in self.course.skills
        }
        placement = start(chart(self.course.skills, items=noise), self.seed)
        while (question := next_question(placement)) is not None:
            right = self.run.pupil.answer(question.skill, question.guess, self.run.clock.at)
            self.run.asked(question.skill)
            answer = Answer(
                question.skill, "right" if right else "not-yet", question.item, question.guess, question.slip
            )
            placement = answered(placement, answer)
        found = outcome(placement)
        p = {one.skill: one.p_known for one in found.found}
        body = {"sitting": "first", "known": list(found.of("known")), "ready": list(found.of("ready")), "p": p}
        self.desk.record(
            "placement_started", {"sitting": "first", "seed": self.seed, "skills": list(p)}, self.run.clock.at
        )
        self.desk.record("placed", {**body, "holes": [], "questions": len(placement.answers)}, self.run.clock.at)


def known_at_start(course: Course, rng: np.random.Generator, share: float) -> Iterator[frozenset[str]]:
    """What pupils know at the start, one after the other: on average a `share` of the course, from its beginning on.

    Each knows a stretch of the course's order of its own length, less some single skills with all that need them.
    """
    skills = order(course.skills)
    while True:
        reach = round(len(skills) * float(rng.beta(2, 2 / share - 2)))
        lost = {skill for skill in skills[:reach] if rng.random() < 0.1}
        known: set[str] = set()
        for skill in skills[:reach]:
            if skill not in lost and known.issuperset(course.skills[skill].prerequisites):
                known.add(skill)
        yield frozenset(known)
