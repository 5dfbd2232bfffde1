"""Running the schools of `gapless simulate`, as many at a time as the machine has cores."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

from ..mastery.simulation.compare import BASE, Result, Row, rows, run_school, schools
from ..mastery.simulation.desk import Template
from ..mastery.simulation.learning import Dynamics
from ..mastery.values import Course, Lesson, Misconception, Skill
from .counter import counting

OTHERWISE: Mapping[str, Dynamics] = {
    "learning half as fast": replace(Dynamics(), learn=Dynamics().learn / 2, lesson=Dynamics().lesson / 2),
    "slipping twice as often": replace(Dynamics(), slip=Dynamics().slip * 2),
}
"""Other worlds, to see what the result hangs on."""


@dataclass(frozen=True)
class Wanted:
    """What to simulate. `minutes` are class minutes of each student."""

    course: Course
    items: tuple[Template, ...]
    students: int
    seed: int
    minutes: float


def compared(wanted: Wanted) -> dict[str, list[Row]]:
    """The table of the world as assumed ("") and of each of the others."""
    every = list(schools(wanted.course, wanted.items, wanted.seed))
    jobs = [("", name, Dynamics()) for name in every]
    jobs += [(world, name, dynamics) for world, dynamics in OTHERWISE.items() for name in (BASE, "gapless")]
    found: dict[str, dict[str, Result]] = {}
    plain = _plain(wanted.course)
    # Spawned, since a fork of a process with threads may hang.
    with counting("Simulating") as step, ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        runs = [
            pool.submit(run_school, name, plain, wanted.items, wanted.students, wanted.seed, wanted.minutes, dynamics)
            for _, name, dynamics in jobs
        ]
        for number, ((world, name, _), run) in enumerate(zip(jobs, runs, strict=True)):
            step(name, number, len(jobs))
            found.setdefault(world, {})[name] = run.result()
    return {world: rows(results) for world, results in found.items()}


def _plain(course: Course) -> Course:
    """The same course with mappings that can be sent to another process."""
    skills = {id: replace(one, encompasses=dict(one.encompasses)) for id, one in course.skills.items()}
    none: dict[str, Lesson] = {}
    rules: dict[str, Misconception] = dict(course.misconceptions)
    return replace(course, skills=dict[str, Skill](skills), misconceptions=rules, lessons=none, assignments={})
