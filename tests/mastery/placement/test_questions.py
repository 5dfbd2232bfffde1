"""Which questions a placement asks, in which order, and when it stops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from placing import RIGHT, ladder, sit, student

from gapless.mastery.placement import Answer, Chart, ItemNoise, Rules, answered, chart, next_question, resume, start
from gapless.mastery.placement import second_look as look_again
from gapless.mastery.simulation import Habits

SEEDS = st.integers(0, 2**32)


@settings(max_examples=10)
@given(SEEDS)
def test_the_same_seed_and_answers_ask_the_same_questions(small: Chart, truth: np.ndarray, seed: int) -> None:
    first = sit(start(small, seed), student(small, truth[:, 0], 3))
    again = sit(start(small, seed), student(small, truth[:, 0], 3))
    assert first.answers == again.answers
    assert np.array_equal(first.known, again.known)


@settings(max_examples=10)
@given(SEEDS, st.integers(0, 12))
def test_a_placement_goes_on_after_a_break_as_if_there_were_none(
    small: Chart, truth: np.ndarray, seed: int, pause: int
) -> None:
    whole = sit(start(small, seed), student(small, truth[:, 1], seed))
    resumed = resume(small, seed, whole.answers[:pause])
    asked = next_question(resumed)
    wanted = whole.answers[pause].skill if pause < len(whole.answers) else None
    assert (asked and asked.skill) == wanted


@settings(max_examples=10)
@given(SEEDS, st.integers(1, 3))
def test_no_item_is_asked_twice(truth: np.ndarray, small: Chart, seed: int, each: int) -> None:
    items = {skill: [ItemNoise(f"{skill}/{n}", 0.05 * n, 0.1) for n in range(each)] for skill in ladder(8)}
    course = chart(ladder(8), items=items)
    done = sit(start(course, seed), student(course, np.arange(8) < 4, seed))
    asked = [(answer.skill, answer.item) for answer in done.answers]
    assert len(asked) == len(set(asked))
    assert {item for _, item in asked} <= {item.id for bank in items.values() for item in bank}


def test_a_skill_without_items_is_not_asked() -> None:
    course = chart(ladder(5), items={"step-1": [ItemNoise("a")], "step-4": [ItemNoise("b")]})
    done = sit(start(course, 1), student(course, np.arange(5) < 2, 1))
    assert {answer.skill for answer in done.answers} == {"step-1", "step-4"}
    assert done.ended == 2


def test_the_first_questions_are_answered_right_more_often_than_the_most_telling_ones(
    small: Chart, truth: np.ndarray
) -> None:
    def rights(rules: Rules) -> int:
        done = [sit(start(small, s, rules=rules), student(small, truth[:, s], s)) for s in range(30)]
        return sum(answer.response == "right" for each in done for answer in each.answers[:3])

    assert rights(Rules()) > rights(Rules(likely=0)) + 10


def test_exactly_one_question_is_drawn_at_random_to_check_the_model(small: Chart, truth: np.ndarray) -> None:
    placement, reasons = start(small, 5), []
    answer = student(small, truth[:, 2], 5)
    while (question := next_question(placement)) is not None:
        reasons.append(question.reason)
        given = Answer(question.skill, answer(question.skill), question.item, question.guess, question.slip)
        placement = answered(placement, given)
    assert reasons.count("check") == 1
    assert reasons[:3] == ["likely"] * 3


def test_it_stops_between_the_least_and_the_most(small: Chart) -> None:
    rng = np.random.default_rng(1)
    for seed in range(10):  # answers without sense or reason
        done = sit(start(small, seed), lambda _: "right" if rng.random() < 0.5 else "not-yet")
        assert 8 <= len(done.answers) <= 45
        assert done.ended == len(done.answers)
        assert done.share < 0.05 or len(done.answers) == 45


def test_it_keeps_its_promise(small: Chart, truth: np.ndarray) -> None:
    right = []
    for each in range(truth.shape[1]):
        done = sit(start(small, each, prior=RIGHT), student(small, truth[:, each], each))
        right.append(((done.known > 0.5) == truth[:, each]).mean())
    assert np.mean(right) >= 0.95


def test_admitting_what_was_not_learned_takes_fewer_questions(small: Chart, truth: np.ndarray) -> None:
    def total(habits: Habits) -> int:
        students = range(30)
        return sum(len(sit(start(small, s), student(small, truth[:, s], s, habits)).answers) for s in students)

    assert total(Habits(admits=0.9)) < total(Habits())


def test_a_second_look_moves_the_finding_but_opens_nothing_again(small: Chart, truth: np.ndarray) -> None:
    done = sit(start(small, 1), student(small, truth[:, 3], 1))
    doubtful = small.skills[int(np.argmin(np.abs(done.known - 0.5)))]
    question = look_again(done, doubtful)
    assert question is not None
    assert question.skill == doubtful
    looked = answered(done, Answer(doubtful, "right", question.item, question.guess, question.slip))
    assert looked.known[small.place[doubtful]] > done.known[small.place[doubtful]]
    assert next_question(looked) is None
    assert look_again(done, "no such skill") is None


def test_rules_can_be_set(small: Chart) -> None:
    done = sit(start(small, 1, rules=Rules(least=2, most=4)), lambda _: "right")
    assert 2 <= len(done.answers) <= 4


def test_a_course_without_skills_cannot_be_placed() -> None:
    with pytest.raises(ValueError, match="at least one skill"):
        start(chart({}), 1)


def test_a_golden_sequence(small: Chart) -> None:
    """Changes here change what students are asked: meant ones are noted in the changelog."""
    knows = np.array([small.difficulty[place] < 0.5 for place in range(24)])
    done = sit(start(small, 7), lambda skill: "right" if knows[small.place[skill]] else "not-yet")
    assert [int(answer.skill[-3:]) for answer in done.answers] == GOLDEN
    assert np.array_equal(done.known > 0.5, knows)


GOLDEN = [2, 0, 3, 10, 13, 9, 18, 3, 11, 14, 12, 8, 15]
