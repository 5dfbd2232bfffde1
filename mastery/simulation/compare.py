"""The same pupils in every kind of school: what they know at the end and a month later, and what it took."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean, median
from typing import Any

import numpy as np

from ..effect import Effect, hedges_g
from ..values import Course
from .desk import Template
from .learning import Dynamics, pupil
from .schools import Clock, Parts, Run, by_the_clock, by_the_engine, in_a_group, known_at_start

START = datetime(2026, 9, 7, 8, tzinfo=UTC)
DELAY = timedelta(days=30)
KNOWN = 0.35
"""The mean share of the course that pupils know at the start: an assumption, and the reason to place them."""

BASE = "by the clock"

School = Callable[[Sequence[Run]], None]


def schools(course: Course, items: Sequence[Template], seed: int) -> Mapping[str, School]:
    """Every way to run the class, by name."""
    engine = {
        "gapless": Parts(),
        "gapless, no gate": Parts(gate=False),
        "gapless, no holes": Parts(holes=False),
        "gapless, no review": Parts(review=False),
        "gapless, no placement": Parts(placement=False),
    }
    return {
        BASE: by_the_clock,
        "group mastery": in_a_group,
        **{name: by_the_engine(parts, course, items, seed) for name, parts in engine.items()},
    }


@dataclass(frozen=True)
class Row:
    """How one kind of school did. Scores are expected shares right; `g` and `g_later` are against BASE.

    `complete` is the share of pupils who knew every skill at some moment, `minutes` the median class minutes until then
    (None where fewer than half did), `focused` the mean focused minutes, `questions` the mean number answered.
    """

    school: str
    pupils: int
    score: float
    later: float
    g: Effect | None
    g_later: Effect | None
    complete: float
    minutes: float | None
    focused: float
    questions: float

    def as_json(self) -> dict[str, Any]:
        """The row as JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Result:
    """What one school left of its pupils: scores now and later, and when each was complete."""

    scores: tuple[float, ...]
    later: tuple[float, ...]
    complete: tuple[float | None, ...]
    focused: tuple[float, ...]
    questions: tuple[int, ...]


def run_school(
    name: str, course: Course, items: Sequence[Template], students: int, seed: int, minutes: float, dynamics: Dynamics
) -> Result:
    """One school with the pupils of this seed; `minutes` of class for each of them."""
    starts = known_at_start(course, np.random.default_rng(seed), KNOWN)
    runs = [
        Run(pupil(course, dynamics, next(starts), START, (seed, number)), Clock(START, minutes), items)
        for number in range(students)
    ]
    schools(course, items, seed)[name](runs)
    end = Clock(START, minutes, minutes).at
    return Result(
        tuple(run.pupil.score(end) for run in runs),
        tuple(run.pupil.score(end + DELAY) for run in runs),
        tuple(run.complete_at for run in runs),
        tuple(minutes * run.pupil.effort for run in runs),
        tuple(run.questions for run in runs),
    )


def rows(results: Mapping[str, Result]) -> list[Row]:
    """The table: every school beside BASE, which must be among them."""
    base = results[BASE]
    return [_row(name, result, base) for name, result in results.items()]


def _row(name: str, result: Result, base: Result) -> Row:
    done = [at for at in result.complete if at is not None]
    own = name == BASE
    return Row(
        school=name,
        pupils=len(result.scores),
        score=fmean(result.scores),
        later=fmean(result.later),
        g=None if own else hedges_g(result.scores, base.scores),
        g_later=None if own else hedges_g(result.later, base.later),
        complete=len(done) / len(result.complete),
        minutes=median(done) if len(done) * 2 > len(result.complete) else None,
        focused=fmean(result.focused),
        questions=fmean(result.questions),
    )
