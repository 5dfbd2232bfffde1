"""Review questions a day and what is remembered, over 180 simulated days of a 120-skill course.

Three schedulers on the same simulated students: gapless (FSRS with practice through other skills and knock-out), plain
FSRS on every skill alone, and a queue of fixed intervals. One new skill a day; gapless chooses it among the open ones
by what it practises, the others take the course's order. Plain FSRS is also run at other targets, so that the two can
be compared at equal retention; students and graphs are `gapless.mastery.simulation`'s.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Protocol

import common
import numpy as np
from common import Figure

from gapless.mastery import graph
from gapless.mastery.review import Memory, begin, due, knock_out, practised, practised_by, take_answer, worth
from gapless.mastery.simulation import LESSON, Forgetting, Rememberer, grow, with_practice
from gapless.mastery.values import Skill

START = datetime(2026, 9, 1, 16, tzinfo=UTC)
DAYS, SKILLS, WARM_UP = 180, 120, 30
FIXED = (2, 7, 14, 30, 60, 90)
TARGETS = (0.95, 0.9, 0.8, 0.7)
Weights = Mapping[str, Mapping[str, float]]


class Scheduler(Protocol):
    """Says what to learn and to ask today, and hears of what was learned and answered."""

    def lesson(self, open: Sequence[str], at: datetime) -> str: ...
    def today(self, at: datetime) -> Sequence[str]: ...
    def learned(self, skill: str, at: datetime) -> None: ...
    def answered(self, skill: str, right: bool, at: datetime) -> None: ...


@dataclass
class Gapless:
    practises: Weights
    practised_by: Weights
    target: float = 0.9
    memories: Mapping[str, Memory] = field(default_factory=lambda: MappingProxyType({}))

    def lesson(self, open: Sequence[str], at: datetime) -> str:
        return max(open, key=lambda skill: worth(self.memories, self.practises[skill], at))

    def today(self, at: datetime) -> Sequence[str]:
        waiting = due(self.memories, at, self.target)
        return [review.skill for review in knock_out(self.memories, waiting, self.practises.__getitem__, at)]

    def learned(self, skill: str, at: datetime) -> None:
        for _ in range(LESSON):
            self.answered(skill, True, at)
        self.memories = begin(self.memories, skill, at)

    def answered(self, skill: str, right: bool, at: datetime) -> None:
        self.memories = take_answer(self.memories, skill, right, at, self.practises[skill], self.practised_by[skill])


@dataclass
class Fixed:
    """A step up the ladder of intervals for a right answer, back to its first for a miss."""

    step: dict[str, int] = field(default_factory=dict)
    on: dict[str, datetime] = field(default_factory=dict)

    def lesson(self, open: Sequence[str], at: datetime) -> str:
        return open[0]

    def today(self, at: datetime) -> Sequence[str]:
        return [skill for skill, day in self.on.items() if day <= at]

    def learned(self, skill: str, at: datetime) -> None:
        self.step[skill] = 0
        self.on[skill] = at + timedelta(days=FIXED[0])

    def answered(self, skill: str, right: bool, at: datetime) -> None:
        self.step[skill] = min(self.step[skill] + 1, len(FIXED) - 1) if right else 0
        self.on[skill] = at + timedelta(days=FIXED[self.step[skill]])


@dataclass(frozen=True)
class Outcome:
    """Means over students: review questions a day, and the chance that a learned skill is remembered after day 30."""

    questions: float
    retention: float


def run(scheduler: Scheduler, student: Rememberer, skills: Mapping[str, Skill], order: Sequence[str]) -> Outcome:
    """One student's 180 days: a new skill whose prerequisites are learned, as long as there are any, then reviews."""
    questions, learned = 0, set()
    remembered: list[float] = []
    for at in (START + timedelta(days=day) for day in range(DAYS)):
        if at >= START + timedelta(days=WARM_UP):
            remembered.append(student.remembers(at))
        open = [skill for skill in order if skill not in learned and learned.issuperset(skills[skill].prerequisites)]
        if open:
            new = scheduler.lesson(open, at)
            student.learn(new, at)
            scheduler.learned(new, at)
            learned.add(new)
        for skill in scheduler.today(at):
            questions += 1
            scheduler.answered(skill, student.answer(skill, at), at)
    return Outcome(questions / DAYS, sum(remembered) / len(remembered))


