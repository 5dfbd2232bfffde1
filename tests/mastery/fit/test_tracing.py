"""Fitted knowledge tracing finds the numbers that made the answers, and reads answers as the tutor does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import bkt
from gapless.mastery.fit import responses
from gapless.mastery.fit.tracing import GUESS, LEARN, PRIOR, SLIP, Numbers, fit_tracing, trace, trials

DEFAULTS = Numbers(*(np.full(2, each) for each in (0.1, 0.1, 0.05, 0.1)))


def test_it_finds_the_numbers_that_made_the_answers() -> None:
    truth = Numbers(*map(np.array, ([0.5, 0.1], [0.05, 0.3], [0.2, 0.03], [0.05, 0.15])))
    rng = np.random.default_rng(4)
    student, step, skill = (each.ravel() for each in np.indices((600, 9, 2)))
    known = rng.random((600, 2)) < truth.prior
    outcome = np.empty((600, 9, 2), np.int64)
    for at in range(9):
        outcome[:, at] = rng.random((600, 2)) < np.where(known, 1 - truth.slip, truth.guess)
        known |= rng.random((600, 2)) < truth.learn
    data = responses(student, step, skill, outcome.ravel())
    found = fit_tracing(trials(data, data.skill), DEFAULTS)
    assert found.prior == pytest.approx(truth.prior, abs=0.05)
    assert found.learn == pytest.approx(truth.learn, abs=0.04)
    assert found.guess == pytest.approx(truth.guess, abs=0.05)
    assert found.slip == pytest.approx(truth.slip, abs=0.04)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=40))
def test_p_known_is_the_tutors_own_to_the_last_digits(outcomes: list[int]) -> None:
    zeros = np.zeros(len(outcomes), np.int64)
    data = responses(zeros, np.arange(len(outcomes)), zeros, np.array(outcomes))
    known, right = trace(DEFAULTS, trials(data, zeros))
    p = 0.1
    for step, outcome in enumerate(outcomes):
        assert known[0, step] == pytest.approx(p)
        assert right[0, step] == pytest.approx(bkt.p_right(p, 0.05, 0.1))
        p = bkt.update(p, outcome == 1, 0.05, 0.1, 0.1)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=60))
def test_a_right_answer_means_more_than_a_miss_whatever_was_answered(rows: list[tuple[int, int, int]]) -> None:
    student, skill, correct = (np.array(each) for each in zip(*rows, strict=True))
    data = responses(student, np.arange(len(rows)), skill, correct)
    found = fit_tracing(trials(data, data.skill), DEFAULTS)
    for value, (low, high) in ((found.prior, PRIOR), (found.learn, LEARN), (found.guess, GUESS), (found.slip, SLIP)):
        assert np.all((value >= low) & (value <= high))
    assert np.all(found.guess + found.slip < 1)


def test_few_answers_leave_the_numbers_where_they_were() -> None:
    one = np.zeros(1, np.int64)
    found = fit_tracing(trials(responses(one, one, one, one + 1), one), DEFAULTS)
    assert found.prior == pytest.approx([0.13, 0.1], abs=0.03)
    assert found.slip == pytest.approx([0.1, 0.1], abs=0.01)
