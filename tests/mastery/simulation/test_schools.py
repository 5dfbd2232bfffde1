"""Simulated schools: the same pupils and minutes, told apart by an effect with its interval."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from gapless.mastery import Course, Misconception, Rule, Skill
from gapless.mastery.effect import hedges_g, needed
from gapless.mastery.simulation.compare import BASE, START, Result, rows, run_school, schools
from gapless.mastery.simulation.desk import Template
from gapless.mastery.simulation.learning import Dynamics, pupil
from gapless.mastery.simulation.schools import Clock, known_at_start

SKILLS = [Skill("a", "A", 1, minutes=20)] + [
    Skill(name, name, 1, (before,), {before: 0.5}, minutes=20) for before, name in zip("abc", "bcd", strict=True)
]
COURSE = Course(
    "Four skills",
    "en",
    Rule(),
    {skill.id: skill for skill in SKILLS},
    {"backwards": Misconception("backwards", "Backwards", "a", "You went back.", "Go on.")},
    {},
)
ITEMS = tuple(
    Template(f"{skill.id}-{shape}", skill.id, shape, "number", 0.05, frozenset({"backwards"}))
    for skill in SKILLS
    for shape in ("typed", "story")
)
SURE = replace(Dynamics(), lesson=0.999, slip=0.0, start_sd=0.0, rate_sd=0.0, effort=(1e6, 1.0), holds=0.0)


def run(name: str, students: int = 4, minutes: float = 100, dynamics: Dynamics | None = None) -> Result:
    return run_school(name, COURSE, ITEMS, students, 3, minutes, dynamics or Dynamics())


@pytest.mark.parametrize("name", list(schools(COURSE, ITEMS, 3)))
def test_a_seed_gives_the_same_pupils_and_the_same_result(name: str):
    assert run(name) == run(name)


@pytest.mark.parametrize("name", list(schools(COURSE, ITEMS, 3)))
def test_whoever_learns_from_every_lesson_and_never_slips_completes_the_course(name: str):
    assert all(at is not None for at in run(name, minutes=400, dynamics=SURE).complete)


@pytest.mark.parametrize("name", list(schools(COURSE, ITEMS, 3)))
def test_without_any_learning_nobody_gains(name: str):
    nothing = replace(Dynamics(), lesson=1e-9, learn=0.0)
    starts = known_at_start(COURSE, np.random.default_rng(3), 0.35)
    known = [next(starts) for _ in range(4)]
    at = Clock(START, 100, 100).at
    best = [len(mine) / 4 * 1.0 + (1 - len(mine) / 4) * 0.05 for mine in known]
    assert all(score <= most for score, most in zip(run(name, dynamics=nothing).scores, best, strict=True))
    assert at > START


def test_every_school_has_the_same_pupils():
    focused = {run(name).focused for name in schools(COURSE, ITEMS, 3)}
    assert len(focused) == 1


def test_a_missing_prerequisite_leaves_a_fifth_of_the_chance():
    learned = {"with": 0, "without": 0}
    for number in range(400):
        for name, known in (("with", frozenset("a")), ("without", frozenset[str]())):
            mine = pupil(COURSE, replace(Dynamics(), start_sd=0.0), known, START, (number,))
            mine.lesson("b", START)
            learned[name] += "b" in mine.known
    assert 0.6 < learned["with"] / 400 < 0.7
    assert 0.09 < learned["without"] / 400 < 0.17


def test_what_was_known_fades_until_a_later_test():
    mine = pupil(COURSE, Dynamics(), frozenset("abcd"), START, (1,))
    assert mine.score(START) > mine.score(START + timedelta(days=30)) > mine.score(START + timedelta(days=300))


def test_school_days_have_weekends_between():
    days = [(Clock(START, 1000, spent).at - START).days for spent in (0, 49, 50, 249, 250, 300)]
    assert days == [0, 0, 1, 4, 7, 8]


def test_the_table_stands_beside_the_class_by_the_clock():
    table = rows({name: run(name, 3) for name in (BASE, "gapless")})
    assert [(row.school, row.g is None) for row in table] == [(BASE, True), ("gapless", False)]
    assert table[1].pupils == 3


def test_hedges_g_is_the_difference_in_spreads_corrected_for_few():
    effect = hedges_g([3, 4, 5, 6, 7], [1, 2, 3, 4, 5])
    assert effect is not None
    # d = 2 / sqrt(2.5) = 1.2649; J = 1 - 3 / 31 = .9032
    assert effect.g == pytest.approx(1.1425, abs=1e-4)
    assert (effect.low, effect.high) == pytest.approx((-0.1939, 2.4794), abs=1e-3)
    assert hedges_g([1], [1, 2]) is None
    assert hedges_g([1, 1], [1, 1]) is None


def test_pupils_needed_as_in_cohens_tables():
    assert {g: needed(g) for g in (0.2, 0.5, 0.8)} == {0.2: 394, 0.5: 64, 0.8: 26}
    with pytest.raises(ValueError, match="not 0"):
        needed(0)
