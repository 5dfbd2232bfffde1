"""Bayesian knowledge tracing, against numbers worked out by hand from Corbett & Anderson's formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.mastery import bkt

probability = st.floats(0, 1)


@pytest.mark.parametrize(
    ("prior", "learn", "guess", "slip", "answers", "expected"),
    [
        (0.1, 0.1, 0.1, 0.1, "RRR", [0.55, 0.925, 0.992]),
        (0.1, 0.1, 0.1, 0.1, "WRRR", [0.111, 0.576, 0.932, 0.993]),
        (0.1, 0.1, 0.1, 0.1, "RRRWR", [0.55, 0.925, 0.992, 0.939, 0.994]),
        (0.2, 0.1, 0.25, 0.1, "RRRR", [0.526, 0.820, 0.948, 0.987]),
        (0.1, 0.1, 0.05, 0.1, "RRR", [0.7, 0.979, 0.999]),
    ],
    ids=["all .1, all right", "miss first", "miss after three", "four options", "typed answers as shipped"],
)
def test_sequences_known_from_hand_calculation(prior, learn, guess, slip, answers, expected):
    p, path = prior, []
    for answer in answers:
        p = bkt.update(p, answer == "R", guess, slip, learn)
        path.append(p)
    assert path == pytest.approx(expected, abs=6e-4)


def test_the_chance_of_the_next_right_answer():
    assert bkt.p_right(0.5, guess=0.2, slip=0.1) == pytest.approx(0.5 * 0.9 + 0.5 * 0.2)


@given(p=probability, right=st.booleans(), guess=probability, slip=probability, learn=probability)
def test_p_stays_a_probability(p, right, guess, slip, learn):
    assert 0 <= bkt.update(p, right, guess, slip, learn) <= 1


@given(p=probability, guess=probability, slip=probability, learn=probability)
def test_a_right_answer_never_lowers_p(p, guess, slip, learn):
    assert bkt.update(p, True, guess, slip, learn) >= p


@given(p=probability, guess=probability, slip=probability)
def test_a_miss_is_never_evidence_of_knowing(p, guess, slip):
    assert bkt.posterior(p, False, guess, slip) <= p + 1e-12


def test_an_answer_that_shows_nothing_moves_nothing():
    """Guess and slip of one half each: right and missed are as likely either way."""
    assert bkt.posterior(0.3, True, 0.5, 0.5) == bkt.posterior(0.3, False, 0.5, 0.5) == 0.3
