"""Students who sit a placement, from the first question to the stop."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gapless.mastery import Skill
from gapless.mastery.placement import Answer, Chart, Placement, Prior, Response, answered, next_question
from gapless.mastery.simulation import Habits

Answering = Callable[[str], Response]


def ladder(rungs: int) -> dict[str, Skill]:
    """Skills step-0, step-1, … each of which needs the one before."""
    return {
        f"step-{n}": Skill(f"step-{n}", f"Step {n}", grade=n, prerequisites=(f"step-{n - 1}",) if n else ())
        for n in range(rungs)
    }


def sit(placement: Placement, answer: Answering) -> Placement:
    """Go on to the stop; `answer` says what comes back for a skill."""
    while (question := next_question(placement)) is not None:
        given = Answer(question.skill, answer(question.skill), question.item, question.guess, question.slip)
        placement = answered(placement, given)
    return placement


def student(course: Chart, known: np.ndarray, seed: int, habits: Habits | None = None) -> Answering:
    """Answers as one does who knows `known`, with slips and guesses."""
    rng = np.random.default_rng([seed, 9])
    return lambda skill: (habits or Habits()).response(bool(known[course.place[skill]]), rng)


RIGHT = Prior(low=0.05, high=1.0, strand_sd=0.08, skill_sd=0.04, holes=3.0, frontier=0.07, anywhere=0.0)
