"""One simulated student in one placement, with the choice of questions exchangeable, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from gapless.mastery.placement import (
    Answer,
    Chart,
    ItemNoise,
    Placement,
    Prior,
    Rules,
    answered,
    chart,
    next_question,
    outcome,
    start,
)
from gapless.mastery.placement.belief import loss
from gapless.mastery.placement.choose import SURE, Option, outlook, view
from gapless.mastery.placement.session import askable
from gapless.mastery.simulation import Grown, Habits, Population, grow, knowledge, violate

SHAPE = {40: (8, 4), 120: (10, 5), 500: (12, 6)}
# As placement is meant, and bare: no likely successes first, no random question; so the prototype was measured.
AS_MEANT, BARE = Rules(), Rules(likely=0, check=False)
RIGHT = Prior(low=0.05, high=1.0, strand_sd=0.08, skill_sd=0.04, holes=3.0, frontier=0.07, anywhere=0.0)
NARROW = Prior(low=0.05, high=1.0, strand_sd=0.02, skill_sd=0.04, holes=0.0)

Chooser = Callable[[Placement, np.random.Generator], Option | None]


@dataclass(frozen=True)
class Setting:
    """One row of the tables."""

    name: str
    rules: Rules = BARE
    prior: Prior | None = RIGHT
    habits: Habits = field(default_factory=Habits)
    guess: float = 0.15
    slip: float = 0.1
    violations: float = 0.0
    given: bool = True  # difficulties and strands as they are, not as guessed from grades and prerequisites
    choose: Chooser | None = None


@dataclass
class Sitting:
    """What one placement came to. `known` and `truth` are per skill; times are from an answer to the next question."""

    questions: int
    accuracy: float
    promised: float
    first_right: int
    hits: int
    called: int
    fringe: int
    known: np.ndarray
    truth: np.ndarray
    wall_ms: list[float]
    cpu_ms: list[float]


def random_order(placement: Placement, rng: np.random.Generator) -> Option:
    """Any skill that has not been asked yet; any at all once all were."""
    asked = {answer.skill for answer in placement.answers}
    options = [option for option in askable(placement) if placement.chart.skills[option.place] not in asked]
    options = options or askable(placement)
    return options[int(rng.integers(len(options)))]


def half_split(placement: Placement, rng: np.random.Generator) -> Option:
    """The skill whose P(known) is nearest one half."""
    return min(askable(placement), key=lambda option: abs(placement.known[option.place] - 0.5))


def least_loss(placement: Placement, rng: np.random.Generator) -> Option:
    """The prototype's rule: of the twelve most doubtful, the one with the least expected share after its answer."""
    known = placement.known
    options = sorted(askable(placement), key=lambda option: abs(known[option.place] - 0.5))[:12]
    options = [o for o in options if min(known[o.place], 1 - known[o.place]) >= SURE] or options[:1]
    seen = outlook(view(placement.belief, known), options)
    return options[int(np.argmin(seen.right * seen.after_right + (1 - seen.right) * seen.after_miss))]


def school(setting: Setting, size: int, seed: int, students: int) -> tuple[Chart, np.ndarray]:
    """A seeded graph as the placement sees it, and what each student knows of it."""
    grown: Grown = grow(size, *SHAPE[size], np.random.default_rng([size, seed]))
    noise = ItemNoise("", setting.guess, setting.slip)
    true = chart(grown.skills, difficulty=grown.difficulty, strand=grown.strand, noise=noise)
    rng = np.random.default_rng([size, seed, 1])
    truth = violate(knowledge(true, Population(), students, rng), setting.violations, rng)
    return true if setting.given else chart(grown.skills, noise=noise), truth


def sit(setting: Setting, course: Chart, truth: np.ndarray, seed: int) -> Sitting:
    """One placement from the first question to the stop."""
    rng = np.random.default_rng([seed, 3])
    placement, wall, cpu = start(course, seed, setting.prior, setting.rules), [], []
    question = _next(setting, placement, rng)
    while question is not None:
        response = setting.habits.response(bool(truth[question.place]), rng)
        skill = course.skills[question.place]
        began = time.perf_counter(), time.thread_time()
        answer = Answer(skill, response, question.item, question.guess, question.slip)
        placement = answered(placement, answer)
        question = _next(setting, placement, rng)
        wall.append((time.perf_counter() - began[0]) * 1000)
        cpu.append((time.thread_time() - began[1]) * 1000)
    return _sum_up(placement, truth, wall, cpu)


def _next(setting: Setting, placement: Placement, rng: np.random.Generator) -> Option | None:
    if setting.choose is not None:
        return None if placement.ended is not None else setting.choose(placement, rng)
    asked = next_question(placement)
    return asked and Option(placement.chart.place[asked.skill], asked.item, asked.guess, asked.slip)


def _sum_up(placement: Placement, truth: np.ndarray, wall: list[float], cpu: list[float]) -> Sitting:
    found = outcome(placement)
    called = {placement.chart.place[skill] for skill in (*found.of("ready"), *found.of("hole"))}
    parents = placement.chart.parents
    fringe = {i for i in range(len(truth)) if not truth[i] and all(truth[parent] for parent in parents[i])}
    return Sitting(
        questions=len(placement.answers),
        accuracy=float(((placement.known > 0.5) == truth).mean()),
        promised=1 - loss(placement.known),
        first_right=sum(answer.response == "right" for answer in placement.answers[:3]),
        hits=len(called & fringe),
        called=len(called),
        fringe=len(fringe),
        known=placement.known,
        truth=truth,
        wall_ms=wall,
        cpu_ms=cpu,
    )
