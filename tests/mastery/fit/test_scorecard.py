"""The scorecard learns what is in the answers, says what its numbers are made of, and never looks ahead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapless.mastery.fit import (
    Responses,
    Scorecard,
    auc,
    calibration,
    clean,
    fit,
    log_loss,
    reliability,
    responses,
    rmse,
)


def school(students: int, seed: int) -> Responses:
    """Students of different ability on twelve skills, who learn: the chance of a right answer rises with practice."""
    rng = np.random.default_rng(seed)
    student, skill, step = (each.ravel() for each in np.indices((students, 12, 8)))
    odds = rng.normal(0, 1.2, students)[student] + rng.normal(0, 1, 12)[skill] + 0.25 * step - 0.5
    return responses(student, step, skill, (rng.random(len(odds)) < 1 / (1 + np.exp(-odds))).astype(np.int64))


@pytest.fixture(scope="module")
def train() -> Responses:
    return school(300, 1)


@pytest.fixture(scope="module")
def model(train: Responses) -> Scorecard:
    return fit(train)


def held_out(train: Responses) -> tuple[Responses, Responses]:
    late = train.student >= 240
    return train.only(~late), train.only(late)


def test_it_predicts_students_it_has_not_seen(train: Responses) -> None:
    seen, new = held_out(train)
    p = fit(seen).predict(new)
    base = np.full(len(p), seen.correct.mean())
    assert auc(new.correct, p) > 0.7
    assert log_loss(new.correct, p) < log_loss(new.correct, base)
    assert rmse(new.correct, p) < rmse(new.correct, base)
    assert calibration(new.correct, p) < 0.04


def test_its_points_add_up_to_its_prediction(train: Responses, model: Scorecard) -> None:
    few = train.only(train.student < 5)
    odds = model.start + sum(model.explain(few).values())
    assert np.allclose(1 / (1 + np.exp(-odds)), model.predict(few))


def test_a_right_answer_before_speaks_for_the_next(model: Scorecard) -> None:
    def after(outcome: int) -> float:
        four = np.arange(4)
        past = responses(np.full(4, 1), four, np.full(4, 3), np.array([outcome] * 3 + [0]))
        return float(model.predict(past)[-1])

    assert after(1) > after(0)


@settings(max_examples=15)
@given(st.integers(0, 95), st.integers(0, 10_000))
def test_what_comes_later_changes_no_prediction(model: Scorecard, row: int, seed: int) -> None:
    one = school(1, seed)
    other = one.correct.copy()
    other[row:] = 1 - other[row:]
    before, changed = model.predict(one), model.predict(replace(one, correct=other))
    assert np.allclose(before[: row + 1], changed[: row + 1])


def test_students_do_not_touch_each_other(train: Responses, model: Scorecard) -> None:
    alone, together = train.only(train.student == 7), model.predict(train)[train.student == 7]
    assert np.allclose(model.predict(alone), together)


def test_a_skill_it_has_never_seen_is_no_fault(model: Scorecard) -> None:
    p = model.predict(responses(np.zeros(3), np.arange(3), np.full(3, 99), np.array([1, 0, 1])))  # pyright: ignore[reportArgumentType] -- zeros are whole
    assert np.all((p > 0) & (p < 1))


def test_fitting_twice_gives_the_same(train: Responses, model: Scorecard) -> None:
    assert np.array_equal(fit(train).predict(train), model.predict(train))


def test_a_golden_sequence(model: Scorecard) -> None:
    """One student's eight answers: what is foretold of each changes only when the model does."""
    skills, answers = np.array([3, 3, 3, 5, 5, 3, 7, 3]), np.array([0, 1, 1, 1, 0, 1, 1, 1])
    told = model.predict(responses(np.zeros(8, np.int64), np.arange(8), skills, answers))
    assert told == pytest.approx([0.2630, 0.2577, 0.3443, 0.4808, 0.6349, 0.4950, 0.5665, 0.4036], abs=1e-4)


@pytest.mark.parametrize("outcome", [0, 1])
def test_answers_that_are_all_alike_can_be_learned_from(outcome: int) -> None:
    alike = responses(np.arange(4), np.zeros(4, np.int64), np.zeros(4, np.int64), np.full(4, outcome))
    assert np.all((fit(alike).predict(alike) >= 0) & (fit(alike).predict(alike) <= 1))


def test_rows_may_come_in_any_order(train: Responses) -> None:
    order = train.blocks.position
    shuffled = np.random.default_rng(1).permutation(len(order))
    again = responses(train.student[shuffled], order[shuffled], train.skill[shuffled], train.correct[shuffled])
    assert np.array_equal(again.correct, train.correct)


def test_clean_rows_are_the_first_fifty_of_a_student_on_a_skill_that_is_kept() -> None:
    data = responses(np.zeros(70, np.int64), np.arange(70), np.arange(70) // 60, np.ones(70, np.int64))
    assert clean(data, np.array([], np.int64)).sum() == 60
    assert clean(data, np.array([0])).sum() == 10


def test_columns_that_do_not_fit_together_are_refused() -> None:
    one, two = np.zeros(1, np.int64), np.zeros(2, np.int64)
    with pytest.raises(ValueError, match="same number of rows"):
        responses(one, one, one, two)
    with pytest.raises(ValueError, match="correct is 1"):
        responses(one, one, one, one + 2)


def test_the_area_under_the_curve_by_hand() -> None:
    assert auc(np.array([0, 1, 0, 1]), np.array([0.1, 0.9, 0.5, 0.5])) == pytest.approx(3.5 / 4)


@settings(max_examples=15)
@given(st.integers(0, 59), st.integers(0, 10_000))
def test_going_back_and_forth_between_skills_shows_no_future_either(model: Scorecard, row: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    skill, correct, time = rng.integers(0, 6, 60), rng.integers(0, 2, 60), np.arange(60)
    other = np.where(time >= row, 1 - correct, correct)
    one, changed = (responses(np.zeros(60, np.int64), time, skill, each, across=True) for each in (correct, other))
    at = one.turn <= row
    assert np.allclose(model.predict(one)[at], model.predict(changed)[at])
    assert not np.allclose(model.predict(one)[~at], model.predict(changed)[~at]) or row == 59


def test_answers_on_another_skill_in_between_count(model: Scorecard) -> None:
    def after(outcome: int) -> float:
        skill, correct = np.array([3, 4, 4, 4, 3]), np.array([1, outcome, outcome, outcome, 1])
        past = responses(np.zeros(5, np.int64), np.arange(5), skill, correct, across=True)
        return float(model.predict(past)[past.turn == 4][0])

    assert after(1) > after(0)


def test_what_was_predicted_and_what_happened_stand_side_by_side() -> None:
    assert reliability(np.array([0, 1, 1, 1]), np.array([0.25, 0.25, 0.93, 0.95])) == [
        (0.2, 2, 0.25, 0.5),
        (0.9, 2, pytest.approx(0.94), 1.0),
    ]