def compare(forgetting: Forgetting, graphs: int, students: int) -> dict[str, Outcome]:
    """Every scheduler on the same graphs and students."""
    found: dict[str, list[Outcome]] = {}
    for number in range(graphs):
        rng = np.random.default_rng(number)
        skills = with_practice(grow(SKILLS, 10, 5, rng), rng)
        practises = {skill: practised(skills, skill) for skill in skills}
        above = {skill: practised_by(skills, skill) for skill in skills}
        alone: Weights = {skill: {} for skill in skills}
        order = graph.order(skills)
        makers: dict[str, Callable[[], Scheduler]] = {
            "gapless": lambda practises=practises, above=above: Gapless(practises, above),
            "fixed": Fixed,
            **{f"plain {target}": lambda t=target, alone=alone: Gapless(alone, alone, t) for target in TARGETS},
        }
        for seed in range(students):
            for name, make in makers.items():
                student = Rememberer(practises, forgetting, START, np.random.default_rng((number, seed)))
                found.setdefault(name, []).append(run(make(), student, skills, order))
    return {name: _mean(outcomes) for name, outcomes in found.items()}


def at_equal_retention(outcomes: Mapping[str, Outcome]) -> float:
    """Plain FSRS's questions a day at gapless's retention, between its two nearest targets; not a number outside."""
    wanted = outcomes["gapless"].retention
    plain = sorted((outcomes[f"plain {target}"] for target in TARGETS), key=lambda outcome: outcome.retention)
    if not plain[0].retention <= wanted <= plain[-1].retention:
        return math.nan
    return float(np.interp(wanted, [one.retention for one in plain], [one.questions for one in plain]))


FIRST = "as the author says"
WORLDS = {
    FIRST: Forgetting(),
    "weights half true": Forgetting(trust=0.5),
    "forgetting twice as fast": Forgetting(pace=2.0),
    "no practice through others": Forgetting(trust=0.0),
}


HEAD = ("scheduler", "questions a day", "remembered")
MEANING = (
    "Questions a day: review questions over the 180 days, lessons apart. Remembered: the mean chance from day 30 on "
    "that a learned skill is remembered. Equal retention: beside plain FSRS with the target that keeps as much"
)


def main() -> int:
    """Print the figures and keep the tables; 0 when all goals are met."""
    wanted = common.options(__doc__)
    graphs, students = (1, 2) if wanted.quick else (3, 6)
    figures: list[Figure] = []
    tables: list[dict[str, Any]] = []
    for world, forgetting in WORLDS.items():
        outcomes = compare(forgetting, graphs, students)
        goal = ("≥", 3.0) if world == FIRST else None
        own = outcomes["gapless"].questions
        figures.append(Figure(f"{world}: fewer, same target", outcomes["plain 0.9"].questions / own, "×"))
        figures.append(Figure(f"{world}: fewer, equal retention", at_equal_retention(outcomes) / own, "×", goal))
        rows = [[name, f"{one.questions:.2f}", f"{one.retention:.3f}"] for name, one in outcomes.items()]
        tables.append({"title": world, "head": HEAD, "rows": rows})
        for row in rows:
            print(f"{world:<28}{row[0]:<12}{row[1]:>8} a day {row[2]:>8} remembered", flush=True)
    return common.finish("review", figures, wanted, tables=tables, notes=[MEANING])


def _mean(outcomes: Sequence[Outcome]) -> Outcome:
    count = len(outcomes)
    return Outcome(
        sum(outcome.questions for outcome in outcomes) / count, sum(outcome.retention for outcome in outcomes) / count
    )


if __name__ == "__main__":
    sys.exit(main())
